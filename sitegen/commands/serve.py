"""`sitegen serve`: the site in the browser, made anew at every change."""

from __future__ import annotations

import gc
from typing import TYPE_CHECKING

from sitegen.commands.command import Command, open_archive

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, help="else preview.port of sitegen.toml, else 8000")
    parser.add_argument("--host", default="127.0.0.1", help="else 127.0.0.1: this machine alone can see it")
    parser.add_argument("--open", action="store_true", help="open the browser, too")


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    from sitegen.serving import serve

    gc.enable()  # it stays for days
    return serve(archive, archive.config.preview_port if args.port is None else args.port, args.host, args.open)


COMMAND = Command(
    "serve",
    "preview the site, with live reload",
    (
        ("sitegen serve --open", "change a story and look"),
        ("sitegen serve --port 9000 --host 0.0.0.0", "for others in your network, too"),
    ),
    arguments,
    run,
)
