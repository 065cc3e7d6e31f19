"""`sitegen export KIND`: the archive, or a part of it, as one file to take away."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, WRONG_USE, Archive, Command, open_archive
from sitegen.problems import Problem, has_errors

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime

    from sitegen.content import Archive as Stories
    from sitegen.export import Selection
    from sitegen.export.book import Script
    from sitegen.export.datapackage import DataFile

KINDS = {
    "jsonl": "one JSON object a story, a clipping, a picture: all that an import needs",
    "csv": "a table for Excel and WPS",
    "sqlite": "a database of stories, places, people, figures and lines, with full-text search",
    "tei": "TEI P5, with the line breaks of the clippings",
    "zip": "the site, for a USB stick or a chat",
    "zim": "the site for Kiwix, with its search",
    "epub": "a book for phones and readers",
    "html": "a booklet in large type, one file to print or to send",
    "pdf": "the booklet on pages of A4, where there is a Chromium, Chrome or Edge to print it",
}
DATA = ("jsonl", "csv", "sqlite", "tei")
"""Kinds beside which stands a datapackage.json."""
PARTS = {
    "county": "of this county",
    "township": "of this township",
    "village": "of this village",
    "topic": "of this topic",
    "year": "of this year, or `undated`",
    "story": "this one, by its id",
}


BOOKS = ("epub", "html", "pdf")
SCRIPTS = ("simplified", "traditional")


def arguments(parser: ArgumentParser) -> None:
    kinds = "; ".join(f"{kind}: {meaning}" for kind, meaning in KINDS.items())
    parser.add_argument("kind", choices=tuple(KINDS), metavar="KIND", help=kinds)
    part = parser.add_argument_group("stories", "all of them, or only those; an option given twice means either")
    for name, meaning in PARTS.items():
        part.add_argument(f"--{name}", action="append", default=[], metavar=name.upper(), help=meaning)
    parser.add_argument("--script", choices=SCRIPTS, help="of a book; else that of the clippings")
    parser.add_argument("--out", type=Path, metavar="FILE", help="else a file in this folder, named after the archive")


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    from sitegen.content import load
    from sitegen.export import Selection, choose
    from sitegen.export.target import moment, put_all

    selection = Selection(**{name: tuple(getattr(args, name)) for name in PARTS})
    when, problems = moment(os.environ)
    with archive.progress.step("reading the stories"):
        everything, found = load(archive.config.content_dir(archive.root))
    stories, unfit = choose(everything, selection, archive.config.county)
    if args.script and args.kind not in BOOKS:
        problems.append(Problem(f"--script {args.script}", f"is for books: {', '.join(BOOKS)}"))
    archive.progress.show([*found, *problems, *unfit])
    if problems or unfit:
        return WRONG_USE
    target = args.out or Path(f"{_name(archive, selection)}.{args.kind}")
    with archive.progress.step(f"making {target.name}"):
        files, wrong = _made(args, archive, stories, selection, target, when)
    if not has_errors(wrong):
        wrong += put_all([(target.with_name(file.name), file.content) for file in files])
    archive.progress.show(wrong)
    if has_errors(wrong):
        return INPUT_HAS_ERRORS
    count = "1 story" if len(stories.records) == 1 else f"{len(stories.records)} stories"
    archive.progress.say(f"{target}: {count}, {len(files[0].content) / 1024:,.0f} KiB")
    return INPUT_HAS_ERRORS if has_errors(found) else DONE


def _name(archive: Archive, selection: Selection) -> str:
    from sitegen.slugs import pinyin_slug

    return pinyin_slug(str(selection) or archive.config.title) or "archive"


def _made(
    args: Namespace, archive: Archive, stories: Stories, selection: Selection, target: Path, when: datetime
) -> tuple[list[DataFile], list[Problem]]:
    """The files of an export, the one that was asked for first, and what is wrong with what it is made from."""
    from sitegen.export.datapackage import DataFile

    kind = args.kind
    if kind in DATA:
        return _data(kind, archive, stories, selection, target)
    if kind in ("zip", "zim"):
        content, problems = _site(kind, archive, stories, selection, when)
    else:
        content, problems = _book(args, archive, stories, selection, when)
    return [DataFile(target.name, kind, content)], problems


def _data(
    kind: str, archive: Archive, stories: Stories, selection: Selection, target: Path
) -> tuple[list[DataFile], list[Problem]]:
    """A data file, what belongs to it, and the description of both."""
    from sitegen.export import columns, pictures, sqlite, tables, tei
    from sitegen.export.datapackage import NAME, DataFile, described
    from sitegen.export.restoring import CLIPPINGS, beside_stories
    from sitegen.site.places import load_places

    config, problems = archive.config, list[Problem]()
    beside: list[DataFile] = []
    if kind == "csv":
        files = [DataFile(target.name, kind, tables.csv_table(stories), (columns.STORIES,))]
    elif kind == "jsonl":
        files = [DataFile(target.name, kind, tables.jsonl(stories), (columns.STORIES,))]
        if stories.clippings:
            other = beside_stories(target, CLIPPINGS).name
            files.append(DataFile(other, kind, tables.clippings_jsonl(stories), (columns.WHOLE_CLIPPINGS,)))
        try:
            shown = pictures.pictures_jsonl(pictures.pictures_of(stories.records, config.content_dir(archive.root)))
        except OSError as error:
            return [], [Problem(str(error.filename), f"cannot be read: {error.strerror or error}")]
        if shown:
            files.append(DataFile(beside_stories(target, pictures.PICTURES).name, kind, shown, (columns.PICTURES,)))
    elif kind == "tei":
        files = [DataFile(target.name, kind, tei.write(stories, config, str(selection)))]
    else:
        places = load_places({record.county or config.county for record in stories.records} - {""})
        codes = {(name, town.name): town.code for name, county in places.items() for town in county.townships}
        content, problems = sqlite.write(stories, config.county, codes)
        files = [DataFile(target.name, kind, content, columns.TABLES)]
        told = sqlite.datasette(config.title, config.description, target.stem)
        beside = [DataFile(f"{target.name}.metadata.json", "json", told)]
    try:
        there = target.with_name(NAME)
        before = there.read_bytes() if there.exists() else None
    except OSError as error:
        return [], [Problem(str(there), f"cannot be read: {error.strerror or error}")]
    package = described(config, str(selection), files, before)
    if isinstance(package, Problem):
        return [], [package]
    return [*files, *beside, DataFile(NAME, "json", package)], problems


def _site(
    kind: str, archive: Archive, stories: Stories, selection: Selection, when: datetime
) -> tuple[bytes, list[Problem]]:
    """The site of these stories, made aside: public/ stays as it is and need not be there."""
    from dataclasses import replace
    from tempfile import TemporaryDirectory

    from sitegen.export import zim
    from sitegen.export.sitezip import site_zip
    from sitegen.rebuilding import build_aside

    # Kiwix has no use for tables.
    config = replace(archive.config, data="none") if kind == "zim" else archive.config
    with TemporaryDirectory(prefix="sitegen-") as folder:
        _, problems = build_aside(archive.root, config, Path(folder), archive.progress, stories)
        if has_errors(problems):
            return b"", problems
        if kind == "zip":
            return site_zip(Path(folder), _name(archive, selection), when), problems
        content, found = zim.write(Path(folder), stories, config, str(selection), when)
        return content, [*problems, *found]


def _book(
    args: Namespace, archive: Archive, stories: Stories, selection: Selection, when: datetime
) -> tuple[bytes, list[Problem]]:
    from sitegen.export import booklet, epub
    from sitegen.export.book import make_book
    from sitegen.site.ownlists import load_readings
    from sitegen.slugs import pinyin_slug

    folder, kind = archive.config.content_dir(archive.root).resolve(), args.kind
    script, problems = _script(args.script, archive, stories)

    def picture(path: str) -> bytes | None:
        try:
            file = (folder / path).resolve()
            return file.read_bytes() if file.is_relative_to(folder) else None
        except (OSError, RuntimeError, ValueError):  # the book says that a picture is missing there
            return None

    address = epub.ADDRESS if kind == "epub" else booklet.ADDRESS
    readings, wrong = load_readings(archive.root)
    slug = partial(pinyin_slug, own=readings)
    book = make_book(stories, archive.config, str(selection), when, picture, address, script, slug)
    problems += wrong
    if kind == "pdf":
        from sitegen.export import pdf

        content, found = pdf.write(book, os.environ)
        return content, [*problems, *found]
    return (epub.write(book) if kind == "epub" else booklet.write(book)), problems


def _script(wanted: str | None, archive: Archive, stories: Stories) -> tuple[Script, list[Problem]]:
    """The script of a book, and what is wrong with the archive's own list of words."""
    from sitegen.export.book import AS_IT_IS, Script
    from sitegen.site.places import load_places
    from sitegen.site.traditional.converter import BACK, conversion, converter, stock
    from sitegen.site.traditional.edition import LANGUAGES
    from sitegen.site.traditional.editions import is_traditional
    from sitegen.site.traditional.markup import converted
    from sitegen.site.traditional.names import protected
    from sitegen.site.traditional.wordlist import load_wordlist

    form, turned = archive.config.traditional_form, is_traditional(stories.records)
    if wanted in (None, "traditional") and turned:
        return Script(LANGUAGES[form]), []
    if wanted in (None, "simplified") and not turned:
        return AS_IT_IS, []
    words, problems = load_wordlist(archive.root)
    if turned:
        how = conversion(BACK, words)
        return Script(LANGUAGES[BACK], partial(converted, convert=converter(how))), problems
    places = load_places({record.county or archive.config.county for record in stories.records} - {""})
    towns = [town.name for county in places.values() for town in county.townships]
    told = [
        name
        for record in stories.records
        for name in (record.county, *record.townships, *record.mentioned_townships, *record.villages)
        if name
    ]
    people = [name for record in stories.records for name in (*record.people, *record.reporters)]
    how = conversion(form, words, protected(words, [*places, *towns, *told], people, stock("s2t")))
    return Script(LANGUAGES[form], partial(converted, convert=converter(how))), problems


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
