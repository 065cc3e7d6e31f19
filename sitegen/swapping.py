"""public/ is replaced whole: the new site is made aside, and only a finished one takes the old one's place."""

# A Path for each of 100,000 files is dear; hence os.path here and there.
# ruff: noqa: PTH113, PTH116, PTH118

from __future__ import annotations

import filecmp
import os
import shutil
from typing import TYPE_CHECKING

from sitegen.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path


def open_aside(public: Path) -> tuple[Path | None, list[Problem]]:
    """An empty folder beside `public` for the new site, or why there can be none."""
    name = public.name
    if public.is_symlink() or (public.exists() and not public.is_dir()):
        return None, [Problem(name, "is not a folder, and will not be replaced", hint="move it, or set paths.public")]
    aside, old = _aside(public), _old(public)
    try:
        if old.exists() and not public.exists():
            old.rename(public)  # the last run ended between the two renames of swap_in
        if public.is_dir() and not (public / "index.html").is_file() and any(public.iterdir()):
            return None, [
                Problem(name, "holds files but no site, and will not be replaced", hint="empty it, or set paths.public")
            ]
        for leftover in (aside, old):
            if leftover.exists():
                shutil.rmtree(leftover)
        aside.mkdir(parents=True)
    except OSError as error:
        return None, [_unwritable(error, public)]
    return aside, []


def swap_in(aside: Path, public: Path) -> tuple[bool, list[Problem]]:
    """Puts the finished site in the old one's place; whether it is another one. Same files keep their time."""
    old = _old(public)
    try:
        same = public.exists() and _keep_times(aside, public)
        if public.exists():
            public.rename(old)
        try:
            aside.rename(public)
        except OSError:
            if old.exists():
                old.rename(public)
            raise
    except OSError as error:
        return False, [_unwritable(error, public)]
    shutil.rmtree(old, ignore_errors=True)
    return not same, []


def drop(aside: Path) -> None:
    """Sweeps away a site that is not to be."""
    shutil.rmtree(aside, ignore_errors=True)


def _aside(public: Path) -> Path:
    return public.with_name(public.name + ".new")


def _old(public: Path) -> Path:
    return public.with_name(public.name + ".old")


def _keep_times(aside: Path, public: Path) -> bool:
    """Gives files with the same bytes the time they had; true where all are the same and none is gone."""
    same, count = True, 0
    for folder, _, names in os.walk(aside):
        before = os.path.join(public, os.path.relpath(folder, aside))
        for name in names:
            count += 1
            new, last = os.path.join(folder, name), os.path.join(before, name)
            if os.path.isfile(last) and filecmp.cmp(new, last, shallow=False):
                state = os.stat(last)
                os.utime(new, ns=(state.st_atime_ns, state.st_mtime_ns))
            else:
                same = False
    return same and count == sum(len(names) for _, _, names in os.walk(public))


def _unwritable(error: OSError, public: Path) -> Problem:
    return Problem(public.name, f"cannot be written: {error.strerror or error}", hint="nothing in it was changed")
