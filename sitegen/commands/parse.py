"""`sitegen parse FILE…`: what the splitter makes of single clippings."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, Command
from sitegen.config import Config, find_root, load_config
from sitegen.problems import has_errors
from sitegen.progress import progress_for

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("files", nargs="+", metavar="FILE", type=Path, help="a clipping, inside an archive or not")
    form = parser.add_mutually_exclusive_group()
    form.add_argument(
        "--format", choices=("json", "text"), default="text", help="text for a person (the default), or json"
    )
    form.add_argument(
        "--explain", action="store_true", help="say why: each line's role, each seam and title with what it is worth"
    )


def run(args: Namespace) -> int:
    from sitegen.clippings.document import document, document_text
    from sitegen.pipeline import parse_files

    progress = progress_for(args.verbosity)
    root = Path(args.root).resolve() if args.root else find_root(args.files[0].parent) or find_root(Path.cwd())
    config, problems = load_config(root) if root else (Config(), [])
    root = root or Path.cwd()
    inside = [
        path.absolute() if path.absolute().is_relative_to(config.seeds_dir(root)) else path for path in args.files
    ]
    parsed, found = parse_files(inside, root, config, progress)
    for clipping, split, tags in parsed:
        if args.explain:
            from sitegen.clippings.explaining import explained

            print(explained(clipping))
        elif args.format == "json":
            print(json.dumps(document(clipping, split, tags), ensure_ascii=False))
        else:
            print(document_text(clipping, split, tags))
    progress.show([*problems, *found])
    return INPUT_HAS_ERRORS if has_errors([*problems, *found]) else DONE


COMMAND = Command(
    "parse",
    "show the stories of single clippings",
    (
        ("sitegen parse seeds/a.txt", "every line with its story and role, then each story in short"),
        ("sitegen parse --explain seeds/a.txt", "why its lines became these stories"),
        ("sitegen parse --format json seeds/*.txt", "one JSON document a line"),
    ),
    arguments,
    run,
)
