"""The booklet as a PDF: A4, running heads, page numbers, and a contents and an index that name the pages."""

from __future__ import annotations

import re
from html import unescape
from io import BytesIO
from typing import TYPE_CHECKING

from pypdf import PdfReader, PdfWriter
from pypdf.errors import PdfReadError

from sitegen.export import booklet
from sitegen.export.chromium import VARIABLE, find_browser, print_pdf
from sitegen.han import width
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.export.book import Book

HEAD_WIDTH = 22
"""Of a running head, in ideographs."""
MARGINS = 131
"""The first Chromium that prints running heads and page numbers."""
_STYLE = """\
@page { margin: 25mm 20mm 22mm; size: A4;
  @top-left { border-bottom: 0.4pt solid #7a2a20; color: #5c544b; content: %s; font: 9pt sans-serif;
    margin-bottom: 6mm; padding-bottom: 1.5mm; vertical-align: bottom; width: 50%%; }
  @top-right { border-bottom: 0.4pt solid #7a2a20; color: #5c544b; content: ""; font: 9pt sans-serif;
    margin-bottom: 6mm; padding-bottom: 1.5mm; vertical-align: bottom; width: 50%%; }
  @bottom-center { content: counter(page); font: 10pt sans-serif; } }
@page front { @top-left { border: 0; content: none; } @top-right { border: 0; content: none; }
  @bottom-center { content: none; } }
@page contents { @top-right { content: "目录"; } }
@page places { @top-right { content: "地名索引"; } }
.front { page: front; }
.contents { page: contents; }
.places { page: places; }
.contents > p, .contents li, .places dd { align-items: baseline; break-inside: avoid; display: flex; gap: 0.5em; }
.contents > p::before, .contents li::before, .places dd::before {
  border-bottom: 1px dotted #998e80; content: ""; flex: 1 1 2em; order: 2; }
.contents a, .places dd a { order: 1; max-width: 82%%; }
.page { order: 3; font-variant-numeric: tabular-nums; min-width: 1.6em; text-align: right; }
.contents > p { display: flex; margin-left: 1em; }
"""
_LINK = re.compile(r'(<a href="#(s\d+|places)">(?:(?!</a>).)*</a>)(?=</(?:li|dd|p)>)')


def write(book: Book, environment: Mapping[str, str]) -> tuple[bytes, list[Problem]]:
    """The bytes of the PDF, and what stood against it."""
    browser = find_browser(environment)
    if browser is None:
        hint = f"install Chromium, Chrome or Edge, or name its program: {VARIABLE}=PROGRAM; `html` needs none"
        return b"", [Problem("sitegen export pdf", "no browser here that could print", hint=hint)]
    pages: dict[str, int] = {}
    # The numbers take their place from the first; with them in it the page breaks are the same, or nearly so.
    for _ in range(3):
        printed = print_pdf(_html(book, pages), browser)
        if isinstance(printed, Problem):
            return b"", [printed]
        try:
            reader = PdfReader(BytesIO(printed))
            found = _pages(reader)
        except PdfReadError as error:  # pragma: no cover
            return b"", [Problem(browser, f"printed something that is no PDF: {error}")]
        if found == pages:
            break
        pages = found
    problems = []
    version = re.search(r"m(\d+)", str(reader.metadata and reader.metadata.producer))
    if version and int(version[1]) < MARGINS:  # pragma: no cover
        message = f"version {version[1]} prints no running heads and page numbers; {MARGINS} does"
        problems.append(Problem(browser, message, severity="warning"))
    return _finished(reader, book), problems


def _html(book: Book, pages: Mapping[str, int]) -> bytes:
    """The booklet with its numbered contents and index, and a head for each story's pages."""
    html = booklet.write(book).decode()
    style = [book.script.convert(_STYLE) % _quoted(_title(book))]
    for chapter in book.chapters:
        head = _quoted(book.script.convert(chapter.headline))
        style.append(f"@page {chapter.anchor} {{ @top-right {{ content: {head}; }} }}\n")
        style.append(f"#{chapter.anchor} {{ page: {chapter.anchor}; }}\n")
    html = html.replace("</style>", "".join(style) + "</style>", 1)

    def numbered(part: str) -> str:
        return _LINK.sub(lambda link: f'{link[1]}<span class="page">{pages.get(link[2], 888)}</span>', part)

    contents, main, rest = html.partition("<main>")
    stories, end, index = rest.rpartition("</main>")
    return (numbered(contents) + main + stories + end + numbered(index)).encode()


def _pages(reader: PdfReader) -> dict[str, int]:
    """On which page each story begins, from 1."""
    return {
        name.lstrip("/"): number + 1
        for name, place in reader.named_destinations.items()
        if (number := reader.get_destination_page_number(place)) is not None
    }


def _finished(reader: PdfReader, book: Book) -> bytes:
    """The PDF with nothing in it that tells when and by what it was printed."""
    writer = PdfWriter(clone_from=reader)
    moment = book.when.strftime("D:%Y%m%d%H%M%SZ")
    writer.metadata = None
    writer.add_metadata(
        {"/Title": unescape(_title(book)), "/Creator": "sitegen", "/CreationDate": moment, "/ModDate": moment}
    )
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _title(book: Book) -> str:
    return book.script.convert(" · ".join(filter(None, (book.title, book.part))))


def _quoted(text: str) -> str:
    """Escaped text as a string of CSS within a style element, cut where it would not fit."""
    text = unescape(text)
    while width(text) > HEAD_WIDTH:
        text = f"{text.rstrip('…')[:-1]}…"
    return '"' + re.sub(r'["\\<>&\n\r\f]', lambda char: f"\\{ord(char[0]):x} ", text) + '"'
