"""`sitegen build`: the site, from clippings to pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.commands.alone import alone
from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, Archive, Command, open_archive
from sitegen.commands.doubtful import tell_doubtful
from sitegen.commands.import_ import import_into
from sitegen.problems import Problem, has_errors

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace

    from sitegen.rebuilding import Built
    from sitegen.site.glimpses import Glimpses


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    with alone(archive):
        problems, _ = import_and_build(archive, args.jobs)
    return INPUT_HAS_ERRORS if has_errors(problems) else DONE


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--jobs", type=_jobs, metavar="N", help="make pages in N processes; else one a processor")


def _jobs(text: str) -> int:
    jobs = int(text)
    if jobs < 1:
        raise ValueError
    return jobs


def import_and_build(
    archive: Archive, jobs: int | None = None, glimpses: Glimpses | None = None, quick: bool = False
) -> tuple[list[Problem], Built]:
    """Imports, makes the site, says what was done; what is wrong with either, and what came of the build."""
    from sitegen.rebuilding import build, look_ahead

    inputs, reader = look_ahead(archive.root, archive.config, jobs)
    imported = import_into(archive, inputs, reader)
    if imported.inputs is None:
        reader = None
    built = build(
        archive.root, archive.config, archive.progress, imported.problems, jobs, None, glimpses, quick,
        imported.inputs, reader,
    )  # fmt: skip
    archive.progress.show(problem for problem in built.problems if problem not in imported.problems)
    problems = [*imported.problems, *built.problems]
    public = archive.config.public
    if built.swapped:
        errors = " with errors: see above" if has_errors(problems) else ""
        archive.progress.say(f"{public}/: {built.pages} pages{errors}; open {public}/index.html")
    else:
        archive.progress.say(f"{public}/ is as it was: the errors above have to be mended first", -1)
    tell_doubtful(archive, imported.report)
    return problems, built


COMMAND = Command(
    "build",
    "import, then make the site in public/",
    (
        ("sitegen build", "then open public/index.html by double click"),
        ("sitegen build --root ~/archive", "the archive in another folder"),
    ),
    arguments,
    run,
)
