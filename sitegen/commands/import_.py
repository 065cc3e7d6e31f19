"""`sitegen import`: clippings into content/."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, Archive, Command, no_arguments, open_archive
from sitegen.commands.doubtful import tell_doubtful
from sitegen.problems import has_errors

if TYPE_CHECKING:
    from argparse import Namespace

    from sitegen.pipeline import Imported


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    imported = import_into(archive)
    tell_doubtful(archive, imported.report)
    return INPUT_HAS_ERRORS if has_errors(imported.problems) else DONE


def import_into(archive: Archive) -> Imported:
    """Imports and says what was done."""
    from sitegen.pipeline import import_clippings

    imported = import_clippings(archive.root, archive.config, archive.progress)
    archive.progress.show(imported.problems)
    content, report = archive.config.content, imported.report
    for path in report.removed:
        archive.progress.say(f"{content}/{path}: removed, for its clipping no longer has it and nobody had edited it")
    archive.progress.say(
        f"{content}/: {imported.parsed} of {imported.clippings} clippings new or changed; stories: "
        f"{len(report.created)} new, {len(report.written)} changed, {len(report.removed)} removed"
    )
    return imported


COMMAND = Command(
    "import",
    "carry new and changed clippings into content/",
    (
        ("sitegen import", "seeds/*.txt become stories in content/, which you can correct"),
        ("sitegen import -v", "and every story of content/ that still wants a look"),
    ),
    no_arguments,
    run,
)
