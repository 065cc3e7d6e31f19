"""The pages that stand for the archive as a whole: home, about, indexes, search, gaps, and what was not found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import quote

from sitegen.content.figures import figures_of
from sitegen.site.addresses import Link, nav_link
from sitegen.site.page import Page
from sitegen.site.pages.listing import topic_bars, year_chart
from sitegen.site.pages.townships import county_groups, spark_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue, Entry
    from sitegen.site.places import County

LATEST = 11
EARLIEST = 4
SHEETS = 12
SHOWN = 200
"""Of each kind of gap so many are listed."""
VILLAGES = 5000
"""So many villages of the gazetteer are named where no story names them; of more only the count is told."""


@dataclass(frozen=True, slots=True)
class Totals:
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
    years = [entry.when.year for entry in catalogue.entries if entry.when.year]
    return Totals(
        clippings=len(catalogue.clippings),
        stories=len(catalogue.entries),
        townships=len({*catalogue.main, *catalogue.mentions}),
        villages=len(catalogue.villages),
        people=len(catalogue.people.stories),
        letters=sum(entry.length for entry in catalogue.entries),
        first_year=min(years, default=0),
        last_year=max(years, default=0),
        characters=sum(one.account.total for one in catalogue.outlines),
        unplaced=sum(one.account.unplaced for one in catalogue.outlines),
        fragments=sum(entry.fragment for entry in catalogue.entries),
        doubtful=sum(entry.doubtful for entry in catalogue.entries),
        undated=sum(not entry.when.year for entry in catalogue.entries),
    )


def newest(catalogue: Catalogue, most: int) -> tuple[Entry, ...]:
    """What came in last, one of each clipping in turn, beginning with the last clipping; a fragment never leads."""
    turns = [[catalogue.entries[index] for index in sheet.stories] for sheet in reversed(catalogue.sheets)]
    turns.append([entry for entry in catalogue.entries if not entry.clipping])
    taken: list[Entry] = []
    while any(turns) and len(taken) < most:
        for turn in turns:
            if turn and len(taken) < most:
                best = next((entry for entry in turn if not entry.fragment and entry.headline), turn[0])
                turn.remove(best)
                taken.append(best)
    return tuple(taken)


def plan_front(catalogue: Catalogue, config: Config) -> Iterator[Page]:
    """Home, about, the hub of indexes, search, gaps and 404."""
    totals = totals_of(catalogue)
    everything = range(len(catalogue.entries))
    dated = [entry for entry in reversed(catalogue.entries) if entry.when.year]
    counties = county_groups(catalogue)
    latest = newest(catalogue, LATEST)
    yield Page(
        "index.html",
        "home.html",
        "",
        {
            "totals": totals,
            "latest": latest,
            "earliest": tuple(entry for entry in dated if entry not in latest)[:EARLIEST],
            "counties": counties,
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
    yield Page("about/index.html", "about.html", "", {"totals": totals}, section="about")
    yield Page(
        "indexes/index.html",
        "indexes.html",
        "",
        {
            "totals": totals,
            "reporters": len(catalogue.reporters.stories),
            "organisations": len(catalogue.organisations.stories),
            "topics": len(catalogue.topics.stories),
            "matrices": tuple(Link(group.name, group.matrix_url) for group in counties if group.matrix_url),
            "figures": sum(map(len, figures_of(catalogue.clippings, catalogue.records).values())),
        },
        section="indexes",
    )
    if config.search:
        yield Page("search/index.html", "search.html", "", {"totals": totals}, section="search")
    yield Page("gaps/index.html", "gaps.html", "", _gaps(catalogue), section="indexes", trail=(nav_link("indexes"),))
    yield Page("404.html", "404.html", "", {"totals": totals}, section="404")


def _tries(catalogue: Catalogue) -> tuple[Link, ...]:
    """Words to try the search with, from the archive itself: the commonest township, village and person."""
    filed = (
        {name: len(found) for (_, name), found in catalogue.main.items()},
        {name: len(found) for (_, name), found in catalogue.villages.items()},
        {name: len(found) for name, found in catalogue.people.stories.items()},
    )
    words = (max(counts, key=lambda name: (counts[name], name)) for counts in filed if counts)
    return tuple(Link(word, f"search/index.html?q={quote(word, errors='replace')}") for word in dict.fromkeys(words))


def _gaps(catalogue: Catalogue) -> dict[str, object]:
    """What the archive has not: places without a story, lost beginnings and ends, pictures, dates."""
    dated = {entry.when.year for entry in catalogue.entries}
    counties = tuple(map(catalogue.county, catalogue.counties()))
    listed = sum(len(county.villages) for county in counties) <= VILLAGES
    return {
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
        "fragments": tuple(entry for entry in catalogue.entries if entry.fragment)[:SHOWN],
        "all_fragments": sum(entry.fragment for entry in catalogue.entries),
        "doubtful": tuple(entry for entry in catalogue.entries if entry.doubtful)[:SHOWN],
        "all_doubtful": sum(entry.doubtful for entry in catalogue.entries),
        "captions": tuple(
            (entry, record.captions)
            for record, entry in zip(catalogue.records, catalogue.entries, strict=True)
            if record.captions
        )[:SHOWN],
        "undated": tuple(sheet for sheet in catalogue.sheets if not sheet.date),
        "empty_years": tuple(year for year in catalogue.years if year not in dated),
        "empty_months": _empty_months(catalogue),
    }


def _empty_months(catalogue: Catalogue) -> tuple[tuple[int, tuple[tuple[int, int], ...]], ...]:
    """Months without a story as runs, by year: between the first and the last month that a story has.

    A year of which no story tells its month is left out, nothing can be said of it.
    """
    months = {(when.year, when.month) for entry in catalogue.entries if (when := entry.when).month}
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
