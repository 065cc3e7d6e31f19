"""`sitegen check`: everything that is wrong with an archive, without changing it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, Command, no_arguments, open_archive
from sitegen.problems import has_errors

if TYPE_CHECKING:
    from argparse import Namespace


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    from tempfile import TemporaryDirectory

    from sitegen.clippings.reading import find_clippings
    from sitegen.pipeline import build_aside, parse_files

    root, config, progress = archive.root, archive.config, archive.progress
    paths = find_clippings(config.seeds_dir(root))
    parsed, problems = parse_files(paths, root, config, progress)
    with TemporaryDirectory(prefix="sitegen-") as folder:
        pages, found = build_aside(root, config, Path(folder), progress)
    problems += found
    progress.show(problems)
    counts = {kind: sum(problem.severity == kind for problem in set(problems)) for kind in ("error", "warning")}
    progress.say(
        f"{len(parsed)} of {len(paths)} clippings, {pages} pages: "
        f"{counts['error']} errors, {counts['warning']} warnings"
    )
    return INPUT_HAS_ERRORS if has_errors(problems) else DONE


COMMAND = Command(
    "check",
    "say what is wrong with clippings, stories, themes and settings; change nothing",
    (("sitegen check", "before you publish"), ("sitegen check -q", "errors alone")),
    no_arguments,
    run,
)
