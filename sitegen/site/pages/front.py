"""The pages that stand for the archive as a whole: home, about, indexes, search, gaps, and what was not found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.content.figures import figures_of
from sitegen.site.addresses import Link, nav_link
from sitegen.site.charts import years_between
from sitegen.site.page import Page
from sitegen.site.pages.listing import topic_bars, year_chart
from sitegen.site.pages.townships import county_groups, spark_width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue, Entry

LATEST = 11
EARLIEST = 4
SHEETS = 12
SHOWN = 200
"""Of each kind of gap so many are listed."""


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
        characters=sum(one.total for one in catalogue.accounts),
        unplaced=sum(one.unplaced for one in catalogue.accounts),
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
            "years": years_between(entry.when for entry in catalogue.entries),
            "topics": topic_bars(catalogue, everything),
            "chart": year_chart(catalogue, everything),
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
    yield Page("search/index.html", "search.html", "", {"totals": totals}, section="search")
    yield Page("gaps/index.html", "gaps.html", "", _gaps(catalogue), section="indexes", trail=(nav_link("indexes"),))
    yield Page("404.html", "404.html", "", {"totals": totals}, section="404")


def _gaps(catalogue: Catalogue) -> dict[str, object]:
    """What the archive has not: places without a story, lost beginnings and ends, pictures, dates."""
    return {
        "counties": tuple(
            (group.name, tuple(row.link.text for row in group.rows if not row.count), len(group.rows))
            for group in county_groups(catalogue)
        ),
        "villages": tuple(
            (name, len([1 for village in listed if (name, village) in catalogue.villages]), len(listed))
            for name in catalogue.counties()
            if (listed := catalogue.county(name).villages)
        ),
        "fragments": tuple(entry for entry in catalogue.entries if entry.fragment)[:SHOWN],
        "all_fragments": sum(entry.fragment for entry in catalogue.entries),
        "captions": tuple(
            (entry, record.captions)
            for record, entry in zip(catalogue.records, catalogue.entries, strict=True)
            if record.captions
        )[:SHOWN],
        "undated": tuple(sheet for sheet in catalogue.sheets if not sheet.date),
        "empty_years": tuple(
            year
            for year in years_between(entry.when for entry in catalogue.entries)
            if not any(entry.when.year == year for entry in catalogue.entries)
        ),
    }
