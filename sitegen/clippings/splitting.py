"""From a clipping to its stories: the order of the stages and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.model import Clipping, Leftover, Line, Pins, Split, Story

from . import pinning
from .arranging import Arrangement, Decision, arranged, rearranged
from .crossheads import with_crossheads
from .cutting import cut_stacks, parted
from .headlines import Titles, kickers_of, titles_of
from .layout import layout_of
from .pieces import Item, items_of
from .roles import decided_roles
from .rows import Row, rows_of
from .sections import sections_of
from .stories import composed, left_doubled, left_rows
from .threads import Body, body_of
from .weights import Weights

if TYPE_CHECKING:
    from collections.abc import Sequence


def split(clipping: Clipping, weights: Weights | None = None) -> Split:
    """The stories of a clipping and what belongs to none; the same for the same text, whatever the text is."""
    page = laid_out(clipping.lines, clipping.pins)
    return joined(clipping.name, page, weights or Weights())


@dataclass(frozen=True, slots=True)
class LaidOut:
    """What stands on a page: its rows with their roles, and the items made of them in the order of the file."""

    rows: tuple[Row, ...]
    roles: tuple[str, ...]
    margins: tuple[float, ...]
    items: tuple[Item, ...]
    doubled: tuple[Row, ...]
    """Rows of which something was printed twice."""
    ignored: tuple[Row, ...]
    """Rows that an editor has set aside."""
    pins: Pins | None


def laid_out(lines: Sequence[Line], pins: Pins | None = None) -> LaidOut:
    """Lines to rows, rows to roles, roles to items."""
    every_row, ignored = pinning.ignored(rows_of(pinning.in_order(lines, pins)), pins)
    rows = [row for row in every_row if row.text]
    layout = layout_of(rows)
    decided, margins = decided_roles(rows, layout)
    roles = pinning.pinned_roles(rows, decided, pins)
    items = with_crossheads(items_of(rows, roles, margins, layout, pinning.cuts(pins)))
    doubled = [row for row in every_row if row.doubled]
    return LaidOut(tuple(rows), tuple(roles), tuple(margins), tuple(items), tuple(doubled), tuple(ignored), pins)


def joined(name: str, page: LaidOut, weights: Weights) -> Split:
    """The items of a page made to stories, by one decision on threads and titles together, section by section."""
    stories: list[Story] = []
    other: list[Leftover] = [*left_rows("noise", page.ignored), *left_doubled(page.doubled)]
    for items in sections_of(page.items):
        section = decided(items, page.pins, weights)
        found, rest = composed(section)
        stories += found
        other += rest
    return Split(name, tuple(stories), tuple(sorted(other, key=lambda left: left.lines)))


def decided(items: Sequence[Item], pins: Pins | None, weights: Weights) -> Decision:
    """Which piece follows which, and which title heads what, for one section of a page."""
    body = body_of(items, pins)
    titles, found = _titled(parted(items, body), body, weights)
    kickers = kickers_of(body, found.threads, titles, found.matches, weights)
    return Decision(tuple(items), body, titles, found, kickers, weights)


_MOST_CUTS = 6


def _titled(items: Sequence[Item], body: Body, weights: Weights) -> tuple[Titles, Arrangement]:
    """The page arranged, with stacks cut in two where that makes more of it.

    Headlines of neighbouring stories that stand one under the other look like the lines of one. A cut that brings a
    story to light needs less to speak for it than one that only gives a title away.
    """
    now = list(items)
    titles = titles_of(now, body)
    best = arranged(body, titles, weights)
    for _ in range(_MOST_CUTS):
        gains: list[tuple[float, int]] = []
        found: list[tuple[Arrangement, list[Item], Titles]] = []
        for trial, one in cut_stacks(now):
            other = titles_of(trial, body)
            arrangement = rearranged(body, other, best, weights)
            more = len(arrangement.threads) > len(best.threads)
            against = (weights.cut_to_story if more else weights.cut_title) + weights.letters * one
            gains.append((arrangement.worth - best.worth - against, -len(found)))
            found.append((arrangement, trial, other))
        gain, at = max(gains, default=(0.0, 0))
        if gain <= 0:
            break
        best, now, titles = found[-at]
    return titles, best
