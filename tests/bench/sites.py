"""What building a site costs, beside other generators: `make bench`, or

    python -m tests.bench.sites 1000 10000 [--tools FOLDER] [--runs 3] [--full] [--results FILE]

All programs run in turn in one go; wall time, CPU of the process with its children, and memory of its largest process
are the system's own. Each figure is the least of its runs: what else a machine does only ever adds. `--full` also
builds with search and data, and what Hugo needs for a search. Not run by `make test`.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench.corpus import story, write_stories
from tests.bench.peers import peers

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from tests.bench.peers import Peer

RESULTS = Path(__file__).parent / "results.json"
SETTINGS = 'title = "剪报"\nbase_url = "https://example.org/"\ntheme = "mine"\n'
LEAN = SETTINGS + 'search = false\ndata = "none"\n\n[traditional]\nserved = "no"\n'
FULL = SETTINGS + '\n[traditional]\nserved = "no"\n'
ROOT = Path(__file__).parents[2]
TASKS = ("from nothing", "index of Hugo's pages", "nothing changed", "one story edited", "one topic renamed",
         "one template touched")  # fmt: skip
SETTLED = 2.1
"""Seconds after which a file's signature tells for sure that it was not changed since."""


@dataclass(frozen=True, slots=True)
class Cost:
    wall: float
    cpu: float
    memory: float
    """Of the largest process, in MB."""


@dataclass(frozen=True, slots=True)
class Row:
    """One program at one task."""

    program: str
    stories: int
    task: str
    wall: float
    cpu: float
    memory: float
    files: int
    megabytes: float


def cost(command: Sequence[str], folder: Path, environment: Mapping[str, str] | None = None) -> Cost:
    """What one run of a command costs."""
    begun = time.monotonic()
    with (folder / "bench.log").open("ab") as log:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log, env={**kept, **(environment or {})})
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed:\n{(folder / 'bench.log').read_text('utf-8', 'replace')[-2000:]}")
    return Cost(time.monotonic() - begun, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def least(runs: Sequence[Cost]) -> Cost:
    return Cost(min(one.wall for one in runs), min(one.cpu for one in runs), max(one.memory for one in runs))


class Bench:
    """The runs of one go; programs and tasks are printed as they come."""

    def __init__(self, runs: int, work: Path, results: Path) -> None:
        self.runs = runs
        self.work = work
        self.results = results
        self.facts = machine()
        self.rows: list[Row] = []

    def note(self, program: str, count: int, task: str, found: Cost, out: Path) -> None:
        files, size = _size(out)
        self.rows.append(
            Row(program, count, task, round(found.wall, 2), round(found.cpu, 2), round(found.memory), files, size)
        )
        row = self.rows[-1]
        costs = f"{row.wall:9.2f} s{row.cpu:9.2f} s CPU{row.memory:7.0f} MB"
        print(f"{program:16}{count:8}  {task:28}{costs}{files:8} files{size:9.1f} MB", flush=True)
        keep(self.results, self.rows, self.facts)

    def aside(self, *paths: Path) -> None:
        """Moves what a run left out of the way: to delete it now would slow down the next."""
        for path in paths:
            if path.exists():
                path.rename(self.work / f"trash-{time.monotonic_ns()}")

    def ours(self, count: int, settings: str, name: str) -> None:
        """This program: from nothing, with nothing changed, and after small changes."""
        root = self.work / f"{name}-{count}".replace(" ", "-")
        write_stories(count, root / "content", "sitegen")
        (root / "seeds").mkdir()
        (root / "sitegen.toml").write_text(settings, encoding="utf-8")
        template = root / "themes/mine/templates/topic.html"
        template.parent.mkdir(parents=True)
        command = (sys.executable, "-m", "sitegen", "build", "-q")
        places = {"PYTHONPATH": str(ROOT)}
        out = root / "public"

        def run() -> Cost:
            return cost(command, root, places)

        def cold() -> Cost:
            self.aside(out, root / ".sitegen")
            return run()

        run()  # the first one gives ids, which belong to writing the stories
        time.sleep(SETTLED)
        self.note(name, count, "from nothing", least([cold() for _ in range(self._times(count))]), out)
        run()
        self.note(name, count, "nothing changed", least([run() for _ in range(self.runs)]), out)
        file = root / "content" / f"{story(count // 2).slug}.md"
        changes: list[tuple[str, Callable[[int], None]]] = [
            ("one story edited", lambda turn: _edit(file, turn)),
            ("one topic renamed", lambda turn: _rename(root / "content", turn)),
            ("one template touched", lambda turn: _touch(template, turn)),
        ]
        for task, change in changes:
            found = []
            for turn in range(self.runs):
                change(turn)
                time.sleep(SETTLED)
                found.append(run())
            self.note(name, count, task, least(found), out)
        self.aside(root)

    def peer(self, peer: Peer, count: int) -> None:
        """Another program: from nothing, and again after one story was edited."""
        root = self.work / f"{peer.name}-{count}".replace(" ", "-")
        root.mkdir()
        peer.set_up(root, count)
        out = root / peer.out

        def cold() -> Cost:
            self.aside(out, root / "resources", root / "cache", root / ".cache")
            return cost(peer.command, root, peer.environment)

        self.note(peer.name, count, "from nothing", least([cold() for _ in range(self._times(count))]), out)
        file = root / peer.stories / f"{story(count // 2).slug}.md"
        found = []
        for turn in range(self._times(count)):
            _edit(file, turn)
            found.append(cost(peer.command, root, peer.environment))
        self.note(peer.name, count, "one story edited", least(found), out)
        pagefind = shutil.which("pagefind") or str(Path(peer.command[0]).with_name("pagefind"))
        if peer.name == "Hugo" and Path(pagefind).is_file():
            found = [cost((pagefind, "--site", peer.out), root) for _ in range(self._times(count))]
            self.note("Pagefind", count, "index of Hugo's pages", least(found), out)
        self.aside(root)

    def _times(self, count: int) -> int:
        return self.runs if count <= 10_000 else 1


def _edit(file: Path, turn: int) -> None:
    text = file.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.lower().startswith("title:"))
    mark = f"改{turn}"
    new = title.replace('"', f'"{mark}', 1) if '"' in title else title.replace(": ", f": {mark}", 1)
    file.write_text(text.replace(title, new, 1) + f"\n\n新增一段{mark}。\n", encoding="utf-8")


def _rename(folder: Path, turn: int) -> None:
    before, after = ("农业建设", "农业新建") if turn % 2 == 0 else ("农业新建", "农业建设")
    for file in folder.iterdir():
        if file.suffix == ".md" and f"  - {before}\n" in (text := file.read_text("utf-8")):
            file.write_text(text.replace(f"  - {before}\n", f"  - {after}\n"), encoding="utf-8")


def _touch(template: Path, turn: int) -> None:
    template.write_text(
        '{% extends "default/topic.html" %}{% block footer %}' + f"<!-- {turn} -->" + "{{ super() }}{% endblock %}\n",
        encoding="utf-8",
    )


def _size(out: Path) -> tuple[int, float]:
    files = size = 0
    for folder, _, names in os.walk(out):
        files += len(names)
        size += sum(os.stat(os.path.join(folder, name)).st_size for name in names)  # noqa: PTH116, PTH118
    return files, round(size / 1e6, 1)


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*", default=[1000, 10_000])
    parser.add_argument("--tools", type=Path, default=Path("build/peers"), help="where the other programs are")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="names of programs, of this one too")
    parser.add_argument("--full", action="store_true", help="also with search and data")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--table", action="store_true", help="measure nothing: print the results as docs have them")
    options = parser.parse_args()
    if options.table:
        print(table(options.results))
        return
    with tempfile.TemporaryDirectory(prefix="sitegen-bench-") as folder:
        bench = Bench(options.runs, Path(folder), options.results)
        for count in options.counts:
            wanted = [peer for peer in peers(options.tools.resolve()) if not options.only or peer.name in options.only]
            if not options.only or "sitegen" in options.only:
                bench.ours(count, LEAN, "sitegen")
            for peer in wanted:
                bench.peer(peer, count)
            if options.full:
                bench.ours(count, FULL, "sitegen, all")


def table(file: Path) -> str:
    """The results as a table, each with its CPU against Hugo's, from nothing or after one story was edited."""
    rows = json.loads(file.read_text("utf-8"))["rows"]
    hugo = {(row["stories"], row["task"]): row["cpu"] for row in rows if row["program"] == "Hugo"}
    lines = [
        "| stories | task | program | wall s | CPU s | CPU : Hugo | MB | files |",
        "|--:|---|---|--:|--:|--:|--:|--:|",
    ]
    for row in sorted(rows, key=lambda row: (row["stories"], TASKS.index(row["task"]))):
        rival = "from nothing" if row["task"] == "from nothing" else "one story edited"
        against = f"{row['cpu'] / hugo[row['stories'], rival]:.2f}" if (row["stories"], rival) in hugo else ""
        cells = (f"{row['stories']:,}", row["task"], row["program"], f"{row['wall']:.2f}", f"{row['cpu']:.2f}", against)
        lines.append(f"| {' | '.join(cells)} | {row['memory']:.0f} | {row['files']:,} |")
    return "\n".join(lines)


def keep(file: Path, found: Sequence[Row], facts: Mapping[str, object]) -> None:
    """Writes rows into the results, over those of the same program, size and task, each with the machine's load."""
    kept = json.loads(file.read_text("utf-8")) if file.is_file() else {"rows": []}
    old = {(row["program"], row["stories"], row["task"]): row for row in kept["rows"]}
    new = {(row.program, row.stories, row.task): {**asdict(row), "load": facts["load_before"]} for row in found}
    rows = [json.dumps(row, ensure_ascii=False) for row in {**old, **new}.values()]
    text = f'{{"machine": {json.dumps(facts)},\n "rows": [\n  ' + ",\n  ".join(rows) + "\n ]}\n"
    file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
