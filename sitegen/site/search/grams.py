"""Which stories have which characters and pairs of characters."""

from __future__ import annotations

import re
import sys
from collections import defaultdict, deque
from dataclasses import dataclass, field
from itertools import repeat
from typing import TYPE_CHECKING

from sitegen.site.search.folding import LETTERS
from sitegen.site.search.postings import ended, gaps, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_RUNS = re.compile(f"([{LETTERS}]+)")
SHARD = 5_000
"""Characters of a shard, about: a query loads one for each pair, so small ones pay, and files are not free."""
BREAK = "."
"""Stands in pairs for any run of punctuation and for the ends of a piece."""
GROUP = "\x7f"
"""Parts the groups of a shard, and is in no text."""
_CODEC = f"utf-32-{'le' if sys.byteorder == 'little' else 'be'}"
_BREAKS = int.from_bytes((BREAK + BREAK).encode(_CODEC), sys.byteorder)


def grams(folded: str) -> set[int]:
    """The pairs of letters that stand together in a folded text, and its punctuation, each as the number it is.

    A letter beside punctuation makes a pair with `BREAK`, so that a query across punctuation finds few stories, too.
    Numbers are made of four bytes a character: 1,300 a story are cut out at once, and never become texts.
    """
    parts = _RUNS.split(folded)
    runs = f"{BREAK}{BREAK.join(parts[1::2])}{BREAK}"
    even = len(runs) // 2 * 2
    units = memoryview(f"{runs}{BREAK}"[: even + 2].encode(_CODEC))
    found = set(units[: even * 4].cast("Q").tolist())
    found.update(units[4 : 4 + (len(units) - 4) // 8 * 8].cast("Q").tolist())
    found.discard(_BREAKS)
    found.update(map(ord, set("".join(parts[::2])) - {" ", "\n"}))
    return found


def spelled(gram: int) -> str:
    """The character or pair that a number stands for."""
    return chr(gram) if gram < 1 << 21 else gram.to_bytes(8, sys.byteorder).decode(_CODEC)


@dataclass(slots=True)
class Lists:
    """For each gram its stories as text, of all stories so far; those that come next have higher numbers."""

    of: dict[str, tuple[int, str]] = field(default_factory=dict)
    """The last number, and the text of all."""

    def add(self, more: Mapping[str, tuple[int, int, str]], start: int = 0) -> None:
        """Puts the lists of further stories at the end, of which the first has the number `start`."""
        known = self.of
        for gram, (first, last, text) in more.items():
            before = known.get(gram)
            gap = number(start + first - before[0] - 1 if before else start + first)
            known[gram] = (start + last, f"{before[1]}{gap}{text}" if before else gap + text)

    def texts(self) -> dict[str, str]:
        """The lists as they stand in shards."""
        return {gram: ended(text, last) for gram, (last, text) in self.of.items()}


def invert(texts: Iterable[Iterable[int]]) -> dict[str, tuple[int, int, str]]:
    """For each gram of these stories, numbered from nought: the first that has it, the last, and the gaps between."""
    stories: dict[int, list[int]] = defaultdict(list)
    for place, found in enumerate(texts):
        deque(map(list.append, map(stories.__getitem__, found), repeat(place)), 0)  # a loop that costs half as much
    lists: dict[str, tuple[int, int, str]] = {}
    heads: dict[str, list[list[int]]] = defaultdict(list)
    for gram, numbers in stories.items():
        key = spelled(gram)
        lists[key] = (numbers[0], numbers[-1], gaps(numbers))
        if len(key) == 2 and key[0] != BREAK:
            heads[key[0]].append(numbers)
    # A letter begins at least one pair wherever it stands, so its own list needs no counting.
    for char, pairs in heads.items():
        numbers = sorted(set().union(*pairs)) if len(pairs) > 1 else pairs[0]
        lists[char] = (numbers[0], numbers[-1], gaps(numbers))
    return lists


def shards(stories: Mapping[str, str], aliases: Mapping[str, str]) -> Iterator[tuple[str, str]]:
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
        listed = stories[key] if key in stories else "=" + aliases[key]
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
