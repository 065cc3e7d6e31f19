"""Stories and clippings that keep in memory what lists need, and read their text from content/ when it is asked for.

They stand in for whole ones: equal to one of the same values, and `replace` makes of them what it makes of one.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from functools import cached_property, lru_cache
from operator import attrgetter, itemgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, overload

from sitegen.content.clippingfile import figures_in, lines_in, split_in
from sitegen.content.disk import bytes_of
from sitegen.content.fields import tidy_body
from sitegen.content.frontmatter import read_story
from sitegen.model import Clipping, ClippingRecord, Imprint, Record

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sitegen.model import Figure, Line, Split

READINGS_KEPT = 4
"""Clippings kept as they were read last: the stories of one come one after the other."""

_FENCES = ("\n-", "\n.", "\n–", "\n—", "\n－")
"""Lines of front matter that begin so may be its end."""
_ID = re.compile(r'   "id": ("(?:[^"\\]|\\.)*"),?\n')


class _Filed:
    """What the three have in common; `_left` is what they do not keep, `_slots` what they keep beside the fields."""

    __slots__ = ()
    _left: tuple[str, ...] = ()
    _whole: type

    def _keep(self, **values: object) -> None:
        for name, value in values.items():
            object.__setattr__(self, name, value)

    def _values(self) -> tuple[object, ...]:
        return tuple(getattr(self, one.name) for one in fields(self._whole))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, self._whole) and self._values() == tuple(
            getattr(other, one.name) for one in fields(self._whole)
        )

    def __hash__(self) -> int:
        return hash(self._values())

    def __getstate__(self) -> dict[str, object]:
        names = [one.name for one in fields(self._whole) if one.name not in self._left]
        return {name: getattr(self, name) for name in (*names, *type(self).__slots__)}

    def __setstate__(self, state: dict[str, object]) -> None:
        self._keep(**state)


RECORD_FIELDS = tuple(one.name for one in fields(Record) if one.name != "body")
_whole_values = attrgetter(*(one.name for one in fields(Record)))


class FiledRecord(_Filed, Record):
    """A story whose body is read from its file below `_folder`, unless it was given one."""

    __slots__ = ("_body", "_folder")
    _left = ("body",)
    _whole = Record
    _body: str | None
    _folder: str

    @classmethod
    def of(cls, record: Record, folder: str, known: dict[object, Any]) -> FiledRecord:
        """A record as read from its file without its body; equal names of all stories are kept once, in `known`."""
        made, put, once = cls.__new__(cls), object.__setattr__, known.setdefault
        for name in RECORD_FIELDS:
            value = getattr(record, name)
            if value:
                if type(value) is tuple:
                    value = tuple([once(item, item) for item in value])
                value = once(value, value)
            put(made, name, value)
        put(made, "_folder", folder)
        put(made, "_body", None)
        return made

    @classmethod
    def kept(cls, values: tuple[object, ...], folder: str) -> FiledRecord:
        """The same of values that were kept of one, in the order of `RECORD_FIELDS`."""
        made, put = cls.__new__(cls), object.__setattr__
        for name, value in zip(RECORD_FIELDS, values, strict=True):
            put(made, name, value)
        put(made, "_folder", folder)
        put(made, "_body", None)
        return made

    def whole(self) -> Record:
        """The same with its body in memory."""
        return Record(*_whole_values(self))

    @property
    def body(self) -> str:
        return read_body(self._folder, self.path) if self._body is None else self._body

    @body.setter
    def body(self, text: str) -> None:
        self._keep(_folder="", _body=text)


def with_body(record: Record) -> Record:
    """The record with its body in memory, for whoever asks for that more than once."""
    return record.whole() if isinstance(record, FiledRecord) else record


def changed(record: Record, **others: object) -> Record:
    """The record with other values of some fields; its text stays where it is."""
    if not isinstance(record, FiledRecord) or record._body is not None:
        return replace(record, **others)  # type: ignore[arg-type]
    values = tuple(others[name] if name in others else getattr(record, name) for name in RECORD_FIELDS)
    return FiledRecord.kept(values, record._folder)


class FiledRecords(Sequence[Record]):
    """Records that are made of their kept values when they are asked for."""

    __slots__ = ("_folder", "_rows")

    def __init__(self, rows: Sequence[tuple[Any, ...]], folder: str) -> None:
        """`rows` are the values of each in the order of `RECORD_FIELDS`."""
        self._rows = rows
        self._folder = folder

    @overload
    def __getitem__(self, place: int) -> Record: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Record]: ...

    def __getitem__(self, place: int | slice) -> Record | Sequence[Record]:
        if isinstance(place, slice):
            return FiledRecords(self._rows[place], self._folder)
        return FiledRecord.kept(self._rows[place], self._folder)

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, (tuple, FiledRecords)) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def fields(self, *names: str) -> Iterator[tuple[Any, ...]]:
        """Two or more fields of each record, and nothing made besides."""
        return map(itemgetter(*map(RECORD_FIELDS.index, names)), self._rows)


def fields_of(records: Sequence[Record], *names: str) -> Iterator[tuple[Any, ...]]:
    """The same of any records."""
    return records.fields(*names) if isinstance(records, FiledRecords) else map(attrgetter(*names), records)


def with_field(records: Sequence[Record], name: str, values: Iterable[object]) -> Sequence[Record]:
    """The records with these values of one field, in their order."""
    if not isinstance(records, FiledRecords):
        both = zip(records, values, strict=True)
        return tuple([one if getattr(one, name) == value else changed(one, **{name: value}) for one, value in both])
    at = RECORD_FIELDS.index(name)
    rows = zip(records._rows, values, strict=True)
    return FiledRecords(
        [row if row[at] == value else (*row[:at], value, *row[at + 1 :]) for row, value in rows], records._folder
    )


def read_body(folder: str, path: str) -> str:
    """The body of one story file; "" where it cannot be read any more."""
    data = bytes_of(f"{folder}/{path}")
    if data is None:
        return ""
    # what the import writes is found without reading the fields again
    if data.startswith(b"---\n") and b"\r" not in data:
        text = data.decode("utf-8", "replace")
        end = text.find("\n---\n", 3)
        head = text[3:end] if end > 0 else _FENCES[0]
        if "\ufffd" not in text and not any(mark in head for mark in _FENCES):
            return tidy_body(text[end + 5 :])
    story, _ = read_story(data, path)
    return tidy_body(story.body) if story is not None else ""


@dataclass(frozen=True, slots=True)
class ClippingFile:
    """A clipping's file in content/, in the state in which it was found: after a change it is another."""

    path: str
    changed: int


class _Reading:
    """What a clipping's file holds, each part made when it is asked for first."""

    def __init__(self, table: dict[str, Any]) -> None:
        self._table = table

    @cached_property
    def lines(self) -> tuple[Line, ...]:
        return lines_in(self._table)

    @cached_property
    def split(self) -> Split:
        return split_in(self._table)

    @cached_property
    def figures(self) -> tuple[tuple[Figure, ...], ...]:
        return figures_in(self._table)


class DamagedError(OSError):
    """A clipping's file that a glance took for whole is not."""


@lru_cache(maxsize=READINGS_KEPT)
def _read(file: ClippingFile) -> _Reading:
    try:
        return _Reading(json.loads(Path(file.path).read_bytes()))
    except (ValueError, RecursionError) as error:
        raise DamagedError(f"{file.path} is damaged: delete it, and the next import makes it anew") from error


class FiledClipping(_Filed, Clipping):
    """A clipping whose lines are read from its file in content/."""

    __slots__ = ("_file", "_lines")
    _left = ("lines",)
    _whole = Clipping
    _file: ClippingFile | None
    _lines: tuple[Line, ...]

    def leave_lines(self, file: ClippingFile) -> None:
        self._keep(_file=file, _lines=())

    @property
    def lines(self) -> tuple[Line, ...]:
        return _read(self._file).lines if self._file else self._lines

    @lines.setter
    def lines(self, lines: tuple[Line, ...]) -> None:
        self._keep(_file=None, _lines=lines)


class FiledClippingRecord(_Filed, ClippingRecord):
    """A clipping with the machine's reading of it, which is read from its file in content/."""

    __slots__ = ("_figures", "_file", "_split")
    _left = ("split", "figures")
    _whole = ClippingRecord
    _file: ClippingFile | None
    _split: Split
    _figures: tuple[tuple[Figure, ...], ...]

    def leave_reading(self, file: ClippingFile) -> None:
        self._keep(_file=file, _split=None, _figures=())

    @property
    def split(self) -> Split:
        return _read(self._file).split if self._file else self._split

    @split.setter
    def split(self, split: Split) -> None:
        self._keep(_file=None, _split=split)

    @property
    def figures(self) -> tuple[tuple[Figure, ...], ...]:
        return _read(self._file).figures if self._file else self._figures

    @figures.setter
    def figures(self, figures: tuple[tuple[Figure, ...], ...]) -> None:
        self._keep(_figures=figures)


def clipping_file(record: FiledClippingRecord) -> str:
    """The file that a clipping is read from; "" where it was given another reading."""
    return record._file.path if record._file else ""


Glanced = tuple[int, tuple[str, str, str, str], dict[str, str], tuple[str, ...]]
"""When its file was changed; name, encoding, why that, digest; the imprint; the ids of its stories."""


def glance(path: Path) -> Glanced | None:
    """What a look at a clipping's file tells, None where that is not as an import writes it and must be read whole."""
    try:
        with path.open("rb") as opened:
            data = opened.read()
            changed = os.fstat(opened.fileno()).st_mtime_ns
    except OSError:
        return None
    head, lines, _ = data.partition(b',\n "lines": [')
    start = data.find(b'\n "stories": [')
    if not lines or start < 0 or not data.endswith(b"\n}\n") or b"\n<<<<<<< " in data:
        return None
    try:
        table = json.loads(head + b"}")
        named = (table["name"], table["encoding"], table["encoding_reason"], table["digest"])
        imprint = dict(table["imprint"])
        Imprint(**imprint)
        stories = data[start:].decode().split("\n  {\n")[1:]
        ids = tuple(json.loads(found[1]) if (found := _ID.match(story)) else "" for story in stories)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None
    return changed, named, imprint, ids


def seen(path: Path, glanced: Glanced, alive: Collection[str] | None = None) -> FiledClippingRecord:
    """The clipping of such a file; `alive` are the ids of the stories that there are, and no other is named."""
    changed, (name, encoding, reason, digest), imprint, ids = glanced
    file = ClippingFile(str(path), changed)
    sheet = FiledClipping(name, (), Imprint(**imprint), encoding, reason, digest)
    sheet.leave_lines(file)
    living = ids if alive is None else tuple(found if found in alive else "" for found in ids)
    record = FiledClippingRecord(sheet, None, living)  # type: ignore[arg-type]
    record.leave_reading(file)
    return record
