"""What earlier builds worked out and this one need not: addresses of names, the gazetteer's counties.

Each is known by all that it was worked out from; what a build has no use for that works all of it out is forgotten.
"""

from __future__ import annotations

from dataclasses import astuple
from functools import cached_property
from typing import TYPE_CHECKING, Any, cast

from sitegen.cachefile import read_cache, write_cache
from sitegen.site.places import County, Former, Township, load_places
from sitegen.site.printed import FigureMemory
from sitegen.site.readings import syllables
from sitegen.slugs import NONE, pinyin_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from sitegen.site.places import Places
    from sitegen.site.search.keeping import Shelf
    from sitegen.slugs import Readings

    Recall = Callable[[str, bytes, Callable[[], Any]], Any]
    """Gives what was worked out for a purpose under a key, or works it out: plain values."""


class Memory:
    """Empty without a file; else what the file holds of this `version` of the program."""

    def __init__(self, file: Path | None = None, version: bytes = b"", own: Readings = NONE) -> None:
        """`own` are the archive's readings of names, and go into its `version`."""
        self._file = file
        self._own = own
        self.version = version = version + (repr(own).encode() if own != NONE else b"")
        known = cast("dict[str, Any]", (read_cache(file, version) if file else None) or {})
        self._slugs: dict[str, str] = known.get("slugs", {})
        self._places: Any = known.get("places")
        self._used_slugs: dict[str, str] = {}
        self._readings: dict[str, tuple[str, ...]] = known.get("readings", {})
        self._used_readings: dict[str, tuple[str, ...]] = {}
        self._worked_out: dict[str, tuple[bytes, Any]] = known.get("worked out", {})
        self._used_work: dict[str, tuple[bytes, Any]] = {}
        self._changed = not known
        self._anew = False
        """Something was worked out, and so all that this takes was asked for."""

    def slug(self, name: str) -> str:
        """A name in ASCII, for addresses."""
        known = self._used_slugs.get(name)
        if known is None:
            known = self._slugs.get(name)
            known = self._used_slugs[name] = pinyin_slug(name, own=self._own) if known is None else known
        return known

    def person_slug(self, name: str) -> str:
        """The same of a person: 单 is Shàn where it is a surname."""
        key = f"{name} "  # no name ends so
        known = self._used_slugs.get(key)
        if known is None:
            known = self._slugs.get(key)
            known = self._used_slugs[key] = pinyin_slug(name, person=True, own=self._own) if known is None else known
        return known

    def syllables(self, name: str) -> tuple[str, ...]:
        """A name in pinyin with tones."""
        known = self._used_readings.get(name)
        if known is None:
            known = self._readings.get(name)
            known = self._used_readings[name] = syllables(name, self._own) if known is None else known
        return known

    def places(self, names: Collection[str], former: Collection[Mapping[str, Any]]) -> Places:
        """What the gazetteer knows of these counties."""
        asked = (tuple(sorted(names)), tuple(tuple(sorted(one.items())) for one in former))
        if self._places is None or self._places[0] != asked:
            found = load_places(names, former)
            self._changed = True
            self._places = (asked, tuple(_as_plain(county) for county in found.values()))
            return found
        return {plain[0]: _as_county(plain) for plain in self._places[1]}

    def recall(self, name: str, key: bytes, make: Callable[[], Any]) -> Any:
        """What was worked out for this purpose under this key; plain values."""
        found = self._worked_out.get(name)
        if found is None or found[0] != key:
            found = (key, make())
            self._changed = self._anew = True
        self._used_work[name] = found
        return found[1]

    @cached_property
    def figures(self) -> FigureMemory:
        """What earlier builds found of the figures that stories print."""
        return FigureMemory(self._file.with_name("figures") if self._file else None, self.version)

    @cached_property
    def shelf(self) -> Shelf:
        """What earlier builds made of the search index."""
        from sitegen.site.search.keeping import Shelf

        return Shelf(self._file.with_name("search") if self._file else None, self.version)

    def keep(self) -> None:
        """Writes down what this build made use of, where that is not what is written there."""
        if not self._anew:
            self._used_readings = {**self._readings, **self._used_readings}
        same = self._used_slugs == self._slugs and self._used_readings == self._readings
        if self._file is not None and (self._changed or not same or self._used_work.keys() != self._worked_out.keys()):
            used = {
                "slugs": self._used_slugs,
                "readings": self._used_readings,
                "places": self._places,
                "worked out": self._used_work,
            }
            write_cache(self._file, self.version, used)


def _as_plain(county: County) -> tuple[Any, ...]:
    townships = tuple(
        (town.name, town.code, tuple(astuple(former) for former in town.former)) for town in county.townships
    )
    return (county.name, county.code, county.city, county.province, townships, dict(county.villages))


def _as_county(plain: tuple[Any, ...]) -> County:
    name, code, city, province, townships, villages = plain
    return County(
        name,
        code,
        city,
        province,
        tuple(Township(town, key, tuple(Former(*one) for one in former)) for town, key, former in townships),
        villages,
    )
