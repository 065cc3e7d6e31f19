"""Where in a TOML text a key or a mistake stands: tomllib tells values, not lines."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tomllib

_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")


def line_of(text: str, key: tuple[str, ...]) -> int:
    """The line, from 1, where the key stands, or the nearest table above it that does; 0 where none does."""
    best, best_line = 0, 0
    table: tuple[str, ...] = ()
    closing = ""
    for number, line in enumerate(text.split("\n"), 1):
        if closing:
            closing = "" if closing in line else closing
            continue
        header = _HEADER.match(line)
        found = _KEY.match(line)
        if header:
            table = _split(header[1])
            path = table
        elif found:
            path = (*table, *_split(found[1]))
            closing = _left_open(line[found.end() :])
        else:
            continue
        if best < len(path) <= len(key) and key[: len(path)] == path:
            best, best_line = len(path), number
    return best_line


def line_of_error(error: tomllib.TOMLDecodeError, text: str) -> tuple[int, str]:
    """The line of a mistake in TOML, and its message without the place."""
    message = str(error)
    place = _PLACE.search(message)
    if not place:
        return 0, message
    line = int(place[1]) if place[1] else len(text.rstrip("\n").split("\n"))
    return line, _PLACE.sub("", message)


def _split(dotted: str) -> tuple[str, ...]:
    return tuple(part.strip("\"'") for part in _PART.findall(dotted))


def _left_open(value: str) -> str:
    """The quotes that close a text of several lines which this line opens, "" where it opens none."""
    for quotes in ('"""', "'''"):
        if value.count(quotes) == 1:
            return quotes
    return ""
