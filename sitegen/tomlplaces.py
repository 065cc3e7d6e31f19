"""TOML of other people's: read whatever it is, and where in it a key or a mistake stands, which tomllib tells not."""

from __future__ import annotations

import re
import tomllib
from typing import Any

_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*((?:[\w-]+|"[^"]*"|'[^']*')(?:\s*\.\s*(?:[\w-]+|"[^"]*"|'[^']*'))*)\s*=""")
_PART = re.compile(r"""[\w-]+|"[^"]*"|'[^']*'""")
_PLACE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_PARTS = 20
_LONG_KEY = re.compile(rf"""^[ \t\[]*(?:(?:[\w-]+|"[^"\n]*"|'[^'\n]*')[ \t]*\.[ \t]*){{{_PARTS}}}""", re.MULTILINE)


def read_toml(text: str) -> dict[str, Any]:
    """The table of a TOML text; what tomllib chokes on is a `TOMLDecodeError` like any other mistake."""
    long = _LONG_KEY.search(text)
    if long:  # takes time by the square of its length
        line = text.count("\n", 0, long.end()) + 1
        raise tomllib.TOMLDecodeError(f"a key of more than {_PARTS} parts (at line {line}, column 1)")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        raise
    except RecursionError:
        raise tomllib.TOMLDecodeError("nested too deeply") from None
    except ValueError as error:  # Python's own limit of digits
        raise tomllib.TOMLDecodeError(f"a number that is too long: {error}") from None


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
