"""What the preview costs: how soon an edited story is served, and what a second takes in which nothing happens."""

from __future__ import annotations

import contextlib
import os
import re
import subprocess
import time
import urllib.request
from typing import TYPE_CHECKING

from tests.bench.corpus import story
from tests.bench.measuring import Cost
from tests.bench.programs import PLACES, SITEGEN, edit_story

if TYPE_CHECKING:
    from pathlib import Path

REST = 20.0
"""Seconds after an edit in which the site is made anew, and in which nothing happens."""
TIRED = 300.0


def preview(root: Path, count: int, edits: int) -> tuple[list[Cost], Cost]:
    """For each edit the time until it is served, and CPU of an idle second."""
    log = root / "serve.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            (*SITEGEN, "serve", "--port", "0"), cwd=root, stdout=out, stderr=out, env={**os.environ, **PLACES}
        )
    try:
        address = _wait(lambda: (re.findall(r"http://[\d.:]+/", log.read_text("utf-8")) or [""])[0])
        slug = story(count // 2).slug
        page = f"{address}stories/{slug}/"
        _wait(lambda: _served(page))
        time.sleep(REST)
        shown = []
        for turn in range(100, 100 + edits):
            edit_story(root / "content" / f"{slug}.md", turn)
            begun, spent = time.monotonic(), _spent(process.pid)
            _wait(lambda turn=turn: f"新增一段改{turn}。" in _served(page))  # type: ignore[misc]
            shown.append(Cost(time.monotonic() - begun, _spent(process.pid) - spent, 0))
            time.sleep(REST)
        spent = _spent(process.pid)
        time.sleep(REST)
        return shown, Cost(1, (_spent(process.pid) - spent) / REST, 0)
    finally:
        process.terminate()  # a shell may have told what it starts behind itself to ignore an interrupt
        process.wait()


def _wait(found: object) -> str:
    assert callable(found)
    end = time.monotonic() + TIRED
    while time.monotonic() < end:
        value = found()
        if value:
            return str(value)
        time.sleep(0.01)
    raise SystemExit("the preview does not answer")


def _served(page: str) -> str:
    with contextlib.suppress(OSError), urllib.request.urlopen(page, timeout=10) as answer:
        return str(answer.read().decode("utf-8"))
    return ""


def _spent(process: int) -> float:
    with open(f"/proc/{process}/stat", encoding="ascii") as state:  # noqa: PTH123
        return sum(map(int, state.read().rpartition(")")[2].split()[11:13])) / os.sysconf("SC_CLK_TCK")
