"""Crossheads and headlines told apart by their likes: the crossheads of one story are several, and built alike.

打破地域壁垒 … 打破资源束缚 … 打破人才匮乏, or a place and a phrase again and again. Each stands between two
paragraphs with no dateline after it. A crosshead without another in its story may be the title of a brief.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from . import cues
from .pieces import Item, Piece, Stack, TitleRow

if TYPE_CHECKING:
    from collections.abc import Sequence

_LONGEST = 20.0
_CLOSE = 4.0


def with_crossheads(items: Sequence[Item]) -> list[Item]:
    """The items with stacks that have their like in the same run of paragraphs made crossheads."""
    runs: list[list[int]] = [[]]
    for at, item in enumerate(items):
        if isinstance(item, Piece) and item.dateline:
            runs.append([])
        if (isinstance(item, Piece) and item.kind == "heading") or _between_paragraphs(items, at):
            runs[-1].append(at)
    found = list(items)
    for run in runs:
        for at in run:
            item = items[at]
            if isinstance(item, Stack) and any(_alike(item, items[other]) for other in run if other != at):
                found[at] = as_heading(item)
    return [_softened(found, at) for at in range(len(found))]


def _softened(items: Sequence[Item], at: int) -> Item:
    """A crosshead that is the only one between two titles or datelines, as a soft stack; any other item as it is."""
    item = items[at]
    if not isinstance(item, Piece) or item.kind != "heading":
        return item
    if cues.NUMBERED.match(item.key) or cues.MARKED.match(item.key) or cues.ends_sentence(item.key):
        return item
    for step in (-1, 1):
        other = at + step
        while 0 <= other < len(items):
            near = items[other]
            if isinstance(near, Piece) and near.kind == "heading":
                return item
            if isinstance(near, Stack) or (isinstance(near, Piece) and near.dateline):
                break
            other += step
    rows = tuple(TitleRow("headline", row, item.measure) for row in item.rows)
    return Stack(rows, item.place, item.margin, soft=True)


def _between_paragraphs(items: Sequence[Item], at: int) -> bool:
    """Whether a short stack stands between the end of one paragraph and the start of another."""
    item = items[at]
    if not isinstance(item, Stack) or not 0 < at < len(items) - 1 or len(item.rows) > 2:
        return False
    if any(title.role == "subhead" or title.row.width > _LONGEST for title in item.rows):
        return False
    before, after = items[at - 1], items[at + 1]
    if not (isinstance(before, Piece) and isinstance(after, Piece)):
        return False
    whole = not before.tail_open and not before.signed and not after.head_open and not after.dateline
    return whole and before.kind == after.kind == "paragraph"


def _alike(stack: Stack, other: Item) -> bool:
    """Whether two crossheads are built alike: as many rows of about the same width, one end or the form in common."""
    if not isinstance(other, (Stack, Piece)):
        return False
    own = [title.row for title in stack.rows]
    its = [title.row for title in other.rows] if isinstance(other, Stack) else list(other.rows)
    if len(own) != len(its):
        return False
    if any(abs(a.width - b.width) > _CLOSE for a, b in zip(own, its, strict=True)):
        return False
    if own[0].key[:2] == its[0].key[:2] or own[-1].key[-2:] == its[-1].key[-2:]:
        return True
    places = [bool(cues.KICKER_PLACE.search(row.key)) for row in (own[0], its[0])]
    return len(own) == 2 and all(places) and own[0].key[-1] == its[0].key[-1]


def as_heading(stack: Stack) -> Piece:
    """A stack read as a crosshead."""
    rows = tuple(title.row for title in stack.rows)
    text = " ".join(row.text for row in rows)
    key = "".join(row.key for row in rows)
    return Piece("heading", rows, stack.place, False, stack.rows[0].measure, stack.margin, key=key, text=text)
