"""Topics: the index, the page of each, and the table of townships by topics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sitegen.site.addresses import Link, nav_link
from sitegen.site.feeds.channel import feed_of
from sitegen.site.noting import Once
from sitegen.site.page import AnyPage, Draft, Page, Pager
from sitegen.site.pages.listing import YearGroup, story_list, topic_bars, township_bars, year_chart
from sitegen.site.pages.townships import Heir, stories_of, topic_list_url
from sitegen.site.places import KINDS
from sitegen.site.topiclist import Topic

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue


FEW = 12
"""Where no cell has more stories than this, one story and two are steps of their own."""


@dataclass(frozen=True, slots=True)
class Cell:
    count: int
    url: str
    step: int
    """How dark it is, 1 to 4; 0 for none."""


class MatrixRow(NamedTuple):
    link: Link
    code: str
    opens: bool
    """The first row of another kind of place: 街道, 镇, 乡."""
    cells: tuple[Cell, ...]
    total: int


def plan_topics(catalogue: Catalogue, config: Config, topics: Mapping[str, Topic]) -> Iterator[AnyPage]:
    """The index of topics, a page each, and one table of townships by topics for each county."""
    yield catalogue.draft("topics/index.html", "topics.html", _index, catalogue, topics)
    for name, stories in sorted(catalogue.topics.stories.items()):
        topic = topics.get(name, Topic(name))
        url = f"topics/{catalogue.topics.slugs[name]}/index.html"
        page = _topic_page(topic, _aside(catalogue, topic, url, stories))
        yield from story_list(catalogue, url, "topic.html", stories, config.page_size, page)
    yield from _moved(catalogue, topics)


def _aside(catalogue: Catalogue, topic: Topic, url: str, stories: Sequence[int]) -> Once[Mapping[str, object]]:
    """What stands beside the list of a topic's stories."""
    return Once(
        catalogue.notes,
        lambda: {
            "topic": topic,
            "total": len(stories),
            "chart": year_chart(catalogue, stories),
            "townships": township_bars(catalogue, stories),
            "feed": feed_of(url),
        },
    )


def _index(catalogue: Catalogue, topics: Mapping[str, Topic]) -> Page:
    everything = range(len(catalogue.frames))
    return Page(
        "topics/index.html",
        "topics.html",
        "",
        {
            "topics": topic_bars(catalogue, everything),
            "definitions": {name: topic.definition for name, topic in topics.items()},
            "empty": tuple(name for name in topics if name not in catalogue.topics.stories),
            "matrices": _matrices(catalogue),
        },
        section="topics",
    )


def _moved(catalogue: Catalogue, topics: Mapping[str, Topic]) -> Iterator[Page]:
    """A page at each earlier address of a topic that leads to its own."""
    taken = {*catalogue.topics.slugs.values(), *(topic.key for topic in topics.values())}
    for topic in topics.values():
        if not topic.key or topic.name not in catalogue.topics.stories:
            continue
        heir = Heir(topic.name, f"topics/{topic.key}/index.html")
        for name in (topic.name, *topic.aliases):
            old = name if name.isascii() else catalogue.slug(name)
            if old and old not in taken:
                taken.add(old)
                context = {"entry": heir, "renamed": name}
                yield Page(f"topics/{old}/index.html", "moved.html", topic.name, context, section="moved")


def _topic_page(topic: Topic, aside: Once[Mapping[str, object]]) -> Callable[[str, tuple[YearGroup, ...], Pager], Page]:
    def make(path: str, groups: tuple[YearGroup, ...], pager: Pager) -> Page:
        return Page(
            path,
            "topic.html",
            topic.name,
            {**aside(), "groups": groups, "pager": pager},
            description=topic.definition,
            section="topics",
            trail=(nav_link("topics"),),
        )

    return make


def _matrices(catalogue: Catalogue) -> tuple[Link, ...]:
    return tuple(
        Link(name, f"matrix/{catalogue.county_slugs[name]}/index.html")
        for name in catalogue.counties()
        if catalogue.county(name).townships
    )


def plan_matrix(catalogue: Catalogue, topics: Mapping[str, Topic]) -> Iterator[Draft]:
    """The table of townships by topics, one a county; stories are counted for the townships they are about."""
    links = _matrices(catalogue)
    for link in links:
        yield catalogue.draft(link.url, "matrix.html", _matrix, catalogue, topics, link, links)


def _matrix(catalogue: Catalogue, topics: Mapping[str, Topic], here: Link, links: Sequence[Link]) -> Page:
    listed = {name: place for place, name in enumerate(topics)}
    order = sorted(catalogue.topics.stories, key=lambda name: (listed.get(name, len(listed)), name))
    stories = {topic: set(catalogue.topics.stories[topic]) for topic in order}
    name, county = here.text, catalogue.county(here.text)
    rows = []
    kind = None
    about = {township.name: set(catalogue.main.get((name, township.name), ())) for township in county.townships}
    counts = {town: [len(found & stories[topic]) for topic in order] for town, found in about.items()}
    bounds = _bounds(count for row in counts.values() for count in row)
    for township in county.townships:
        place = (name, township.name)
        cells = tuple(
            Cell(count, topic_list_url(catalogue, place, topic) if count else "", _step(count, bounds))
            for topic, count in zip(order, counts[township.name], strict=True)
        )
        url = catalogue.township_urls[place] if stories_of(catalogue, place) else ""
        opens = kind is not None and township.kind != kind
        rows.append(MatrixRow(Link(township.name, url), township.code, opens, cells, len(about[township.name])))
        kind = township.kind
    everywhere = {index for found in about.values() for index in found}
    return Page(
        here.url,
        "matrix.html",
        name,
        {
            "county": county,
            "topics": tuple(Link(topic, f"topics/{catalogue.topics.slugs[topic]}/index.html") for topic in order),
            "rows": tuple(rows),
            "totals": tuple(len(everywhere & stories[topic]) for topic in order),
            "total": len(everywhere),
            "bounds": bounds,
            "stories": catalogue.counted[name],
            "empty": tuple(row.link.text for row in rows if not row.total),
            "others": tuple(link for link in links if link != here),
            "kinds": KINDS,
        },
        section="townships",
        trail=(nav_link("townships"), Link(name, f"townships/index.html#{catalogue.county_slugs[name]}")),
    )


def _bounds(counts: Iterable[int]) -> tuple[int, int, int]:
    """The highest counts of the first three steps: 1, 2 and 4, or in a large archive a quarter of all cells each."""
    found = sorted(count for count in counts if count)
    if not found or found[-1] <= FEW:
        return (1, 2, 4)
    first, second, third = (found[(len(found) - 1) * quarter // 4] for quarter in (1, 2, 3))
    second = max(second, first + 1)
    return (first, second, max(third, second + 1))


def _step(count: int, bounds: tuple[int, int, int]) -> int:
    return 1 + sum(count > bound for bound in bounds) if count else 0
