"""What programs read of a site: an Atom feed, a sitemap and robots.txt; made from content alone and never the clock."""

from __future__ import annotations

import re
import uuid
from datetime import date
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from sitegen.site.headers import HEADERS

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.config import Config
    from sitegen.site.catalogue import Entry
    from sitegen.site.dates import When
    from sitegen.site.page import Page

FEED = "feed.xml"
LATEST = 50
"""So many stories are in the feed."""
MOST = 30_000
"""So many addresses are in one sitemap; 50,000 are allowed, and 50 MB."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_SITEMAPS = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def build_feeds(entries: Sequence[Entry], pages: Sequence[Page], config: Config) -> Iterator[tuple[str, bytes]]:
    """The files by their path; `entries` come latest first. A sitemap needs full addresses, so there may be none."""
    yield FEED, atom(entries[:LATEST], config).encode()
    sitemaps = list(_sitemaps(pages, config.base_url)) if config.base_url else []
    for path, text in sitemaps:
        yield path, text.encode()
    whereabouts = f"\nSitemap: {config.base_url}sitemap.xml\n" if sitemaps else ""
    if config.publish_headers:
        yield "_headers", HEADERS
    yield "robots.txt", f"User-agent: *\nAllow: /\n{whereabouts}".encode()


def atom(entries: Sequence[Entry], config: Config) -> str:
    """An Atom feed of stories; one without a date bears that of the latest, for Atom demands one."""
    latest = max((_day(entry.when) for entry in entries if entry.when.year), default=date(1980, 1, 1))
    stories = "".join(_entry(entry, latest, config.base_url) for entry in entries)
    subtitle = f"<subtitle>{_text(config.description)}</subtitle>\n" if config.description else ""
    itself = f'<link rel="self" type="application/atom+xml" href="{_text(config.base_url)}{FEED}"/>\n'
    return (
        f'{_HEAD}<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="zh-Hans">\n'
        f"<id>{_id(config.base_url, '', config.title)}</id>\n<title>{_text(config.title)}</title>\n{subtitle}"
        f'<link rel="alternate" type="text/html" href="{_text(config.base_url) or "index.html"}"/>\n'
        f"{itself if config.base_url else ''}<updated>{_moment(latest)}</updated>\n"
        f"<author><name>{_text(config.title)}</name></author>\n<generator>sitegen</generator>\n{stories}</feed>\n"
    )


def _entry(entry: Entry, latest: date, base: str) -> str:
    address = entry.url.removesuffix("index.html") if base else entry.url
    day = _day(entry.when) if entry.when.year else latest
    published = f"<published>{_moment(day)}</published>\n" if entry.when.exact and entry.when.day else ""
    topics = "".join(f'<category term="{_text(topic.text)}"/>\n' for topic in entry.topics if _text(topic.text))
    title = " ".join(filter(None, (entry.kicker, entry.headline))) or entry.id
    return (
        f"<entry>\n<id>{_id(base, address, entry.id)}</id>\n<title>{_text(title)}</title>\n"
        f'<link rel="alternate" type="text/html" href="{_text(base)}{_text(address)}"/>\n'
        f"<updated>{_moment(day)}</updated>\n{published}{topics}<summary>{_text(entry.lead)}</summary>\n</entry>\n"
    )


def _id(base: str, address: str, name: str) -> str:
    """What a story is known by for ever: its public address, or a name made from its own."""
    return _text(base + address) if base else f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'sitegen:{_text(name)}')}"


def _day(when: When) -> date:
    """The day of a date, the first one where it is partial."""
    try:
        return date(when.year, when.month or 1, when.day or 1)
    except ValueError:  # 30 February
        return date(when.year, when.month or 1, 1)


def _moment(day: date) -> str:
    return f"{day.isoformat()}T00:00:00+08:00"


def _sitemaps(pages: Sequence[Page], base: str) -> Iterator[tuple[str, str]]:
    """One sitemap, or an index of several where there are very many pages."""
    addresses = [
        f"<url><loc>{_text(base)}{quote(page.path.removesuffix('index.html'))}</loc></url>\n"
        for page in pages
        if page.path != "404.html" and page.template != "moved.html"
    ]
    parts = ["".join(addresses[start : start + MOST]) for start in range(0, len(addresses), MOST)]
    if len(parts) == 1:
        yield "sitemap.xml", f'{_HEAD}<urlset xmlns="{_SITEMAPS}">\n{parts[0]}</urlset>\n'
        return
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for name, part in zip(names, parts, strict=True):
        yield name, f'{_HEAD}<urlset xmlns="{_SITEMAPS}">\n{part}</urlset>\n'
    listed = "".join(f"<sitemap><loc>{_text(base)}{name}</loc></sitemap>\n" for name in names)
    yield "sitemap.xml", f'{_HEAD}<sitemapindex xmlns="{_SITEMAPS}">\n{listed}</sitemapindex>\n'


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text))
