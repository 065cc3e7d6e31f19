"""A very long page cut into sections that are decided one by one, so that the cost grows with the length alone.

A newspaper page has some fifty pieces; a file with many more holds several pages. It is cut where a story most
likely begins: before a dateline, at a title, at least after a full stop.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from .pieces import Item, Piece, Stack

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_PIECES = 160
"""As many pieces as a page may well have."""
_SECTION = 80
_LEAST = 40


def sections_of(items: Sequence[Item]) -> list[list[Item]]:
    """The items of a page as one section; of a longer file in sections of some 80 pieces, places counted afresh."""
    if sum(isinstance(item, Piece) for item in items) <= MOST_PIECES:
        return [list(items)] if items else []
    sections: list[list[Item]] = []
    start = 0
    while start < len(items):
        end = _end(items, start)
        sections.append([replace(item, place=at) for at, item in enumerate(items[start:end])])
        start = end
    return sections


def _end(items: Sequence[Item], start: int) -> int:
    """Where the section that begins at `start` had best end."""
    pieces, best, worth = 0, len(items), -1
    for at in range(start, len(items)):
        item = items[at]
        if pieces >= _LEAST:
            now = _border(items, at)
            if now >= worth:
                best, worth = at, now
        pieces += isinstance(item, Piece)
        if pieces > _SECTION:
            return best if worth >= 0 else at
    return len(items)


def _border(items: Sequence[Item], at: int) -> int:
    """How likely a story begins at an item: 0 not at all, 3 surely."""
    here, before = items[at], items[at - 1]
    if isinstance(before, Piece) and before.tail_open:
        return 0
    if isinstance(here, Piece):
        if here.head_open:
            return 0
        return 3 if here.dateline and isinstance(before, Piece) else 1
    return 2 if isinstance(here, Stack) and isinstance(before, Piece) else 1
