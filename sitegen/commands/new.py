"""`sitegen new DIR`: an archive to begin with."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, Command
from sitegen.progress import progress_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("folder", metavar="DIR", type=Path, help="a folder that is empty or not there yet")


def run(args: Namespace) -> int:
    from sitegen.starter import start

    progress = progress_for(args.verbosity)
    problems = start(args.folder)
    progress.show(problems)
    if problems:
        return INPUT_HAS_ERRORS
    progress.say(
        f"{args.folder} is ready. Next:\n"
        f"    cd {args.folder}\n"
        "    sitegen build            makes public/ of the example clipping: open public/index.html\n"
        "    sitegen serve            shows it in the browser, and again whenever you change something\n"
        "Then put your own clippings into seeds/ (seeds/README.md says how) and your title into sitegen.toml."
    )
    return DONE


COMMAND = Command(
    "new",
    "start an archive in an empty folder",
    (("sitegen new my-archive", "then put your clippings into my-archive/seeds/"),),
    arguments,
    run,
)
