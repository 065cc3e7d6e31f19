"""`sitegen publish TARGET`: the site, made anew, to where readers find it."""

from __future__ import annotations

import os
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING

from sitegen.commands.alone import alone
from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, WRONG_USE, Archive, Command, open_archive
from sitegen.problems import Problem, has_errors

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Mapping

    from sitegen.content.published import Published
    from sitegen.publishing import Plan, Site, Target

CHINA = timezone(timedelta(hours=8))
LISTED = 20
"""So many files of each kind are named; --verbose names all."""


def arguments(parser: ArgumentParser) -> None:
    forms = "a folder, git:REMOTE#BRANCH, ssh://USER@HOST/PATH, s3://BUCKET/PREFIX, or a name from [publish.targets]"
    parser.add_argument("target", metavar="TARGET", help=forms)
    parser.add_argument("--go", action="store_true", help="do it; without it, what would be done is listed")
    parser.add_argument(
        "--no-record", action="store_true", help="for a trial: readers' page of updates is to know nothing of it"
    )
    parser.add_argument(
        "--adopt", action="store_true", help="take a place that holds other files, and delete those in it"
    )


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    from sitegen.publishing import PublishingError
    from sitegen.publishing.targets import open_target

    with alone(archive):  # until all is sent: another site in public/ meanwhile would be half of each at the target
        try:
            target = open_target(args.target, archive.root, archive.config, args.adopt)
            rows = None if args.no_record else _news(archive)
            if not _made(archive, rows):
                return INPUT_HAS_ERRORS
            _publish(archive, target, args.go)
        except PublishingError as error:
            archive.progress.show([error.problem])
            return WRONG_USE if error.wrong_use else INPUT_HAS_ERRORS
        return _record(archive, rows) if args.go and rows is not None else DONE


def _news(archive: Archive) -> tuple[Published, ...] | None:
    """What readers will have been given once this has been published, today; None where that is nothing new."""
    from sitegen.content import load
    from sitegen.content.published import publish

    stories, _ = load(archive.config.content_dir(archive.root))
    rows = publish(stories.published, stories.records, today(os.environ))
    return None if rows == stories.published else rows


def today(environment: Mapping[str, str]) -> str:
    """The day of a publication in China, wherever the machine is: that of SOURCE_DATE_EPOCH, else of the clock."""
    given = environment.get("SOURCE_DATE_EPOCH", "").strip()
    try:
        return datetime.fromtimestamp(int(given), CHINA).date().isoformat()
    except (ValueError, OverflowError, OSError):
        return datetime.now(CHINA).date().isoformat()


def _made(archive: Archive, rows: tuple[Published, ...] | None) -> bool:
    """Makes public/ of content/ as readers are to have it; a site with errors is not published."""
    from sitegen.rebuilding import build

    built = build(archive.root, archive.config, archive.progress, published=rows)
    archive.progress.show(built.problems)
    if built.swapped and not has_errors(built.problems):
        return True
    archive.progress.say("nothing was published: the errors above have to be mended first", -1)
    return False


def _record(archive: Archive, rows: tuple[Published, ...]) -> int:
    """Notes in content/ what readers were given, so that the next time tells what is new."""
    from sitegen.content.published import NAME, render_published
    from sitegen.content.store import write_whole

    file = archive.config.content_dir(archive.root) / NAME
    text = render_published(rows).encode()
    try:
        if not file.exists() or file.read_bytes() != text:
            write_whole(file, text)
    except OSError as error:
        hint = "publish again once it can be: else the next publication tells the same news again"
        told = f"{archive.config.content}/{NAME}"
        archive.progress.show([Problem(told, f"cannot be written: {error.strerror or error}", hint=hint)])
        return INPUT_HAS_ERRORS
    return DONE


def _publish(archive: Archive, target: Target, go: bool) -> None:
    from sitegen.publishing.site import site_of

    site = site_of(archive.config.public_dir(archive.root).resolve(), target)
    with archive.progress.step(f"comparing with {target.name}"):
        plan = target.plan(site)
    if not go:
        for line in listing(plan, archive.progress.verbosity > 0):
            print(line)
    if plan.is_empty:
        archive.progress.say(f"{target.name}: nothing to do, {plan.same} files are the same")
    elif go:
        _carry_out(archive, target, site, plan)
    else:
        archive.progress.say(f"{target.name}: {plan}; nothing was changed, --go does it")


def _carry_out(archive: Archive, target: Target, site: Site, plan: Plan) -> None:
    from sitegen.publishing import PublishingError

    done: list[str] = []
    try:
        with archive.progress.step(f"publishing to {target.name}"):
            target.carry_out(site, plan, done.append)
    except PublishingError:
        most = len(plan.sent) + len(plan.deleted)
        archive.progress.say(f"{target.name}: broken off after {len(done)} of {most} files", -1)
        raise
    archive.progress.say(f"{target.name}: {plan}")


def listing(plan: Plan, everything: bool = False) -> list[str]:
    """What a plan does, a line a file; of many of one kind only the first."""
    lines = []
    for sign, paths in (("+", plan.new), ("~", plan.changed), ("-", plan.deleted)):
        shown = paths if everything else paths[:LISTED]
        lines += [f"{sign} {path}" for path in shown]
        if len(shown) < len(paths):
            lines.append(f"{sign} … and {len(paths) - len(shown)} more")
    return lines


COMMAND = Command(
    "publish",
    "the site to a folder, a git branch, a server or a bucket: only what differs",
    (
        ("sitegen publish /srv/www/archive", "what would change there; nothing is done"),
        ("sitegen publish /srv/www/archive --go", "do it"),
        ("sitegen publish git:origin#gh-pages --go", "a branch that GitHub or Gitee shows"),
        ("sitegen publish ssh://me@example.org/srv/www/archive --go", "a server, by rsync"),
        ("sitegen publish s3://bucket/archive --go", "an object storage; needs sitegen[s3]"),
    ),
    arguments,
    run,
)
