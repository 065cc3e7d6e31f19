"""The same inputs give the same bytes, wherever and in whatever order the machine does its work."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.trust.faults import site

REPOSITORY = Path(__file__).parents[2]
MACHINES = (
    {"TZ": "Asia/Shanghai", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "jobs": "1"},
    {"TZ": "America/Anchorage", "LC_ALL": "C", "PYTHONHASHSEED": "4242", "jobs": "2"},
)
"""The second has files made in the opposite order, which is the order in which many disks list them."""


def test_two_machines_that_differ_in_everything_make_one_site_and_one_of_each_export(tmp_path: Path) -> None:
    made = []
    for number, machine in enumerate(MACHINES):
        root = tmp_path / str(number) / "archive"
        (root / "seeds").mkdir(parents=True)
        files = sorted((REPOSITORY / "seeds").glob("*.txt"), reverse=bool(number))
        for path in files[:3] if not number else files[-3:]:
            shutil.copy(path, root / "seeds")
        (root / "sitegen.toml").write_text('title = "测试"\nbase_url = "https://example.org/"\n', "utf-8")
        environment = {**os.environ, **machine, "SOURCE_DATE_EPOCH": "1700000000"}
        jobs = environment.pop("jobs")
        for command in (["build", "--jobs", jobs], *(["export", kind, "--out", f"out/a.{kind}"] for kind in KINDS)):
            (root / "out").mkdir(exist_ok=True)
            done = subprocess.run(
                [sys.executable, "-m", "sitegen", *command], cwd=root, env=environment, capture_output=True, check=False
            )
            assert done.returncode == 0, done.stderr[-2000:]
        made.append([site(root / folder) for folder in ("content", "public", "out")])
    assert made[0] == made[1]


KINDS = ("csv", "jsonl", "tei", "epub", "zip")
