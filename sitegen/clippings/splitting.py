"""From a clipping to its stories: the order of the stages and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.model import Clipping, Line, Split

from .arranging import arranged
from .crossheads import with_crossheads
from .headlines import kickers_of, titles_of
from .layout import layout_of
from .pieces import items_of
from .roles import decided_roles
from .rows import rows_of
from .stories import composed
from .threads import body_of
from .weights import Weights


def split(clipping: Clipping, weights: Weights | None = None) -> Split:
    """The stories of a clipping and what belongs to none; the same for the same text, whatever the text is."""
    return split_lines(clipping.name, clipping.lines, weights or Weights())


def split_lines(name: str, lines: Sequence[Line], weights: Weights) -> Split:
    every_row = rows_of(lines)
    rows = [row for row in every_row if row.text]
    doubled = [row for row in every_row if row.doubled]
    layout = layout_of(rows)
    roles, margins = decided_roles(rows, layout)
    items = with_crossheads(items_of(rows, roles, margins, layout))
    body = body_of(items)
    titles = titles_of(items, body)
    found = arranged(body, titles, weights)
    kickers = kickers_of(body, found.threads, titles, found.matches, weights)
    return composed(name, items, body, found, titles, kickers, doubled)
