"""A page of several columns unfolded: its cells in reading order."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from sitegen.han import is_han

from .blocks import Block, split_strips
from .boxes import Box, attach, chains_of, in_reading_order
from .grids import grid_of
from .strips import Strip, strips_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import Line

_SIDE_BY_SIDE = re.compile(r"\S{3}\s+\S{3}")
_PUNCTUATED = re.compile(r"[，。、；：,]")
LEAST_ROWS = 5
"""So many lines must hold prose of two columns before a page counts as one of several."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of one line that stands in one column."""

    line: int
    start: int
    end: int
    """Characters of the line from `start` up to `end`."""
    text: str
    column: int
    """The vertical strip, counted in reading order from 1."""
    box: int
    """The story's area, counted in reading order from 1."""
    top: bool
    """The first cell of its strip."""
    head: bool
    """Part of a title or a label rather than of prose."""
    indent: bool
    """Set in from its strip's left edge, as a paragraph's first line is."""
    full: bool
    """Reaches its strip's right edge."""


def has_columns(lines: Sequence[Line]) -> bool:
    """True where many lines of a page hold prose of several columns side by side."""
    shown = [line for line in lines if line.text.strip()]
    if sum(_SIDE_BY_SIDE.search(line.text) is not None for line in shown) < LEAST_ROWS:
        return False
    strips, _ = _strips_of(tuple(lines))
    rows: dict[int, int] = {}
    cells = [run for strip in strips if len(strip.runs) > 2 for run in strip.runs if _is_prose(run.text)]
    for cell in cells:
        rows[cell.line] = rows.get(cell.line, 0) + 1
    beside = sum(count > 1 for count in rows.values())
    punctuated = sum(_PUNCTUATED.search(cell.text) is not None for cell in cells)
    return beside >= max(LEAST_ROWS, 0.1 * len(shown)) and punctuated > 0.4 * len(cells)


@lru_cache(maxsize=1)
def _strips_of(lines: tuple[Line, ...]) -> tuple[list[Strip], list[int]]:
    """The page's strips, kept from `has_columns` for the `unfold` that follows it."""
    return strips_of(grid_of(lines), lines, heights_of(lines))


def _is_prose(text: str) -> bool:
    """True for a cell that is neither a figure nor a letter of a spaced line."""
    return sum(is_han(char) for char in text) >= 5


def heights_of(lines: Sequence[Line]) -> list[int]:
    """The height of each line on paper, counted in lines, blank ones left out where every other line is blank."""
    shown = [bool(line.text.strip()) for line in lines]
    gaps: list[int] = []
    blank = 0
    for text in shown:
        if text:
            gaps.append(blank)
            blank = 0
        else:
            blank += 1
    usual = 1 if gaps and sum(gap >= 1 for gap in gaps[1:]) > 0.6 * (len(gaps) - 1) else 0
    heights: list[int] = []
    y = 0
    blank = 0
    for text in shown:
        if text:
            y += 1 + max(0, blank - usual)
            blank = 0
        else:
            blank += 1
        heights.append(y)
    return heights


def unfold(lines: Sequence[Line]) -> tuple[Cell, ...]:
    """The cells of a page of several columns, in reading order."""
    strips, prints = _strips_of(tuple(lines))
    blocks = split_strips(strips, prints)
    prose = sorted((block for block in blocks if not block.head), key=lambda block: block.top)
    boxes = attach([block for block in blocks if block.head], chains_of(prose, prints), prints)
    return tuple(_cells(in_reading_order(boxes), lines, prints))


def _cells(boxes: Sequence[Box], lines: Sequence[Line], prints: Sequence[int]) -> list[Cell]:
    cells: list[Cell] = []
    column = 0
    by_number = {line.number: line.text for line in lines}
    for number, box in enumerate(boxes, 1):
        for group in [*_stacked(box.heads, prints), *([block] for block in box.columns)]:
            column += 1
            first = True
            for block in group:
                for run in block.strip.runs:
                    text = by_number[run.line][run.start : run.end]
                    full = run.x1 > block.x1 - 1.5
                    cells.append(
                        Cell(run.line, run.start, run.end, text, column, number, first, block.head, run.indent, full)
                    )
                    first = False
    return cells


_ASIDE = 3.0
"""Ems by which a row of a title may miss the one above it, as places are counted roughly."""
_NEXT_ROW = 5
"""Lines of height within which the next row of a title follows."""


def _stacked(heads: Sequence[Block], prints: Sequence[int]) -> list[list[Block]]:
    """Titles over one story by the stacks they form: one below another, or side by side in one row of print."""
    stacks: list[list[Block]] = []
    for head in sorted(heads, key=lambda head: (head.top, head.x0)):
        for stack in stacks:
            above = stack[-1]
            below = 0 <= prints[head.top] - prints[above.bottom] <= _NEXT_ROW
            if above.top == head.top or (below and min(head.x1, above.x1) > max(head.x0, above.x0) - _ASIDE):
                stack.append(head)
                break
        else:
            stacks.append([head])
    return stacks
