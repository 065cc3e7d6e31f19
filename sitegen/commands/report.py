"""`sitegen report KIND`: papers that an office draws from the archive, for print and for spreadsheets."""

from __future__ import annotations

import os
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, WRONG_USE, Archive, Command, open_archive
from sitegen.commands.export import PARTS
from sitegen.problems import Problem, has_errors

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from datetime import datetime

    from sitegen.content import Archive as Stories

FORMATS = {"ledger": ("html", "csv", "xlsx"), "chronicle": ("html", "md")}
KINDS = "ledger: 报道台账, coverage by township and month; chronicle: 大事记, a draft by year with dates and sources"


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=tuple(FORMATS), metavar="KIND", help=KINDS)
    parser.add_argument(
        "--format", choices=("html", "csv", "xlsx", "md"), default="html", help="html prints on A4; xlsx needs an extra"
    )
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
    from sitegen.export.target import moment, put_all
    from sitegen.slugs import pinyin_slug

    selection = Selection(**{name: tuple(getattr(args, name)) for name in PARTS})
    when, problems = moment(os.environ)
    if args.format not in FORMATS[args.kind]:
        hint = f"--format {' or '.join(FORMATS[args.kind])}"
        problems.append(Problem(f"sitegen report {args.kind}", f"there is none as {args.format}", hint=hint))
    with archive.progress.step("reading the stories"):
        everything, found = load(archive.config.content_dir(archive.root))
    stories, unfit = choose(everything, selection, archive.config.county)
    archive.progress.show([*found, *problems, *unfit])
    if problems or unfit:
        return WRONG_USE
    name = pinyin_slug(str(selection) or archive.config.title) or "archive"
    target = args.out or Path(f"{name}-{args.kind}.{args.format}")
    with archive.progress.step(f"making {target.name}"):
        content = _content(args.kind, args.format, archive, stories, str(selection), when)
    if isinstance(content, Problem):
        archive.progress.show([content])
        return INPUT_HAS_ERRORS
    wrong = put_all([(target, content)])
    archive.progress.show(wrong)
    if wrong:
        return INPUT_HAS_ERRORS
    count = "1 story" if len(stories.records) == 1 else f"{len(stories.records)} stories"
    archive.progress.say(f"{target}: {count}, {len(content) / 1024:,.0f} KiB")
    return INPUT_HAS_ERRORS if has_errors(found) else DONE


def _content(kind: str, form: str, archive: Archive, stories: Stories, part: str, when: datetime) -> bytes | Problem:
    title = archive.config.title
    if kind == "chronicle":
        from sitegen.reports.chronicle import html_chronicle, markdown_chronicle
        from sitegen.reports.events import events

        found = events(stories, archive.config)
        return (html_chronicle if form == "html" else markdown_chronicle)(found, title, part)
    from sitegen.reports.coverage import coverage
    from sitegen.reports.ledger import html_ledger
    from sitegen.reports.tables import csv_ledger, xlsx_ledger
    from sitegen.site.ownlists import load_readings
    from sitegen.site.places import load_places
    from sitegen.slugs import pinyin_slug

    county = archive.config.county
    places = load_places({record.county or county for record in stories.records} - {""})
    table = coverage(stories, places, county, partial(pinyin_slug, own=load_readings(archive.root)[0]))
    if form == "html":
        return html_ledger(table, title, part)
    if form == "csv":
        return csv_ledger(table)
    try:
        return xlsx_ledger(table, f"{title} 报道台账", when)
    except ImportError:
        return Problem("--format xlsx", "needs the library XlsxWriter", hint="pip install 'sitegen[xlsx]'")


COMMAND = Command(
    "report",
    "papers for an office: a table of coverage (报道台账), a draft chronicle (大事记)",
    (
        ("sitegen report ledger --year 2023", "coverage by township and month, to print on A4"),
        ("sitegen report ledger --format xlsx --out 台账.xlsx", "the same for Excel and WPS"),
        ("sitegen report chronicle --county NAME", "a draft by year with dates, certainty and sources"),
        ("sitegen report chronicle --format md", "the same to go on writing in"),
    ),
    arguments,
    run,
)
