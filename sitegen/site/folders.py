"""What is in a folder, told without listing again what nobody has touched since it was listed.

A folder's own time changes when anything is put into it, taken out of it or renamed. What is written into a file that
stays is another matter: whether that counts is for the one who asks.
"""

from __future__ import annotations

import os
import stat
import time
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sitegen.cachefile import read_cache, write_cache
from sitegen.signatures import RECENT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

Stamp = tuple[int, int, int]
"""Size, time of the last change in nanoseconds and number on the disk: what tells a file from one changed since."""
NO_FILE: Stamp = (-1, -1, -1)
"""Of a link or a device, which no site has."""


class Tree(NamedTuple):
    """What is below a folder, in plain rows: they are kept, and sent from one process to another.

    Paths have forward slashes; the folder itself is "", and stands before what is in it.
    """

    folders: tuple[str, ...] = ()
    marks: tuple[Stamp, ...] = ()
    """What tells each folder from one that was changed since."""
    counts: tuple[int, ...] = ()
    """How many files each has."""
    paths: tuple[str, ...] = ()
    """Those of all files, folder by folder."""
    stamps: tuple[Stamp, ...] = ()
    began: int = 0
    """When it was looked at first, in nanoseconds."""

    def files(self) -> dict[str, Stamp]:
        """All files with their stamps; an empty folder stands among them, too, its path with a slash at the end."""
        found = dict(zip(self.paths, self.stamps, strict=True))
        if 0 in self.counts:
            full = {path.rpartition("/")[0] for path in (*self.paths, *self.folders)}
            bare = (path for path, count in zip(self.folders, self.counts, strict=True) if not count)
            found.update((f"{path}/", NO_FILE) for path in bare if path and path not in full)
        return found


NOTHING_KNOWN = Tree()


def scan(folder: str, known: Tree = NOTHING_KNOWN, closely: bool = True) -> Tree:
    """All that is below a folder; `known` is what was there once.

    A folder that is as it was is not listed again. Of its files the stamps are asked for all the same where one looks
    `closely`, for they may have been written into.
    """
    began = time.time_ns()
    # A folder that was changed shortly before it was listed may have changed once more within a tick of the clock.
    early = known.began - RECENT
    places: dict[str, tuple[Stamp, int, int]] = {}
    below: dict[str, list[str]] = {}
    end = 0
    for path, mark, count in zip(known.folders, known.marks, known.counts, strict=True):
        places[path] = (mark, end, end := end + count)
        if path:
            below.setdefault(path.rpartition("/")[0], []).append(path)
    folders: list[str] = []
    marks: list[Stamp] = []
    counts: list[int] = []
    paths: list[str] = []
    stamps: list[Stamp] = []
    lstat = os.lstat
    stack = [""]
    while stack:
        path = stack.pop()
        place = f"{folder}/{path}" if path else folder
        own = _of_folder(lstat(place))
        was, start, end = places.get(path, (NO_FILE, 0, 0))
        if was == own and own[0] < early and own[1] < early:
            here = known.paths[start:end]
            paths += here
            stamps += [_state(f"{folder}/{file}") for file in here] if closely else known.stamps[start:end]
            stack += below.get(path, ())
            counts.append(end - start)
        else:
            files, inner = _listed(place, path)
            paths += files
            stamps += files.values()
            stack += inner
            counts.append(len(files))
        folders.append(path)
        marks.append(own)
    return Tree(tuple(folders), tuple(marks), tuple(counts), tuple(paths), tuple(stamps), began)


def _listed(place: str, path: str) -> tuple[dict[str, Stamp], list[str]]:
    """The files in a folder, with their stamps, and the folders."""
    files: dict[str, Stamp] = {}
    folders: list[str] = []
    with os.scandir(place) as entries:
        for entry in entries:
            name = f"{path}/{entry.name}" if path else entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(name)
            else:
                files[name] = stamp_of(entry.stat(follow_symlinks=False))
    return files, folders


def _state(file: str) -> Stamp:
    try:
        return stamp_of(os.lstat(file))
    except FileNotFoundError:  # gone since its folder was looked at
        return NO_FILE


def read_trees(file: Path, version: bytes) -> tuple[Tree, ...]:
    """The trees that were kept; none where the file is not there, or not whole."""
    plain = cast("Any", read_cache(file, version))
    return tuple([Tree(*one) for one in plain]) if plain else ()


def keep_trees(file: Path, version: bytes, trees: Iterable[Tree]) -> None:
    write_cache(file, version, tuple([tuple(tree) for tree in trees if tree.folders]))


def tree_of(folder: str, trees: Iterable[Tree]) -> Tree:
    """That of them which is of this folder, whatever it was called then."""
    try:
        number = os.lstat(folder).st_ino
    except OSError:
        return NOTHING_KNOWN
    return next((tree for tree in trees if tree.marks[0][2] == number), NOTHING_KNOWN)


def stamp_of(state: os.stat_result) -> Stamp:
    return (state.st_size, state.st_mtime_ns, state.st_ino) if stat.S_ISREG(state.st_mode) else NO_FILE


def _of_folder(state: os.stat_result) -> Stamp:
    return (state.st_mtime_ns, state.st_ctime_ns, state.st_ino) if stat.S_ISDIR(state.st_mode) else NO_FILE
