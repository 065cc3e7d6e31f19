"""`sitegen check`: everything that is wrong with an archive, without changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, Command, no_arguments, open_archive
from sitegen.problems import has_errors

if TYPE_CHECKING:
    from argparse import Namespace


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    from sitegen.pipeline import check

    checked = check(archive.root, archive.config, archive.progress)
    archive.progress.show(checked.problems)
    counts = {kind: sum(problem.severity == kind for problem in set(checked.problems)) for kind in ("error", "warning")}
    status = checked.status
    archive.progress.say(
        f"stories: {status.edited} corrected, {status.by_hand} written by hand, {status.deleted} deleted; "
        f"{len(status.doubtful)} to look at, listed by `sitegen import -v`"
    )
    archive.progress.say(
        f"{checked.clippings} clippings, {status.stories} stories, {checked.pages} pages: "
        f"{counts['error']} errors, {counts['warning']} warnings"
    )
    return INPUT_HAS_ERRORS if has_errors(checked.problems) else DONE


COMMAND = Command(
    "check",
    "say what is wrong with clippings, stories, themes and settings; change nothing",
    (("sitegen check", "before you publish"), ("sitegen check -q", "errors alone")),
    no_arguments,
    run,
)
