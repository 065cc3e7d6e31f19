"""A feed as JSON Feed 1.1."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

from sitegen.site.feeds.channel import clean, full_text, moment

if TYPE_CHECKING:
    from sitegen.site.feeds.channel import Channel, Item


def json_feed(channel: Channel) -> str:
    """The file; addresses it demands whole, so that a site without a public one gives them from the feed's folder."""
    known = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": clean(channel.title),
        "home_page_url": channel.address(channel.url),
        "feed_url": f"{channel.base}{channel.path}.json" if channel.base else "",
        "description": clean(channel.description),
        "language": channel.language,
        "authors": [{"name": clean(channel.author)}],
        "items": [_item(item, channel) for item in channel.items],
    }
    told = {key: value for key, value in known.items() if value != "" or key == "title"}
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _item(item: Item, channel: Channel) -> dict[str, object]:
    identity = channel.identity_of(item)
    known: dict[str, object] = {
        "id": identity,
        "url": channel.address(item.url),
        "title": clean(item.title),
        **(
            {"content_html": full_text(item.body)}
            if item.body
            else {"content_text": clean(item.summary) or clean(item.title) or identity}
        ),
        "summary": clean(item.summary),
        "date_published": moment(date.fromisoformat(item.printed)) if item.printed else "",
        "date_modified": moment(date.fromisoformat(item.changed)) if item.changed else "",
        "authors": [{"name": clean(name)} for name in item.authors if clean(name).strip()],
        "tags": [clean(tag) for tag in item.tags if clean(tag).strip()],
    }
    return {key: value for key, value in known.items() if value or key == "content_html"}
