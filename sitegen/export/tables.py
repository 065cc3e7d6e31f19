"""Stories as JSONL and CSV, each column described once in columns.py."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING

from sitegen.content.clippingfile import clipping_json
from sitegen.export.columns import BETWEEN, COLUMNS
from sitegen.export.relations import story_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.content import Archive

RISKY = tuple("=+-@\t\r＝＋－＠")
"""A cell that begins with one of these would be reckoned as a formula by Excel or WPS."""
MARK = "\ufeff".encode()
"""Tells Excel and WPS that a CSV is UTF-8."""


def jsonl(archive: Archive) -> bytes:
    """One JSON object a story, one a line, in UTF-8."""
    return b"".join(json_line(row) for row in story_rows(archive))


def json_line(row: Mapping[str, object]) -> bytes:
    """A row as one line of JSONL; no reader takes a separator in its text for the line's end."""
    text = json.dumps(row, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{text}\n".encode("utf-8", "replace")


def clippings_jsonl(archive: Archive) -> bytes:
    """One JSON object a clipping: its lines, and the machine's reading of them."""
    return b"".join(json_line(json.loads(clipping_json(found))) for found in archive.clippings)


def csv_table(archive: Archive) -> bytes:
    """A CSV that Excel and WPS open by double click: UTF-8 with its mark, and no cell that is a formula."""
    names = [column.name for column in COLUMNS]
    return MARK + csv_lines([names]) + csv_lines(row.values() for row in story_rows(archive))


def csv_lines(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows of a CSV, without the mark that the file begins with."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerows([cell(value) for value in row] for row in rows)
    return out.getvalue().encode("utf-8", "replace")


def cell(value: object) -> str:
    """A value as a cell of a table that a spreadsheet opens; never a formula."""
    if isinstance(value, tuple):
        text = BETWEEN.join("–".join(map(str, item)) if isinstance(item, tuple) else str(item) for item in value)
    elif isinstance(value, bool):
        text = str(value).lower()
    else:
        text = str(value)
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" \n\u3000").startswith(RISKY) else text
