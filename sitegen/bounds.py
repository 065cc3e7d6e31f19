"""What of a folder is the archive's own: no link that leads out of it, no name that is not text."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path


def is_text(name: str) -> bool:
    """Whether the name of a file is UTF-8."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def foreign(file: Path, folder: Path, shown: str) -> Problem | None:
    """Why a file below a folder is not to be read, None where it may be.

    A link can be sent in with a change to an archive, and would publish what it points at: somebody's letters, a key.
    """
    if not is_text(shown):
        name = shown.encode("utf-8", "backslashreplace").decode()
        return Problem(name, "skipped: its name is not UTF-8", hint="rename the file")
    try:
        if not file.is_symlink() or file.resolve().is_relative_to(folder.resolve()):
            return None
    except (OSError, RuntimeError):  # links in a circle
        pass
    return Problem(shown, f"skipped: a link that leads out of {folder.name}/", hint="put the file itself there")
