"""Nothing the fuzzer ever found is wrong again, and a short run finds no more; `make fuzz` is the long one."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.trust.targets import TARGETS, starting_points

FINDINGS = sorted((Path(__file__).parent / "findings").glob("*/*"))
RUNS = {"reading": 1000, "splitting": 15, "front-matter": 1000, "markdown": 600, "sidecars": 200}
"""Inputs, the same ones every time: what a longer run finds stops no change that it has nothing to do with."""


@pytest.mark.parametrize("file", FINDINGS, ids=lambda file: file.name)
def test_what_was_found_once(file: Path) -> None:
    TARGETS[file.parent.name](file.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_what_a_fuzzer_begins_with_holds(target: str) -> None:
    points = starting_points(target)
    assert points
    for data in points[:: 1 if target != "splitting" else 4]:
        TARGETS[target](data)


@pytest.mark.skipif(not (sys.platform == "linux" and sys.version_info < (3, 14)), reason="atheris is for Linux to 3.13")
@pytest.mark.parametrize("target", TARGETS)
def test_a_short_run_finds_nothing(target: str) -> None:
    command = [sys.executable, "-m", "tests.trust.fuzz", target, "--runs", str(RUNS[target])]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, cwd=Path(__file__).parents[2])
    assert ran.returncode == 0, ran.stdout
    assert int(ran.stdout.split()[1].replace(",", "")) >= RUNS[target]
