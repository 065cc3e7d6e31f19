"""Stories as JSONL and CSV, each column described once in columns.py."""

from __future__ import annotations

import json
from json.encoder import encode_basestring as quote
from typing import TYPE_CHECKING

from sitegen.content.clippingfile import clipping_table
from sitegen.export.columns import BETWEEN, COLUMNS
from sitegen.export.relations import story_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.content import Archive

RISKY = tuple("=+-@\t\r＝＋－＠")
"""A cell that begins with one of these would be reckoned as a formula by Excel or WPS."""
MARK = "\ufeff".encode()
"""Tells Excel and WPS that a CSV is UTF-8."""
_SUSPECT = frozenset((*RISKY, " ", "\n", "\u3000"))
"""A cell that begins with anything else is no formula."""
_encode = json.JSONEncoder(ensure_ascii=False).encode


def jsonl(archive: Archive) -> bytes:
    """One JSON object a story, one a line, in UTF-8."""
    return b"".join(json_line(row) for row in story_rows(archive))


def json_line(row: Mapping[str, object]) -> bytes:
    """A row as one line of JSONL; no reader takes a separator in its text for the line's end."""
    text = _encode(row).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{text}\n".encode("utf-8", "replace")


def indented(value: object, line: str = "\n") -> str:
    """A value as JSON that people read, `json.dumps` with an indent of one; `line` begins the lines of what holds it.

    The library's own way takes longer the more is to be written, for it hands on each word by itself.
    """
    if type(value) is str:
        return quote(value)
    if value == () or value is False:  # most of a row that are no texts
        return "[]" if value == () else "false"
    if type(value) is int:
        return str(value)
    deeper = line + " "
    if isinstance(value, dict) and value:
        rows = [f"{deeper}{quote(key)}: {indented(item, deeper)}" for key, item in value.items()]
        return "{" + ",".join(rows) + line + "}"
    if isinstance(value, (tuple, list)) and value:
        return "[" + ",".join([deeper + indented(item, deeper) for item in value]) + line + "]"
    return _encode(value)


def clippings_jsonl(archive: Archive) -> bytes:
    """One JSON object a clipping: its lines, and the machine's reading of them."""
    return b"".join(json_line(clipping_table(found)) for found in archive.clippings)


def csv_table(archive: Archive) -> bytes:
    """A CSV that Excel and WPS open by double click: UTF-8 with its mark, and no cell that is a formula."""
    names = [column.name for column in COLUMNS]
    return MARK + csv_lines([names]) + csv_lines(row.values() for row in story_rows(archive))


def csv_lines(rows: Iterable[Iterable[object]]) -> bytes:
    """Rows of a CSV of two columns or more, without the mark that the file begins with."""
    return b"".join([csv_line(list(map(quoted_cell, row))) for row in rows])


def csv_line(cells: Sequence[str]) -> bytes:
    """Cells, each as it is written, as one row of a CSV."""
    return f"{','.join(cells)}\r\n".encode("utf-8", "replace")


def quoted_cell(value: object) -> str:
    """A value as it is written in a CSV, quoted where it must be."""
    text = value if type(value) is str else "" if value == () else cell(value)
    if text and (text[0] in _SUSPECT or "\0" in text):
        text = cell(text)
    if '"' in text or "," in text or "\n" in text or "\r" in text:
        return '"' + text.replace('"', '""') + '"'
    return text


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
