"""The archive as its pages see it: each story as an entry of lists, and what it is filed under."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sitegen.content.filed import fields_of
from sitegen.content.people import people_of
from sitegen.site.addresses import NONE_GIVEN, distinct, sheet_slugs, stem_of
from sitegen.site.charts import years_between
from sitegen.site.dates import When, read_when
from sitegen.site.entries import Entry, Links, Place, entry_of
from sitegen.site.frames import Frame, as_filed, frames_of, key_of
from sitegen.site.gists import Gist, gist_of
from sitegen.site.noting import Noted, Notes
from sitegen.site.outlines import Outline, outline_of
from sitegen.site.page import Draft
from sitegen.site.places import NOWHERE, County, Places, Township
from sitegen.site.printed import NOTHING_PRINTED, Printed
from sitegen.site.readings import syllables

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sitegen.config import Config
    from sitegen.content.published import Published
    from sitegen.model import ClippingRecord, Record
    from sitegen.site.memory import Recall
    from sitegen.site.page import Page
    from sitegen.site.topiclist import Topic

NO_COUNTY = "unknown"
"""Stands in addresses for the county of stories that name none."""
NO_TOPICS: Mapping[str, Topic] = {}
NOTHING_GLEANED: Mapping[str, tuple[Any, ...]] = {}


@dataclass(frozen=True, slots=True)
class Filing:
    """Story numbers (places in `Catalogue.entries`) under each heading of one index, in order of date."""

    stories: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    slugs: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One clipping as lists show it."""

    name: str
    label: str
    url: str
    county: str
    year: int
    year_certain: bool
    lines: int
    stories: tuple[int, ...]
    paper: str = ""
    date: str = ""
    page: str = ""
    breaks: tuple[int, ...] = ()
    """With which lines its second and further pages begin."""


def make_now(name: str, key: bytes, make: Callable[[], Any]) -> Any:
    """Where nothing is remembered."""
    return make()


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything the planners look things up in; made once a build."""

    frames: tuple[Frame, ...]
    """Of each story where it stands: latest first, the undated last."""
    key: bytes
    """Stands for all frames."""
    whens: tuple[When, ...]
    """The dates of the stories, in the order of `frames`."""
    records: Noted[Record]
    gists: Noted[Gist]
    entries: Noted[Entry]
    """What stories say, likewise; who asks for one is noted in `notes`."""
    notes: Notes
    clippings: tuple[ClippingRecord, ...]
    sheets: tuple[Sheet, ...]
    """In the order of `clippings`."""
    outlines: tuple[Outline, ...]
    """Likewise."""
    places: Places
    county_slugs: Mapping[str, str]
    township_urls: Mapping[Place, str]
    main: Mapping[Place, tuple[int, ...]]
    """Stories that are about a township."""
    mentions: Mapping[Place, tuple[int, ...]]
    """Stories that only mention it."""
    village_urls: Mapping[Place, str]
    villages: Mapping[Place, tuple[int, ...]]
    topics: Filing
    people: Filing
    reporters: Filing
    organisations: Filing
    years: tuple[int, ...]
    """Those of every chart: from the first to the last that a story has."""
    headlines: Mapping[str, str]
    """Each marked where it may break."""
    slug: Callable[[str], str]
    person_slug: Callable[[str], str]
    """The same of a person, whose surname has a reading of its own."""
    counted: Mapping[str, int]
    """How many stories each county has."""
    named: Mapping[str, frozenset[str]]
    """Of each county the townships that stories are about or mention."""
    published: tuple[Published, ...] = ()
    """What readers were given, and when."""
    syllables: Callable[[str], tuple[str, ...]] = syllables
    """The reading of a name, syllable by syllable."""
    recall: Recall = make_now
    """What an earlier build worked out for this purpose under this key, or what is worked out now: plain values."""
    variants: tuple[str, ...] = ()
    """The archive's own groups of characters that search takes for the same."""
    printed: Printed = NOTHING_PRINTED
    """The figures that stories print."""

    def changed(self) -> Mapping[str, str]:
        """The last day on which each story was published or corrected, as far as that is known."""
        return {row.id: row.changed for row in self.published if not row.withdrawn}

    def counties(self) -> tuple[str, ...]:
        """Names of all counties that have a story, the one with most first."""
        counts = self.counted
        return tuple(sorted(counts, key=lambda name: (-counts[name], name)))

    def draft(self, path: str, template: str, planner: Callable[..., Page], *arguments: object) -> Draft:
        """A page that is planned when it is asked for, by a function of these arguments."""
        return Draft(path, template, planner, arguments, self.notes)

    def county(self, name: str) -> County:
        """What the gazetteer knows of a county, and townships that only the stories know."""
        known = self.places.get(name, NOWHERE)
        names = {township.name for township in known.townships}
        others = sorted(self.named.get(name, frozenset()) - names)  # of two that sound alike always the same first
        more = tuple(Township(place) for place in sorted(others, key=self.slug))
        return County(name, known.code, known.city, known.province, known.townships + more, known.villages)


def home_of(catalogue: Catalogue, village: Place) -> tuple[str, ...]:
    """The township of a village: what the gazetteer says where that is one, else what the stories agree on."""
    county, name = village
    listed = catalogue.places.get(county, NOWHERE).villages.get(name, ())
    if len(listed) == 1:
        return listed
    alone = {
        towns[0]
        for index in catalogue.villages.get(village, ())
        if len(towns := catalogue.frames[index].townships) == 1
    }
    both = alone & set(listed) if listed else alone
    return tuple(both) if len(both) == 1 else ()


def make_catalogue(
    records: Sequence[Record],
    clippings: Sequence[ClippingRecord],
    places: Places,
    config: Config,
    slug: Callable[[str], str],
    gleanings: Mapping[str, tuple[Any, ...]] = NOTHING_GLEANED,
    outline: Callable[[ClippingRecord], Outline] = outline_of,
    listed: Mapping[str, Topic] = NO_TOPICS,
    person_slug: Callable[[str], str] | None = None,
) -> Catalogue:
    """The catalogue of an archive.

    `slug` gives the ASCII form of a Chinese name, `person_slug` that of a person's; `gleanings` are the gists that are
    known, by the paths of stories, `outline` gives that of a clipping; `listed` are the known topics.
    """
    person_slug = person_slug or slug
    now = {alias: topic.name for topic in listed.values() for alias in topic.aliases}
    order = {record.clipping.name: index for index, record in enumerate(clippings)}
    numbers = {story: number for clipping in clippings for number, story in enumerate(clipping.story_ids, 1) if story}
    gists = [
        gist_of(records[index]) if (known := gleanings.get(path)) is None else Gist._make(known)
        for index, (path, _) in enumerate(fields_of(records, "path", "id"))
    ]
    found = frames_of(records, gists, config, now)
    dates = [read_when(one.date, one.date_text, one.date_basis, one.prints_year) for one in found]
    # Latest first, the undated last.
    ranks = [
        (-when.year, -when.month, -when.day, order.get(one.clipping, len(order)), numbers.get(one.id, 0), one.id)
        for one, when in zip(found, dates, strict=True)
    ]
    places_of = sorted(range(len(found)), key=ranks.__getitem__)
    frames, whens = tuple([found[place] for place in places_of]), tuple([dates[place] for place in places_of])
    counties = [frame.county for frame in frames]
    counted = Counter(counties)
    county_slugs = distinct(counted, lambda name: slug(name) if name else NO_COUNTY)
    towns = _group(counties, [frame.townships for frame in frames])
    mentioned = _group(counties, [frame.mentioned_townships for frame in frames])
    villages = _group(counties, [frame.villages for frame in frames])
    official = [(county, township.name) for county in counted for township in places.get(county, NOWHERE).townships]
    township_urls = _place_urls("townships", {*towns, *mentioned, *official}, county_slugs, slug)
    # all that the gazetteer lists have an address, so that a village named later takes none from one that sounds alike
    listed_villages = [(county, name) for county in counted for name in places.get(county, NOWHERE).villages]
    village_urls = _place_urls("villages", {*villages, *listed_villages}, county_slugs, slug)
    keys = {topic.name: topic.key for topic in listed.values() if topic.key}
    topics = _file([frame.topics for frame in frames], slug, keys)
    labels = clipping_labels(clippings)
    sheets = sheet_slugs((clipping.clipping.name for clipping in clippings), slug)

    titles = list(fields_of(records, "headline", "kicker", "subhead"))
    links = Links(township_urls, county_slugs, topics.slugs, {}, {}, {})

    def entry(index: int) -> Entry:
        place = places_of[index]
        return entry_of(titles[place], gists[place], frames[index], whens[index], numbers, labels, sheets, links)

    def record(index: int) -> Record:
        return as_filed(records[places_of[index]], frames[index])

    outlines = tuple(map(outline, clippings))
    of_clipping: dict[str, list[int]] = defaultdict(list)
    for index, frame in enumerate(frames):
        of_clipping[frame.clipping].append(index)
    notes = Notes()
    return Catalogue(
        frames=frames,
        key=key_of(frames),
        whens=whens,
        records=Noted(record, len(frames), notes),
        gists=Noted(lambda index: gists[places_of[index]], len(frames), notes),
        entries=Noted(entry, len(frames), notes),
        notes=notes,
        clippings=tuple(clippings),
        sheets=tuple(
            _sheet(clipping, own, labels, sheets, of_clipping.get(clipping.clipping.name, []), frames, whens, numbers)
            for clipping, own in zip(clippings, outlines, strict=True)
        ),
        outlines=outlines,
        places=places,
        county_slugs=county_slugs,
        township_urls=township_urls,
        main=towns,
        mentions=_without(mentioned, towns),
        village_urls={place: url for place, url in village_urls.items() if place in villages},
        villages=villages,
        topics=topics,
        people=_file([_names_of(frame.people) for frame in frames], person_slug),
        reporters=_file([frame.reporters for frame in frames], person_slug),
        organisations=_file([frame.organisations for frame in frames], slug),
        years=years_between(whens),
        headlines={headline: gist.headline for (headline, _, _), gist in zip(titles, gists, strict=True)},
        slug=slug,
        person_slug=person_slug,
        counted=counted,
        named=_by_county((*towns, *mentioned)),
    )


def _names_of(people: tuple[str, ...]) -> tuple[str, ...]:
    return tuple([person.name for person in people_of(people)]) if people else ()


def clipping_labels(clippings: Sequence[ClippingRecord]) -> dict[str, str]:
    """A short name for each clipping: its number where the file names begin with one, else the whole name."""
    stems = {clipping.clipping.name: stem_of(clipping.clipping.name) for clipping in clippings}
    short = {name: found[1] if (found := re.match(r"(\d{1,6})_", stem)) else stem for name, stem in stems.items()}
    counts: dict[str, int] = defaultdict(int)
    for label in short.values():
        counts[label] += 1
    return {name: label if counts[label] == 1 else name.rpartition(".")[0] for name, label in short.items()}


def _group(counties: Sequence[str], filed: Sequence[tuple[str, ...]]) -> dict[Place, tuple[int, ...]]:
    """The stories of each place, from the county of each story and the places that it is filed under."""
    groups: dict[Place, list[int]] = defaultdict(list)
    for index, names in enumerate(filed):
        for name in names if len(names) < 2 else dict.fromkeys(names):
            groups[counties[index], name].append(index)
    return {place: tuple(found) for place, found in groups.items()}


def _without(
    mentioned: Mapping[Place, tuple[int, ...]], main: Mapping[Place, tuple[int, ...]]
) -> dict[Place, tuple[int, ...]]:
    """Mentions of places by stories that are not about them anyway."""
    left = {place: sorted(set(found) - set(main.get(place, ()))) for place, found in mentioned.items()}
    return {place: tuple(found) for place, found in left.items() if found}


def _file(
    filed: Sequence[tuple[str, ...]], slug: Callable[[str], str], given: Mapping[str, str] = NONE_GIVEN
) -> Filing:
    groups: dict[str, list[int]] = defaultdict(list)
    for index, names in enumerate(filed):
        for name in names if len(names) < 2 else dict.fromkeys(names):
            groups[name].append(index)
    return Filing({name: tuple(found) for name, found in groups.items()}, distinct(groups, slug, given))


def _place_urls(
    folder: str, places: Iterable[Place], county_slugs: Mapping[str, str], slug: Callable[[str], str]
) -> dict[Place, str]:
    return {
        (county, name): f"{folder}/{county_slugs[county]}/{found}/index.html"
        for county, names in _by_county(places).items()
        for name, found in distinct(names, slug).items()
    }


def _by_county(places: Iterable[Place]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for county, name in places:
        found[county].add(name)
    return {county: frozenset(names) for county, names in found.items()}


def _sheet(
    clipping: ClippingRecord,
    outline: Outline,
    labels: Mapping[str, str],
    sheet_slugs: Mapping[str, str],
    stories: Sequence[int],
    frames: Sequence[Frame],
    whens: Sequence[When],
    numbers: Mapping[str, int],
) -> Sheet:
    name, imprint = clipping.clipping.name, clipping.clipping.imprint
    years = [whens[index] for index in stories if whens[index].year]
    when = max(years, key=lambda found: (found.certain, found.key), default=When())
    counties = [frames[index].county for index in stories if frames[index].county]
    return Sheet(
        name=name,
        label=labels[name],
        url=f"clippings/{sheet_slugs[name]}/index.html",
        county=imprint.county or next(iter(counties), ""),
        year=int(imprint.date[:4]) if imprint.date[:4].isdigit() else when.year,
        year_certain=bool(imprint.date) or when.certain,
        lines=outline.lines,
        stories=tuple(sorted(stories, key=lambda index: (numbers.get(frames[index].id, 10**6), frames[index].id))),
        paper=imprint.paper,
        date=imprint.date,
        breaks=outline.breaks,
        page=" ".join(part for part in (imprint.page_number, imprint.page_name) if part),
    )
