"""Blocks put into the boxes of the page, a story's area each, in the order in which a person reads them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .blocks import DATELINE, Block, is_final
from .grids import ems

if TYPE_CHECKING:
    from collections.abc import Sequence


FAR = 90
"""Rows of print beyond which no column is carried on."""


@dataclass(slots=True)
class Box:
    """A story's area: its titles and its columns from left to right."""

    heads: list[Block] = field(default_factory=list)
    columns: list[Block] = field(default_factory=list)

    def all(self) -> list[Block]:
        return [*self.heads, *self.columns]

    @property
    def rect(self) -> tuple[float, float, int, int]:
        blocks = self.all()
        return (
            min(b.x0 for b in blocks),
            max(b.x1 for b in blocks),
            min(b.top for b in blocks),
            max(b.bottom for b in blocks),
        )


def chains_of(blocks: Sequence[Block], heights: Sequence[int]) -> list[list[Block]]:
    """Prose blocks chained by which column continues which."""
    links: list[tuple[float, int, int]] = []
    tops = [block.top for block in blocks]  # blocks come from the top of the page down
    for i, a in enumerate(blocks):
        for j in range(bisect_left(tops, a.top - FAR), bisect_right(tops, a.bottom + FAR)):
            score = _link(a, blocks[j], heights) if i != j else 0.0
            if score > 0:
                links.append((-score, i, j))
    links.sort()
    after: dict[int, int] = {}
    before: dict[int, int] = {}
    for _, i, j in links:
        if i in after or j in before:
            continue
        k = j
        while k in after:
            k = after[k]
        if k == i:
            continue
        after[i], before[j] = j, i
    chains = []
    for i in range(len(blocks)):
        if i in before:
            continue
        chain = [blocks[i]]
        k = i
        while k in after:
            k = after[k]
            chain.append(blocks[k])
        chains.append(chain)
    return chains


def _link(a: Block, b: Block, heights: Sequence[int]) -> float:
    """How well b carries on a; nothing at or below zero is joined."""
    if DATELINE.match(b.first):
        return -9.0
    score = _seam(a, b)
    width = max(a.x1 - a.x0, b.x1 - b.x0)
    if abs(a.x0 - b.x0) < 2.5 and b.top > a.bottom:  # one below the other
        away = heights[b.top] - heights[a.bottom]
        if away > 12:
            return -9.0
        return score - 1.0 - 0.15 * away
    gap = b.x0 - a.x1
    if gap < -2.0 or gap > 0.6 * width + 3:
        return -9.0
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    if shared < 0:
        score -= 2.5 if b.bottom < a.top or b.top > a.bottom + 6 else 0.8
    same_top = abs(heights[a.top] - heights[b.top]) <= 1
    score += 1.5 if same_top else -0.3
    low = heights[b.bottom] - heights[a.bottom]
    score += 0.8 if abs(low) <= 1 else 0.2 if low < 0 else -0.8
    return score


def _seam(a: Block, b: Block) -> float:
    """What the words say of a join: unfinished text is carried on by a line without indent."""
    unfinished = not is_final(a.last)
    indented = b.strip.runs[0].indent
    if unfinished:
        return -3.0 if indented else 2.0
    # in ems, as steps tell nothing of how far a line with digits reaches
    sizes = [ems(run.text) + 2 * run.indent for run in a.strip.runs]
    short = sizes[-1] < max(sizes) - 1.5
    if indented:
        return 0.2
    return -2.5 if short else 0.5


def attach(heads: Sequence[Block], chains: Sequence[list[Block]], heights: Sequence[int]) -> list[Box]:
    """Each title with the box below it, or by itself."""
    boxes = [Box([], chain) for chain in chains]
    below = sorted(
        ((block.top, block.x0, n, k) for n, box in enumerate(boxes) for k, block in enumerate(box.columns)),
    )
    for head in sorted(heads, key=lambda head: (head.top, head.x0)):
        best: tuple[float, int] | None = None
        for top, _, n, k in below[bisect_left(below, (head.bottom + 1,)) :]:
            away = heights[top] - heights[head.bottom]
            if away > 9:
                break
            block = boxes[n].columns[k]
            if min(head.x1, block.x1) - max(head.x0, block.x0) > 1:
                cost = away - (1.0 if k == 0 else 0.0)
                if best is None or cost < best[0]:
                    best = (cost, n)
        if best:
            boxes[best[1]].heads.append(head)
        else:
            boxes.append(Box([head], []))
    return boxes


def in_reading_order(boxes: Sequence[Box], depth: int = 0) -> list[Box]:
    """Boxes from the top down, and from the left where they stand side by side (XY-cut)."""
    if len(boxes) < 2:
        return list(boxes)
    rects = [(box.rect, box) for box in boxes]
    for low, high, slack in ((2, 3, 0.0), (0, 1, 1.0)) if depth < 40 else ():
        rects.sort(key=lambda pair: (pair[0][low], pair[0][high]))
        groups: list[list[Box]] = [[]]
        reach = rects[0][0][high]
        for rect, box in rects:
            if groups[-1] and rect[low] > reach - slack:
                groups.append([])
            groups[-1].append(box)
            reach = max(reach, rect[high])
        if len(groups) > 1:
            return [box for group in groups for box in in_reading_order(group, depth + 1)]
    rects.sort(key=lambda pair: (pair[0][2], pair[0][0]))
    return [box for _, box in rects]
