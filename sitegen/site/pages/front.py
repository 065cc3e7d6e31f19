"""The pages that stand for the archive as a whole: home, about, indexes, search, gaps, and what was not found."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from sitegen.site.addresses import Link, nav_link
from sitegen.site.noting import Once
from sitegen.site.page import Page
from sitegen.site.pages.listing import topic_bars, year_chart
from sitegen.site.pages.townships import county_groups, spark_width

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue
    from sitegen.site.entries import Entry
    from sitegen.site.page import Draft
    from sitegen.site.places import County

LATEST = 11
EARLIEST = 4
SHEETS = 12
SHOWN = 200
"""Of each kind of gap so many are listed."""
VILLAGES = 5000
"""So many villages of the gazetteer are named where no story names them; of more only the count is told."""


class Totals(NamedTuple):
    """The archive in figures."""

    clippings: int
    stories: int
    townships: int
    villages: int
    people: int
    letters: int
    first_year: int
    last_year: int
    characters: int
    """Of all clippings."""
    unplaced: int
    fragments: int
    doubtful: int
    undated: int


def totals_of(catalogue: Catalogue) -> Totals:
    years = [when.year for when in catalogue.whens if when.year]
    return Totals(
        clippings=len(catalogue.clippings),
        stories=len(catalogue.frames),
        townships=len({*catalogue.main, *catalogue.mentions}),
        villages=len(catalogue.villages),
        people=len(catalogue.people.stories),
        letters=sum(gist.length for gist in catalogue.gists),
        first_year=min(years, default=0),
        last_year=max(years, default=0),
        characters=sum(one.account.total for one in catalogue.outlines),
        unplaced=sum(one.account.unplaced for one in catalogue.outlines),
        fragments=sum(frame.fragment for frame in catalogue.frames),
        doubtful=sum(bool(frame.doubts) for frame in catalogue.frames),
        undated=len(catalogue.whens) - len(years),
    )


def newest(catalogue: Catalogue, most: int) -> tuple[Entry, ...]:
    """What came in last, one of each clipping in turn, beginning with the last clipping; a fragment never leads."""
    frames, entries = catalogue.frames, catalogue.entries
    known = {clipping.clipping.name for clipping in catalogue.clippings}
    turns = [list(sheet.stories) for sheet in reversed(catalogue.sheets)]
    turns.append([index for index, frame in enumerate(frames) if frame.clipping not in known])
    taken: list[int] = []
    while any(turns) and len(taken) < most:
        for turn in turns:
            if turn and len(taken) < most:
                best = next((one for one in turn if not frames[one].fragment and entries[one].headline), turn[0])
                turn.remove(best)
                taken.append(best)
    return tuple(entries[index] for index in taken)


def _earliest(catalogue: Catalogue, without: Sequence[Entry]) -> tuple[Entry, ...]:
    """The first stories that the archive has, but for those."""
    left_out = {entry.id for entry in without}
    numbers = range(len(catalogue.frames) - 1, -1, -1)
    dated = (index for index in numbers if catalogue.whens[index].year and catalogue.frames[index].id not in left_out)
    return tuple(catalogue.entries[index] for index in islice(dated, EARLIEST))


def plan_front(catalogue: Catalogue, config: Config) -> Iterator[Draft]:
    """Home, about, the hub of indexes, search, gaps and 404."""
    totals = Once(catalogue.notes, lambda: totals_of(catalogue))

    def plain(path: str, template: str, section: str) -> Page:
        return Page(path, template, "", {"totals": totals()}, section=section)

    draft = catalogue.draft
    yield draft("index.html", "home.html", _home, catalogue, config, totals)
    yield draft("about/index.html", "about.html", plain, "about/index.html", "about.html", "about")
    yield draft("indexes/index.html", "indexes.html", _indexes, catalogue, totals)
    if config.search:
        yield draft("search/index.html", "search.html", plain, "search/index.html", "search.html", "search")
    yield draft("gaps/index.html", "gaps.html", _gaps, catalogue)
    yield draft("404.html", "404.html", plain, "404.html", "404.html", "404")


def _home(catalogue: Catalogue, config: Config, totals: Once[Totals]) -> Page:
    everything = range(len(catalogue.frames))
    latest = newest(catalogue, LATEST)
    return Page(
        "index.html",
        "home.html",
        "",
        {
            "totals": totals(),
            "latest": latest,
            "earliest": _earliest(catalogue, latest),
            "counties": county_groups(catalogue),
            "spark_width": spark_width(catalogue),
            "years": catalogue.years,
            "topics": topic_bars(catalogue, everything),
            "chart": year_chart(catalogue, everything),
            "tries": _tries(catalogue) if config.search else (),
            "sheets": catalogue.sheets[:SHEETS],
        },
        description=config.description,
        section="home",
    )


def _indexes(catalogue: Catalogue, totals: Once[Totals]) -> Page:
    return Page(
        "indexes/index.html",
        "indexes.html",
        "",
        {
            "totals": totals(),
            "reporters": len(catalogue.reporters.stories),
            "organisations": len(catalogue.organisations.stories),
            "topics": len(catalogue.topics.stories),
            "matrices": tuple(
                Link(group.name, group.matrix_url) for group in county_groups(catalogue) if group.matrix_url
            ),
            "figures": sum(map(len, catalogue.printed.plain.values())),
        },
        section="indexes",
    )


def _tries(catalogue: Catalogue) -> tuple[Link, ...]:
    """Words to try the search with, from the archive itself: the commonest township, village and person."""
    filed = (
        {name: len(found) for (_, name), found in catalogue.main.items()},
        {name: len(found) for (_, name), found in catalogue.villages.items()},
        {name: len(found) for name, found in catalogue.people.stories.items()},
    )
    words = (max(counts, key=lambda name: (counts[name], name)) for counts in filed if counts)
    return tuple(Link(word, f"search/index.html?q={quote(word, errors='replace')}") for word in dict.fromkeys(words))


def _gaps(catalogue: Catalogue) -> Page:
    """What the archive has not: places without a story, lost beginnings and ends, pictures, dates."""
    frames, entries = catalogue.frames, catalogue.entries
    dated = {when.year for when in catalogue.whens}
    fragments = [index for index, frame in enumerate(frames) if frame.fragment]
    doubtful = [index for index, frame in enumerate(frames) if frame.doubts]
    captioned = [index for index, frame in enumerate(frames) if frame.captions]
    counties = tuple(map(catalogue.county, catalogue.counties()))
    listed = sum(len(county.villages) for county in counties) <= VILLAGES
    context = {
        "counties": tuple(
            (group.name, tuple(row.link.text for row in group.rows if not row.count), len(group.rows))
            for group in county_groups(catalogue)
        ),
        "villages": tuple(
            (
                county.name,
                sum((county.name, village) in catalogue.villages for village in county.villages),
                len(county.villages),
                _unnamed(catalogue, county) if listed else (),
            )
            for county in counties
            if county.villages
        ),
        "fragments": tuple(entries[index] for index in fragments[:SHOWN]),
        "all_fragments": len(fragments),
        "doubtful": tuple(entries[index] for index in doubtful[:SHOWN]),
        "all_doubtful": len(doubtful),
        "captions": tuple((entries[index], catalogue.records[index].captions) for index in captioned[:SHOWN]),
        "undated": tuple(sheet for sheet in catalogue.sheets if not sheet.date),
        "empty_years": tuple(year for year in catalogue.years if year not in dated),
        "empty_months": _empty_months(catalogue),
    }
    return Page("gaps/index.html", "gaps.html", "", context, section="indexes", trail=(nav_link("indexes"),))


def _empty_months(catalogue: Catalogue) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
    """Months without a story as runs, by year: between the first and the last month that a story has.

    A year of which no story tells its month is left out, nothing can be said of it.
    """
    months = {(when.year, when.month) for when in catalogue.whens if when.month}
    if not months:
        return ()
    first, last = min(months), max(months)
    found: dict[int, list[tuple[int, int]]] = {}
    for year in sorted({year for year, _ in months}):
        for month in range(1, 13):
            if first < (year, month) < last and (year, month) not in months:
                runs = found.setdefault(year, [])
                if runs and runs[-1][1] == month - 1:
                    runs[-1] = (runs[-1][0], month)
                else:
                    runs.append((month, month))
    return tuple((year, tuple(runs)) for year, runs in found.items())


def _unnamed(catalogue: Catalogue, county: County) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The villages that no story names, by township; those of a name that several townships have stand under each."""
    found: dict[str, list[str]] = {}
    for village, townships in county.villages.items():
        if (county.name, village) not in catalogue.villages:
            for township in townships:
                found.setdefault(township, []).append(village)
    order = (township.name for township in county.townships)
    return tuple((name, tuple(found[name])) for name in order if name in found)
