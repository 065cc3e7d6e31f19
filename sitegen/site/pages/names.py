"""People, reporters, organisations and villages: an index of each by pinyin, and a page a name."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sitegen.content.people import people_of
from sitegen.han import close_up
from sitegen.site.addresses import Link, nav_link
from sitegen.site.catalogue import home_of
from sitegen.site.gists import plain
from sitegen.site.noting import Once
from sitegen.site.page import AnyPage, Draft, Page, Pager, paginate
from sitegen.site.pages.listing import (
    IndexRow,
    LetterGroup,
    YearGroup,
    letter_groups,
    name_rows,
    story_list,
    topic_bars,
    township_bars,
    year_chart,
)
from sitegen.site.pages.townships import stories_of
from sitegen.site.readings import reading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue, Filing
    from sitegen.site.entries import Entry, Place

_SENTENCE = re.compile(r"[^。！？!?\n]+[。！？!?]*[”’」』）)]*")
_HUB = nav_link("indexes")
VILLAGE_KINDS = ("村", "社区")
"""Ends of a village's name that stand as words of their own where it is spelled."""
NAMES = 800
"""So many names stand on a page."""


class Post(NamedTuple):
    """A post as a story prints it."""

    text: str
    entry: Entry


class Quotation(NamedTuple):
    """A sentence that names a place, cut at the name so that it can be marked."""

    parts: tuple[str, ...]
    entry: Entry
    first: bool
    """The earliest that the archive has, by known dates."""


def plan_names(catalogue: Catalogue, config: Config) -> Iterator[AnyPage]:
    """Indexes and pages of people, reporters, organisations and villages."""
    yield from _people(catalogue, config)
    yield from _plain_names(catalogue, config, "reporters", catalogue.reporters)
    yield from _plain_names(catalogue, config, "organisations", catalogue.organisations)
    yield from _villages(catalogue, config)


def _people(catalogue: Catalogue, config: Config) -> Iterator[AnyPage]:
    posts: dict[str, list[tuple[str, int]]] = defaultdict(list)
    for index, frame in enumerate(catalogue.frames):
        for person in people_of(frame.people) if frame.people else ():
            if person.post:
                posts[person.name].append((person.post, index))
    notes = {name: tuple(dict.fromkeys(post for post, _ in found)) for name, found in posts.items()}
    yield from _index("people", letter_groups(name_rows(catalogue.people, "people", notes)))
    for name, stories in sorted(catalogue.people.stories.items()):
        printed = posts.get(name, ())
        yield from _name_pages(catalogue, config, catalogue.people, "people", name, stories, printed)


def _plain_names(catalogue: Catalogue, config: Config, folder: str, filing: Filing) -> Iterator[AnyPage]:
    yield from _index(folder, letter_groups(name_rows(filing, folder, {})))
    for name, stories in sorted(filing.stories.items()):
        yield from _name_pages(catalogue, config, filing, folder, name, stories, ())


def _name_pages(
    catalogue: Catalogue,
    config: Config,
    filing: Filing,
    folder: str,
    name: str,
    stories: tuple[int, ...],
    posts: Sequence[tuple[str, int]],
) -> Iterator[Draft]:
    def make(path: str, groups: tuple[YearGroup, ...], pager: Pager) -> Page:
        shown = _shown(groups)
        return Page(
            path,
            "name.html",
            name,
            {
                "name": name,
                "kind": folder,
                "posts": tuple(
                    Post(post, catalogue.entries[index]) for post, index in posts if catalogue.frames[index].id in shown
                ),
                "groups": groups,
                "pager": pager,
                "townships": towns(),
            },
            section="indexes",
            trail=(_HUB, nav_link(folder)),
        )

    towns = Once(catalogue.notes, lambda: township_bars(catalogue, stories))
    url = f"{folder}/{filing.slugs[name]}/index.html"
    return story_list(catalogue, url, "name.html", stories, config.page_size, make)


def _villages(catalogue: Catalogue, config: Config) -> Iterator[AnyPage]:
    townships = {village: home_of(catalogue, village) for village in catalogue.villages}
    rows = (
        (
            url.split("/")[2],
            IndexRow(
                Link(place[1], url),
                len(catalogue.villages[place]),
                tuple(part for part in (place[0], *townships[place]) if part),
            ),
        )
        for place, url in catalogue.village_urls.items()
    )
    yield from _index("villages", letter_groups(rows))
    for place, stories in sorted(catalogue.villages.items()):
        url, make = catalogue.village_urls[place], _village_page(catalogue, place, stories, townships[place])
        yield from story_list(catalogue, url, "village.html", stories, config.page_size, make)


def _village_page(
    catalogue: Catalogue, place: Place, stories: tuple[int, ...], townships: tuple[str, ...]
) -> Callable[[str, tuple[YearGroup, ...], Pager], Page]:
    county, name = place
    kind = next((kind for kind in VILLAGE_KINDS if name.endswith(kind) and name != kind), "")
    read = reading(name, kind, catalogue.syllables)
    aside = Once(
        catalogue.notes,
        lambda: {
            "name": name,
            "county": county,
            "reading": read,
            "townships": tuple(
                Link(town, catalogue.township_urls[county, town] if stories_of(catalogue, (county, town)) else "")
                for town in townships
            ),
            "chart": year_chart(catalogue, stories),
            "topics": topic_bars(catalogue, stories),
        },
    )
    quotations = Once(catalogue.notes, lambda: _quotations(catalogue, name, stories))

    def make(path: str, groups: tuple[YearGroup, ...], pager: Pager) -> Page:
        shown = _shown(groups)
        return Page(
            path,
            "village.html",
            name,
            {
                **aside(),
                "quotations": tuple(quote for quote in quotations() if quote.entry.id in shown),
                "groups": groups,
                "pager": pager,
            },
            section="townships",
            trail=(_HUB, nav_link("villages")),
        )

    return make


def _quotations(catalogue: Catalogue, name: str, stories: tuple[int, ...]) -> tuple[Quotation, ...]:
    """Every sentence that prints a name, by date, the earliest first and the undated last."""
    order = sorted(stories, key=lambda index: (not catalogue.whens[index].year, catalogue.whens[index].key))
    found: list[Quotation] = []
    for index in order:
        entry = catalogue.entries[index]
        record = catalogue.records[index]
        texts = [plain(record.body), *record.captions, record.headline, record.subhead]
        for sentence in (part for text in texts for part in _SENTENCE.findall(text) if name in part):
            first = not found and bool(entry.when.year)
            found.append(Quotation(tuple(close_up(sentence.strip()).split(name)), entry, first))
    return tuple(found)


def _index(kind: str, letters: tuple[LetterGroup, ...]) -> Iterator[Page]:
    """An index of names on one page, or where there are many on a page for each letter."""
    path = f"{kind}/index.html"
    if sum(len(group.rows) for group in letters) <= NAMES:
        yield Page(path, "names.html", "", {"kind": kind, "letters": letters, "jump": (), "pager": None},
                   section="indexes", trail=(_HUB,))  # fmt: skip
        return
    urls = [
        f"{kind}/letters/{group.letter.lower() if group.letter != '#' else 'other'}/index.html" for group in letters
    ]
    jump = tuple(Link(group.letter, url, str(len(group.rows))) for group, url in zip(letters, urls, strict=True))
    yield Page(path, "names.html", "", {"kind": kind, "letters": (), "jump": jump, "pager": None},
               section="indexes", trail=(_HUB,))  # fmt: skip
    for group, url in zip(letters, urls, strict=True):
        yield from paginate(group.rows, url, NAMES, _letter_page(kind, group.letter, jump))


def _letter_page(kind: str, letter: str, jump: tuple[Link, ...]) -> Callable[[str, Sequence[IndexRow], Pager], Page]:
    def make(path: str, rows: Sequence[IndexRow], pager: Pager) -> Page:
        return Page(
            path,
            "names.html",
            letter,
            {"kind": kind, "letters": (LetterGroup(letter, tuple(rows)),), "jump": jump, "pager": pager},
            section="indexes",
            trail=(_HUB, nav_link(kind)),
        )

    return make


def _shown(groups: tuple[YearGroup, ...]) -> set[str]:
    """The stories that a page of a list has."""
    return {row.entry.id for group in groups for row in group.rows}
