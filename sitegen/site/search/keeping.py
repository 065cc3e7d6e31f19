"""The search index as a part of a build: of texts and lists only those are made whose stories are not as they were."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, cast

from sitegen.cachefile import read_cache, write_cache
from sitegen.site.search.building import Whole, index_files, word_files
from sitegen.site.search.slices import Share, Stretch, make_slice, stretches
from sitegen.site.working import each

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sitegen.site.catalogue import Catalogue
    from sitegen.site.folders import Stamp
    from sitegen.site.keys import Keys
    from sitegen.site.search.files import File
    from sitegen.site.target import Target
    from sitegen.site.traditional.editions import OtherEdition


class Shelf:
    """What slices of stories added to the index, by their keys; empty without a folder."""

    def __init__(self, folder: Path | None = None, version: bytes = b"") -> None:
        self._folder = folder
        self._version = version
        self._used: set[str] = set()

    def has(self, key: bytes) -> bool:
        """Whether there is something under this key; it may be spoilt."""
        return self._folder is not None and (self._folder / key.hex()).is_file()

    def get(self, key: bytes) -> Share | None:
        """What was kept."""
        if self._folder is None:
            return None
        self._used.add(key.hex())
        return cast("Share | None", read_cache(self._folder / key.hex(), self._version))

    def put(self, key: bytes, share: Share) -> None:
        """Keeps it for the next build."""
        if self._folder is not None:
            self._used.add(key.hex())
            write_cache(self._folder / key.hex(), self._version, share)

    def sweep(self) -> None:
        """Forgets what this build had no use for."""
        with contextlib.suppress(OSError):
            for file in self._folder.iterdir() if self._folder and self._used else ():
                if file.name not in self._used:
                    file.unlink()


@dataclass(frozen=True, slots=True)
class Made:
    """A part of the site: its name and key, its files with their stamps, and which of them are another than before."""

    name: str
    key: bytes
    files: Mapping[str, Stamp]
    fresh: tuple[str, ...] = ()


def make_search(
    catalogue: Catalogue,
    words: Mapping[str, Any],
    other: OtherEdition | None,
    target: Target,
    keys: Keys,
    shelf: Shelf,
    jobs: int,
) -> Iterator[Made]:
    """The parts of the index: the texts slice by slice, and the index of all."""
    cut = list(stretches(catalogue.records, catalogue.entries, words, other, catalogue.variants))
    of_slices = [keys.of(one.records, one.entries, words["when"], other, one.variants) for one in cut]
    whole_key = keys.of(tuple(of_slices), other, catalogue.variants)
    index = target.reusable("search", whole_key)
    names = [f"search texts {one.entries[0].id}" for one in cut]
    text_keys = [keys.of(key, one.start) for key, one in zip(of_slices, cut, strict=True)]
    texts = [target.reusable(name, key) for name, key in zip(names, text_keys, strict=True)]
    due = [
        place for place, key in enumerate(of_slices) if texts[place] is None or (index is None and not shelf.has(key))
    ]
    placed = each(partial(_placed, target.writer()), [cut[place] for place in due], jobs)
    whole = Whole()
    waiting = set(due)
    for place, key in enumerate(of_slices):
        share = None
        if place in waiting:
            files, fresh, share = next(placed)
            shelf.put(key, share)
            yield Made(names[place], text_keys[place], files, fresh)
        else:
            yield Made(names[place], text_keys[place], texts[place] or {})
        if index is None:
            whole.add(share or shelf.get(key) or make_slice(cut[place]).share)
    yield _words(catalogue, other, target, keys)
    if index is None:
        yield Made("search", whole_key, *_all_placed(target, index_files(catalogue, whole, other)))
        shelf.sweep()
    else:
        yield Made("search", whole_key, index)


def _words(catalogue: Catalogue, other: OtherEdition | None, target: Target, keys: Keys) -> Made:
    """The part that completes queries."""
    named = [(entry.county, entry.headline) for entry in catalogue.entries]
    filed = (catalogue.main, catalogue.mentions, catalogue.villages, catalogue.topics, catalogue.people)
    key = keys.of(named, *filed, other, catalogue.variants)
    files = target.reusable("search words", key)
    if files is not None:
        return Made("search words", key, files)
    return Made("search words", key, *_all_placed(target, word_files(catalogue, other)))


def _all_placed(target: Target, files: Iterable[File]) -> tuple[dict[str, Stamp], tuple[str, ...]]:
    """Writes files: their stamps, and which are another than before."""
    stamps: dict[str, Stamp] = {}
    fresh: list[str] = []
    for path, content in files:
        stamps[path], new = target.place(path, content)
        if new:
            fresh.append(path)
    return stamps, tuple(fresh)


def _placed(target: Target, stretch: Stretch) -> tuple[dict[str, Stamp], tuple[str, ...], Share]:
    """Writes the texts of a slice; what it adds to the index comes back."""
    made = make_slice(stretch)
    return *_all_placed(target, made.texts), made.share
