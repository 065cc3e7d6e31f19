"""The sitemap of a site that has a public address, and robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from sitegen.site.feeds.channel import xml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

MOST = 30_000
"""So many addresses are in one sitemap; 50,000 are allowed, and 50 MB."""
_SPACE = "http://www.sitemaps.org/schemas/sitemap/0.9"
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def sitemaps(paths: Sequence[str], base: str, changed: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """One sitemap, or an index of several where there are very many pages; `changed` tells the days that are known."""
    parts = [paths[start : start + MOST] for start in range(0, len(paths), MOST)]
    if len(parts) <= 1:
        yield "sitemap.xml", _urlset(paths, base, changed)
        return
    listed = []
    for number, part in enumerate(parts, 1):
        name = f"sitemap-{number}.xml"
        yield name, _urlset(part, base, changed)
        day = max((changed[path] for path in part if path in changed), default="")
        listed.append(f"<sitemap><loc>{xml(base)}{name}</loc>{_day(day)}</sitemap>\n")
    yield "sitemap.xml", f'{_HEAD}<sitemapindex xmlns="{_SPACE}">\n{"".join(listed)}</sitemapindex>\n'.encode()


def robots(base: str) -> bytes:
    """Everybody may read everything; and where the sitemap is."""
    whereabouts = f"\nSitemap: {base}sitemap.xml\n" if base else ""
    return f"User-agent: *\nAllow: /\n{whereabouts}".encode()


def _urlset(paths: Sequence[str], base: str, changed: Mapping[str, str]) -> bytes:
    addresses = "".join(
        f"<url><loc>{xml(base)}{quote(path.removesuffix('index.html'))}</loc>{_day(changed.get(path, ''))}</url>\n"
        for path in paths
    )
    return f'{_HEAD}<urlset xmlns="{_SPACE}">\n{addresses}</urlset>\n'.encode()


def _day(day: str) -> str:
    return f"<lastmod>{day}</lastmod>" if day else ""
