"""Stacks of titles cut in two where the lines that stand together head different stories."""

from __future__ import annotations

import itertools
from dataclasses import replace
from typing import TYPE_CHECKING

from .pieces import Item, Stack, TitleRow
from .seams import run_on
from .topics import pairs_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .threads import Body


def parted(items: Sequence[Item], body: Body) -> list[Item]:
    """The items with stacks parted where lines that stand together head different stories.

    Two lines of one headline are found in one run of paragraphs; of two headlines each is found in its own.
    """
    texts = [set(pairs_of(piece.key)) for piece in body.pieces]
    out: list[Item] = []
    for item in items:
        out += _parts(item, body, texts) if isinstance(item, Stack) and not item.soft else [item]
    return out


_APART = 0.45
_ONE_WORD = 1.9
"""Log-odds of a seam that a word crosses; such lines are one headline whatever else is shared."""
_RUN = 6


def _parts(stack: Stack, body: Body, texts: Sequence[set[str]]) -> list[Item]:
    rows = list(stack.rows)
    cuts = [
        at
        for at in range(1, len(rows))
        if rows[at - 1].role == rows[at].role == "headline" and _heads_another(rows, at, body, texts)
    ]
    if not cuts:
        return [stack]
    edges = [0, *cuts, len(rows)]
    return [replace(stack, rows=tuple(rows[a:b])) for a, b in itertools.pairwise(edges)]


def cut_stacks(items: Sequence[Item]) -> list[tuple[list[Item], float]]:
    """The items with one stack cut in two between lines that may be two headlines, for each such place.

    With each, how much the two lines themselves look like one headline, in log-odds: a word runs on from line to
    line.
    """
    found: list[tuple[list[Item], float]] = []
    for number, item in enumerate(items):
        if not isinstance(item, Stack) or item.soft:
            continue
        for at in range(1, len(item.rows)):
            above, below = item.rows[at - 1], item.rows[at]
            if above.role != "kicker" and below.role == "headline" and min(len(above.row.key), len(below.row.key)) > 3:
                halves = [replace(item, rows=item.rows[:at]), replace(item, rows=item.rows[at:])]
                higher_up = below.row.line < above.row.line
                one = -_HIGHER_UP if higher_up else max(0.0, run_on(above.row.key, below.row.key))
                if above.row.width + below.row.width < _SHORT:
                    one += _ONE_OF_TWO
                found.append(([*items[:number], *halves, *items[number + 1 :]], one))
    return found


_SHORT = 13.0
"""Ideographs; two lines of no more are rather the lines of one headline."""
_ONE_OF_TWO = 2.0
_HIGHER_UP = 6.0
"""Against one headline where the lower line stands higher up in the file, in another column."""


def _heads_another(rows: Sequence[TitleRow], at: int, body: Body, texts: Sequence[set[str]]) -> bool:
    """Whether the line at `at` is found elsewhere than the lines of the same headline before it."""
    first = at - 1
    while first and len(rows[first].row.key) < 5:
        first -= 1
    if rows[at].row.line != rows[at - 1].row.line and run_on(rows[at - 1].row.key, rows[at].row.key) > _ONE_WORD:
        return False
    upper_key, lower_key = "".join(title.row.key for title in rows[first:at]), rows[at].row.key
    for run, apart, least in ((_RUN, _APART, 0.0), (2, 0.7, 0.35)):
        upper, lower = _found(upper_key, body, texts, run), _found(lower_key, body, texts, run)
        if not upper or not lower:  # too short, or there is no text beside it
            return False
        together = max(above + below for above, below in zip(upper, lower, strict=True))
        if max(upper) + max(lower) - together > apart and min(max(upper), max(lower)) >= least:
            return True
    return False


def _found(key: str, body: Body, texts: Sequence[set[str]], run: int) -> list[float] | None:
    """For each run of so many paragraphs the share of a line's letter pairs in it; None for too short a line."""
    pairs = set(pairs_of(key))
    if len(pairs) < 4:
        return None
    worth = {pair: body.likeness.rarity.get(pair, 0.6) for pair in pairs}
    whole = sum(worth.values())
    shares = []
    for start in range(len(texts)):
        held: set[str] = set()
        for place in range(start, min(len(texts), start + run)):
            if place > start and body.pieces[place].dateline:
                break
            held |= texts[place] & pairs
        shares.append(sum(worth[pair] for pair in held) / whole)
    return shares
