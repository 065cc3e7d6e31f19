"""From a clipping to its stories: the order of the stages and nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from sitegen.model import Clipping, Line, Split

from .features import features_of
from .headlines import matches_of
from .layout import layout_of
from .pieces import Stack, items_of
from .roles import ROLES, best_path, role_weights, scores_of
from .rows import rows_of
from .stories import composed
from .threads import body_of, threads_of
from .weights import Weights


def split(clipping: Clipping, weights: Weights | None = None) -> Split:
    """The stories of a clipping and what belongs to none; the same for the same text, whatever the text is."""
    return split_lines(clipping.name, clipping.lines, weights or Weights())


def split_lines(name: str, lines: Sequence[Line], weights: Weights) -> Split:
    every_row = rows_of(lines)
    rows = [row for row in every_row if row.text]
    doubled = [row for row in every_row if row.doubled]
    layout = layout_of(rows)
    path, margins = best_path(
        scores_of(features_of(rows, layout), role_weights()), [row.blanks == 0 for row in rows], role_weights()
    )
    items = items_of(rows, [ROLES[role] for role in path], margins, layout)
    body = body_of(items)
    stacks = [item for item in items if isinstance(item, Stack)]
    threads = threads_of(body, weights)
    matches, _ = matches_of(body, threads, stacks, weights)
    return composed(name, items, body, threads, stacks, matches, doubled)
