"""The figures that stories print: of stories and clippings that are as they were, as an earlier build found them."""

from __future__ import annotations

import marshal
from dataclasses import astuple, dataclass, field
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, cast

from sitegen.cachefile import read_cache, write_cache
from sitegen.content.figures import figures_of
from sitegen.content.filed import FiledClippingRecord, clipping_file, fields_of
from sitegen.model import Figure

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sitegen.content import Archive
    from sitegen.model import ClippingRecord

    Plain = tuple[Any, ...]
    """The values of a figure, in the order of its fields."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The figures of an archive, by the ids of the stories that print them."""

    plain: Mapping[str, tuple[Plain, ...]] = field(default_factory=dict)
    key: bytes = b""
    """Stands for all of them."""

    def of(self, story: str) -> tuple[Figure, ...]:
        return tuple([Figure(*values) for values in self.plain.get(story, ())])

    def every(self) -> dict[str, tuple[Figure, ...]]:
        return {story: self.of(story) for story in self.plain}


NOTHING_PRINTED = Printed()


class FigureMemory:
    """Knows what an earlier build of this version found, where there is a file for it."""

    def __init__(self, file: Path | None = None, version: bytes = b"") -> None:
        self._file = file
        self._version = version

    def printed(self, archive: Archive) -> Printed:
        """All figures of an archive. Where marks stand for the bytes of both files that a story's are read from, and
        are those of the earlier build, neither file is opened.
        """
        known = cast("dict[str, Any]", (read_cache(self._file, self._version) if self._file else None) or {})
        places = {story: (at, path) for at, (story, path) in enumerate(fields_of(archive.records, "id", "path"))}
        now: dict[str, tuple[bytes, tuple[Plain, ...]]] = {}
        for clipping in archive.clippings:
            mark = _mark(archive, clipping)
            due = []
            for story in filter(places.__contains__, clipping.story_ids):
                at, path = places[story]
                own = archive.marks.get(path, b"")
                key = mark + own if mark and own else b""
                if key and known.get(story, (b"",))[0] == key:
                    now[story] = known[story]
                else:
                    due.append((story, key, archive.records[at]))
            found = figures_of((clipping,), [record for _, _, record in due]) if due else {}
            now.update((story, (key, tuple(map(astuple, found.get(story, ()))))) for story, key, _ in due)
        if self._file is not None and now != known:
            write_cache(self._file, self._version, now)
        plain = {story: figures for story, (_, figures) in now.items() if figures}
        return Printed(plain, blake2b(marshal.dumps(sorted(plain.items()), 2), digest_size=16).digest())


def _mark(archive: Archive, clipping: ClippingRecord) -> bytes:
    """What stands for the bytes of a clipping's file; nothing where it has none, or that is not known."""
    return archive.marks.get(clipping_file(clipping), b"") if isinstance(clipping, FiledClippingRecord) else b""
