"""The search index as a part of a build: of texts and lists only those are made whose stories are not as they were."""

from __future__ import annotations

import contextlib
import itertools
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, cast

from sitegen.cachefile import read_cache, write_cache
from sitegen.site.errands import Errands, beside
from sitegen.site.parts import Made, place_files
from sitegen.site.search.building import Whole, index_files, word_files
from sitegen.site.search.quickest import packing
from sitegen.site.search.slices import Share, Stretch, make_slice, stretches

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sitegen.site.catalogue import Catalogue
    from sitegen.site.folders import Stamp
    from sitegen.site.keys import Keys
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

    def put(self, key: bytes, share: Share) -> bool:
        """Keeps it for the next build, and for whoever may `get` it in this one; whether there is a folder."""
        if self._folder is not None:
            write_cache(self._folder / key.hex(), self._version, share)
        return self._folder is not None

    def sweep(self) -> None:
        """Forgets what this build had no use for."""
        with contextlib.suppress(OSError):
            for file in self._folder.iterdir() if self._folder and self._used else ():
                if file.name not in self._used:
                    file.unlink()


class SearchPlan(NamedTuple):
    """What is worked out of the catalogue before anything is made."""

    cut: Sequence[Stretch]
    of_slices: Sequence[bytes]
    """The key of each stretch."""
    key: bytes
    standing: Mapping[str, Stamp] | None
    """The files of the index, where it can stay."""
    whole: Whole


def plan_search(
    catalogue: Catalogue, words: Mapping[str, Any], other: OtherEdition | None, target: Target, keys: Keys
) -> SearchPlan:
    """Where the stories are cut, and what stands for each stretch."""
    cut = list(stretches(catalogue.records, catalogue.entries, words, other, catalogue.variants))
    of_slices = [keys.of(one.records, list(map(tuple, one.cards)), words["when"], other, one.variants) for one in cut]
    key = keys.of(tuple(of_slices), other, catalogue.variants)
    index = target.reusable("search", key)
    # Where that wants numpy, processes that are forked later have it already.
    whole = Whole(packing(len(catalogue.records) if index is None else 0))
    return SearchPlan(cut, of_slices, key, index, whole)


def make_search(
    plan: SearchPlan,
    catalogue: Catalogue,
    other: OtherEdition | None,
    target: Target,
    keys: Keys,
    shelf: Shelf,
    jobs: int,
    besides: Sequence[Callable[[], Iterable[Made]]] = (),
) -> Iterator[Made]:
    """The parts of the index: the texts slice by slice, and the index of all.

    What `besides` makes comes last; it is made meanwhile, where there are several processes, the first of it at once.
    """
    cut, of_slices, whole_key, index, whole = plan
    names = [f"search texts {one.cards[0].id}" for one in cut]
    text_keys = [keys.of(key, one.start) for key, one in zip(of_slices, cut, strict=True)]
    texts = [target.reusable(name, key) for name, key in zip(names, text_keys, strict=True)]
    due = [
        place for place, key in enumerate(of_slices) if texts[place] is None or (index is None and not shelf.has(key))
    ]
    slices = [partial(_placed, target.writer(), shelf, of_slices[place], cut[place]) for place in due]
    complete = partial(_words, catalogue, other, target, keys)
    rows = (Errands(besides[:1], False), Errands(slices), Errands([complete, *besides[1:]], False))
    waiting = set(due)
    with beside(rows, jobs) as (first, placed, others):
        for place, key in enumerate(of_slices):
            share = None
            if place in waiting:
                files, fresh, share = next(placed)
                yield Made(names[place], text_keys[place], files, fresh)
            else:
                yield Made(names[place], text_keys[place], texts[place] or {})
            if index is None:
                whole.add(share or shelf.get(key) or make_slice(cut[place]).share)
        if index is None:
            yield Made("search", whole_key, *place_files(target, index_files(catalogue, whole, other)))
            shelf.sweep()
        else:
            yield Made("search", whole_key, index)
        yield next(others)
        for made in itertools.chain(first, others):
            yield from made


def _words(catalogue: Catalogue, other: OtherEdition | None, target: Target, keys: Keys) -> Made:
    """The part that completes queries."""
    named = [(entry.county, entry.headline) for entry in catalogue.entries]
    filed = (catalogue.main, catalogue.mentions, catalogue.villages, catalogue.topics, catalogue.people)
    key = keys.of(named, *filed, other, catalogue.variants)
    files = target.reusable("search words", key)
    if files is not None:
        return Made("search words", key, files)
    return Made("search words", key, *place_files(target, word_files(catalogue, other)))


def _placed(
    target: Target, shelf: Shelf, key: bytes, stretch: Stretch
) -> tuple[dict[str, Stamp], tuple[str, ...], Share | None]:
    """Writes the texts of a slice; what it adds to the index is kept under this key, or comes back."""
    made = make_slice(stretch)
    kept = shelf.put(key, made.share)
    return *place_files(target, made.texts), None if kept else made.share
