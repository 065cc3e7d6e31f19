"""`sitegen check`: everything that is wrong with an archive, or with a finished site, without changing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, WRONG_USE, Command, open_archive
from sitegen.commands.reports import as_github, as_json
from sitegen.problems import Problem, has_errors

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable, Sequence

    from sitegen.commands.command import Archive


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--format",
        choices=("text", "json", "github"),
        default="text",
        help="text for a person (the default), json, or github: annotations of GitHub Actions",
    )
    parser.add_argument(
        "--site", nargs="?", const="", metavar="DIR",
        help="look the finished site through instead: links, anchors, titles, feeds, and whether every text is there",
    )  # fmt: skip


def run(args: Namespace) -> int:
    def report(root: Path, problems: Sequence[Problem]) -> None:
        print(as_json(problems) if args.format == "json" else as_github(problems, root), end="")

    archive = open_archive(args, None if args.format == "text" else report)
    if isinstance(archive, int):
        return archive

    def tell(problems: Sequence[Problem]) -> dict[str, int]:
        if args.format == "text":
            archive.progress.show(problems)
        else:
            report(archive.root, problems)
        return {kind: sum(problem.severity == kind for problem in set(problems)) for kind in ("error", "warning")}

    if args.site is not None:
        return _site(archive, args.site, tell)
    from sitegen.pipeline import check

    checked = check(archive.root, archive.config, archive.progress)
    counts = tell(checked.problems)
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


def _site(archive: Archive, folder: str, tell: Callable[[Sequence[Problem]], dict[str, int]]) -> int:
    """Looks a finished site through, and says what is wrong with it and how much there was to look at."""
    from sitegen.content import load
    from sitegen.inspection import inspect
    from sitegen.site.forking import cores
    from sitegen.site.lost import WorkerLostError, lost_worker

    site = Path(folder) if folder else archive.config.public_dir(archive.root)
    shown = folder.rstrip("/") or archive.config.public
    if not (site / "index.html").is_file():
        problem = Problem(shown, "no site here", hint="`sitegen build` makes one; --site DIR names another folder")
        tell([problem])
        return WRONG_USE
    stories, unread = load(archive.config.content_dir(archive.root))
    try:
        with archive.progress.step("looking the site through"):
            found = inspect(site, archive.config.base_url, stories, cores(), shown)
    except WorkerLostError:
        tell([lost_worker(shown)])
        return INPUT_HAS_ERRORS
    counts = tell([*unread, *found.problems])
    archive.progress.say(
        f"{shown}/: {found.pages} pages, {found.links} links, {len(stories.clippings)} clippings, "
        f"every story within {found.clicks} clicks: {counts['error']} errors, {counts['warning']} warnings"
    )
    return INPUT_HAS_ERRORS if has_errors([*unread, *found.problems]) else DONE


COMMAND = Command(
    "check",
    "say what is wrong with clippings, stories, themes and settings, or with a finished site; change nothing",
    (
        ("sitegen check", "before you publish"),
        ("sitegen check -q", "errors alone"),
        ("sitegen check --site", "the finished site: links, feeds, and that no text was lost"),
        ("sitegen check --format github", "as annotations, for a workflow of GitHub Actions"),
        ("sitegen check --format json", "for other programs"),
    ),
    arguments,
    run,
)
