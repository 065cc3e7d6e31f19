"""Which stories have which characters and pairs of characters."""

from __future__ import annotations

import re
from collections import defaultdict
from operator import add
from typing import TYPE_CHECKING

from sitegen.site.search.folding import LETTERS
from sitegen.site.search.postings import encode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_RUNS = re.compile(f"[{LETTERS}]+")
SHARD = 5_000
"""Characters of a shard, about: a query loads one for each pair, so small ones pay, and files are not free."""
BREAK = "."
"""Stands in pairs for any run of punctuation and for the ends of a piece."""
GROUP = "\x7f"
"""Parts the groups of a shard, and is in no text."""


def grams(folded: str) -> set[str]:
    """The characters of a folded text, white space left out, and each pair of letters that stand together.

    A letter beside punctuation makes a pair with `BREAK`, so that a query across punctuation finds few stories, too.
    """
    runs = f"{BREAK}{BREAK.join(_RUNS.findall(folded))}{BREAK}"
    found = set(map(add, runs, runs[1:]))
    found.discard(BREAK + BREAK)
    found.update(folded)
    found.discard(" ")
    found.discard("\n")
    return found


def invert(texts: Iterable[Iterable[str]]) -> dict[str, list[int]]:
    """For each gram the numbers of the texts that have it, ascending."""
    stories: dict[str, list[int]] = defaultdict(list)
    for number, found in enumerate(texts):
        for gram in found:
            stories[gram].append(number)
    return stories


def shards(stories: Mapping[str, list[int]], aliases: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The index cut to pieces: the first gram of each and its text.

    A piece is groups, one for each first character: that character, then after spaces the list of the character
    itself and for each pair its second character and its list. An alias has = and what it stands for as its list.
    """
    keys = sorted((*stories, *aliases))
    if keys and max(max(key) for key in keys) > "\uffff":
        keys.sort(key=_as_javascript_sorts)
    groups: list[str] = []
    group: list[str] = []
    first, size = "", 0
    for key in keys:
        head = key[0]
        listed = encode(stories[key]) if key in stories else "=" + aliases[key]
        size += len(listed) + 3
        if group and group[0] != head:
            groups.append(" ".join(group))
            group = []
        if size > SHARD and (groups or group):
            yield first, GROUP.join([*groups, " ".join(group)] if group else groups)
            groups, group, size = [], [], len(listed) + 3
            first = ""
        first = first or key
        if not group:
            group = [head, ""]
        if len(key) == 1:
            group[1] = listed
        else:
            group.append(key[1] + listed)
    if group:
        groups.append(" ".join(group))
    if groups:
        yield first, GROUP.join(groups)


def _as_javascript_sorts(key: str) -> bytes:
    """Browsers compare texts by halves of characters, in which those beyond the first plane come before U+E000."""
    return key.encode("utf-16-be")
