"""`sitegen status`: the archive in one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, Command, no_arguments, open_archive
from sitegen.commands.doubtful import SURE

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from sitegen.content.status import Status

LISTED = 5
"""So many conflicts and stories to look at are named, so that all stays on one screen."""


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    from sitegen.clippings.reading import find_clippings
    from sitegen.content import load
    from sitegen.content.status import status

    folder, seeds = archive.config.content_dir(archive.root), archive.config.seeds_dir(archive.root)
    read, problems = load(folder)
    imported = {record.clipping.name for record in read.clippings}
    waiting = [path for path in find_clippings(seeds) if path.relative_to(seeds).as_posix() not in imported]
    broken = len({problem.path for problem in problems if problem.severity == "error"})
    for line in screen(status(read, folder, SURE), archive.config.content, len(waiting), broken):
        print(line)
    return DONE


def screen(status: Status, folder: str, waiting: int = 0, broken: int = 0) -> Iterator[str]:
    """The lines of the screen; `waiting` clippings are not imported, `broken` files have errors."""
    fields = ", ".join(f"{name} {count}" for name, count in status.edited_fields[:6])
    roles = ", ".join(f"{role} {count}" for role, count in status.unassigned_roles)
    yield _row("clippings", status.clippings, f"and {waiting} not imported yet: `sitegen import`" if waiting else "")
    yield _row("stories", status.stories, f"{status.by_hand} by hand; {status.deleted} more were deleted")
    yield _row("edited", status.edited, fields)
    yield _row("conflicts", len(status.conflicts), "the machine now reads otherwise" if status.conflicts else "")
    yield from _first([f"{folder}/{path}: {field}" for path, field in status.conflicts])
    yield _row("to look at", len(status.doubtful), "the least sure first" if status.doubtful else "")
    yield from _first(
        [
            f"{record.confidence:.2f}  {folder}/{record.path}" + (f": {record.doubts[0]}" if record.doubts else "")
            for record in status.doubtful
        ]
    )
    yield _row("unassigned", status.unassigned, f"characters in no story: {roles}" if roles else "")
    if broken:
        yield _row("broken", broken, "files with errors: `sitegen check` names them")


def _row(name: str, count: int, more: str) -> str:
    return f"{name:<11}{count:>7}  {more}".rstrip()


def _first(lines: Sequence[str]) -> Iterator[str]:
    yield from (f"           {line}" for line in lines[:LISTED])
    if len(lines) > LISTED:
        yield f"           and {len(lines) - LISTED} more"


COMMAND = Command(
    "status",
    "the archive in one screen: stories, corrections, conflicts, what to look at",
    (("sitegen status", "how far the archive is"),),
    no_arguments,
    run,
)
