"""Townships: the index by county, the page of each, and its stories on one topic."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from sitegen.content.people import people_of
from sitegen.site.addresses import Link, nav_link
from sitegen.site.catalogue import home_of
from sitegen.site.charts import Bar, bars
from sitegen.site.feeds.channel import feed_of
from sitegen.site.gists import plain
from sitegen.site.noting import Once
from sitegen.site.page import AnyPage, Draft, Page, Pager
from sitegen.site.pages.listing import (
    IndexRow,
    LetterGroup,
    Row,
    YearGroup,
    letter_groups,
    story_list,
    topic_bars,
    township_bars,
    year_chart,
)
from sitegen.site.places import Township
from sitegen.site.readings import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Iterable, Iterator, Mapping

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue
    from sitegen.site.entries import Entry, Place
    from sitegen.site.places import County

SPARK_HEIGHT = 16
SPARK_WIDTH = 126
SPARK_STEP = 18


@dataclass(frozen=True, slots=True)
class SparkBar:
    """One bar of a row's tiny chart, in its own units; the year is 0 for that of the undated."""

    x: int
    width: int
    height: int
    year: int
    count: int


@dataclass(frozen=True, slots=True)
class TownshipRow:
    """A township in the index; no link where the archive has nothing of it."""

    link: Link
    kind: str
    code: str
    count: int
    main: int
    spark: tuple[SparkBar, ...] = ()


class CountyGroup(NamedTuple):
    name: str
    slug: str
    code: str
    stories: int
    rows: tuple[TownshipRow, ...]
    matrix_url: str = ""


class Heir(NamedTuple):
    """The township or topic to which the address of a former one leads."""

    headline: str
    url: str


def stories_of(catalogue: Catalogue, place: Place) -> tuple[int, ...]:
    """All stories of a township, about it or mentioning it, in order of date."""
    return tuple(sorted({*catalogue.main.get(place, ()), *catalogue.mentions.get(place, ())}))


def county_groups(catalogue: Catalogue) -> tuple[CountyGroup, ...]:
    """All counties of the archive with their townships in official order, also those without a story."""
    groups = []
    by_year = {
        place: Counter(catalogue.whens[index].year for index in stories_of(catalogue, place))
        for place in {*catalogue.main, *catalogue.mentions}
    }
    most = max((count for counts in by_year.values() for count in counts.values()), default=1)
    counts = catalogue.counted
    for name in catalogue.counties():
        county = catalogue.county(name)
        rows = tuple(
            _row(catalogue, township, (name, township.name), by_year.get((name, township.name), Counter()), most)
            for township in county.townships
        )
        slug = catalogue.county_slugs[name]
        if rows or name:
            matrix = f"matrix/{slug}/index.html" if rows else ""
            groups.append(CountyGroup(name, slug, county.code, counts[name], rows, matrix))
    return tuple(groups)


def spark_width(catalogue: Catalogue) -> int:
    """How wide the tiny charts are."""
    return _spark_step(catalogue) * (len(catalogue.years) + 1)


def _spark_step(catalogue: Catalogue) -> int:
    """Room for one year: less where an archive goes over many."""
    return max(3, min(SPARK_STEP, SPARK_WIDTH // (len(catalogue.years) + 1)))


def _row(catalogue: Catalogue, township: Township, place: Place, counts: Mapping[int, int], most: int) -> TownshipRow:
    """A township with its stories by year; of all rows the fullest year, `most`, has the highest bar."""
    step = _spark_step(catalogue)
    gap = 4 if step > 8 else 1
    spark = tuple(
        SparkBar(
            step * at + gap // 2, step - gap, max(2, round(SPARK_HEIGHT * counts[year] / most)), year, counts[year]
        )
        for at, year in enumerate((*catalogue.years, 0))
        if counts[year]
    )
    stories = sum(counts.values())
    url = catalogue.township_urls[place] if stories else ""
    main = len(catalogue.main.get(place, ()))
    return TownshipRow(Link(township.name, url), township.kind, township.code, stories, main, spark)


def plan_townships(catalogue: Catalogue, config: Config) -> Iterator[AnyPage]:
    """The index, a page for each township that has a story, and its stories by topic."""
    yield catalogue.draft("townships/index.html", "townships.html", _index, catalogue)
    villages = _villages_by_home(catalogue)
    for name in catalogue.counties():
        county = catalogue.county(name)
        for township in county.townships:
            if stories_of(catalogue, (name, township.name)):
                yield from _township(catalogue, config, county, township, villages)
        yield from _moved(catalogue, county)


def _index(catalogue: Catalogue) -> Page:
    groups = county_groups(catalogue)
    return Page(
        "townships/index.html",
        "townships.html",
        "",
        {
            "counties": groups,
            "spark_width": spark_width(catalogue),
            "letters": _letters(catalogue, groups),
            "years": catalogue.years,
        },
        section="townships",
    )


def _moved(catalogue: Catalogue, county: County) -> Iterator[Page]:
    """A page at the address of each former township that leads to the one it is part of; none where it was split."""
    heirs: dict[str, list[str]] = {}
    for township in county.townships:
        for former in township.former:
            heirs.setdefault(former.name, []).append(township.name)
    taken = set(catalogue.township_urls.values())
    for name, (now, *more) in heirs.items():
        url = f"townships/{catalogue.county_slugs[county.name]}/{catalogue.slug(name)}/index.html"
        if not more and url not in taken and stories_of(catalogue, (county.name, now)):
            taken.add(url)
            entry = Heir(now, catalogue.township_urls[county.name, now])
            yield Page(url, "moved.html", now, {"entry": entry, "former": name}, section="moved")


def _letters(catalogue: Catalogue, groups: tuple[CountyGroup, ...]) -> tuple[LetterGroup, ...]:
    return letter_groups(
        (catalogue.slug(row.link.text), IndexRow(row.link, row.count, (group.name,)))
        for group in groups
        for row in group.rows
    )


def _township(
    catalogue: Catalogue, config: Config, county: County, township: Township, villages: Mapping[Place, tuple[str, ...]]
) -> Iterator[Draft]:
    place = (county.name, township.name)
    main = set(catalogue.main.get(place, ()))
    stories = stories_of(catalogue, place)

    def row(index: int) -> Row:
        entry = catalogue.entries[index]
        crossheads = catalogue.gists[index].crossheads
        return Row(entry, "main" if index in main else "mention", sections(crossheads, township.name, entry.url))

    url = catalogue.township_urls[place]
    trail = (
        nav_link("townships"),
        Link(county.name, f"townships/index.html#{catalogue.county_slugs[county.name]}"),
    )
    read = reading(township.name, township.kind, catalogue.syllables)
    main_url = main_list_url(url) if 0 < len(main) < len(stories) else ""
    aside = Once(
        catalogue.notes,
        lambda: {
            "county": county,
            "township": township,
            "reading": read,
            "total": len(stories),
            "main": len(main),
            "chart": year_chart(catalogue, stories),
            "topics": topic_bars(catalogue, stories, lambda name: topic_list_url(catalogue, place, name)),
            "villages": _villages(catalogue, county.name, villages.get(place, ())),
            "people": _people(catalogue, place),
            "also": _also(catalogue, county.name, set(stories), villages.get(place, ())),
            "together": township_bars(catalogue, stories, without=place),
            "feed": feed_of(url),
            "main_url": main_url,
        },
    )

    def make(path: str, groups: tuple[YearGroup, ...], pager: Pager) -> Page:
        return Page(
            path,
            "township.html",
            township.name,
            {**aside(), "groups": groups, "pager": pager},
            section="townships",
            trail=trail,
        )

    size = config.page_size
    yield from story_list(catalogue, url, "township.html", stories, size, make, row)
    below = (*trail, Link(township.name, url))
    if main_url:
        chosen = [index for index in stories if index in main]
        only = _main_page(township.name, below)
        yield from story_list(catalogue, main_url, "list.html", chosen, size, only, row)
    by_topic: dict[str, list[int]] = {}
    for index in stories:
        for name in dict.fromkeys(catalogue.frames[index].topics):
            by_topic.setdefault(name, []).append(index)
    for name, found in by_topic.items():
        there = topic_list_url(catalogue, place, name)
        yield from story_list(catalogue, there, "list.html", found, size, _topic_page(name, township, below), row)


def sections(crossheads: Iterable[tuple[int, str]], name: str, url: str) -> tuple[Link, ...]:
    """The crossheads of a story that print a place's name, linked to where their section begins."""
    return tuple(Link(plain(block), f"{url}#p{number}") for number, block in crossheads if name in block)


def topic_list_url(catalogue: Catalogue, place: Place, topic: str) -> str:
    """Where a township's stories on one topic are: what a cell of the matrix leads to."""
    folder = catalogue.township_urls[place].removesuffix("index.html")
    return f"{folder}topics/{catalogue.topics.slugs[topic]}/index.html"


def main_list_url(township_url: str) -> str:
    """Where the stories are that are about a township, without those that only mention it."""
    return f"{township_url.removesuffix('index.html')}main/index.html"


def _main_page(name: str, trail: tuple[Link, ...]) -> Callable[[str, tuple[YearGroup, ...], Pager], Page]:
    def make(path: str, groups: tuple[YearGroup, ...], pager: Pager) -> Page:
        context = {"groups": groups, "pager": pager, "only_main": True}
        return Page(path, "list.html", name, context, section="townships", trail=trail)

    return make


def _topic_page(
    topic: str, township: Township, trail: tuple[Link, ...]
) -> Callable[[str, tuple[YearGroup, ...], Pager], Page]:
    def make(path: str, groups: tuple[YearGroup, ...], pager: Pager) -> Page:
        title = f"{township.name} × {topic}"
        return Page(path, "list.html", title, {"groups": groups, "pager": pager}, section="townships", trail=trail)

    return make


def _villages_by_home(catalogue: Catalogue) -> dict[Place, tuple[str, ...]]:
    """The villages that stories name, by the one township that each belongs to."""
    found: dict[Place, list[str]] = defaultdict(list)
    for county, village in catalogue.villages:
        towns = home_of(catalogue, (county, village))
        if len(towns) == 1:
            found[county, towns[0]].append(village)
    return {place: tuple(villages) for place, villages in found.items()}


def _villages(catalogue: Catalogue, county: str, villages: tuple[str, ...]) -> tuple[Bar, ...]:
    """The villages of a township that stories name."""
    counts = {village: len(catalogue.villages[county, village]) for village in villages}
    order = sorted(counts, key=lambda village: (-counts[village], catalogue.village_urls[county, village]))
    return bars((Link(village, catalogue.village_urls[county, village]), counts[village]) for village in order)


def _also(
    catalogue: Catalogue, county: str, stories: Container[int], villages: tuple[str, ...]
) -> tuple[tuple[Entry, tuple[str, ...]], ...]:
    """Stories that name a village of a township and not the township itself, with those villages."""
    found: dict[int, list[str]] = {}
    for village in villages:
        for index in catalogue.villages[county, village]:
            if index not in stories:
                found.setdefault(index, []).append(village)
    return tuple((catalogue.entries[index], tuple(names)) for index, names in sorted(found.items()))


def _people(catalogue: Catalogue, place: Place) -> tuple[IndexRow, ...]:
    """People of stories that are about this township alone, or whose post names it; with their posts as printed."""
    counts: Counter[str] = Counter()
    posts: dict[str, dict[str, None]] = {}
    name = place[1]
    short = name.removesuffix(Township(name).kind)
    for index in catalogue.main.get(place, ()):
        frame = catalogue.frames[index]
        for person in people_of(frame.people):
            if frame.townships == (name,) or short in person.post:
                counts[person.name] += 1
                posts.setdefault(person.name, {}).update({person.post: None} if person.post else {})
    order = sorted(counts, key=lambda person: (-counts[person], catalogue.people.slugs[person]))
    return tuple(
        IndexRow(
            Link(person, f"people/{catalogue.people.slugs[person]}/index.html"), counts[person], tuple(posts[person])
        )
        for person in order
    )
