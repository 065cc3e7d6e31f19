"""A page of the other edition, made from the rendered page of the first: its words converted, its addresses its own.

The other edition has every page in its own folder under the same path, so links between pages stand as they are; what
both share (style sheets, scripts, pictures, the search index) is one folder further up.
"""

from __future__ import annotations

import re
from functools import lru_cache
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from sitegen.site.addresses import root_of

if TYPE_CHECKING:
    from collections.abc import Callable

SIMPLIFIED, TRADITIONAL = "zh-Hans", "zh-Hant"
LANGUAGES = {"s2t": "zh-Hant", "s2tw": "zh-Hant-TW", "s2hk": "zh-Hant-HK", "t2s": "zh-Hans"}
"""What a page says of its language after each of OpenCC's conversions."""
NAMES = {SIMPLIFIED: "简", TRADITIONAL: "繁"}
TITLES = {"简": "简体", "繁": "繁體"}
_ADDRESS = re.compile(r'(\s)(href|src|action|formaction|poster|data|data-data|content)=("[^"]*"|\'[^\']*\')')
_PAGE = re.compile(r"^[^?#]*(?:\.html|feed\.xml|feed\.json)(?:[?#]|$)|^[?#]|^$")
"""What the other edition has of its own under the same path."""
_ABSOLUTE = re.compile(r"^(?:[A-Za-z][A-Za-z0-9+.-]*:|/)")
_CURRENT = re.compile(r' aria-current="[^"]*"')


class Edition(NamedTuple):
    """An edition of the site: the language of its stories and the folder that it stands in, "" for the first."""

    language: str
    folder: str = ""
    name: str = ""
    """As its readers call it, in one character."""

    @property
    def title(self) -> str:
        return TITLES.get(self.name, self.name)


class Pair(NamedTuple):
    """The first edition and the other, with the site's public address."""

    first: Edition
    other: Edition
    base_url: str = ""


def pair(form: str, traditional_archive: bool, base_url: str = "") -> Pair:
    """The editions of an archive: the first in the script of its clippings, the other by OpenCC's `form`."""
    first = TRADITIONAL if traditional_archive else SIMPLIFIED
    other = SIMPLIFIED if traditional_archive else TRADITIONAL
    return Pair(Edition(first, "", NAMES[first]), Edition(LANGUAGES[form], f"{other}/", NAMES[other]), base_url)


def other_page(html: str, path: str, pair: Pair, convert: Callable[[str], str]) -> str:
    """The page of the other edition that stands at `path` below its folder."""
    busy = _busy(pair)
    carry = _carrier(path, pair)
    from sitegen.site.traditional.markup import converted

    return converted(html, convert, lambda tag: carry(tag) if busy.search(tag) else tag)


@lru_cache(maxsize=4)
def _busy(pair: Pair) -> re.Pattern[str]:
    """Tells the few tags that differ between the editions by more than their words."""
    more = f"|{re.escape(pair.base_url)}" if pair.base_url else ""
    return re.compile(
        rf"""lang="|["']{re.escape(pair.first.language)}["']{more}"""
        r"""|\s(?:src|action|formaction|poster|data|data-data)=|\shref=(?!["'](?:#|[^/"'?#][^"'?#]*\.html["'?#]))"""
    )


def _carrier(path: str, pair: Pair) -> Callable[[str], str]:
    home = pair.other.folder + path
    up = root_of(home)
    base, language = pair.base_url, pair.first.language
    place = urlsplit(base).path if base else "/"
    here = path.removesuffix("index.html")

    def address(name: str, value: str, own: bool) -> str:
        if base and value.startswith(base):
            rest = value[len(base) :]
            page = not rest or rest.endswith(("/", ".html"))
            return base + pair.other.folder + rest if page and not own else value
        if value.startswith(place) and value.endswith(".html"):  # 404.html stands at any address
            return place + pair.other.folder + value.removeprefix(place)
        if name == "content" or _PAGE.match(value) or _ABSOLUTE.match(value):
            return value
        target = normpath(join(dirname(path), value))
        return up + (target + "/" if value.endswith("/") else target)

    def carry(tag: str) -> str:
        chosen = re.search(r'\shreflang="([^"]*)"', tag)
        if chosen:
            return _turned(tag, chosen[1])

        def become(match: re.Match[str]) -> str:
            quote, value = match[3][0], match[3][1:-1]
            return f"{match[1]}{match[2]}={quote}{address(match[2], value, False)}{quote}"

        tag = _ADDRESS.sub(become, tag)
        return tag.replace(f'"{language}"', f'"{pair.other.language}"')

    def _turned(tag: str, chosen: str) -> str:
        """A link from one edition to the other, or to the page itself, as it stands on the other's page."""
        target = pair.other.folder if chosen == pair.other.language else ""
        full = bool(base) and f'href="{base}' in tag
        link = base + target + here if full else up + target + path
        tag = re.sub(r'\shref="[^"]*"', f' href="{link}"', tag)
        if tag.startswith("<a"):
            tag = _CURRENT.sub("", tag)
            if chosen == pair.other.language:
                tag = tag[:-1] + ' aria-current="true">'
        return tag

    return carry
