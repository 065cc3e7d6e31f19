"""A feed as Atom (RFC 4287)."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from sitegen.site.feeds.channel import clean, full_text, moment, xml

if TYPE_CHECKING:
    from sitegen.site.feeds.channel import Channel, Item


def atom(channel: Channel) -> str:
    """The file; an item without a day bears that of the latest, for Atom demands one."""
    path = f"{channel.path}.xml"
    subtitle = f"<subtitle>{xml(channel.description)}</subtitle>\n" if channel.description else ""
    itself = f'<link rel="self" type="application/atom+xml" href="{xml(channel.base + path)}"/>\n'
    name = channel.author if path == "feed.xml" else f"{channel.author} {path}"
    identity = channel.identity(name, "" if path == "feed.xml" else path)
    items = "".join(_entry(item, channel) for item in channel.items)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="{channel.language}">\n'
        f"<id>{xml(identity)}</id>\n<title>{xml(channel.title)}</title>\n{subtitle}"
        f'<link rel="alternate" type="text/html" href="{xml(channel.address(channel.url))}"/>\n'
        f"{itself if channel.base else ''}<updated>{moment(channel.day)}</updated>\n"
        f"<author><name>{xml(channel.author)}</name></author>\n<generator>sitegen</generator>\n{items}</feed>\n"
    )


def _entry(item: Item, channel: Channel) -> str:
    day = date.fromisoformat(item.day) if item.day else channel.day
    printed = f"<published>{moment(date.fromisoformat(item.printed))}</published>\n" if item.printed else ""
    authors = "".join(f"<author><name>{xml(name)}</name></author>\n" for name in item.authors if clean(name).strip())
    tags = "".join(f'<category term="{xml(tag)}"/>\n' for tag in item.tags if clean(tag).strip())
    content = f'<content type="html">{xml(full_text(item.body))}</content>\n' if item.body else ""
    return (
        f"<entry>\n<id>{xml(channel.identity_of(item))}</id>\n<title>{xml(item.title)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{xml(channel.address(item.url))}"/>\n'
        f"<updated>{moment(day)}</updated>\n{printed}{authors}{tags}<summary>{xml(item.summary)}</summary>\n"
        f"{content}</entry>\n"
    )
