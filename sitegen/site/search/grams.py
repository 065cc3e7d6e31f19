"""Which stories have which characters and pairs of characters."""

from __future__ import annotations

import re
import sys
from array import array
from collections import defaultdict, deque
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import repeat
from operator import add
from typing import TYPE_CHECKING

from sitegen.site.search.folding import LETTERS, SPACE, folded_char, without_idle_spaces
from sitegen.site.search.postings import ended, gaps, number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sitegen.site.search.folding import Groups
    from sitegen.site.search.postings import Pack

MARK = re.compile(f"[^{LETTERS}\n]")
SHARD = 5_000
"""Characters of a shard, about: a query loads one for each pair, so small ones pay, and files are not free."""
BREAK = "."
"""Stands in pairs for any run of punctuation and for the ends of a piece."""
GROUP = "\x7f"
"""Parts the groups of a shard, and is in no text."""
CODEC = f"utf-32-{'le' if sys.byteorder == 'little' else 'be'}"


class _Runs(dict[int, str]):
    """What each character becomes where letters alone matter; learns a character when it first meets it."""

    def __init__(self, own: Groups) -> None:
        super().__init__()
        self._own = own
        self.marks: dict[str, list[int]] = {}
        """Of the characters met so far, those that stand for punctuation, and for which."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        folded = folded_char(char, self._own)
        marks = [mark for mark in MARK.findall(folded) if mark != SPACE]
        if marks:
            self.marks[char] = memoryview("\0".join([*marks, ""]).encode(CODEC)).cast("Q").tolist()
        found = self[code] = "".join(BREAK if one in marks or one == "\n" else one for one in folded)
        return found


@lru_cache(maxsize=4)
def _runs(own: Groups) -> _Runs:
    return _Runs(own)


def grams(text: str, own: Groups = ()) -> list[int]:
    """The pairs of letters that stand together in a text when it is folded, and its punctuation, as numbers.

    A number is two characters of four bytes each; of a single one the second is nought.

    A pair comes as often as it stands there: to tell which were met before costs more than to go on with all.

    A letter beside punctuation makes a pair with `BREAK`, so that a query across punctuation finds few stories, too.
    Numbers are made of four bytes a character: 1,300 a story are cut out at once, and never become texts.
    """
    table = _runs(own)
    runs = f"{BREAK}{without_idle_spaces(text.translate(table)).replace(SPACE, BREAK)}{BREAK}"
    while BREAK + BREAK in runs:
        runs = runs.replace(BREAK + BREAK, BREAK)
    units = memoryview(runs.encode(CODEC))
    found = units[: len(runs) // 2 * 8].cast("Q").tolist()
    found += units[4 : 4 + (len(runs) - 1) // 2 * 8].cast("Q").tolist()
    for char, marks in table.marks.items():
        if char in text:
            found += marks
    return found


def spelled(found: Iterable[int]) -> list[str]:
    """The character or pair that each number stands for."""
    text = array("Q", found).tobytes().decode(CODEC)
    return [pair.rstrip("\0") for pair in map(add, text[::2], text[1::2])]


Inverted = tuple[bytes, list[int], list[int], list[str]]
"""The grams of some stories, numbered from nought, and of each the first that has it, the last, and the gaps between.

Columns and not rows, and grams as the bytes of their numbers: half a million are made, kept and read again.
"""


@dataclass(slots=True)
class Lists:
    """For each gram its stories as text, of all stories so far; those that come next have higher numbers."""

    of: dict[int, tuple[int, str]] = field(default_factory=dict)
    """The last number, and the text of all."""

    def add(self, more: Inverted, start: int = 0) -> None:
        """Puts the lists of further stories at the end, of which the first has the number `start`."""
        known = self.of
        keys, firsts, ends, texts = more
        for gram, first, last, text in zip(memoryview(keys).cast("Q"), firsts, ends, texts, strict=True):
            before = known.get(gram)
            gap = number(start + first - before[0] - 1 if before else start + first)
            known[gram] = (start + last, f"{before[1]}{gap}{text}" if before else gap + text)

    def texts(self, packing: Pack | None = None) -> dict[str, str]:
        """The lists as they stand in shards, by what their grams spell."""
        return {
            gram: ended(text, last, packing)
            for gram, (last, text) in zip(spelled(self.of), self.of.values(), strict=True)
        }


def invert(texts: Iterable[Iterable[int]]) -> Inverted:
    """Which of these stories have which grams."""
    stories: dict[int, list[int]] = defaultdict(list)
    for place, found in enumerate(texts):
        deque(map(list.append, map(stories.__getitem__, found), repeat(place)), 0)  # a loop that costs half as much
    heads: dict[int, list[list[int]]] = defaultdict(list)
    chars = memoryview(array("Q", stories)).cast("B").cast("I").tolist()
    for first, second, numbers in zip(chars[::2], chars[1::2], stories.values(), strict=True):
        if second:
            heads[first].append(numbers)
    heads.pop(ord(BREAK), None)
    # A letter begins at least one pair wherever it stands, so its own list needs no counting.
    letters = memoryview("\0".join([*map(chr, heads), ""]).encode(CODEC)).cast("Q")
    stories.update(zip(letters, (sorted(set().union(*pairs)) for pairs in heads.values()), strict=True))
    keys = sorted(stories)
    lists = [stories[key] for key in keys]
    return (
        array("Q", keys).tobytes(),
        [numbers[0] for numbers in lists],
        [numbers[-1] for numbers in lists],
        list(map(gaps, lists)),
    )


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
