"""What lists of stories have in common: years as headings, counts by heading, letters of an index."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from sitegen.site.addresses import Link
from sitegen.site.charts import Bar, YearBar, bars, year_bars
from sitegen.site.noting import Once
from sitegen.site.page import Draft, Page, Pager, parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sitegen.site.catalogue import Catalogue, Filing
    from sitegen.site.entries import Entry, Place


class Row(NamedTuple):
    """A story in a list and why it is there: main, mention, or nothing to say."""

    entry: Entry
    role: str = ""
    sections: tuple[Link, ...] = ()
    """Sections of a long story that bear the name of what the list is about."""


@dataclass(frozen=True, slots=True)
class YearGroup:
    """The stories of one year; year 0 where none is known."""

    year: int
    count: int
    """Of the whole list, also where this page has only some."""
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class IndexRow:
    """A name of an index with what stands beside it."""

    link: Link
    count: int
    notes: tuple[str, ...] = ()


class LetterGroup(NamedTuple):
    letter: str
    rows: tuple[IndexRow, ...]


def story_list(
    catalogue: Catalogue,
    path: str,
    template: str,
    stories: Sequence[int],
    size: int,
    make: Callable[[str, tuple[YearGroup, ...], Pager], Page],
    row: Callable[[int], Row] | None = None,
) -> Iterator[Draft]:
    """The pages of a list of stories, by their numbers, under their years; `row` is what each shows of one."""

    def plan(url: str, part: Sequence[int], pager: Pager) -> Page:
        rows = map(row or (lambda index: Row(catalogue.entries[index])), part)
        return make(url, _year_groups(rows, counts()), pager)

    counts = Once(catalogue.notes, lambda: Counter(catalogue.whens[index].year for index in stories))
    for part in parts(stories, path, size):
        yield catalogue.draft(part[0], template, plan, *part)


def _year_groups(rows: Iterable[Row], counts: Mapping[int, int]) -> tuple[YearGroup, ...]:
    """Rows that are in order of date, under their years."""
    return tuple(
        YearGroup(year, counts[year], tuple(found))
        for year, found in groupby(rows, key=lambda row: row.entry.when.year)
    )


def year_chart(catalogue: Catalogue, stories: Iterable[int]) -> tuple[YearBar, ...]:
    """Stories by year, over the years of the whole archive, so that charts can be compared."""
    return year_bars([catalogue.whens[index] for index in stories], catalogue.years)


def year_url(year: int, month: int = 0) -> str:
    """Where a year's or a month's stories are; year 0 is that of the undated."""
    folder = f"{year}" if year else "undated"
    return f"years/{folder}/{month:02}/index.html" if month else f"years/{folder}/index.html"


def topic_bars(
    catalogue: Catalogue, stories: Iterable[int], urls: Callable[[str], str] | None = None
) -> tuple[Bar, ...]:
    """Topics of these stories, the commonest first."""
    counts = Counter([name for index in stories for name in catalogue.frames[index].topics])
    order = sorted(counts, key=lambda name: (-counts[name], catalogue.topics.slugs[name]))
    find = urls or (lambda name: topic_url(catalogue, name))
    return bars((Link(name, find(name)), counts[name]) for name in order)


def topic_url(catalogue: Catalogue, name: str) -> str:
    return f"topics/{catalogue.topics.slugs[name]}/index.html"


def township_bars(
    catalogue: Catalogue, stories: Iterable[int], without: Place | None = None, most: int = 12
) -> tuple[Bar, ...]:
    """Townships that these stories are about, the commonest first."""
    frames = [catalogue.frames[index] for index in stories]
    counts = Counter([(frame.county, name) for frame in frames for name in dict.fromkeys(frame.townships)])
    order = sorted(
        (place for place in counts if place != without),
        key=lambda place: (-counts[place], catalogue.township_urls[place]),
    )[:most]
    return bars((Link(place[1], catalogue.township_urls[place], place[0]), counts[place]) for place in order)


def letter_groups(rows: Iterable[tuple[str, IndexRow]]) -> tuple[LetterGroup, ...]:
    """An index by first letter; each row comes with its reading in ASCII, and what has none stands under #."""
    groups: dict[str, list[tuple[str, IndexRow]]] = defaultdict(list)
    for reading, row in rows:
        letter = reading[:1].upper()
        groups[letter if "A" <= letter <= "Z" else "#"].append((reading, row))
    return tuple(
        LetterGroup(letter, tuple(row for _, row in sorted(groups[letter], key=lambda item: (item[0], item[1].link))))
        for letter in sorted(groups)
    )


def name_rows(filing: Filing, folder: str, notes: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, IndexRow]]:
    """The rows of an index of names, each with its reading."""
    for name, stories in filing.stories.items():
        slug = filing.slugs[name]
        yield slug, IndexRow(Link(name, f"{folder}/{slug}/index.html"), len(stories), notes.get(name, ()))
