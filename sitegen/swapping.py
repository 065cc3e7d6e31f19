"""public/ is replaced whole: the new site is made aside, and only a finished one takes the old one's place.

The old one is kept where the new one was made: most of its files are the new site's own, and stand ready for the next.
"""

from __future__ import annotations

import contextlib
import shutil
from typing import TYPE_CHECKING

from sitegen.problems import Problem

STATE = ".sitegen"
"""Folder of an archive for what only saves work."""

if TYPE_CHECKING:
    from pathlib import Path


def aside_of(root: Path, public: Path) -> Path:
    """Where the new site is made: out of sight in .sitegen/, or beside the old one where that is another disk."""
    hidden = root / STATE / "site"
    try:
        same = root.stat().st_dev == (public if public.exists() else public.parent).stat().st_dev
    except OSError:
        same = True
    return hidden if same else public.with_name(public.name + ".new")


def open_aside(public: Path, aside: Path) -> list[Problem]:
    """Makes `aside` ready for the new site, with whatever it holds of an earlier one; or why there can be none."""
    name = public.name
    if public.is_symlink() or (public.exists() and not public.is_dir()):
        return [Problem(name, "is not a folder, and will not be replaced", hint="move it, or set paths.public")]
    try:
        _mend(public, aside)
        if public.is_dir() and not (public / "index.html").is_file() and any(public.iterdir()):
            return [
                Problem(name, "holds files but no site, and will not be replaced", hint="empty it, or set paths.public")
            ]
        if aside.is_symlink() or (aside.exists() and not aside.is_dir()):
            aside.unlink()
        aside.mkdir(parents=True, exist_ok=True)
        public.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        return [_unwritable(error, public)]
    return []


def swap_in(aside: Path, public: Path) -> list[Problem]:
    """Puts the finished site in the old one's place, and the old one in its."""
    old = _old(public)
    try:
        if public.exists():
            public.rename(old)
        try:
            aside.rename(public)
        except OSError:
            if old.exists():
                old.rename(public)
            raise
    except OSError as error:
        return [_unwritable(error, public)]
    with contextlib.suppress(OSError):  # the next build mends it
        if old.exists():
            old.rename(aside)
    return []


def drop(aside: Path) -> None:
    """Sweeps away a site that is not to be."""
    shutil.rmtree(aside, ignore_errors=True)


def _mend(public: Path, aside: Path) -> None:
    """Ends what a run began that was killed between the renames of `swap_in`."""
    old = _old(public)
    if old.exists():
        if not public.exists():
            old.rename(public)
        elif aside.exists():
            shutil.rmtree(old)
        else:
            aside.parent.mkdir(parents=True, exist_ok=True)
            old.rename(aside)


def _old(public: Path) -> Path:
    return public.with_name(public.name + ".old")


def _unwritable(error: OSError, public: Path) -> Problem:
    return Problem(public.name, f"cannot be written: {error.strerror or error}", hint="nothing in it was changed")
