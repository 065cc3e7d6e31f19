"""Coverage-guided fuzzing of what reads other people's files: `make fuzz`, or

    python -m tests.trust.fuzz [--seconds 60] [--keep FOLDER] [TARGET …]

atheris steers it by the lines of sitegen that an input reaches. Each target has a process of its own. What breaks a
promise of targets.py is left in FOLDER/TARGET-crash-…; put into tests/trust/findings/TARGET/ it is a test for good.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.trust.targets import TARGETS


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*", metavar="TARGET", default=list(TARGETS), help=", ".join(TARGETS))
    parser.add_argument("--seconds", type=int, default=60, help="for each target")
    parser.add_argument("--runs", type=int, default=0, help="rather so many inputs, the same every time")
    parser.add_argument("--keep", type=Path, help="folder for the inputs that reached something new, and for findings")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as passing:
        keep = given.keep or Path(passing)
        return max(
            [_outside(target, given.seconds, given.runs, keep, given.keep is not None) for target in given.targets]
        )


def _outside(target: str, seconds: int, runs: int, keep: Path, kept: bool) -> int:
    """One target in a process of its own; 1 where it found something."""
    keep.mkdir(parents=True, exist_ok=True)
    command = [sys.executable, "-m", "tests.trust.fuzzed", target, str(seconds), str(runs), keep]
    ran = subprocess.run(command, capture_output=True, text=True, errors="replace", check=False)
    done = re.findall(r"stat::number_of_executed_units: +(\d+)", ran.stderr)
    edges = re.findall(r"cov: (\d+)", ran.stderr)
    kept_here = sorted(keep.glob(f"{target}-*"))
    # By the clock, and on a machine that does much else: each is worth a look, and none is a finding by itself.
    slow = [path for path in kept_here if "-slow-unit-" in path.name]
    found = [path for path in kept_here if path not in slow]
    print(
        f"{target}: {int(done[-1]) if done else 0:,} executions, "
        f"{edges[-1] if edges else '?'} edges reached, {len(found)} findings, {len(slow)} slow ones",
        flush=True,
    )
    if ran.returncode or found:
        print(ran.stdout[-3000:], ran.stderr[-2000:], *(found if kept else []), sep="\n", flush=True)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
