"""What every command is: a name, its words of help, its arguments and what it does."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.config import FILE_NAME, Config, find_root, load_config
from sitegen.progress import Progress, progress_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Callable

    from sitegen.problems import Problem

DONE, INPUT_HAS_ERRORS, WRONG_USE = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Command:
    """One command of `sitegen`. `run` gives the exit code; `examples` are lines to type with what they do."""

    name: str
    summary: str
    examples: tuple[tuple[str, str], ...]
    arguments: Callable[[ArgumentParser], None]
    run: Callable[[Namespace], int]


@dataclass(frozen=True, slots=True)
class Archive:
    """The archive that a command is to work on."""

    root: Path
    config: Config
    progress: Progress


def no_arguments(parser: ArgumentParser) -> None:
    """For a command that takes none of its own."""


def open_archive(args: Namespace, show: Callable[[Path, list[Problem]], None] | None = None) -> Archive | int:
    """The archive named by --root or found around the working folder, or the exit code after saying why not.

    `show` tells what is wrong with its settings, given its folder; else they are told as text.
    """
    progress = progress_for(args.verbosity)
    root = Path(args.root).resolve() if args.root else find_root(Path.cwd())
    if root is None or not (root / FILE_NAME).is_file():
        where = "in this folder or any above it" if root is None else f"in {args.root}"
        progress.say(
            f"sitegen: no {FILE_NAME} {where}\n"
            "    hint: go into an archive's folder, name it with --root DIR, or start one with `sitegen new DIR`",
            -1,
        )
        return WRONG_USE
    config, problems = load_config(root)
    if problems and show:
        show(root, problems)
    else:
        progress.show(problems)
    return INPUT_HAS_ERRORS if problems else Archive(root, config, progress)
