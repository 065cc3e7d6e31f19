"""The archive as one SQLite database: its tables, and full-text search for queries of any length."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

from sitegen.export.columns import STORIES, TABLES
from sitegen.export.relations import NO_CODES, related_rows, story_rows
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.content import Archive
    from sitegen.export.columns import Table
    from sitegen.export.relations import Codes

_KINDS = {"string": "TEXT", "array": "TEXT", "number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}
_SEARCHED = ("headline", "kicker", "subhead", "text", "captions")
_WORD = re.compile(r"[^\W_]+")
_INDEXED = (("places", "name"), ("topics", "name"), ("people", "name"), ("organisations", "name"), ("figures", "unit"))
SEARCH = """\
SELECT id, headline, date, county, townships FROM stories
WHERE rowid IN (SELECT rowid FROM stories_fts WHERE stories_fts MATCH '"' || replace(:q, '"', '""') || '"')
   OR rowid IN (SELECT rowid FROM stories_pairs WHERE stories_pairs MATCH '"' || replace(:q, '"', '""') || '"')
ORDER BY date = '', date DESC, id"""
"""Finds what is asked for whatever its length: the first index knows three characters and more, the second fewer."""


def write(archive: Archive, county: str = "", codes: Codes = NO_CODES) -> tuple[bytes, list[Problem]]:
    """The bytes of the database; `county` is that of stories that name none."""
    with closing(sqlite3.connect(":memory:")) as base:
        if not hasattr(base, "serialize") or sqlite3.sqlite_version_info < (3, 34):  # pragma: no cover
            return b"", [_unfit(f"SQLite {sqlite3.sqlite_version}")]
        base.execute("PRAGMA page_size = 4096")
        try:
            _make(base)
        except sqlite3.OperationalError as error:  # pragma: no cover  # built without FTS5
            return b"", [_unfit(str(error))]
        for row in story_rows(archive):
            _add(base, STORIES, row)
        known = {table.name: table for table in TABLES}
        for name, values in related_rows(archive, county, codes):
            _add(base, known[name], values)
        base.execute("INSERT INTO stories_fts(stories_fts) VALUES ('rebuild')")
        for number, *texts in base.execute(f"SELECT rowid, {', '.join(_SEARCHED)} FROM stories").fetchall():
            pairs = _pairs("\n".join(filter(None, texts)))
            base.execute("INSERT INTO stories_pairs(rowid, pairs) VALUES (?, ?)", (number, pairs))
        for index in ("stories_fts", "stories_pairs"):
            base.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")
        base.commit()
        return base.serialize(), []


def datasette(title: str, description: str, name: str) -> bytes:
    """What Datasette is told beside the database `name`: each column's meaning, and a search of any length."""
    tables = {
        table.name: {
            "title": table.title,
            "columns": {column.name: f"{column.title}：{column.meaning}" for column in table.columns},
            **({"fts_table": "stories_fts"} if table is STORIES else {}),
        }
        for table in TABLES
    }
    hidden = {"stories_pairs": {"hidden": True}}
    queries = {"search": {"sql": SEARCH, "title": "查找", "params": ["q"]}}
    told = {
        "title": title,
        "description": description,
        "databases": {name: {"tables": tables | hidden, "queries": queries}},
    }
    return (json.dumps(told, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def _make(base: sqlite3.Connection) -> None:
    for table in TABLES:
        columns = [
            f'"{column.name}" {_KINDS[column.kind]}{" NOT NULL" if column.name in table.key else ""}'
            for column in table.columns
        ]
        columns.append(f"PRIMARY KEY ({', '.join(_quoted(table.key))})")
        columns += [f'FOREIGN KEY ("{own}") REFERENCES "{other}" ("{there}")' for own, other, there in table.refers]
        base.execute(f'CREATE TABLE "{table.name}" ({", ".join(columns)})')
    searched = ", ".join(_SEARCHED)
    # Datasette knows an index by its content="…", and offers its search box.
    base.execute(f'CREATE VIRTUAL TABLE stories_fts USING fts5({searched}, content="stories", tokenize="trigram")')
    base.execute(
        "CREATE VIRTUAL TABLE stories_pairs USING fts5(pairs, content='', tokenize='unicode61 remove_diacritics 0')"
    )
    for name, column in _INDEXED:
        base.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')


def _add(base: sqlite3.Connection, table: Table, row: Mapping[str, object]) -> None:
    marks = ", ".join("?" * len(table.columns))
    base.execute(f'INSERT INTO "{table.name}" VALUES ({marks})', [_value(row[column.name]) for column in table.columns])


def _value(value: object) -> str | int | float | None:
    if isinstance(value, tuple):
        return json.dumps(value, ensure_ascii=False).encode("utf-8", "replace").decode()
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode()
    assert value is None or isinstance(value, int | float)
    return value


def _pairs(text: str) -> str:
    """Every character and every pair of neighbours: what the index of three characters and more cannot find."""
    found: dict[str, None] = {}
    for word in _WORD.findall(text):
        found.update(dict.fromkeys(word))
        found.update(dict.fromkeys(word[at : at + 2] for at in range(len(word) - 1)))
    return " ".join(found)


def _quoted(names: tuple[str, ...]) -> list[str]:
    return [f'"{name}"' for name in names]


def _unfit(found: str) -> Problem:
    hint = "take a Python whose SQLite is 3.34 or later, with FTS5"
    return Problem("sitegen export sqlite", f"this Python's SQLite cannot make the search index: {found}", hint=hint)
