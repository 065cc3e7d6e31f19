"""Addresses: ASCII, stable, and never the same for two things."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

NONE_GIVEN: Mapping[str, str] = {}
Kind = Literal["county", "township", "village", "topic", "person", "reporter", "organisation", "clipping"]


def distinct(names: Iterable[str], slug: Callable[[str], str], given: Mapping[str, str] = NONE_GIVEN) -> dict[str, str]:
    """One slug a name, no two alike; those that are `given` stay.

    Where names sound alike, the first by code point keeps the plain slug and the others take a mark made from
    their own characters, so that adding a name never renumbers the rest.
    """
    wanted = set(names)
    result = {name: given[name] for name in sorted(wanted & given.keys())}
    taken = set(given.values())
    for name in sorted(wanted - result.keys()):
        mark = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()
        plain = slug(name) or mark[:8]
        length = 0
        found = plain
        while found in taken:
            length += 4
            found = f"{plain}-{mark[:length]}"
        taken.add(found)
        result[name] = found
    return result


def sheet_slugs(names: Iterable[str], slug: Callable[[str], str]) -> dict[str, str]:
    """The slugs of clippings by their names: those of the file names without folder and ending."""
    return distinct(names, lambda name: slug(stem_of(name)))


def stem_of(name: str) -> str:
    """A clipping's file name without folder and ending."""
    return name.rpartition("/")[2].rpartition(".")[0] or name


class Link(NamedTuple):
    """A name that leads somewhere: a page's address from the site's root, with an anchor perhaps."""

    text: str
    url: str = ""
    note: str = ""
    line: int = 0
    """The line of the clipping that proves it, 0 where there is none."""


def root_of(path: str) -> str:
    """The way from a page up to the site's root: "../../" for a page two folders down."""
    return "../" * path.count("/")


def nav_link(key: str) -> Link:
    """A link to one of the site's own indexes; its text stands in the theme's labels, under `key`."""
    return Link("", f"{key}/index.html", key)
