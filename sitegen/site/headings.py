"""The headings under which the site lists stories, each with the files in which the same stories can be taken."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sitegen.export.datapackage import NAME
from sitegen.site.addresses import Link
from sitegen.site.pages.listing import topic_url, year_url
from sitegen.site.pages.townships import stories_of, topic_list_url

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue

LIGHT = ("person", "reporter", "organisation", "month", "mentioned", "cell", "clipping")
"""Kinds that are as many as the stories, and whose stories stand in full under another heading."""


@dataclass(frozen=True, slots=True)
class Dataset:
    """The stories under one heading, as files that stand in one folder."""

    kind: str
    """archive, county, township, village, topic or year, or one of LIGHT."""
    title: str
    folder: str
    """Below the site's root, with a slash at its end."""
    name: str
    """Of its files, without their ending."""
    page: str
    """The page that lists the same stories."""
    stories: tuple[int, ...]
    """Places in the catalogue."""
    alone: str = ""
    """The JSON beside the page of the one story that a light heading has: it needs no other files."""

    @property
    def light(self) -> bool:
        """Whether it has no JSONL."""
        return self.kind in LIGHT

    @property
    def files(self) -> tuple[Link, ...]:
        """What a reader can take."""
        if self.alone:
            return (Link("JSON", self.alone),)
        path = self.folder + self.name
        told = () if self.light else (Link("JSONL", f"{path}.jsonl"),)
        return (Link("CSV", f"{path}.csv"), *told, Link(NAME, self.folder + NAME))


def datasets(catalogue: Catalogue, config: Config) -> tuple[Dataset, ...]:
    """The data of the whole archive and of every heading that the site has a page for, as far as wanted."""
    if config.data == "none":
        return ()
    everything = tuple(range(len(catalogue.frames)))
    sets = [Dataset("archive", "", "data/", "stories", "stories/index.html", everything)]
    return tuple(sets) if config.data == "archive" else (*sets, *_headings(catalogue), *_light(catalogue))


def _heading(kind: str, title: str, page: str, stories: Sequence[int]) -> Dataset:
    folder = page.removesuffix("index.html")
    return Dataset(kind, title, f"data/{folder}", folder.rstrip("/").rpartition("/")[2], page, tuple(stories))


def _headings(catalogue: Catalogue) -> Iterator[Dataset]:
    counties = catalogue.counties()
    years: dict[int, list[int]] = defaultdict(list)
    of_county: dict[str, list[int]] = defaultdict(list)
    for index, (frame, when) in enumerate(zip(catalogue.frames, catalogue.whens, strict=True)):
        years[when.year].append(index)
        of_county[frame.county].append(index)
    for name in counties if len(counties) > 1 else ():
        page = f"matrix/{catalogue.county_slugs[name]}/index.html"
        yield replace(_heading("county", name, page, of_county[name]), folder=f"data/counties/{page.split('/')[1]}/")
    for (county, name), stories in catalogue.main.items():
        yield _heading("township", name, catalogue.township_urls[county, name], stories)
    for (county, name), stories in catalogue.villages.items():
        yield _heading("village", name, catalogue.village_urls[county, name], stories)
    for name, stories in catalogue.topics.stories.items():
        yield _heading("topic", name, topic_url(catalogue, name), stories)
    for year in sorted(years, reverse=True):
        yield _heading("year", str(year) if year else "", year_url(year), years[year])


def _light(catalogue: Catalogue) -> Iterator[Dataset]:
    """Names, months, clippings and the cells of the matrix, each with a table alone; one story is its own JSON."""
    for found in _many(catalogue):
        if len(found.stories) == 1:
            url = catalogue.frames[found.stories[0]].url
            found = replace(found, alone=url.replace("index.html", "story.json"))
        if found.stories:
            yield found


def _many(catalogue: Catalogue) -> Iterator[Dataset]:
    names = (
        ("person", "people", catalogue.people),
        ("reporter", "reporters", catalogue.reporters),
        ("organisation", "organisations", catalogue.organisations),
    )
    for kind, folder, filing in names:
        for name, stories in filing.stories.items():
            yield _heading(kind, name, f"{folder}/{filing.slugs[name]}/index.html", stories)
    months: dict[tuple[int, int], list[int]] = defaultdict(list)
    for index, when in enumerate(catalogue.whens):
        if when.year and when.month:
            months[when.year, when.month].append(index)
    for (year, month), found in months.items():
        title = f"{year}-{month:02}"
        yield replace(_heading("month", title, year_url(year, month), found), name=title)
    for place, stories in catalogue.mentions.items():
        if place not in catalogue.main:
            yield _heading("mentioned", place[1], catalogue.township_urls[place], stories)
    for place in {**catalogue.main, **catalogue.mentions}:
        cells: dict[str, list[int]] = defaultdict(list)
        for index in stories_of(catalogue, place):
            for name in dict.fromkeys(catalogue.frames[index].topics):
                cells[name].append(index)
        for name, found in cells.items():
            yield _heading("cell", f"{place[1]} × {name}", topic_list_url(catalogue, place, name), found)
    for sheet in catalogue.sheets:
        yield _heading("clipping", sheet.name, sheet.url, sheet.stories)
