"""`sitegen export KIND`: the archive, or a part of it, as one file to take away."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, WRONG_USE, Archive, Command, open_archive
from sitegen.problems import Problem, has_errors

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime

    from sitegen.content import Archive as Stories
    from sitegen.export import Selection

KINDS = {
    "jsonl": "one JSON object a story, with datapackage.json",
    "csv": "a table for Excel and WPS, with datapackage.json",
    "zip": "the site, for a USB stick or a chat",
    "epub": "a book for phones and readers",
    "html": "a booklet in large type, one file to print or to send",
}
PARTS = {
    "county": "of this county",
    "township": "of this township",
    "village": "of this village",
    "topic": "of this topic",
    "year": "of this year, or `undated`",
    "story": "this one, by its id",
}


def arguments(parser: ArgumentParser) -> None:
    kinds = "; ".join(f"{kind}: {meaning}" for kind, meaning in KINDS.items())
    parser.add_argument("kind", choices=tuple(KINDS), metavar="KIND", help=kinds)
    part = parser.add_argument_group("stories", "all of them, or only those; an option given twice means either")
    for name, meaning in PARTS.items():
        part.add_argument(f"--{name}", action="append", default=[], metavar=name.upper(), help=meaning)
    parser.add_argument("--out", type=Path, metavar="FILE", help="else a file in this folder, named after the archive")


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    from sitegen.content import load
    from sitegen.export import Selection, choose
    from sitegen.export.target import moment

    selection = Selection(**{name: tuple(getattr(args, name)) for name in PARTS})
    when, problems = moment(os.environ)
    with archive.progress.step("reading the stories"):
        everything, found = load(archive.config.content_dir(archive.root))
    stories, unfit = choose(everything, selection, archive.config.county)
    archive.progress.show([*found, *problems, *unfit])
    if problems or unfit:
        return WRONG_USE
    target = args.out or Path(f"{_name(archive, selection)}.{args.kind}")
    with archive.progress.step(f"making {target.name}"):
        content, made = _content(args.kind, archive, stories, selection, when)
    wrong = made if has_errors(made) else [*made, *_write(args.kind, archive, selection, target, content)]
    archive.progress.show(wrong)
    if has_errors(wrong):
        return INPUT_HAS_ERRORS
    count = "1 story" if len(stories.records) == 1 else f"{len(stories.records)} stories"
    archive.progress.say(f"{target}: {count}, {len(content) / 1024:,.0f} KiB")
    return INPUT_HAS_ERRORS if has_errors(found) else DONE


def _name(archive: Archive, selection: Selection) -> str:
    from sitegen.slugs import pinyin_slug

    return pinyin_slug(str(selection) or archive.config.title) or "archive"


def _content(
    kind: str, archive: Archive, stories: Stories, selection: Selection, when: datetime
) -> tuple[bytes, list[Problem]]:
    """The bytes of an export, and what is wrong with what it is made from."""
    if kind == "zip":
        return _site(archive, stories, _name(archive, selection), when)
    if kind in ("epub", "html"):
        return _book(kind, archive, stories, selection, when), []
    from sitegen.export.tables import csv_table, jsonl

    return (csv_table(stories) if kind == "csv" else jsonl(stories)), []


def _site(archive: Archive, stories: Stories, name: str, when: datetime) -> tuple[bytes, list[Problem]]:
    """The site of these stories, made aside: public/ stays as it is and need not be there."""
    from tempfile import TemporaryDirectory

    from sitegen.export.sitezip import site_zip
    from sitegen.pipeline import build_aside

    with TemporaryDirectory(prefix="sitegen-") as folder:
        _, problems = build_aside(archive.root, archive.config, Path(folder), archive.progress, stories)
        return (b"" if has_errors(problems) else site_zip(Path(folder), name, when)), problems


def _book(kind: str, archive: Archive, stories: Stories, selection: Selection, when: datetime) -> bytes:
    from sitegen.export import booklet, epub
    from sitegen.export.book import make_book

    folder = archive.config.content_dir(archive.root).resolve()

    def picture(path: str) -> bytes | None:
        file = (folder / path).resolve()
        try:
            return file.read_bytes() if file.is_relative_to(folder) else None
        except OSError:  # the book says that a picture is missing there
            return None

    address = epub.ADDRESS if kind == "epub" else booklet.ADDRESS
    book = make_book(stories, archive.config, str(selection), when, picture, address)
    return epub.write(book) if kind == "epub" else booklet.write(book)


def _write(kind: str, archive: Archive, selection: Selection, target: Path, content: bytes) -> list[Problem]:
    """Puts the file where it is wanted, and with a table its description beside it."""
    from sitegen.export.target import put

    if kind not in ("csv", "jsonl"):
        return put(target, content)
    from sitegen.export.datapackage import NAME, described

    beside = target.with_name(NAME)
    try:
        before = beside.read_bytes() if beside.exists() else None
    except OSError as error:
        return [Problem(str(beside), f"cannot be read: {error.strerror or error}")]
    package = described(archive.config, str(selection), kind, target.name, content, before)
    if isinstance(package, Problem):
        return [package]
    return put(target, content) or put(beside, package)


COMMAND = Command(
    "export",
    "the archive, or a part of it, as one file to take away",
    (
        ("sitegen export csv", "every story in a table that Excel and WPS open"),
        ("sitegen export zip --year 2023", "the site of one year, to be opened by double click"),
        ("sitegen export epub", "every story as a book"),
        ("sitegen export html --village NAME", "a booklet of one village"),
        ("sitegen export jsonl --year 2023 --out data/2023.jsonl", "the stories of one year"),
    ),
    arguments,
    run,
)
