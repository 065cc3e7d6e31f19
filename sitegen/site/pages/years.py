"""Years and months: what was printed when, as far as is known."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.site.addresses import Link, nav_link
from sitegen.site.noting import Once
from sitegen.site.page import Draft, Page, Pager
from sitegen.site.pages.listing import YearGroup, story_list, topic_bars, township_bars, year_chart, year_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue


MONTH = 200
"""Stories of a month on one page at least: with fewer pages each is within three clicks from home."""


@dataclass(frozen=True, slots=True)
class MonthCell:
    """One month of the calendar strip; `inferred` counts the stories whose date is only inferred."""

    month: int
    count: int
    inferred: int
    url: str


@dataclass(frozen=True, slots=True)
class YearStrip:
    year: int
    count: int
    inferred: int
    url: str
    months: tuple[MonthCell, ...]
    without_month: int


def plan_years(catalogue: Catalogue, config: Config) -> Iterator[Draft]:
    """The index of years, a page a year, and a page for each month that has a story."""
    by_year: dict[int, list[int]] = defaultdict(list)
    for index, when in enumerate(catalogue.whens):
        by_year[when.year].append(index)
    strips = tuple(_strip(catalogue, year, by_year[year]) for year in sorted(by_year, reverse=True))
    yield catalogue.draft("years/index.html", "years.html", _index, catalogue, strips)
    links = [Link(str(strip.year), strip.url) if strip.year else None for strip in strips]
    for strip, earlier, later in zip(strips, [*links[1:], None], [None, *links], strict=False):
        turn = {"earlier": earlier, "later": later} if strip.year else {"earlier": None, "later": None}
        yield from _year(catalogue, config, strip, turn, by_year[strip.year])


def _index(catalogue: Catalogue, strips: tuple[YearStrip, ...]) -> Page:
    chart = year_chart(catalogue, range(len(catalogue.frames)))
    return Page("years/index.html", "years.html", "", {"strips": strips, "chart": chart}, section="years")


def _strip(catalogue: Catalogue, year: int, stories: list[int]) -> YearStrip:
    whens = [catalogue.whens[index] for index in stories]
    months = Counter(when.month for when in whens)
    guessed = [when for when in whens if not when.certain]
    inferred = Counter(when.month for when in whens if not when.exact)
    cells = tuple(
        MonthCell(month, months[month], inferred[month], year_url(year, month) if months[month] else "")
        for month in range(1, 13)
    )
    return YearStrip(year, len(stories), len(guessed), year_url(year), cells if year else (), months[0])


def _year(
    catalogue: Catalogue, config: Config, strip: YearStrip, turn: Mapping[str, Link | None], stories: list[int]
) -> Iterator[Draft]:
    trail = (nav_link("years"),)
    aside = Once(
        catalogue.notes,
        lambda: {
            "strip": strip,
            "topics": topic_bars(catalogue, stories),
            "townships": township_bars(catalogue, stories),
        },
    )

    def make(path: str, groups: tuple[YearGroup, ...], pager: Pager) -> Page:
        return Page(
            path,
            "year.html",
            str(strip.year) if strip.year else "",
            {**aside(), **turn, "groups": groups, "pager": pager, "month": 0},
            section="years",
            trail=trail,
        )

    yield from story_list(catalogue, strip.url, "year.html", stories, config.page_size, make)
    for cell in strip.months:
        if cell.url:
            found = [index for index in stories if catalogue.whens[index].month == cell.month]
            yield from _month(catalogue, config, strip, cell, found)


def _month(
    catalogue: Catalogue, config: Config, strip: YearStrip, cell: MonthCell, stories: list[int]
) -> Iterator[Draft]:
    def make(path: str, groups: tuple[YearGroup, ...], pager: Pager) -> Page:
        return Page(
            path,
            "month.html",
            f"{strip.year}-{cell.month:02}",
            {"strip": strip, "month": cell.month, "groups": groups, "pager": pager},
            section="years",
            trail=(nav_link("years"), Link(str(strip.year), strip.url)),
        )

    yield from story_list(catalogue, cell.url, "month.html", stories, max(config.page_size, MONTH), make)
