"""Cells of neighbouring lines that stand in one column, linked into strips from top to bottom."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .printing import Run, prints_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import Line

    from .grids import Grid


REACH = 9
"""Lines of height beyond which a cell no longer carries on the one above it."""

MOST_BLANK = 2


@dataclass(slots=True, eq=False)
class Strip:
    """Runs below one another that begin at one place; `x0` leaves the indents out."""

    x0: float
    edge: int | None = None
    runs: list[Run] = field(default_factory=list)
    x1: float = 0.0

    @property
    def top(self) -> int:
        return self.runs[0].row

    @property
    def bottom(self) -> int:
        return self.runs[-1].row

    def add(self, run: Run) -> None:
        self.runs.append(run)
        self.x1 = max(self.x1, run.x1)


def strips_of(grid: Grid, lines: Sequence[Line], heights: Sequence[int]) -> tuple[list[Strip], list[int]]:
    """All strips of the page, every token in exactly one, and the height of each row of print."""
    done: list[Strip] = []
    active: list[Strip] = []
    prints: list[int] = []
    for row, tokens in enumerate(grid.tokens):
        if not tokens:
            continue
        near = [strip for strip in active if _within_reach(heights[row], prints, strip.bottom)]
        done += [strip for strip in active if strip not in near]
        active = near
        open_edges = {strip.edge for strip in active if strip.edge is not None}
        for runs in prints_of(grid, row, lines[row].number, open_edges):
            number = len(prints)
            prints.append(heights[row])
            for run, edge in runs:
                run.row = number
                strip = _strip_for(run, edge, active)
                if strip is None:
                    place = grid.edges.places[edge] if edge is not None else run.x0
                    strip = Strip(place, edge)
                    active.append(strip)
                strip.add(run)
            blocked = [s for s in active if s.bottom != number and any(_covers(run, s) for run, _ in runs)]
            done += blocked
            active = [strip for strip in active if strip not in blocked]
    return sorted([*done, *active], key=lambda strip: (strip.top, strip.x0)), prints


def _within_reach(height: int, prints: Sequence[int], bottom: int) -> bool:
    """True where a cell at this height may carry on the one in row `bottom`: little lies between them."""
    away = height - prints[bottom]
    return away <= REACH and away - len(set(prints[bottom:])) <= MOST_BLANK


def _strip_for(run: Run, edge: int | None, active: Sequence[Strip]) -> Strip | None:
    open_strips = [strip for strip in active if strip.bottom != run.row]
    for strip in open_strips:
        if edge is not None and strip.edge == edge:
            return strip
        if edge is None and strip.edge is None and abs(strip.x0 - run.x0) < 1.3:
            return strip
    for strip in open_strips if edge is None else ():
        # a crosshead is set in the middle of its column
        if len(strip.runs) > 2 and strip.x0 + 1 < run.x0 and run.x1 < strip.x1 + 0.5:
            return strip
    return None


def _covers(run: Run, strip: Strip) -> bool:
    shared = min(run.x1, strip.x1) - max(run.x0, strip.x0)
    return shared > 0.3 * (strip.x1 - strip.x0) or shared > 4
