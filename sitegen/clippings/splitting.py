"""From a clipping to its stories: the order of the stages and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.model import Clipping, Leftover, Line, Pins, Split, Story

from . import pinning
from .arranging import Decision, arranged
from .crossheads import with_crossheads
from .headlines import kickers_of, parted, titles_of
from .layout import layout_of
from .pieces import Item, items_of
from .roles import decided_roles
from .rows import Row, rows_of
from .sections import sections_of
from .stories import composed, left_doubled, left_rows
from .threads import body_of
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
    titles = titles_of(parted(items, body), body)
    found = arranged(body, titles, weights)
    kickers = kickers_of(body, found.threads, titles, found.matches, weights)
    return Decision(tuple(items), body, titles, found, kickers, weights)
