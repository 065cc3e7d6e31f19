"""`sitegen status`: the archive in one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, Command, no_arguments, open_archive
from sitegen.commands.doubtful import SURE

if TYPE_CHECKING:
    from argparse import Namespace
    from collections.abc import Iterator, Sequence

    from sitegen.content import Standing
    from sitegen.content.status import Status

LISTED = 5
"""So many conflicts and stories to look at are named, so that all stays on one screen."""


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    from sitegen.content import load
    from sitegen.content.standing import standing
    from sitegen.content.status import status
    from sitegen.pipeline import find_digests

    folder = archive.config.content_dir(archive.root)
    read, problems = load(folder)
    _, digests = find_digests(archive.root, archive.config, archive.progress)
    broken = len({problem.path for problem in problems if problem.severity == "error"})
    now = standing(folder, digests)
    for line in screen(status(read, folder, SURE), archive.config.content, now, broken):
        print(line)
    return DONE


def screen(status: Status, folder: str, now: Standing | None = None, broken: int = 0) -> Iterator[str]:
    """The lines of the screen; `now` says what an import would have to do, `broken` files have errors."""
    fields = ", ".join(f"{name} {count}" for name, count in status.edited_fields[:6])
    roles = ", ".join(f"{role} {count}" for role, count in status.unassigned_roles)
    yield _row("clippings", status.clippings, _since(now) if now else "")
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


def _since(now: Standing) -> str:
    """What became of the clippings since the last import."""
    kinds = ((now.new, "not imported yet"), (now.changed, "changed since the last import"), (now.gone, "gone since"))
    told = ", ".join(f"{len(names)} {kind}" for names, kind in kinds if names)
    return f"and {told}: `sitegen import`" if told else ""


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
