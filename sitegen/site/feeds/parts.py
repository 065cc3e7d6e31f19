"""Which feeds and descriptions a site has, each a part that is made anew only where something of it changed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from sitegen.site.feeds.atom import atom
from sitegen.site.feeds.channel import Channel, feed_of, story_item
from sitegen.site.feeds.jsonfeed import json_feed
from sitegen.site.feeds.opensearch import PATH as OPENSEARCH
from sitegen.site.feeds.opensearch import opensearch
from sitegen.site.feeds.sitemap import robots, sitemaps
from sitegen.site.headers import HEADERS
from sitegen.site.noting import packed
from sitegen.site.parts import Part
from sitegen.site.traditional.converter import converter
from sitegen.site.traditional.editions import Editions

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue
    from sitegen.site.feeds.harvest import Described
    from sitegen.site.keys import Keys
    from sitegen.site.page import AnyPage
    from sitegen.site.parts import File
    from sitegen.site.traditional.editions import OtherEdition

ONE = Editions()
NOT_LISTED = frozenset(("404.html", "moved.html", "withdrawn.html"))
"""Templates of pages that no search engine should know of."""


def feed_parts(
    catalogue: Catalogue,
    pages: Sequence[AnyPage],
    config: Config,
    keys: Keys,
    more: Iterable[Channel] = (),
    editions: Editions = ONE,
    known: Callable[[str], bytes | None] = lambda name: None,
) -> Iterator[Part]:
    """All of them; `more` are feeds of something else than stories. Each edition has its own.

    `known` gives the keys of those feeds of stories that are as they were for sure.
    """
    days = catalogue.changed()
    with catalogue.notes.closed():
        planned = list(_channels(catalogue, config, days))
    others = [editions.other] if editions.other and editions.editions else []
    for path, plan in planned:
        for other in (None, *others):
            name = f"feed {other.pair.other.folder if other else ''}{path}"
            make = partial(_edition, plan, editions.language, other)
            key = known(name)
            if key is None:
                with catalogue.notes.taken() as seen:
                    channel = make()
                yield Part(name, keys.of(channel), partial(_feed, channel), packed(seen))
            else:
                yield Part(name, key, partial(_later, make))
    for one in more:
        for other in (None, *others):
            channel = _edition(partial(replace, one), editions.language, other)
            yield Part(f"feed {channel.path}", keys.of(channel), partial(_feed, channel))
    folders = [edition.folder for edition in editions.editions] or [""]
    paths = tuple(folder + page.path for folder in folders for page in pages if page.template not in NOT_LISTED)
    told = {frame.url: day for frame in catalogue.frames if (day := days.get(frame.id, ""))}
    changed = {folder + url: day for folder in folders for url, day in told.items()}
    if config.base_url:
        every = partial(sitemaps, paths, config.base_url, changed)
        yield Part("sitemap", keys.of(paths, config.base_url, changed), every)
    if config.base_url and config.search:
        yield _one(OPENSEARCH, opensearch(config), keys)
    if config.base_url and config.oai_email:
        from sitegen.site.feeds.harvest import PATH as OAI

        described = tuple(_described(catalogue, days))
        words = (config.base_url, config.title, config.oai_email, config.oai_gateway)
        yield Part(OAI, keys.of(described, *words), partial(_repository, described, config))
    yield _one("robots.txt", robots(config.base_url), keys)
    if config.publish_headers:
        yield _one("_headers", HEADERS, keys)


def _edition(plan: Callable[[], Channel], language: str, other: OtherEdition | None) -> Channel:
    channel = replace(plan(), language=language)
    return turned_channel(channel, other) if other else channel


def turned_channel(channel: Channel, other: OtherEdition) -> Channel:
    """The feed of the other edition, in its script and with its pages."""
    convert, folder = converter(other.how), other.pair.other.folder
    items = tuple(
        replace(
            item,
            id=folder + item.id,
            url=folder + item.url,
            title=convert(item.title),
            summary=convert(item.summary),
            body=convert(item.body),
            tags=tuple(map(convert, item.tags)),
            authors=tuple(map(convert, item.authors)),
        )
        for item in channel.items
    )
    return replace(
        channel,
        path=folder + channel.path,
        url=folder + channel.url,
        title=convert(channel.title),
        items=items,
        description=convert(channel.description),
        author=convert(channel.author),
        language=other.pair.other.language,
    )


def _channels(
    catalogue: Catalogue, config: Config, days: Mapping[str, str]
) -> Iterator[tuple[str, Callable[[], Channel]]]:
    """The archive's feed, then those of counties, townships and topics: where each is, and what makes it."""

    def channel(path: str, *more: Any) -> tuple[str, Callable[[], Channel]]:
        return path, partial(_channel, catalogue, config, days, path, *more)

    everything = range(len(catalogue.frames))
    yield channel("feed", "index.html", config.title, everything, config.description)
    of_county: dict[str, list[int]] = {}
    for index, frame in enumerate(catalogue.frames):
        of_county.setdefault(frame.county, []).append(index)
    for name, stories in sorted(of_county.items()):
        if name:
            slug = catalogue.county_slugs[name]
            page = f"townships/index.html#{slug}"
            yield channel(f"townships/{slug}/feed", page, name, stories)
    places = {*catalogue.main, *catalogue.mentions}
    for place in sorted(places, key=lambda place: catalogue.township_urls[place]):
        url = catalogue.township_urls[place]
        stories = sorted({*catalogue.main.get(place, ()), *catalogue.mentions.get(place, ())})
        yield channel(feed_of(url), url, f"{place[0]}{place[1]}", stories)
    for name, found in sorted(catalogue.topics.stories.items()):
        url = f"topics/{catalogue.topics.slugs[name]}/index.html"
        yield channel(feed_of(url), url, name, found)


def _channel(
    catalogue: Catalogue,
    config: Config,
    changed: Mapping[str, str],
    path: str,
    url: str,
    name: str,
    stories: Sequence[int],
    description: str = "",
) -> Channel:
    """The feed of these stories: what readers were given last comes first, and then what was printed last."""
    entries, frames = catalogue.entries, catalogue.frames
    latest = sorted(stories, key=lambda index: changed.get(frames[index].id, "~"), reverse=True) if changed else stories
    items = tuple(
        story_item(entries[index], catalogue.records[index], changed.get(frames[index].id, ""), config.feeds_full_text)
        for index in latest[: config.feeds_entries]
    )
    title = config.title if path == "feed" else f"{name} – {config.title}"
    return Channel(path, url, title, items, description, config.base_url, config.title)


def _later(make: Callable[[], Channel]) -> list[File]:
    return _feed(make())


def _feed(channel: Channel) -> list[File]:
    return [(f"{channel.path}.xml", atom(channel).encode()), (f"{channel.path}.json", json_feed(channel).encode())]


def _repository(described: Iterable[Described], config: Config) -> list[File]:
    from sitegen.site.feeds.harvest import PATH as OAI
    from sitegen.site.feeds.harvest import static_repository

    return [(OAI, static_repository(described, config))]


def _described(catalogue: Catalogue, days: Mapping[str, str]) -> Iterator[Described]:
    from sitegen.site.feeds.harvest import Described

    imprints = {found.clipping.name: found.clipping.imprint for found in catalogue.clippings}
    for record, entry in zip(catalogue.records, catalogue.entries, strict=True):
        imprint = imprints.get(record.clipping)
        yield Described(
            id=entry.id,
            title=" ".join(filter(None, (entry.kicker, entry.headline, entry.subhead))) or entry.id,
            creators=record.reporters,
            subjects=record.topics,
            description=entry.lead,
            publisher=imprint.paper if imprint else "",
            date=entry.when.iso,
            places=tuple(dict.fromkeys(filter(None, (entry.county, *record.townships, *record.villages)))),
            day=days.get(entry.id, ""),
        )


def _one(path: str, content: bytes, keys: Keys) -> Part:
    return Part(path, keys.of(content), partial(_file, path, content))


def _file(path: str, content: bytes) -> list[File]:
    return [(path, content)]
