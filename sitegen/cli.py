"""The command `sitegen`: reads what was typed and hands it to one of the commands."""

from __future__ import annotations

import contextlib
import gc
import io
import os
import sys
import threading
from argparse import SUPPRESS, ArgumentParser, RawDescriptionHelpFormatter
from typing import TYPE_CHECKING, NoReturn

from sitegen import __version__
from sitegen.commands import COMMANDS
from sitegen.locking import LockedError

if TYPE_CHECKING:
    from collections.abc import Sequence

RARELY = (100_000, 20, 20)
"""When circular garbage is looked for: a command makes little of it, and hundreds of thousands of values that stay."""
DESCRIPTION = "Turns folders of Chinese newspaper clippings into a browsable archive."
EXAMPLES = (
    ("sitegen new my-archive", "start an archive"),
    ("sitegen build", "clippings in seeds/ become stories in content/ and a site in public/"),
    ("sitegen serve --open", "see it in the browser while you correct stories"),
)
EPILOGUE = (
    "Exit codes: 0 done, 1 the input has errors, 2 wrong use. `sitegen COMMAND --help` says more of each command."
)


def main(argv: Sequence[str] | None = None) -> int:
    """Runs one command line; the exit code."""
    gc.set_threshold(*RARELY)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A console of another encoding, or a file name that is no text, must not end the run.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    args = _parser().parse_args(argv)
    args.verbosity = -1 if args.quiet else min(args.verbose, 1)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except KeyboardInterrupt:
        print("sitegen: stopped", file=sys.stderr)
        return 130
    except LockedError:
        from sitegen.commands.alone import BUSY

        print(f"sitegen: {BUSY}: try again when it has ended", file=sys.stderr)
        return 1
    except BrokenPipeError:  # `sitegen parse … | head` wants no more
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return code


def run() -> NoReturn:
    """The command as a process of its own, which ends without taking its memory apart value by value.

    Nor is what one command leaves behind gone through for circular garbage: the system takes all of it back at once.
    """
    gc.disable()
    code = main()
    if threading.active_count() > 1:  # to be waited for
        sys.exit(code)
    with contextlib.suppress(OSError, ValueError):  # nobody reads what is left
        sys.stdout.flush()
        sys.stderr.flush()
    os._exit(code)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        "sitegen", description=DESCRIPTION, epilog=_examples(EXAMPLES) + "\n\n" + EPILOGUE, formatter_class=_Help
    )
    parser.add_argument("--version", action="version", version=f"sitegen {__version__}")
    _add_common(parser)
    parser.set_defaults(root=None, quiet=False, verbose=0)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    for command in COMMANDS:
        sub = commands.add_parser(
            command.name,
            help=command.summary,
            description=command.summary[0].upper() + command.summary[1:] + ".",
            epilog=_examples(command.examples),
            formatter_class=_Help,
        )
        command.arguments(sub)
        _add_common(sub)
        sub.set_defaults(run=command.run)
    return parser


def _add_common(parser: ArgumentParser) -> None:
    """Options that stand before or after the command; suppressed defaults keep the one from undoing the other."""
    parser.add_argument(
        "--root", metavar="DIR", default=SUPPRESS, help="the archive's folder; else the nearest with a sitegen.toml"
    )
    parser.add_argument("-q", "--quiet", action="store_true", default=SUPPRESS, help="say errors alone")
    parser.add_argument("-v", "--verbose", action="count", default=SUPPRESS, help="say more, and how long steps take")


def _examples(examples: Sequence[tuple[str, str]]) -> str:
    wide = max(len(line) for line, _ in examples)
    return "examples:\n" + "\n".join(f"  {line:<{wide}}   {meaning}" for line, meaning in examples)


class _Help(RawDescriptionHelpFormatter):
    """Help that leaves examples as they are."""
