"""How the page was set: width of its columns row by row, and what a blank line means.

A hard-wrapped column shows itself by many rows of nearly one width; the width is a signature of the story
(neighbouring stories are often set to other measures).
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from . import cues

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .rows import Row

FirstRows = Literal["indented", "stripped", "full", "unknown"]
LONG_ROW = 45.0
"""Ideographs; no newspaper column is as wide, so a page of such rows has one paragraph a row."""
_WINDOW = 9


@dataclass(frozen=True, slots=True)
class Layout:
    """What the spacing of a page tells."""

    wrapped: bool
    """Paragraphs are cut into rows at the column's width."""
    double_spaced: bool
    """Nearly every row is followed by one blank line, so that a blank line says nothing."""
    indented: bool
    """The first row of a paragraph is set in."""
    measures: tuple[float, ...]
    """For each row, the width of the column that it stands in; 0 where there is none."""
    spaced: bool = False
    """Blank lines stand between paragraphs or columns."""
    first_rows: FirstRows = "unknown"
    """How the first row of a paragraph is set: in, with its indent stripped by extraction, or full."""
    rows_apart: bool = False
    """A blank line follows nearly every row, be it a line of the column or a whole paragraph."""


def layout_of(rows: Sequence[Row]) -> Layout:
    """The layout of a page from the widths, indents and blank lines of its rows."""
    if not rows:
        return Layout(False, False, False, ())
    total = sum(row.width for row in rows)
    in_long = sum(row.width for row in rows if row.width > LONG_ROW)
    wrapped = in_long < 0.5 * total
    gaps = [row.blanks for row in rows[1:]]
    apart = len(gaps) > 8 and sum(gap == 1 for gap in gaps) >= 0.8 * len(gaps)
    double = apart and wrapped
    deep = sum(1.5 <= row.indent <= 4.5 for row in rows)
    indented = deep >= max(2, 0.05 * len(rows)) and deep <= 0.6 * len(rows)
    measures = _measures(rows) if wrapped else (0.0,) * len(rows)
    spaced = any(gap > 0 for gap in gaps) and not double
    first_rows: FirstRows = "indented" if indented else _first_rows(rows, measures) if wrapped else "unknown"
    return Layout(wrapped, double, indented, measures, spaced, first_rows, apart)


def _first_rows(rows: Sequence[Row], measures: Sequence[float]) -> FirstRows:
    """Judged on the rows that follow a sentence ended well before the column's edge."""
    stripped = full = 0
    for at in range(1, len(rows)):
        lack_before, lack = measures[at - 1] - rows[at - 1].width, measures[at] - rows[at].width
        if cues.ends_sentence(rows[at - 1].key) and lack_before > 2.7:
            stripped += 1.3 < lack <= 2.7
            full += abs(lack) <= 1.3
    if stripped + full < 4:
        return "unknown"
    if stripped >= 2 * full:
        return "stripped"
    return "full" if full >= 2 * stripped else "unknown"


def _measures(rows: Sequence[Row]) -> tuple[float, ...]:
    """Each row's column width: the commonest width near it, wider ones first where several are as common."""
    filled = [row.width + (min(row.indent, 2.0) if row.indent >= 1.5 else 0.0) for row in rows]
    whole = _commonest(filled)
    found = []
    for index in range(len(rows)):
        near = filled[max(0, index - _WINDOW) : index + _WINDOW + 1]
        local = _commonest(near)
        found.append(local if local >= 0.5 * whole else whole)
    return tuple(found)


def _commonest(widths: Sequence[float]) -> float:
    """The width around which most rows lie (one ideograph to each side); 0 for none."""
    bins = Counter(round(width) for width in widths if 4 <= width <= LONG_ROW)
    if not bins:
        return 0.0
    weight = {width: (bins[width - 1] + 2 * bins[width] + bins[width + 1]) * (1 + 0.02 * width) for width in bins}
    best = max(weight, key=lambda width: (weight[width], width))
    return float(best)
