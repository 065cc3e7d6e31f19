"""`sitegen check`: everything that is wrong with an archive, without changing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, Command, open_archive
from sitegen.commands.reports import as_github, as_json
from sitegen.problems import Problem, has_errors

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Sequence
    from pathlib import Path


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text for a person (the default), json, or github: annotations of GitHub Actions",
    )


def run(args: Namespace) -> int:
    def report(root: Path, problems: Sequence[Problem]) -> None:
        print(as_json(problems) if args.format == "json" else as_github(problems, root), end="")

    archive = open_archive(args, None if args.format == "text" else report)
    if isinstance(archive, int):
        return archive
    from sitegen.pipeline import check

    checked = check(archive.root, archive.config, archive.progress)
    if args.format == "text":
        archive.progress.show(checked.problems)
    else:
        report(archive.root, checked.problems)
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
    (
        ("sitegen check", "before you publish"),
        ("sitegen check -q", "errors alone"),
        ("sitegen check --format github", "as annotations, for a workflow of GitHub Actions"),
        ("sitegen check --format json", "for other programs"),
    ),
    arguments,
    run,
)
