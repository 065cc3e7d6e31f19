"""Files of content/ that are read but once: what they held is kept, and read again only where a file is another."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING, Any, cast

from sitegen.cachefile import read_cache, write_cache
from sitegen.content.filed import FiledRecord, clipping_file, glance, seen
from sitegen.model import Record
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from sitegen.content.filed import FiledClippingRecord
    from sitegen.model import ClippingRecord
    from sitegen.signatures import Signature

_NAMES = tuple(field.name for field in fields(Record) if field.name != "body")
_values = attrgetter(*_NAMES)


@dataclass(frozen=True, slots=True)
class Gleaning:
    """What is worked out of a text while it is at hand, so that it need not be read again: tuples of plain values."""

    story: Callable[[Record], tuple[Any, ...]]
    clipping: Callable[[ClippingRecord], tuple[Any, ...]]


class Reader:
    """Reads stories and clippings; `found` are the signatures of the files there, `sure` of those that tell for sure.

    `mark` and `gleaned` tell of what was read by its path below content/.
    """

    def __init__(
        self,
        file: Path,
        version: bytes,
        found: Mapping[str, Signature],
        sure: Mapping[str, Signature],
        gleaning: Gleaning,
    ) -> None:
        self._file = file
        self._version = version
        self._found = found
        self._sure = sure
        self._gleaning = gleaning
        self._known = cast("dict[str, Any]", read_cache(file, version) or {})
        self._now: dict[str, Any] = {}
        self._clippings: dict[str, Any] = {}
        self._changed = False

    def story(self, content_dir: Path, path: str) -> tuple[Record | None, list[Problem]]:
        """The record of a story file and what is wrong with it."""
        row = self._kept(path)
        if row is None:
            from sitegen.content.loading import read_bytes

            data, record, problems = read_bytes(content_dir, path)
            values, gleaned = None, ()
            if record is not None:
                values, gleaned = _values(record), self._gleaning.story(record)
            said = tuple(astuple(problem) for problem in problems)
            row = self._keep(path, data, (values, said), gleaned)
        values, said = row[2]
        found = FiledRecord.kept(_NAMES, values, str(content_dir)) if values is not None else None
        return found, [Problem(*one) for one in said] if said else []

    def clipping(self, content_dir: Path, path: str, alive: Collection[str]) -> FiledClippingRecord | None:
        """A clipping as a glance shows it; None where its file must be read whole."""
        row = self._kept(path)
        if row is None:
            found = glance(content_dir / path)
            if found is None:
                return None
            data = (content_dir / path).read_bytes()
            row = self._keep(path, data, found, self._gleaning.clipping(seen(content_dir / path, found)))
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
        """Writes down what was read, for the next time."""
        if self._changed or self._now.keys() != self._known.keys():
            write_cache(self._file, self._version, self._now)

    def _kept(self, path: str) -> Any:
        row = self._known.get(path)
        if row is None or row[0] != self._found.get(path):
            return None
        self._now[path] = row
        return row

    def _keep(self, path: str, data: bytes | None, held: object, gleaned: tuple[Any, ...]) -> Any:
        # A file that cannot be read, or that may change unseen, is looked at again next time.
        signature = self._sure.get(path) if data is not None else None
        row = (signature, blake2b(data or b"", digest_size=16).digest(), held, gleaned)
        self._now[path] = row
        self._changed = True
        return row
