"""A new archive: settings with comments, one invented clipping to begin with, and the folders."""

from __future__ import annotations

import shutil
from pathlib import Path

from sitegen.problems import Problem

_STARTER = Path(__file__).parent / "data" / "starter"


def start(folder: Path) -> list[Problem]:
    """Fills an empty folder, or makes one; a folder that holds anything is left alone."""
    try:
        if folder.is_dir() and any(entry.name != ".git" for entry in folder.iterdir()):
            return [Problem(str(folder), "is not empty", hint="name a folder that is empty or not there yet")]
        shutil.copytree(_STARTER, folder, dirs_exist_ok=True, copy_function=shutil.copyfile)
        (folder / "gitignore").rename(folder / ".gitignore")
        for name in ("content", "themes"):
            (folder / name).mkdir()
    except OSError as error:
        return [Problem(str(folder), f"cannot be written: {error.strerror or error}")]
    return []
