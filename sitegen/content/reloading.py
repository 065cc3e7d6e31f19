"""Files of content/ that are read but once: what they held is kept, and read again only where a file is another."""

from __future__ import annotations

import contextlib
from dataclasses import astuple
from functools import partial
from hashlib import blake2b
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sitegen.bounds import foreign
from sitegen.cachefile import read_cache, write_cache
from sitegen.content.disk import bytes_ahead
from sitegen.content.fields import ID
from sitegen.content.filed import RECORD_FIELDS, FiledRecords, clipping_file, glance, seen
from sitegen.content.store import Found, story_paths
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sitegen.content.filed import FiledClippingRecord
    from sitegen.model import ClippingRecord, Record
    from sitegen.signatures import Signature

    Run = Callable[[Callable[[Any], Any], Sequence[Any]], Iterable[Any]]
    _Read = tuple[bytes | None, Any, tuple[Any, ...]]

FEW = 8
"""Letters of a name, or names of a list, that may well stand in other stories."""
SHARE = 20
"""What is new is written down by itself up to this part of the whole."""
CHUNK = 250
"""Stories that one process reads at a time."""
CLIPPINGS = 20
"""Clippings likewise: there is more in one of them."""
_values = attrgetter(*RECORD_FIELDS)
_identity = itemgetter(*map(RECORD_FIELDS.index, ("id", "aliases")))


class Gleaning(NamedTuple):
    """What is worked out of a text while it is at hand, so that it need not be read again: tuples of plain values."""

    story: Callable[[Record], tuple[Any, ...]]
    clipping: Callable[[ClippingRecord], tuple[Any, ...]]


class Reader:
    """Reads stories and clippings; `found` are the signatures of the files there, `sure` of those that tell for sure.

    `run` is like `map`, and may do its work in several processes, from when it is called. `marks` and `gleanings` tell
    of what was read by its path below content/.
    """

    def __init__(
        self,
        file: Path,
        version: bytes,
        found: Mapping[str, Signature],
        sure: Mapping[str, Signature],
        gleaning: Gleaning,
        run: Run = map,
    ) -> None:
        self._file = file
        self._version = version
        self._found = found
        self._sure = sure
        self._gleaning = gleaning
        self._run = run
        self._begun: Iterator[tuple[Sequence[str], Sequence[_Read]]] | None = None
        self._ahead: dict[str, _Read] = {}
        self._whole = cast("dict[str, Any]", read_cache(file, version) or {})
        self._more = cast("dict[str, Any]", read_cache(_beside(file), version) or {})
        self._known = self._whole | self._more
        self._now: dict[str, Any] = {}
        self._clippings: dict[str, Any] = {}

    def stories(self, content_dir: Path, paths: Sequence[str]) -> tuple[FiledRecords, list[Problem]]:
        """The records of these story files, and what is wrong with any."""
        self._begun = self._begun or self._begin(content_dir, paths)
        ahead = self._gathered()
        found: list[tuple[Any, ...]] = []
        problems: list[Problem] = []
        for path in paths:
            row = self._now.get(path)
            if row is None:
                read = ahead.pop(path, None) or _read_all(content_dir, self._gleaning.story, [path], [None])[0]
                row = self._keep(path, *read)
            values, said = row[2]
            if values is not None:
                found.append(values)
            if said:
                problems += [Problem(*one) for one in said]
        return FiledRecords(found, str(content_dir)), problems

    def begin(self, content_dir: Path) -> None:
        """Has the files read that `stories` and `clipping` will ask for."""
        self._begun = self._begin(content_dir, story_paths(content_dir))

    def ids(self) -> dict[str, Found]:
        """What a glance would show of the stories that are being read ahead, where their ids can be addresses."""
        read = [(path, held[0]) for path, (_, held, _) in self._gathered().items() if not _of_clipping(path)]
        found = [Found(path, *_identity(values)) for path, values in read if values is not None]
        return {story.path: story for story in found if ID.fullmatch(story.id)}

    def _gathered(self) -> dict[str, _Read]:
        """What was read ahead, waited for."""
        for chunk, rows in self._begun or ():
            self._ahead.update(zip(chunk, rows, strict=True))
        return self._ahead

    def _begin(self, content_dir: Path, paths: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[_Read]]]:
        """Reads those of the story files and of the clippings that have to be read, where they are many at once."""
        due = [path for path in paths if self._kept(path) is None]
        clippings = [path for path in self._found if _of_clipping(path) and self._kept(path) is None]
        if len(due) <= CHUNK and len(clippings) <= CLIPPINGS:
            return iter(())
        chunks = [clippings[start : start + CLIPPINGS] for start in range(0, len(clippings), CLIPPINGS)]
        chunks += [due[start : start + CHUNK] for start in range(0, len(due), CHUNK)]
        return zip(chunks, self._run(partial(_read_some, content_dir, self._gleaning), chunks), strict=True)

    def clipping(self, content_dir: Path, path: str, alive: Collection[str]) -> FiledClippingRecord | None:
        """A clipping as a glance shows it; None where its file must be read whole."""
        row = self._kept(path)
        if row is None:
            read = self._ahead.pop(path, None) or _read_clipping(content_dir, self._gleaning.clipping, path)
            if read[1] is None:
                return None
            row = self._keep(path, *read)
        record = seen(content_dir / path, row[2], alive)
        self._clippings[clipping_file(record)] = row
        return record

    def marks(self) -> dict[str, bytes]:
        """What stands for the bytes of each file that was read; of a clipping by its path on the disk."""
        return {path: row[1] for path, row in (self._now | self._clippings).items()}

    def gleanings(self) -> dict[str, tuple[Any, ...]]:
        """What was gleaned of each, likewise."""
        return {path: row[3] for path, row in (self._now | self._clippings).items() if row[3]}

    def keep(self) -> None:
        """Writes down what was read, for the next time: all of it, or where little is new that alone beside it."""
        more = {path: row for path, row in self._now.items() if self._whole.get(path) is not row}
        if len(more) > len(self._now) // SHARE or len(self._whole) > 2 * len(self._now):
            write_cache(self._file, self._version, self._now)
            more = {}
        if more.keys() != self._more.keys() or any(self._more[path] is not row for path, row in more.items()):
            write_cache(_beside(self._file), self._version, more)

    def _kept(self, path: str) -> Any:
        row = self._known.get(path)
        if row is None or row[0] != self._found.get(path):
            return None
        self._now[path] = row
        return row

    def _keep(self, path: str, mark: bytes | None, held: object, gleaned: tuple[Any, ...]) -> Any:
        # A file that cannot be read, or that may change unseen, is looked at again next time.
        signature = self._sure.get(path) if mark is not None else None
        row = (signature, mark or _mark(b""), held, gleaned)
        self._now[path] = row
        return row


def _beside(file: Path) -> Path:
    return file.with_name(f"{file.name}-more")


def _of_clipping(path: str) -> bool:
    return path.startswith("clippings/") and path.endswith(".json")


def _read_some(content_dir: Path, gleaning: Gleaning, paths: Sequence[str]) -> list[_Read]:
    """Reads some clippings, or some stories."""
    if _of_clipping(paths[0]):
        return [_read_clipping(content_dir, gleaning.clipping, path) for path in paths]
    known: dict[Any, Any] = {}
    every = bytes_ahead([f"{content_dir}/{path}" for path in paths], links=False)
    return [_once(read, known) for read in _read_all(content_dir, gleaning.story, paths, every)]


def _read_clipping(content_dir: Path, glean: Callable[[ClippingRecord], tuple[Any, ...]], path: str) -> _Read:
    """What stands for the bytes of a clipping's file, what a glance shows, and what was gleaned; None and nothing of a
    file that must be read whole, or cannot be read: whoever reads it whole tells what is wrong with it.
    """
    file = content_dir / path
    found = None if foreign(file, content_dir, path) else glance(file)
    if found is not None:
        with contextlib.suppress(OSError):  # also where it turns out to be damaged
            return _mark(file.read_bytes()), found, glean(seen(file, found))
    return None, None, ()


def _once(value: tuple[Any, ...], known: dict[Any, Any]) -> Any:
    """The values with equal names of all stories as one object, which is sent and kept but once."""
    found = tuple(
        [
            one
            if not one  # as most are, and then there is but one of them anyhow
            else known.setdefault(one, one)
            if (kind := type(one)) is str and len(one) < FEW
            else _once(one, known)
            if kind is tuple
            else one
            for one in value
        ]
    )
    return known.setdefault(found, found) if len(found) < FEW else found


def _read_all(
    content_dir: Path,
    glean: Callable[[Record], tuple[Any, ...]],
    paths: Iterable[str],
    every: Iterable[bytes | None],
) -> list[_Read]:
    """Of story files, with their bytes where these are known: what stands for the bytes, None where a file cannot be
    read; what it holds; what was gleaned.

    All are read before anything is gleaned: a step costs less where the processor has its code at hand.
    """
    from sitegen.content.loading import read_bytes

    reads = [read_bytes(content_dir, path, data) for path, data in zip(paths, every, strict=True)]
    gleaned = [() if record is None else glean(record) for _, record, _ in reads]
    return [
        (
            None if data is None else _mark(data),
            (None if record is None else _values(record), tuple(map(astuple, problems))),
            found,
        )
        for (data, record, problems), found in zip(reads, gleaned, strict=True)
    ]


def _mark(data: bytes) -> bytes:
    return blake2b(data, digest_size=16).digest()
