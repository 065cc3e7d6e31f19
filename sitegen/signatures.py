"""Whether files are as they were, told without reading them: size, times and number on the disk of each."""

from __future__ import annotations

import os
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

Signature = tuple[int, int, int, int]
GONE: Signature = (-1, -1, -1, -1)
RECENT = 2_000_000_000
"""Nanoseconds. A file as new as this might change once more within one tick of the disk's clock, and keep its
signature; on some disks a tick takes two seconds."""


def signatures(folder: Path) -> dict[str, Signature]:
    """The signatures of all files below a folder by path with forward slashes, hidden ones left out; sorted."""
    found: dict[str, Signature] = {}
    stack = [("", os.fspath(folder))]
    while stack:
        below, place = stack.pop()
        try:
            entries = list(os.scandir(place))
        except OSError:
            continue
        for entry in entries:
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                stack.append((f"{below}{entry.name}/", entry.path))
            else:
                found[below + entry.name] = _signature(entry)
    return dict(sorted(found.items()))


def settled(found: Mapping[str, Signature], began: int) -> dict[str, Signature]:
    """Those that tell for sure, when the files were looked at no earlier than `began`, in nanoseconds."""
    early, late = began - RECENT, time.time_ns() + RECENT
    return {path: one for path, one in found.items() if not (early <= one[1] <= late or early <= one[2] <= late)}


def _signature(entry: os.DirEntry[str]) -> Signature:
    try:
        state = entry.stat()
    except OSError:
        return GONE
    return (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)


def of_files(paths: Iterable[Path]) -> dict[str, Signature]:
    """The signatures of these files by name."""
    found: dict[str, Signature] = {}
    for path in paths:
        try:
            state = path.stat()
        except OSError:
            continue
        found[path.name] = (state.st_size, state.st_mtime_ns, state.st_ctime_ns, state.st_ino)
    return found
