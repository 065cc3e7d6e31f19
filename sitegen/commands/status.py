"""`sitegen status`: the archive in one screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, Command, open_archive
from sitegen.commands.doubtful import SURE

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator, Sequence

    from sitegen.commands.command import Archive
    from sitegen.content import Standing
    from sitegen.content.status import Status

_OTHERWISE = "the machine now reads otherwise; where yours is right: `sitegen status --accept FILE`"
LISTED = 5
"""So many conflicts and stories to look at are named, so that all stays on one screen."""


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--accept",
        nargs="+",
        metavar="FILE",
        default=(),
        help="stories of content/, files or ids: their conflicts are seen to, what stands there is to stay",
    )


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    if args.accept:
        return _accept(archive, args.accept)
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


def _accept(archive: Archive, wanted: Sequence[str]) -> int:
    from sitegen.content.accepting import accept

    accepted, problems = accept(archive.config.content_dir(archive.root), wanted)
    for path, field in accepted:
        print(f"{archive.config.content}/{path}: {field} stays as it is")
    archive.progress.show(problems)
    return INPUT_HAS_ERRORS if problems else DONE


def screen(status: Status, folder: str, now: Standing | None = None, broken: int = 0) -> Iterator[str]:
    """The lines of the screen; `now` says what an import would have to do, `broken` files have errors."""
    fields = ", ".join(f"{name} {count}" for name, count in status.edited_fields[:6])
    roles = ", ".join(f"{role} {count}" for role, count in status.unassigned_roles)
    yield _row("clippings", status.clippings, _since(now) if now else "")
    yield _row("stories", status.stories, f"{status.by_hand} by hand; {status.deleted} more were deleted")
    yield _row("edited", status.edited, fields)
    yield _row("conflicts", len(status.conflicts), _OTHERWISE if status.conflicts else "")
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
    (
        ("sitegen status", "how far the archive is"),
        ("sitegen status --accept content/a.md", "no more word of its conflicts: what stands there is right"),
    ),
    arguments,
    run,
)
