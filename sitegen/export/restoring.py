"""The archive that a JSONL was made from: stories, and their clippings where they came along."""

from __future__ import annotations

import json
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

from sitegen.content import Archive
from sitegen.content.clippingfile import parse_clipping
from sitegen.export.columns import DERIVED
from sitegen.export.pictures import PICTURES, picture_from
from sitegen.model import Record
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sitegen.model import ClippingRecord

CLIPPINGS = ".clippings.jsonl"
"""Ends the name of the file that stands beside the stories' own."""
_DEFAULTS = Record("", "", "")
_PAIRS = {"lines": int, "extra": str}
"""Columns whose items are pairs, and of what."""
_KINDS: dict[type, str] = {str: "a text", bool: "true or false", float: "a number"}
_HINT = "one JSON object a line, as `sitegen export jsonl` writes them"


@dataclass(frozen=True, slots=True)
class Exported:
    """What a JSONL and the files beside it hold."""

    archive: Archive
    pictures: tuple[tuple[str, bytes], ...] = ()
    """Path below content/, and content."""


def read_exported(path: Path) -> tuple[Exported, list[Problem]]:
    """What is in a file of `sitegen export jsonl`, and in those of clippings and pictures beside it where they are."""
    content, problems = _content(path)
    records, found = records_of(content, str(path))
    problems += found
    beside = beside_stories(path, CLIPPINGS)
    clippings: tuple[ClippingRecord, ...] = ()
    if beside.exists():
        content, found = _content(beside)
        clippings, more = clippings_of(content, str(beside))
        problems += [*found, *more]
    if not problems and not records:
        problems.append(Problem(str(path), "no stories in it", hint=_HINT))
    pictures, found = _pictures(beside_stories(path, PICTURES))
    return Exported(Archive(records, clippings), pictures), [*problems, *found]


def beside_stories(path: Path, ending: str) -> Path:
    """Where the clippings or the pictures of a file of stories stand."""
    return path.with_name(path.name.removesuffix(".jsonl") + ending)


def records_of(content: bytes, path: str = "") -> tuple[tuple[Record, ...], list[Problem]]:
    """The records that a JSONL of stories was made from, and what is wrong with its lines."""
    records: list[Record] = []
    problems: list[Problem] = []
    for number, row in _rows(content, path, problems):
        try:
            records.append(_record(row))
        except (KeyError, TypeError, ValueError) as error:
            problems.append(Problem(path, f"no story: {error.args[0] if error.args else error}", number, hint=_HINT))
    return tuple(records), problems


def clippings_of(content: bytes, path: str = "") -> tuple[tuple[ClippingRecord, ...], list[Problem]]:
    """The clippings that a JSONL of them was made from, and what is wrong with its lines."""
    clippings: list[ClippingRecord] = []
    problems: list[Problem] = []
    for number, row in _rows(content, path, problems):
        found, wrong = parse_clipping(json.dumps(row).encode(), path)
        if found is not None:
            clippings.append(found)
        problems += [Problem(path, problem.message, number, hint=_HINT) for problem in wrong]
    return tuple(clippings), problems


def _pictures(path: Path) -> tuple[tuple[tuple[str, bytes], ...], list[Problem]]:
    if not path.exists():
        return (), []
    content, problems = _content(path)
    found: list[tuple[str, bytes]] = []
    for number, row in _rows(content, str(path), problems):
        try:
            found.append(picture_from(row, path))
        except FileNotFoundError:
            problems.append(Problem(str(path), f"no such picture here: {row.get('file')}", number, severity="warning"))
        except ValueError as error:
            problems.append(Problem(str(path), f"no picture: {error}", number, hint=_HINT))
    return tuple(found), problems


def _content(path: Path) -> tuple[bytes, list[Problem]]:
    try:
        return path.read_bytes(), []
    except OSError as error:
        return b"", [Problem(str(path), f"cannot be read: {error.strerror or error}")]


def _rows(content: bytes, path: str, problems: list[Problem]) -> Iterator[tuple[int, dict[str, Any]]]:
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(Problem(path, f"no JSON: {error}", number, hint=_HINT))
            continue
        if isinstance(row, dict):
            yield number, row
        else:
            problems.append(Problem(path, "no JSON object", number, hint=_HINT))


def _record(row: dict[str, Any]) -> Record:
    """The record of a row; columns that follow from others are left aside, and unknown ones are an error."""
    values: dict[str, Any] = {}
    known = {part.name for part in fields(Record)}
    for name, value in row.items():
        if name in DERIVED:
            continue
        if name not in known:
            raise ValueError(f'"{name}" is no column')
        values[name] = _value(name, value)
    for name in ("path", "id", "headline"):
        if name not in values:
            raise ValueError(f'"{name}" is missing')
    return Record(**values)


def _value(name: str, value: Any) -> Any:
    kind = type(getattr(_DEFAULTS, name))
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    if kind is not tuple:
        if type(value) is not kind:
            raise TypeError(f'"{name}" is not {_KINDS[kind]}')
        return value
    if not isinstance(value, list):
        raise TypeError(f'"{name}" is no list')
    inner = _PAIRS.get(name)
    if inner is None:
        if not all(isinstance(item, str) for item in value):
            raise TypeError(f'"{name}" is no list of texts')
        return tuple(value)
    if not all(isinstance(item, list) and [type(part) for part in item] == [inner, inner] for item in value):
        raise TypeError(f'"{name}" is no list of pairs')
    return tuple((first, second) for first, second in value)
