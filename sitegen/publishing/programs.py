"""Other programs, run so that they can neither wait for a password unseen nor print one."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from sitegen.problems import Problem
from sitegen.publishing.address import masked
from sitegen.publishing.site import PublishingError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

TOLD = 6
"""So many of a program's last lines are passed on when it fails."""
_OF_A_HOOK = frozenset(
    ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_PREFIX", "GIT_COMMON_DIR", "GIT_OBJECT_DIRECTORY",
     "GIT_ALTERNATE_OBJECT_DIRECTORIES", "GIT_QUARANTINE_PATH", "GIT_NAMESPACE")
)  # fmt: skip
AGAIN = "publish again once this is mended: what is done already is not done twice"


def run(
    command: Sequence[str],
    target: str,
    given: bytes = b"",
    more: Mapping[str, str] | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """What a program printed; one that is not there or that fails raises `PublishingError`."""
    try:
        done = subprocess.run(
            command, input=given, env=environment() | dict(more or {}), capture_output=True, check=False
        )
    except FileNotFoundError:
        hint = f"install {command[0]} so that it is on PATH"
        raise PublishingError(Problem(target, f"needs {command[0]}, which is not there", hint=hint)) from None
    if done.returncode:
        said = [masked(line) for line in done.stderr.decode("utf-8", "replace").splitlines() if line.strip()]
        raise PublishingError(
            Problem(
                target,
                f"{command[0]} failed with code {done.returncode}",
                source="\n    ".join(said[-TOLD:]),
                hint=AGAIN,
            )
        )
    return done


def environment() -> dict[str, str]:
    """That of a program: without the repository that a hook of git's is at work in, and asking nobody unseen."""
    own = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK}
    return {**own, "LC_ALL": "C.UTF-8", **({} if interactive() else {"GIT_TERMINAL_PROMPT": "0"})}


def interactive() -> bool:
    """True where a person can be asked for a passphrase."""
    return bool(sys.stdin and sys.stdin.isatty())
