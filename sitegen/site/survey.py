"""How far the site that stands, and the one before it, are what the last build made: told by their folders."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.site.folders import NO_FILE, NOTHING_KNOWN, keep_trees, read_trees, scan, tree_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from sitegen.site.folders import Stamp, Tree


class Survey(NamedTuple):
    """What is otherwise than the last build left it; plain values, so that another process can tell them.

    An empty folder stands among files, its path with a slash at the end.
    """

    standing: bool = False
    """There is a site at all."""
    moved: frozenset[str] = frozenset()
    """Files that are gone or another now."""
    more: tuple[str, ...] = ()
    """Files that it did not make."""
    unlinked: tuple[str, ...] | None = None
    """Its files that do not lie aside under a second name; None where nothing lies there."""
    strange: tuple[str, ...] = ()
    """Files that lie aside, and that it did not make."""
    folders: tuple[str, ...] = ()
    """Folders that lie aside, and that its files do not need."""


def survey(files: Mapping[str, Stamp], public: Path, aside: Path | None, trees: Path, version: bytes) -> Survey:
    """How far `public` holds these files of the last build, and `aside`, where anything lies there.

    What is in both folders is kept in the file `trees`, so that next time what nobody touched is not listed again.
    """
    known = read_trees(trees, version)
    now = scan(str(public), tree_of(str(public), known)) if public.is_dir() else NOTHING_KNOWN
    held = scan(str(aside), tree_of(str(aside), known), closely=False) if aside else NOTHING_KNOWN
    # Written before the two change places, and before more is written into them: what is of another time by then is
    # listed again, and each is known by its number on the disk.
    keep_trees(trees, version, (now, held))
    return _compared(files, now, held if aside else None)


def _compared(files: Mapping[str, Stamp], now: Tree, held: Tree | None) -> Survey:
    there = now.files()
    moved = frozenset([path for path, stamp in files.items() if there.get(path) != stamp])
    more = tuple([path for path in there if path not in files])
    if held is None:
        return Survey(bool(there), moved, more)
    linked = held.files()
    needed = folders_of(files)
    return Survey(
        bool(there),
        moved,
        more,
        tuple([path for path, stamp in files.items() if linked.get(path, NO_FILE)[2] != stamp[2]]),
        tuple([path for path in linked if path not in files and not path.endswith("/")]),
        tuple([folder for folder in held.folders if folder and folder not in needed]),
    )


def folders_of(paths: Iterable[str]) -> set[str]:
    """All folders that these files need."""
    needed: set[str] = set()
    for path in paths:
        folder = path.rpartition("/")[0]
        while folder and folder not in needed:
            needed.add(folder)
            folder = folder.rpartition("/")[0]
    return needed
