"""What programs read of a site: feeds, sitemaps, data and styles, by what their formats demand."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin
from xml.etree import ElementTree

from sitegen.inspection.addresses import meant

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    Fault = tuple[int, str]

ENDINGS = (".xml", ".svg", ".json", ".jsonl", ".csv", ".css")
_ATOM = "{http://www.w3.org/2005/Atom}"
_MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)")
_DAY = re.compile(rf"\d{{4}}(-\d\d(-\d\d)?)?|{_MOMENT.pattern}")
_CSS = re.compile(r"/\*.*?\*/|url\(\s*(['\"]?)(.*?)\1\s*\)|@import\s*(['\"])(.*?)\3", re.DOTALL)


def faults(path: str, data: bytes, files: frozenset[str], base_url: str) -> Iterator[Fault]:
    """What is wrong with a file that some program reads; each with its line where that is known."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        yield 0, "is not UTF-8"
        return
    ending = path[path.rfind(".") :]
    if ending in (".xml", ".svg"):
        yield from _xml(path, data, files, base_url)
    elif ending == ".json":
        yield from _json(path, text, files, base_url)
    elif ending == ".jsonl":
        for number, line in enumerate(text.split("\n"), 1):
            if line:
                yield from ((number, found) for _, found in _json("", line, files, base_url))
    elif ending == ".csv":
        widths = {len(row) for row in csv.reader(io.StringIO(text, newline=""), strict=True)}
        if len(widths) > 1:
            yield 0, f"has rows of {min(widths)} to {max(widths)} cells"
    else:
        yield from _style(path, text, files, base_url)


def listed(site_files: Mapping[str, bytes], base_url: str) -> set[str]:
    """The files of a site that its sitemaps name."""
    found: set[str] = set()
    for data in site_files.values():
        try:
            root = ElementTree.fromstring(data)
        except ElementTree.ParseError:
            continue
        if root.tag == f"{_MAP}urlset":
            found |= {meant(one.text or "", "", base_url).file for one in root.iter(f"{_MAP}loc")}
    return found


def _xml(path: str, data: bytes, files: frozenset[str], base_url: str) -> Iterator[Fault]:
    try:
        root = ElementTree.fromstring(data)
    except ElementTree.ParseError as error:
        yield error.position[0], f"is no XML that a program can read: {error}"
        return
    if path.endswith(".svg"):
        for element in root.iter():
            if element.tag.rpartition("}")[2].lower() in ("script", "foreignobject"):
                yield 0, "has script in it"
            for name, value in element.attrib.items():
                outside = name.rpartition("}")[2] == "href" and not value.startswith("#")
                if outside or name.lower().startswith("on"):
                    yield 0, f"leads or runs somewhere: {name}={value}"
    elif root.tag == f"{_ATOM}feed":
        yield from _atom(root, path, files, base_url)
    elif root.tag in (f"{_MAP}urlset", f"{_MAP}sitemapindex"):
        yield from _sitemap(root, files, base_url)
    elif root.tag == f"{_SEARCH}OpenSearchDescription":
        for name in ("ShortName", "Description", "Url"):
            if root.find(f"{_SEARCH}{name}") is None:
                yield 0, f"has no {name}"


def _atom(feed: ElementTree.Element, path: str, files: frozenset[str], base_url: str) -> Iterator[Fault]:
    entries = feed.findall(f"{_ATOM}entry")
    for number, part in enumerate((feed, *entries)):
        which = f"entry {number} " if number else ""
        for name in ("id", "title", "updated"):
            if len(part.findall(f"{_ATOM}{name}")) != 1:
                yield 0, f"{which}has not one {name}, as Atom demands"
        moment = part.findtext(f"{_ATOM}updated", "")
        if not _MOMENT.fullmatch(moment):
            yield 0, f"{which}has an updated that is no moment: {moment}"
        if feed.find(f"{_ATOM}author") is None and number and part.find(f"{_ATOM}author") is None:
            yield 0, f"{which}has no author, and the feed has none"
        for link in part.findall(f"{_ATOM}link"):
            if link.get("rel", "alternate") in ("alternate", "self"):
                yield from _there(link.get("href", ""), path, files, base_url)
    ids = [entry.findtext(f"{_ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        yield 0, "has two entries of one id"


def _sitemap(root: ElementTree.Element, files: frozenset[str], base_url: str) -> Iterator[Fault]:
    places = [one.text or "" for one in root.iter(f"{_MAP}loc")]
    if len(places) > 50_000:
        yield 0, f"names {len(places)} addresses; 50,000 are allowed"
    if len(places) != len(set(places)):
        yield 0, "names an address twice"
    for place in places:
        if not place.startswith(base_url or "http"):
            yield 0, f"names an address that is not the site's: {place}"
        yield from _there(place, "", files, base_url)
    for day in root.iter(f"{_MAP}lastmod"):
        if not _DAY.fullmatch(day.text or ""):
            yield 0, f"has a lastmod that is no day: {day.text}"


def _json(path: str, text: str, files: frozenset[str], base_url: str) -> Iterator[Fault]:
    try:
        value = json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        line = error.lineno if isinstance(error, json.JSONDecodeError) else 0
        yield line, f"is no JSON that a program can read: {error}"
        return
    if path.rpartition("/")[2] != "feed.json":
        return
    if not isinstance(value, dict) or not str(value.get("version", "")).startswith("https://jsonfeed.org/version/"):
        yield 0, "is no JSON Feed"
        return
    items = value.get("items")
    if not isinstance(value.get("title"), str) or not isinstance(items, list):
        yield 0, "has no title or no items, as JSON Feed demands"
        return
    for number, item in enumerate(items, 1):
        if not (
            isinstance(item, dict)
            and isinstance(item.get("id"), str)
            and {"content_html", "content_text"} & item.keys()
        ):
            yield 0, f"item {number} has no id or no content, as JSON Feed demands"
        else:
            yield from _there(str(item.get("url", "")), path, files, base_url)
    ids = [item.get("id") for item in items if isinstance(item, dict)]
    if len(ids) != len(set(ids)):
        yield 0, "has two items of one id"


def _no_number(name: str) -> float:
    raise ValueError(f"{name} is no number of JSON")


def _style(path: str, text: str, files: frozenset[str], base_url: str) -> Iterator[Fault]:
    for found in _CSS.finditer(text):
        address = found[2] or found[4]
        if address is None or address.startswith(("data:", "#")):
            continue
        line = text.count("\n", 0, found.start()) + 1
        where = meant(address, path, base_url)
        if where.outside or where.wrong:
            yield line, f"asks for what is not the site's own: {address}"
        elif where.file not in files:
            yield line, f"asks for a file that is not there: {where.file}"


def _there(address: str, path: str, files: frozenset[str], base_url: str) -> Iterator[Fault]:
    """Nothing where an address leads to a file of the site, or away from it; relative ones start at this file."""
    if not address:
        return
    found = meant(address if not base_url else urljoin(base_url + path, address), path, base_url)
    if found.wrong:
        yield 0, f"{found.wrong}: {address}"
    elif found.file and found.file not in files:
        yield 0, f"names a file that is not there: {found.file}"
