"""What a command costs: wall time, CPU of the process with its children, memory of all of them together."""

from __future__ import annotations

import os
import platform
import subprocess
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LOOK = 0.4
"""Seconds between two looks at the memory of a command's processes."""


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float
    cpu: float
    memory: float
    """MB: of all its processes at the time when it was most, what they share counted once; of the largest one where
    the system does not tell."""


def cost(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """What one run of a command costs."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    most = [0.0]
    ended = threading.Event()
    with (folder / "bench.log").open("ab") as log:
        begun = time.monotonic()
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env={**kept, **(environment or {})})
        watcher = threading.Thread(target=_watch, args=(process.pid, ended, most))
        watcher.start()
        _, status, used = os.wait4(process.pid, 0)
        wall = time.monotonic() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
    ended.set()
    watcher.join()
    if process.returncode:
        raise SystemExit(f"{command} failed:\n{(folder / 'bench.log').read_text('utf-8', 'replace')[-2000:]}")
    return Cost(wall, used.ru_utime + used.ru_stime, max(used.ru_maxrss / 1024, most[0]))


def _watch(process: int, ended: threading.Event, most: list[float]) -> None:
    while not ended.wait(LOOK):
        most[0] = max(most[0], sum(map(_proportional, _tree(process))) / 1024)


def _tree(process: int) -> list[int]:
    """A process with all that it started."""
    found = [process]
    try:
        children = Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()
    except OSError:
        return found
    for child in children:
        found += _tree(int(child))
    return found


def _proportional(process: int) -> int:
    """Memory of a process in KB, its share of what it shares with others."""
    try:
        lines = Path(f"/proc/{process}/smaps_rollup").read_text("ascii").splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)


def least(runs: Sequence[Cost]) -> Cost:
    return Cost(min(one.wall for one in runs), min(one.cpu for one in runs), max(one.memory for one in runs))


def size(out: Path) -> tuple[int, float]:
    """Number of files below a folder, and MB."""
    files = total = 0
    for folder, _, names in os.walk(out):
        files += len(names)
        total += sum(os.stat(os.path.join(folder, name)).st_size for name in names)  # noqa: PTH116, PTH118
    return files, round(total / 1e6, 1)


def machine() -> dict[str, object]:
    """What the figures were measured on."""
    processor = next(
        (line.partition(":")[2].strip() for line in _lines("/proc/cpuinfo") if line.startswith("model name")), ""
    )
    memory = next((line.split()[1] for line in _lines("/proc/meminfo") if line.startswith("MemTotal")), "0")
    return {
        "processor": processor or platform.processor(),
        "cores": len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count(),
        "memory_gb": round(int(memory) / 1e6),
        "system": platform.system(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 1),
    }


def _lines(file: str) -> list[str]:
    return Path(file).read_text("utf-8").splitlines() if Path(file).is_file() else []
