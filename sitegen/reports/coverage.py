"""Coverage: each story once for each township that it is about, and the counts by township and month."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.content.markdown import to_blocks
from sitegen.han import letters
from sitegen.model import Imprint
from sitegen.site.dates import when_of
from sitegen.site.places import NOWHERE, Places
from sitegen.slugs import pinyin_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from sitegen.content import Archive
    from sitegen.model import Record
    from sitegen.site.dates import When

    Place = tuple[str, str]
    """County and township; "" for stories of none."""

MONTHS = tuple(range(1, 13))


@dataclass(frozen=True, slots=True)
class Item:
    """One line of the table: a story under one of its townships."""

    county: str
    township: str
    year: int
    """0 where none is known."""
    month: int
    """0 where only the year is known, or the date is inferred."""
    date: str
    """For print: 2024-01-12, 〔2023〕 where it is inferred, "" where it is not known."""
    title: str
    paper: str
    page: str
    words: int
    byline: str
    topics: tuple[str, ...]
    pictures: int
    """Captions: a picture that was printed with it."""
    lost: bool
    """The clipping has lost its beginning or its end."""
    townships: int
    """How many it is about: it stands under each."""
    id: str


@dataclass(frozen=True, slots=True)
class Count:
    """The stories of one township in one year: by month, those without a month, and all."""

    place: Place
    months: tuple[int, ...]
    without: int
    total: int


@dataclass(frozen=True, slots=True)
class Year:
    """One year's counts: a row for every township of the counties, also those without a story."""

    year: int
    rows: tuple[Count, ...]
    sums: Count
    """Of stories, each counted once."""


@dataclass(frozen=True, slots=True)
class Coverage:
    stories: int
    words: int
    items: tuple[Item, ...]
    """By county and township in official order, then by date, the undated last."""
    years: tuple[Year, ...]
    """Latest last; year 0, of stories without one, at the end."""


def coverage(archive: Archive, places: Places, county: str = "", slug: Callable[[str], str] = pinyin_slug) -> Coverage:
    """The coverage of an archive or a part of it; `county` is that of stories that name none."""
    imprints = {found.clipping.name: found.clipping.imprint for found in archive.clippings}
    whens = {record.path: when_of(record) for record in archive.records}
    order = {place: at for at, place in enumerate(_order(archive.records, places, county, slug))}
    items = [
        _item(record, place, whens[record.path], imprints.get(record.clipping, Imprint()))
        for record in archive.records
        for place in _places(record, county)
    ]
    items.sort(key=lambda item: (order[item.county, item.township], not item.year, item.year, *_late(item), item.id))
    years = sorted({when.year for when in whens.values()}, key=lambda year: (not year, year))
    once = {record.path: _item(record, ("", ""), whens[record.path], Imprint()) for record in archive.records}
    return Coverage(
        stories=len(archive.records),
        words=sum(item.words for item in once.values()),
        items=tuple(items),
        years=tuple(_year(year, items, list(once.values()), tuple(order)) for year in years),
    )


def _late(item: Item) -> tuple[bool, int, str]:
    return (not item.month, item.month, item.date)


def _places(record: Record, county: str) -> tuple[Place, ...]:
    where = record.county or county
    return tuple((where, name) for name in dict.fromkeys(record.townships)) or ((where, ""),)


def _order(records: Iterable[Record], places: Places, county: str, slug: Callable[[str], str]) -> list[Place]:
    """All townships: those of the gazetteer in official order, then others by pinyin, then stories of none."""
    used = {place for record in records for place in _places(record, county)}
    found: list[Place] = []
    for where in sorted({where for where, _ in used}, key=lambda name: (not name, slug(name), name)):
        official = [township.name for township in places.get(where, NOWHERE).townships]
        others = sorted(
            {name for at, name in used if at == where and name not in official},
            key=lambda name: (not name, slug(name), name),
        )
        found += [(where, name) for name in (*official, *others)]
    return found


def _item(record: Record, place: Place, when: When, imprint: Imprint) -> Item:
    text = "".join(block.text for block in to_blocks(record.body))
    return Item(
        county=place[0],
        township=place[1],
        year=when.year,
        month=when.month if when.exact else 0,
        date=when.iso if when.exact or not when.year else f"〔{when.year}〕",
        title="　".join(filter(None, (record.kicker, record.headline))),
        paper=imprint.paper,
        page=imprint.page_number,
        words=len(letters(text)),
        byline=record.byline.strip("（）()□■ \u3000") or "　".join(record.reporters),
        topics=record.topics,
        pictures=len(record.captions),
        lost=record.truncated_head or record.truncated_tail,
        townships=len(set(record.townships)),
        id=record.id,
    )


def _year(year: int, items: Iterable[Item], stories: Iterable[Item], places: tuple[Place, ...]) -> Year:
    of_place: dict[Place, list[Item]] = {place: [] for place in places}
    for item in items:
        if item.year == year:
            of_place[item.county, item.township].append(item)
    rows = tuple(_count(place, found) for place, found in of_place.items() if place[1] or found)
    return Year(year, rows, _count(("", ""), [item for item in stories if item.year == year]))


def _count(place: Place, items: list[Item]) -> Count:
    months = Counter(item.month for item in items)
    return Count(place, tuple(months[month] for month in MONTHS), months[0], len(items))
