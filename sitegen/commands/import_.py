"""`sitegen import`: clippings into content/."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands.alone import alone
from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, Archive, Command, open_archive
from sitegen.commands.doubtful import tell_doubtful
from sitegen.problems import has_errors

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence

    from sitegen.content.reloading import Reader
    from sitegen.inputs import Inputs
    from sitegen.pipeline import Imported


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "files",
        nargs="*",
        type=Path,
        metavar="FILE.jsonl",
        help="stories of another archive, as `sitegen export jsonl` wrote them; seeds/ is left alone then",
    )


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    with alone(archive):
        if args.files:
            return _take_in(archive, args.files)
        imported = import_into(archive)
    tell_doubtful(archive, imported.report)
    return INPUT_HAS_ERRORS if has_errors(imported.problems) else DONE


def import_into(archive: Archive, inputs: Inputs | None = None, reader: Reader | None = None) -> Imported:
    """Imports and says what was done.

    `inputs` are the files as they are, where somebody has looked at them, and `reader` is reading the stories.
    """
    from sitegen.pipeline import import_clippings

    imported = import_clippings(archive.root, archive.config, archive.progress, inputs, reader)
    archive.progress.show(imported.problems)
    content, report = archive.config.content, imported.report
    for path in report.removed:
        archive.progress.say(f"{content}/{path}: removed, for its clipping no longer has it and nobody had edited it")
    archive.progress.say(
        f"{content}/: {imported.parsed} of {imported.clippings} clippings new or changed; stories: "
        f"{len(report.created)} new, {len(report.written)} changed, {len(report.removed)} removed"
    )
    return imported


def _take_in(archive: Archive, files: Sequence[Path]) -> int:
    """Puts the stories of exported files into content/, all of a file's or none."""
    from sitegen.content.restoring import restore
    from sitegen.export.restoring import read_exported

    content = archive.config.content_dir(archive.root)
    code = DONE
    for file in files:
        exported, problems = read_exported(file)
        if not has_errors(problems):
            restored = restore(exported.archive, content, exported.pictures)
            problems += restored.problems
        archive.progress.show(problems)
        if has_errors(problems):
            code = INPUT_HAS_ERRORS
        else:
            archive.progress.say(
                f"{archive.config.content}/: {restored.stories} stories and {restored.clippings} clippings of {file}, "
                f"{f'{restored.pictures} pictures, ' if restored.pictures else ''}{restored.unchanged} there already"
            )
    return code


COMMAND = Command(
    "import",
    "carry new and changed clippings into content/",
    (
        ("sitegen import", "seeds/*.txt become stories in content/, which you can correct"),
        ("sitegen import -v", "and every story of content/ that still wants a look"),
        ("sitegen import stories.jsonl", "the stories that `sitegen export jsonl` took from another archive"),
    ),
    arguments,
    run,
)
