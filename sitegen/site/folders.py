"""What is in a folder, told without listing again what nobody has touched since it was listed.

A folder's own time changes when anything is put into it, taken out of it or renamed. What is written into a file that
stays is another matter: `Target` asks the files themselves where that counts.
"""

from __future__ import annotations

import os
import stat
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sitegen.cachefile import read_cache, write_cache
from sitegen.signatures import RECENT

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

Stamp = tuple[int, int, int]
"""Size, time of the last change in nanoseconds and number on the disk: what tells a file from one changed since."""
NO_FILE: Stamp = (-1, -1, -1)
"""Of a link or a device, which no site has."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What is below a folder: files with their stamps by path with forward slashes, and folders with theirs.

    `began` is when it was looked at first, in nanoseconds. An empty folder stands among the files, too, its path with a
    slash at the end.
    """

    files: Mapping[str, Stamp] = field(default_factory=dict)
    folders: Mapping[str, Stamp] = field(default_factory=dict)
    began: int = 0


def scan(folder: str) -> Tree:
    """Lists all that is below a folder."""
    began = time.time_ns()
    files: dict[str, Stamp] = {}
    folders: dict[str, Stamp] = {}
    stack = [("", folder)]
    while stack:
        below, place = stack.pop()
        empty = True
        with os.scandir(place) as entries:
            for entry in entries:
                empty = False
                if entry.is_dir(follow_symlinks=False):
                    folders[below + entry.name] = _of_folder(entry.stat(follow_symlinks=False))
                    stack.append((f"{below}{entry.name}/", entry.path))
                else:
                    files[below + entry.name] = stamp_of(entry.stat(follow_symlinks=False))
        if empty and below:
            files[below] = NO_FILE
    return Tree(files, folders, began)


def numbers(folder: str, known: Tree) -> tuple[dict[str, int], list[str]]:
    """The files below a folder with their numbers on the disk, and all folders; `known` is what was there once."""
    within: dict[str, list[tuple[str, int]]] = {}
    for path, stamp in known.files.items():
        if not path.endswith("/"):
            within.setdefault(path.rpartition("/")[0], []).append((path, stamp[2]))
    below: dict[str, list[str]] = {}
    for path in known.folders:
        below.setdefault(path.rpartition("/")[0], []).append(path)
    early = known.began - RECENT
    files: dict[str, int] = {}
    folders: list[str] = []
    stack = [""]
    while stack:
        path = stack.pop()
        mark = known.folders.get(path) if path else None
        # One that was changed shortly before it was listed may have changed once more within a tick of the clock.
        if mark and mark[1] < early and mark[0] < early and _of_folder(os.lstat(f"{folder}/{path}")) == mark:
            files.update(within.get(path, ()))
            inner = below.get(path, [])
        else:
            inner = []
            with os.scandir(f"{folder}/{path}") as entries:
                for entry in entries:
                    name = f"{path}/{entry.name}" if path else entry.name
                    if entry.is_dir(follow_symlinks=False):
                        inner.append(name)
                    else:
                        files[name] = entry.inode()
        folders += inner
        stack += inner
    return files, folders


def read_tree(file: Path, version: bytes) -> Tree:
    """A tree that was kept; an empty one where there is none, or not all of it."""
    plain = cast("Any", read_cache(file, version))
    return Tree(*plain) if plain else Tree()


def keep_tree(file: Path, version: bytes, tree: Tree) -> None:
    write_cache(file, version, (dict(tree.files), dict(tree.folders), tree.began))


def stamp_of(state: os.stat_result) -> Stamp:
    return (state.st_size, state.st_mtime_ns, state.st_ino) if stat.S_ISREG(state.st_mode) else NO_FILE


def _of_folder(state: os.stat_result) -> Stamp:
    return (state.st_mtime_ns, state.st_ctime_ns, state.st_ino) if stat.S_ISDIR(state.st_mode) else NO_FILE
