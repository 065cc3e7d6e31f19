"""Which Python `make setup` makes the environment with, and what `make test` looks for."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent
OWN = Path("/usr/bin/python3")
FITS = "import ensurepip, sys, venv; sys.exit(not (3, 11) <= sys.version_info < (3, 15))"
"""As pyproject.toml has it."""

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere make always takes python3")


def taken(folder: Path, swift: bool, *given: str) -> str:
    """The Python that make would take, where `python3` on the path says whether it was built with optimisation."""
    python = folder / "python3"
    python.write_text(f"#!/bin/sh\nexit {int(not swift)}\n", "utf-8")
    python.chmod(0o755)
    variables = {name: value for name, value in os.environ.items() if name not in ("PYTHON", "MAKEFLAGS", "MAKELEVEL")}
    told = subprocess.run(
        ["make", "-pn", "help", f"VENV={folder}/none", *given],
        cwd=REPOSITORY,
        env={**variables, "PATH": f"{folder}:{variables['PATH']}"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    return re.findall(r"^PYTHON :?= (.*)$", told, re.MULTILINE)[0]


def test_a_python_built_with_optimisation_is_taken(tmp_path: Path) -> None:
    assert taken(tmp_path, swift=True) == "python3"


def test_one_built_without_gives_way_to_the_systems_own_if_that_fits(tmp_path: Path) -> None:
    fits = OWN.exists() and not subprocess.run([OWN, "-c", FITS], capture_output=True, check=False).returncode
    assert taken(tmp_path, swift=False) == (str(OWN) if fits else "python3")


def test_the_one_that_is_named_is_taken(tmp_path: Path) -> None:
    assert taken(tmp_path, False, "PYTHON=python3.12") == "python3.12"


def test_no_function_of_the_tests_set_up_hides_a_program_that_it_looks_for() -> None:
    """`command -v sshd` finds a function of that name first, and a missing server would be missed by nobody."""
    script = (REPOSITORY / "tests/system.sh").read_text("utf-8")
    functions = set(re.findall(r"^(\w+)\(\)", script, re.MULTILINE))
    looked_for = set(re.findall(r"\bhave ([a-z]\w*)", script))
    assert {"ssh_server", "browser"} <= functions
    assert {"sshd", "npm", "git"} <= looked_for
    assert not functions & looked_for
