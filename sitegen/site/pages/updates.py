"""Updates for readers: new, corrected and withdrawn stories, day by day, and the feeds to follow."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.content.published import updates
from sitegen.site.addresses import Link, nav_link
from sitegen.site.feeds.channel import Channel, Item, feed_of
from sitegen.site.page import Page, Pager, paginate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sitegen.config import Config
    from sitegen.content.published import Update
    from sitegen.site.catalogue import Catalogue

URL = "updates/index.html"


class Change(NamedTuple):
    """One story on the page; no address where it is gone."""

    headline: str
    url: str
    what: tuple[str, ...]


class Group(NamedTuple):
    """What happened in one way on one day."""

    kind: str
    changes: tuple[Change, ...]


class Day(NamedTuple):
    day: str
    groups: tuple[Group, ...]


def plan_updates(catalogue: Catalogue, config: Config) -> Iterator[Page]:
    """The page of updates, and one at the address of each withdrawn story that says so."""
    everything = updates(catalogue.published)
    first = min((update.day for update in everything), default="")
    # Everything is new on the first day: a number says as much as a list of the whole archive.
    shown = [update for update in everything if not (update.day == first and update.kind == "new")]
    urls = {frame.id: frame.url for frame in catalogue.frames}

    def make(path: str, found: Sequence[Update], pager: Pager) -> Page:
        context = {
            "days": tuple(_days(found, urls)),
            "pager": pager,
            "first": first,
            "begun": len(everything) - len(shown),
            "feeds": tuple(_feeds(catalogue)),
            "feed": feed_of(URL),
        }
        return Page(path, "updates.html", "", context, section="indexes", trail=(nav_link("indexes"),))

    yield from paginate(shown, URL, config.page_size, make)
    taken = {name for frame in catalogue.frames for name in (frame.id, *frame.aliases)}
    for row in catalogue.published:
        if row.withdrawn and row.id not in taken:
            path = f"stories/{row.id}/index.html"
            yield Page(path, "withdrawn.html", row.headline or row.id, {"day": row.withdrawn}, section="moved")


def update_channel(catalogue: Catalogue, config: Config, labels: Mapping[str, Any]) -> Channel:
    """The feed of updates."""
    words = labels["updates"]
    urls = {frame.id: frame.url for frame in catalogue.frames}
    items = tuple(
        Item(
            id=f"stories/{update.id}/#{update.kind}-{update.day}",
            url=urls.get(update.id, URL),
            title=f"{words['kind'][update.kind]}{words['colon']}{update.headline or update.id}",
            summary=labels["site"]["list_comma"].join(words["part"][part] for part in update.what),
            changed=update.day,
        )
        for update in updates(catalogue.published)[: config.feeds_entries]
    )
    title = f"{labels['nav']['updates']} – {config.title}"
    return Channel(feed_of(URL), URL, title, items, "", config.base_url, config.title)


def _days(found: Sequence[Update], urls: Mapping[str, str]) -> Iterator[Day]:
    for day, of_day in groupby(found, key=lambda update: update.day):
        groups = tuple(
            Group(kind, tuple(Change(one.headline or one.id, urls.get(one.id, ""), one.what) for one in of_kind))
            for kind, of_kind in groupby(of_day, key=lambda update: update.kind)
        )
        yield Day(day, groups)


def _feeds(catalogue: Catalogue) -> Iterator[Link]:
    """The feeds of the archive and of its counties; townships and topics have theirs on their own pages."""
    yield Link("", "feed")
    yield from (Link(name, f"townships/{catalogue.county_slugs[name]}/feed") for name in catalogue.counties() if name)
