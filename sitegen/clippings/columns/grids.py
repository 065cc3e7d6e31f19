"""Lines to tokens, each with where it begins on paper, and the places where columns begin.

Two families of tools lay a page out with spaces. `pdftotext -layout` keeps a grid in which every character is one
step wide, so that offsets are exact. PyMuPDF's sort counts a gap in widths of the word that follows, so that offsets
must be measured in ems. Which one it was is seen from which measure makes the columns line up.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import Line

Measure = Literal["steps", "ems"]
LEAST_COLUMN = 5.0
"""No column is narrower, in either measure."""
NEAR_GAP = 4.0
"""Beyond so wide a gap PyMuPDF may have begun another line; what follows proves no column."""
_BAND = 6
"""Rows over which the width of a column is taken to be one."""
_TOKEN = re.compile(r"\S+")
_REACH: dict[Measure, float] = {"steps": 0.5, "ems": 0.9}
_SNAP: dict[Measure, float] = {"steps": 0.5, "ems": 1.6}


@dataclass(frozen=True, slots=True)
class Token:
    """Text without white space within one line; `gap` is the white space before it."""

    start: int
    end: int
    text: str
    gap: float
    """In the page's measure, as wide as so many spaces of the token's own pitch."""
    spaces: int
    size: float
    """Width in the page's measure."""


@lru_cache(maxsize=20_000)
def _ems_of(char: str) -> float:
    # Quotes and dashes are full width in the fonts that newspapers are set in
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def ems(text: str) -> float:
    """Width of a text in ideographs, dashes and quotes counted as full ones."""
    return sum(map(_ems_of, text))


def tokens_of(text: str, measure: Measure) -> list[Token]:
    """The tokens of one line, left to right."""
    found: list[Token] = []
    last = 0
    for match in _TOKEN.finditer(text):
        word = match.group()
        size = float(len(word)) if measure == "steps" else ems(word)
        spaces = match.start() - last
        found.append(Token(match.start(), match.end(), word, spaces * size / len(word), spaces, size))
        last = match.end()
    return found


@dataclass(frozen=True, slots=True)
class Edges:
    """The places where columns begin, from left to right, with the rows in which cells begin there."""

    places: tuple[float, ...]
    rows: tuple[tuple[int, ...], ...]

    def near(self, x: float, below: float, above: float) -> int | None:
        """The edge nearest to x among those from x - above to x + below, None where there is none."""
        k = bisect_left(self.places, x - above)
        best: int | None = None
        while k < len(self.places) and self.places[k] <= x + below:
            if best is None or abs(self.places[k] - x) < abs(self.places[best] - x):
                best = k
            k += 1
        return best

    def support(self, edge: int, row: int, reach: int) -> int:
        """How many cells within reach of this row, itself left out, begin at the edge."""
        rows = self.rows[edge]
        here = bisect_right(rows, row) - bisect_left(rows, row)
        return bisect_right(rows, row + reach) - bisect_left(rows, row - reach) - here


@dataclass(frozen=True, slots=True)
class Grid:
    """A page's tokens in the measure that makes its columns line up, and where those begin."""

    measure: Measure
    tokens: tuple[list[Token], ...]
    edges: Edges
    right: float
    """Where the page's text ends."""
    sharpness: float
    """How many cells begin at the same place as a cell, on average."""
    widths: tuple[tuple[float, ...], ...]
    """For each edge the size of a full line in every band of rows."""

    def width(self, edge: int, row: int) -> float:
        """The usual size of a full line that begins at an edge, near a row; 0 where there is none."""
        found = self.widths[edge]
        return found[row // _BAND] if found else 0.0


def grid_of(lines: Sequence[Line]) -> Grid:
    """The grid that gathers most beginnings of cells at fewest places; in ems where the two agree."""
    steps, in_ems = _grid(lines, "steps"), _grid(lines, "ems")
    return in_ems if in_ems.sharpness >= 0.97 * steps.sharpness else steps


def usual_size(sizes: Sequence[float]) -> float:
    """The commonest size, give or take half an em; the larger of two as common."""
    counts: dict[int, int] = {}
    for size in sizes:
        counts[round(2 * size)] = counts.get(round(2 * size), 0) + 1
    best = max(counts, key=lambda k: (2 * counts[k] + counts.get(k - 1, 0) + counts.get(k + 1, 0), k))
    # set ragged, every other line stays half an em short of its column
    return (best + (counts.get(best + 1, 0) >= 0.5 * counts[best])) / 2


def _grid(lines: Sequence[Line], measure: Measure) -> Grid:
    rows = tuple(tokens_of(line.text, measure) for line in lines)
    sure = edges = Edges((), ())
    for turn in range(4):
        cells = _sure_cells(rows, edges, sure if turn > 1 else None, measure)
        edges = _find_edges([(x, row) for row, found in enumerate(cells) for x, _ in found], _REACH[measure], 4)
        sure = edges if turn < 2 else sure
    inner = sum(1 for found in cells for x, _ in found if x > 8)
    squares = sum(len(found) ** 2 for place, found in zip(edges.places, edges.rows, strict=True) if place > 8)
    edges = _columns(edges, measure)
    if measure == "ems":
        usual = usual_size([size for row in cells for _, size in row if size >= LEAST_COLUMN] or [16.0])
        starts = [x for found in cells for x, _ in found]
        edges = _evenly_spaced(_within_page(edges, usual), usual, starts)
    sizes: list[list[tuple[int, float]]] = [[] for _ in edges.places]
    right = 0.0
    for row, found in enumerate(_sure_cells(rows, edges, sure, measure)):
        for x, size in found:
            edge = edges.near(x, 1.5, 3.5)
            if edge is not None:
                indent = x - edges.places[edge]
                sizes[edge].append((row, size + (2.0 if indent > 1.15 else 0.0)))
                right = max(right, x + size) if size < 30 else right
    everywhere = [size for found in sizes for _, size in found if size >= LEAST_COLUMN]
    page_width = usual_size(everywhere or [16.0])
    sizes = [_unglued(found, page_width) for found in sizes] if measure == "ems" else sizes
    widths = tuple(tuple(_band_widths(found or [(0, page_width)], len(rows))) for found in sizes)
    ends = [place + found[0] for place, found in zip(edges.places, widths, strict=True) if found]
    return Grid(measure, rows, edges, max(ends, default=right), squares / max(inner, 1), widths)


def _band_widths(sizes: list[tuple[int, float]], rows: int) -> list[float]:
    """The usual size of a full line for each band of rows, from those near it where there are enough."""
    if not sizes:
        return []
    anywhere = usual_size([size for _, size in sizes])
    widths = []
    for middle in range(_BAND // 2, rows + _BAND, _BAND):
        low, high = bisect_left(sizes, (middle - 16, 0.0)), bisect_right(sizes, (middle + 16, 0.0))
        near = [size for _, size in sizes[low:high]]
        widths.append(usual_size(near) if len(near) >= 6 else anywhere)
    return widths


def _sure_cells(
    rows: Sequence[Sequence[Token]], edges: Edges, sure: Edges | None, measure: Measure
) -> list[list[tuple[float, float]]]:
    """Where cells begin and how wide they are, row by row; known edges take up the drift."""
    cells: list[list[tuple[float, float]]] = []
    for tokens in rows:
        x = 0.0
        found: list[tuple[float, float]] = []
        for k, token in enumerate(tokens):
            if k and measure == "ems" and token.gap > NEAR_GAP and (sure is None or _begins_line(token.gap, sure)):
                break  # it may be a line of print of its own, glued on
            x += token.gap
            edge = edges.near(x, _SNAP[measure], _SNAP[measure])
            if edge is not None:
                x = edges.places[edge]
            elif found and token.spaces == 1 and edges.places:
                found[-1] = (found[-1][0], found[-1][1] + token.gap + token.size)
                x += token.size
                continue
            found.append((x, token.size))
            x += token.size
        cells.append(found)
    return cells


def _begins_line(gap: float, sure: Edges) -> bool:
    """True where so wide a gap, counted from the page's left edge, leads to a column or its indent."""
    return sure.near(gap, 1.0, 1.0) is not None or sure.near(gap - 2.0, 0.7, 0.7) is not None


def _find_edges(found: list[tuple[float, int]], reach: float, least: int) -> Edges:
    """The places at which tokens begin again and again."""
    starts = sorted(found)
    xs = [x for x, _ in starts]
    weight = [bisect_right(xs, x + reach) - bisect_left(xs, x - reach) for x in xs]
    taken: list[float] = []
    edges: list[tuple[float, tuple[int, ...]]] = []
    for k in sorted(range(len(xs)), key=lambda k: (-weight[k], xs[k])):
        if weight[k] < least:
            break
        x = xs[k]
        near = bisect_left(taken, x)
        if any(abs(taken[j] - x) < 2 * reach for j in (near - 1, near) if 0 <= j < len(taken)):
            continue
        taken.insert(near, x)
        members = starts[bisect_left(xs, x - reach) : bisect_right(xs, x + reach)]
        edges.append((sum(m for m, _ in members) / len(members), tuple(sorted(row for _, row in members))))
    edges.sort()
    return Edges(tuple(x for x, _ in edges), tuple(rows for _, rows in edges))


def _columns(edges: Edges, measure: Measure) -> Edges:
    """The edges without those that are only the indents, or the drift, of a stronger one beside them."""
    kept = []
    for k, (place, rows) in enumerate(zip(edges.places, edges.rows, strict=True)):
        weak = False
        for j, (other, others) in enumerate(zip(edges.places, edges.rows, strict=True)):
            if j == k or abs(other - place) > 6.2 or len(others) <= 1.6 * len(rows):
                continue
            beside = sum(bisect_right(others, row + 5) > bisect_left(others, row - 5) for row in rows)
            weak = weak or beside > 0.6 * len(rows)
        if not weak:
            kept.append((place, rows))
    return Edges(tuple(place for place, _ in kept), tuple(rows for _, rows in kept))


def _evenly_spaced(edges: Edges, width: float, starts: Sequence[float]) -> Edges:
    """The edges with those that a page of columns of one width must have between them, and may have beyond."""
    total = sum(map(len, edges.rows))
    if len(edges.places) < 3 or not total:
        return edges
    best: tuple[float, float] = (0.0, 0.0)
    for place in edges.places[1:]:
        for k in range(max(1, int(place / (width + 4))), int(place / (width + 0.8)) + 1):
            pitch = place / k
            even = sum(len(rows) for p, rows in zip(edges.places, edges.rows, strict=True) if _off_grid(p, pitch) < 1)
            if width + 0.8 <= pitch <= width + 4 and even > best[0]:
                best = (even, pitch)
    if best[0] < 0.85 * total:
        return edges
    pitch = best[1]
    last = int(edges.places[-1] / pitch + 0.5)
    # towards the right the drift grows, and fewer cells begin at the very same place
    while sum(abs(x - (last + 1) * pitch - 0.5) < 2.5 for x in starts) >= 4:
        last += 1
    missing = [k * pitch for k in range(1, last + 1) if edges.near(k * pitch, 3.0, 3.0) is None]
    found = sorted([*zip(edges.places, edges.rows, strict=True), *((place, ()) for place in missing)])
    return Edges(tuple(place for place, _ in found), tuple(rows for _, rows in found))


def _off_grid(place: float, pitch: float) -> float:
    return abs(place - round(place / pitch) * pitch)


def _unglued(sizes: list[tuple[int, float]], width: float) -> list[tuple[int, float]]:
    """The sizes without those of two lines of print in one, where enough of single ones are known."""
    single = [(row, size) for row, size in sizes if size <= 1.3 * width]
    return single if sum(abs(size - width) <= 1 for _, size in single) >= 3 else sizes


def _within_page(edges: Edges, width: float) -> Edges:
    """The edges as far as the first gap that two columns would fill: beyond it stand lines that were glued on."""
    kept = 0
    for place in edges.places:
        if kept and place - edges.places[kept - 1] > 2.3 * (width + 2.5):
            break
        kept += 1
    return Edges(edges.places[:kept], edges.rows[:kept])
