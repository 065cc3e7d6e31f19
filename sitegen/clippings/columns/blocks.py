"""Strips cut into blocks: prose, and the titles and labels that stand on top of it or between."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from .grids import ems
from .printing import FINAL, Run
from .strips import Strip

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(slots=True)
class Block:
    """A strip as printed matter: `head` where it is a title or a label rather than prose."""

    strip: Strip
    head: bool

    @property
    def x0(self) -> float:
        return self.strip.x0

    @property
    def x1(self) -> float:
        return self.strip.x1

    @property
    def top(self) -> int:
        return self.strip.top

    @property
    def bottom(self) -> int:
        return self.strip.bottom

    @property
    def first(self) -> str:
        return self.strip.runs[0].text

    @property
    def last(self) -> str:
        return self.strip.runs[-1].text


def is_final(text: str) -> bool:
    return FINAL.search(text.rstrip()[-8:]) is not None


DATELINE = re.compile(r"^\s*本报\S*讯|^\s*\S{2,4}讯[（(]|^\s*新华社")


def split_strips(strips: Sequence[Strip], heights: Sequence[int]) -> list[Block]:
    """Strips cut where a title stands on top of prose, and where white space parts two of them."""
    blocks: list[Block] = []
    usual = _usual_width(strips)
    for strip in strips:
        for piece, head in _pieces(strip, heights, usual):
            new = Strip(strip.x0)
            for k in piece:
                new.add(strip.runs[k])
            if not head and len(strip.runs) > 1:
                new.x1 = max(new.x1, strip.x1)
            blocks.append(Block(new, head or _is_title(new)))
    return blocks


def _pieces(strip: Strip, heights: Sequence[int], usual: float) -> list[tuple[list[int], bool]]:
    """The line indexes of each piece of a strip, and whether the piece is surely a title."""
    runs = strip.runs
    steps = sorted(heights[b.row] - heights[a.row] for a, b in pairwise(runs))
    step = steps[len(steps) // 2] if steps else 1
    parts: list[list[int]] = [[0]]
    for k in range(1, len(runs)):
        before = runs[k - 1]
        white = heights[runs[k].row] - heights[before.row] - _rows_between(heights, before.row, runs[k].row)
        away = heights[runs[k].row] - heights[before.row]
        far = away >= max(5, 2.5 * step) and (is_final(before.text) or away >= 6 * step)
        if (white >= 1 and is_final(before.text)) or white >= 2 or far or DATELINE.match(runs[k].text):
            parts.append([])
        parts[-1].append(k)
    pieces: list[tuple[list[int], bool]] = []
    for part in parts:
        sizes = [ems(runs[k].text) + 2 * runs[k].indent for k in part]
        titles = [_is_title_line(runs[k].text, sizes[n], _full_width(sizes, n, usual)) for n, k in enumerate(part)]
        last: bool | None = None
        for n, k in enumerate(part):
            title = titles[n] and not _is_crosshead(runs, titles, part, n, heights, step)
            if title is not last:
                pieces.append(([], title))
            pieces[-1][0].append(k)
            last = title
    return pieces


def _is_crosshead(
    runs: Sequence[Run], titles: Sequence[bool], part: Sequence[int], n: int, heights: Sequence[int], step: int
) -> bool:
    """True for a short line by itself in the midst of prose, as close to it as lines of prose are to each other."""
    if not 0 < n < len(part) - 1 or titles[n - 1] or titles[n + 1]:
        return False
    before, run, after = (runs[part[k]] for k in (n - 1, n, n + 1))
    close = max(heights[run.row] - heights[before.row], heights[after.row] - heights[run.row]) <= step
    return close and is_final(before.text) and after.indent and DATELINE.match(after.text) is None


def _full_width(sizes: Sequence[float], n: int, usual: float) -> float:
    """The size of a full line beside the nth: the second largest near it, or what is usual on the page."""
    near = sorted(sizes[max(0, n - 5) : n + 6])
    return near[-2] if len(near) >= 4 else usual


def _usual_width(strips: Sequence[Strip]) -> float:
    """The commonest width of a line of prose on the page, in ems."""
    sizes = sorted(ems(run.text) for strip in strips if len(strip.runs) > 3 for run in strip.runs)
    return sizes[int(len(sizes) * 0.6)] if sizes else 16.0


_BYLINE = re.compile(r"记者|通讯员|文/图|图/文|摄影|[（(]")


def _is_title_line(text: str, size: float, full: float) -> bool:
    """True for a line that neither fills its column nor ends a sentence."""
    if is_final(text) or "。" in text or _BYLINE.search(text) or DATELINE.match(text):
        return False
    return size < full - 3.6 or size > full + 4


def _rows_between(heights: Sequence[int], low: int, high: int) -> int:
    """How many steps of height lie between two rows but for blank lines."""
    return len(set(heights[low:high]))


def _is_title(strip: Strip) -> bool:
    text = "".join(run.text for run in strip.runs)
    if (
        len(strip.runs) > 4
        or "。" in text
        or is_final(strip.runs[-1].text)
        or (strip.runs[0].indent and len(strip.runs) > 1)
    ):
        return False
    return not DATELINE.match(text)
