"""An OpenSearch description, by which a browser offers the site's search beside its own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.site.feeds.channel import LANGUAGE, clean, xml

if TYPE_CHECKING:
    from sitegen.config import Config

PATH = "opensearch.xml"
_SHORT, _LONG, _DESCRIPTION = 16, 48, 1024
"""The most characters that the format allows."""


def opensearch(config: Config) -> bytes:
    """The file; it needs the site's public address."""
    title = clean(config.title)
    short = (clean(config.short_title) or title)[:_SHORT]
    description = (clean(config.description) or title)[:_DESCRIPTION]
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<OpenSearchDescription xmlns="http://a9.com/-/spec/opensearch/1.1/">\n'
        f"<ShortName>{xml(short)}</ShortName>\n<Description>{xml(description)}</Description>\n"
        f'<Url type="text/html" template="{xml(config.base_url)}search/index.html?q={{searchTerms}}"/>\n'
        f"<LongName>{xml(title[:_LONG])}</LongName>\n"
        f'<Image type="image/svg+xml">{xml(config.base_url)}assets/icon.svg</Image>\n'
        f"<Language>{LANGUAGE}</Language>\n<OutputEncoding>UTF-8</OutputEncoding>\n"
        "<InputEncoding>UTF-8</InputEncoding>\n</OpenSearchDescription>\n"
    ).encode()
