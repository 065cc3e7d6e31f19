"""A feed before it is written: what it is of, and its items with their days."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from html import escape
from typing import TYPE_CHECKING

from sitegen.content.markdown import to_blocks
from sitegen.han import close_up
from sitegen.site.addresses import root_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.model import Record
    from sitegen.site.dates import When
    from sitegen.site.entries import Entry

NO_DAY = date(1980, 1, 1)
"""Stands where a format demands a day and none is known."""
LANGUAGE = "zh-Hans"
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_IMAGE = re.compile(r'<img [^>]*?alt="([^"]*)"[^>]*>')
_NO_LINK = re.compile(r'<a href=""[^>]*>(.*?)</a>', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a feed."""

    id: str
    """Unlike that of any other item; what follows the address of a page, or a name."""
    url: str
    title: str
    summary: str = ""
    body: str = ""
    """The story as Markdown, where the feed is to have all of it."""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    printed: str = ""
    """The day on which it is known to have been printed, as ISO."""
    changed: str = ""
    """The last day on which readers were given it anew, as far as that is known."""
    when: str = ""
    """When it was, perhaps inferred: stands where a format demands a day."""

    @property
    def day(self) -> str:
        return self.changed or self.when


@dataclass(frozen=True, slots=True)
class Channel:
    """One feed. `path` is its file without the ending, `url` the page that it is of."""

    path: str
    url: str
    title: str
    items: tuple[Item, ...]
    description: str = ""
    base: str = ""
    """The site's public address, "" where it has none."""
    author: str = ""
    language: str = LANGUAGE

    @property
    def day(self) -> date:
        """The latest of its items."""
        return max((date.fromisoformat(item.day) for item in self.items if item.day), default=NO_DAY)

    def address(self, url: str) -> str:
        """A page's address as the feed names it: whole where there is a public one, else from the feed's folder."""
        return self.base + shortened(url) if self.base else root_of(self.path) + url

    def identity(self, name: str, url: str) -> str:
        """What something is known by for ever: its public address, or a name made from its own."""
        if self.base:
            return self.base + url
        from uuid import NAMESPACE_URL, uuid5

        return f"urn:uuid:{uuid5(NAMESPACE_URL, f'sitegen:{clean(name)}')}"

    def identity_of(self, item: Item) -> str:
        """The same of one of its items; a story's name is its id."""
        return self.identity(item.id.removeprefix("stories/").removesuffix("/index.html"), shortened(item.id))


def feed_of(url: str) -> str:
    """The file of a page's own feed, without its ending."""
    return f"{url.removesuffix('index.html')}feed"


def shortened(url: str) -> str:
    """An address without index.html, as web servers give it."""
    page, mark, anchor = url.partition("#")
    return page.removesuffix("index.html") + mark + anchor


def story_item(entry: Entry, record: Record, changed: str, full_text: bool) -> Item:
    """A story as an item; `changed` is the last day on which it was published or corrected, "" where none is known."""
    when = entry.when
    printed = day_of(when).isoformat() if when.exact and when.day else ""
    return Item(
        id=entry.url,
        url=entry.url,
        title=" ".join(filter(None, (entry.kicker, entry.headline))) or entry.id,
        summary=entry.lead,
        body=record.body if full_text else "",
        tags=tuple(topic.text for topic in entry.topics),
        authors=record.reporters,
        printed=printed,
        changed=changed,
        when=day_of(when).isoformat() if when.year else "",
    )


def day_of(when: When) -> date:
    """The day of a date, the first one where it is partial."""
    try:
        return date(when.year, when.month or 1, when.day or 1)
    except ValueError:  # 30 February
        return date(when.year, when.month or 1, 1)


def full_text(markdown: str) -> str:
    """A story as HTML that needs nothing else: links lead to the web or nowhere, pictures are named."""

    def link(target: str) -> str:
        return target if target.startswith(("https://", "http://", "mailto:")) else ""

    html = "".join(block.html for block in to_blocks(markdown, link=link, image=lambda _: {"src": ""}))
    html = _IMAGE.sub(r"〔图：\1〕", html)
    return close_up(clean(_NO_LINK.sub(r"\1", html)))


def moment(day: date) -> str:
    """A day as the moment at which it began in China."""
    return f"{day.isoformat()}T00:00:00+08:00"


def clean(text: str) -> str:
    """A text without what XML cannot hold."""
    return _NO_XML.sub("", text)


def xml(text: str) -> str:
    """A text for XML."""
    return escape(clean(text))


def elements(name: str, values: Iterable[str]) -> str:
    """One element a value that is not empty."""
    return "".join(f"<{name}>{xml(value)}</{name}>\n" for value in values if clean(value).strip())
