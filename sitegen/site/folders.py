"""What is in a folder, told without listing again what nobody has touched since it was listed.

A folder's own time changes when anything is put into it, taken out of it or renamed. What is written into a file that
stays is another matter: whether that counts is for the one who asks.
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
Listing = tuple[Stamp, dict[str, Stamp], tuple[str, ...]]
"""A folder's own stamp, its files with theirs and the folders in it, by path with forward slashes."""


@dataclass(frozen=True, slots=True)
class Tree:
    """What is below a folder, folder by folder; `began` is when it was looked at first, in nanoseconds."""

    folders: Mapping[str, Listing] = field(default_factory=dict)
    began: int = 0

    def files(self) -> dict[str, Stamp]:
        """All files with their stamps; an empty folder stands among them, too, its path with a slash at the end."""
        found: dict[str, Stamp] = {}
        for path, (_, files, folders) in self.folders.items():
            if files:
                found.update(files)
            elif not folders and path:
                found[f"{path}/"] = NO_FILE
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
    folders: dict[str, Listing] = {}
    stack = [""]
    while stack:
        path = stack.pop()
        place = f"{folder}/{path}" if path else folder
        own = _of_folder(os.lstat(place))
        listing = known.folders.get(path)
        if listing is None or listing[0] != own or own[0] >= early or own[1] >= early:
            listing = _listed(place, path, own)
        elif closely:
            listing = (own, {file: _state(f"{folder}/{file}") for file in listing[1]}, listing[2])
        folders[path] = listing
        stack += listing[2]
    return Tree(folders, began)


def _listed(place: str, path: str, own: Stamp) -> Listing:
    files: dict[str, Stamp] = {}
    folders: list[str] = []
    with os.scandir(place) as entries:
        for entry in entries:
            name = f"{path}/{entry.name}" if path else entry.name
            if entry.is_dir(follow_symlinks=False):
                folders.append(name)
            else:
                files[name] = stamp_of(entry.stat(follow_symlinks=False))
    return own, files, tuple(folders)


def _state(file: str) -> Stamp:
    try:
        return stamp_of(os.lstat(file))
    except FileNotFoundError:  # gone since its folder was looked at
        return NO_FILE


def read_trees(file: Path, version: bytes) -> tuple[Tree, Tree]:
    """The trees of the site and of the one before that were kept; empty ones where there are none, or not whole."""
    plain = cast("Any", read_cache(file, version))
    return (Tree(*plain[0]), Tree(*plain[1])) if plain else (NOTHING_KNOWN, NOTHING_KNOWN)


def keep_trees(file: Path, version: bytes, site: Tree, earlier: Tree) -> None:
    write_cache(file, version, tuple((dict(tree.folders), tree.began) for tree in (site, earlier)))


def stamp_of(state: os.stat_result) -> Stamp:
    return (state.st_size, state.st_mtime_ns, state.st_ino) if stat.S_ISREG(state.st_mode) else NO_FILE


def _of_folder(state: os.stat_result) -> Stamp:
    return (state.st_mtime_ns, state.st_ctime_ns, state.st_ino) if stat.S_ISDIR(state.st_mode) else NO_FILE
