"""One page as a browser would meet it: where it leads, what it loads, and what it must not have."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from sitegen.han import letters
from sitegen.inspection.addresses import meant

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

    Attributes = Sequence[tuple[str, str | None]]
    Fault = tuple[int, str]

LOADED = frozenset(
    (("img", "src"), ("script", "src"), ("source", "src"), ("audio", "src"), ("video", "src"), ("video", "poster"),
     ("track", "src"), ("embed", "src"), ("iframe", "src"), ("frame", "src"), ("object", "data"), ("input", "src"),
     ("image", "href"), ("use", "href"), ("image", "xlink:href"), ("use", "xlink:href"), ("body", "background"))
)  # fmt: skip
"""Attributes whose address a browser asks for by itself."""
NAMED = frozenset("alternate author bookmark canonical help license me next prev search tag".split())  # noqa: SIM905
"""Relations of a link element that a browser does not ask for by itself."""
FOLLOWED = frozenset((("a", "href"), ("area", "href"), ("form", "action")))
_DATA = frozenset(("application/ld+json", "application/json"))
_OFF_LIMITS = frozenset(("iframe", "frame", "object", "embed", "applet", "base"))
_REFRESH = re.compile(r"\s*\d*\s*[;,]\s*url\s*=\s*['\"]?([^'\"]*)", re.IGNORECASE)
_LOOSE = re.compile(r"unsafe|\*|https?:|(?<![\w'])data:")


@dataclass(frozen=True, slots=True)
class Wanted:
    """A page to be looked at, and the texts that must stand on it, one after the other, letter for letter."""

    path: str
    texts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """What one page is."""

    path: str
    ids: frozenset[str]
    clicks: Mapping[tuple[str, str], int]
    """Where a reader can go from it: file and anchor, with the first line that leads there."""
    others: Mapping[tuple[str, str], int]
    """Other files that it names or loads."""
    faults: tuple[Fault, ...]
    aside: bool
    """It stands where something stood once, and nothing need lead to it."""
    lost: tuple[str, ...] = ()
    """The texts that do not stand on it."""


def see(site: Path, base_url: str, wanted: Wanted) -> Seen:
    """Reads a page."""
    try:
        html = (site / wanted.path).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        why = "is not UTF-8" if isinstance(error, UnicodeDecodeError) else f"cannot be read: {error.strerror}"
        return Seen(wanted.path, frozenset(), {}, {}, ((0, why),), False, wanted.texts)
    return seen(html, wanted, base_url)


def seen(html: str, wanted: Wanted, base_url: str = "") -> Seen:
    """What a page is that reads so."""
    page = _Page(wanted.path, base_url, bool(wanted.texts))
    page.feed(html)
    page.close()
    if not page.language:
        page.fault("has no language: <html lang=…>", 1)
    if not "".join(page.title).strip():
        page.fault("has no title", 1)
    if not page.guarded:
        page.fault("has no Content-Security-Policy", 1)
    lost = tuple(missing(wanted.texts, letters("".join(page.text)))) if wanted.texts else ()
    return Seen(wanted.path, frozenset(page.ids), page.clicks, page.others, tuple(page.faults), page.aside, lost)


def missing(texts: Iterable[str], within: str) -> Iterable[str]:
    """The texts of which the letters do not stand there, each after the one before it."""
    at = 0
    for text in texts:
        wanted = letters(text)
        found = within.find(wanted, at)
        if found < 0:
            yield text
        else:
            at = found + len(wanted)


class _Page(HTMLParser):
    """Gathers what `Seen` says."""

    def __init__(self, path: str, base_url: str, with_text: bool) -> None:
        super().__init__()
        self.path, self.base_url, self.with_text = path, base_url, with_text
        self.language, self.guarded, self.aside = "", False, False
        self.title: list[str] = []
        self.text: list[str] = []
        self.ids: dict[str, int] = {}
        self.clicks: dict[tuple[str, str], int] = {}
        self.others: dict[tuple[str, str], int] = {}
        self.faults: list[Fault] = []
        self._open: list[str] = []
        """Of the elements with a meaning of their own those that are open."""
        self._data: list[str] = []

    def fault(self, message: str, line: int = 0) -> None:
        self.faults.append((line or self.getpos()[0], message))

    def handle_starttag(self, tag: str, attrs: Attributes) -> None:
        named = {name: value or "" for name, value in attrs}
        for name, value in named.items():
            if name.startswith("on"):
                self.fault(f"has script in an attribute: <{tag} {name}=…>")
            elif name in ("style", "srcdoc", "ping", "formaction"):
                self.fault(f"has an attribute that no page may have: <{tag} {name}=…>")
            elif name == "srcset":
                for part in value.split(","):
                    self._leads(part.split()[0] if part.split() else "", self.others, loaded=True)
            elif (tag, name) in FOLLOWED:
                self._leads(value, self.clicks)
            elif (tag, name) in LOADED:
                self._leads(value, self.others, loaded=True)
        if "id" in named:
            if named["id"] in self.ids:
                self.fault(f"has two of one id: {named['id']}, first in line {self.ids[named['id']]}")
            self.ids.setdefault(named["id"], self.getpos()[0])
        if tag in _OFF_LIMITS:
            self.fault(f"has an element that no page may have: <{tag}>")
        elif tag == "html":
            self.language = named.get("lang", "").strip()
        elif tag == "meta":
            self._meta(named)
        elif tag == "link":
            relations = set(named.get("rel", "").lower().split())
            self._leads(named.get("href", ""), self.others, loaded=not relations <= NAMED)
            self._after_policy(not relations <= NAMED)
        elif tag in ("script", "style"):
            self._after_policy(True)
            if tag == "style" or ("src" not in named and named.get("type", "") not in _DATA):
                self.fault(f"has a {tag} of its own; it belongs in a file")
        if tag in ("script", "style", "title", "svg", "head"):
            self._open.append(tag)
            self._data = []

    def handle_startendtag(self, tag: str, attrs: Attributes) -> None:
        self.handle_starttag(tag, attrs)
        if tag in ("title", "svg"):
            self.handle_endtag(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._open and self._open[-1] == tag:
            self._open.pop()
            if tag == "script" and "".join(self._data).strip():
                try:
                    json.loads("".join(self._data))
                except (ValueError, RecursionError) as error:
                    self.fault(f"has data that no program can read: {error}")

    def handle_data(self, data: str) -> None:
        innermost = self._open[-1] if self._open else ""
        if innermost == "title" and "svg" not in self._open:
            self.title.append(data)
        elif innermost in ("script", "style"):
            self._data.append(data)
        elif self.with_text and "head" not in self._open:
            self.text.append(data)

    def _meta(self, named: Mapping[str, str]) -> None:
        kind, content = named.get("http-equiv", "").lower(), named.get("content", "")
        if kind == "content-security-policy":
            self.guarded = True
            if not content.startswith("default-src 'none'") or _LOOSE.search(content):
                self.fault("has a Content-Security-Policy that lets in what is not the site's own")
        elif kind == "refresh":
            self.aside = True
            found = _REFRESH.match(content)
            if found:
                self._leads(found[1], self.clicks, within=True)
        elif named.get("name", "").lower() == "robots" and "noindex" in content:
            self.aside = True

    def _after_policy(self, loads: bool) -> None:
        if loads and not self.guarded:
            self.fault("loads something before its Content-Security-Policy")

    def _leads(
        self, address: str, into: dict[tuple[str, str], int], loaded: bool = False, within: bool = False
    ) -> None:
        found = meant(address, self.path, self.base_url)
        if found.wrong:
            self.fault(f"{found.wrong}: {address}")
        elif found.outside and (loaded or within):
            self.fault(f"asks for what is not the site's own: {address}")
        elif found.file:
            into.setdefault((found.file, found.anchor), self.getpos()[0])
