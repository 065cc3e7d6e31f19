"""A line of a mixed page read as cells: which token begins a cell, and at which column.

PyMuPDF also glues a line of print to the one before where their boxes overlap by half: behind a gap counted from the
page's left edge, or with no gap at all where the glued line begins at that edge. Every token may therefore begin a
cell, carry one on, begin another line of print, or hold the end of one and the beginning of the next; the cheapest
reading of the whole line is taken. All costs were set on pages that `pdftotext -layout` and PyMuPDF made of random
layouts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..seams import run_on
from .grids import LEAST_COLUMN, Grid, Measure, Token, ems

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

FINAL = re.compile(r"[。！？!?…：:；;—）)][”’」』）)\]】〕]*$")
MOST_TOKENS = 60
"""A line of more tokens is no line of a newspaper page."""
CLASH, CLASH_BEFORE = 2.5, 1.2
_PAUSE = re.compile(r"[，。；,;]")
# How far left and right of its column's edge a line may begin, and how far an indented one
_PLAIN: dict[Measure, tuple[float, float]] = {"steps": (3.0, 1.2), "ems": (1.9, 1.9)}
_INDENT: dict[Measure, tuple[float, float]] = {"steps": (1.2, 6.2), "ems": (1.15, 3.5)}


@dataclass(slots=True)
class Run:
    """Tokens that are one cell, with their place on paper."""

    row: int
    line: int
    tokens: list[Token]
    x0: float
    x1: float
    indent: bool

    @property
    def start(self) -> int:
        return self.tokens[0].start

    @property
    def end(self) -> int:
        return self.tokens[-1].end

    @property
    def text(self) -> str:
        return "".join(" " * (token.spaces if k else 0) + token.text for k, token in enumerate(self.tokens))


@dataclass(frozen=True, slots=True)
class _Reading:
    """One way to read a row as far as a token."""

    cost: float
    start: float
    """Where the cell that the token is part of begins."""
    end: float
    slack: float
    """How much farther right the end may be, where the letters may be a title's."""
    edge: int | None
    indent: bool
    kind: str
    """"begin", "join", "restart" (a new line of print), or "cut" (the token's second part is a new line)."""
    part: int
    """Where a token is cut."""
    before: _Reading | None
    cells: tuple[tuple[float, float], ...]
    """The cells of this line of print and of the one before it."""
    lines: tuple[int, int] = (0, 0)
    """Where in `cells` the line before and this line begin."""


_START = _Reading(0.0, 0.0, 0.0, 0.0, None, False, "begin", 0, None, ())


def prints_of(grid: Grid, row: int, line: int, open_edges: Collection[int]) -> list[list[tuple[Run, int | None]]]:
    """The cells of a line, in one row of print or several, by the cheapest reading of all its tokens."""
    beam = [_START]
    tokens = grid.tokens[row]
    if len(tokens) > MOST_TOKENS:
        return [_plain_cells(tokens, row, line)]
    for k, token in enumerate(tokens):
        grown: list[_Reading] = []
        for path in beam:
            if k:
                grown += _join(grid, token, path, row)
            grown += _begin(grid, token, path, row, open_edges, k > 0)
        for reading in tuple(grown):
            grown += _cut(grid, token, reading, row, open_edges)
        grown.sort(key=lambda reading: reading.cost)
        beam = grown[: max(4, min(16, 160 // len(tokens)))]
    chosen: list[_Reading] = []
    step: _Reading | None = beam[0]
    while step is not None and step.before is not None:
        chosen.append(step)
        step = step.before
    return _laid_out(tokens, chosen[::-1], row, line)


def _plain_cells(tokens: Sequence[Token], row: int, line: int) -> list[tuple[Run, int | None]]:
    """The cells of a line that is none of print: cut at wide gaps, without a thought for columns."""
    runs: list[tuple[Run, int | None]] = []
    x = 0.0
    for token in tokens:
        x += token.gap
        if runs and token.spaces < 3:
            runs[-1][0].tokens.append(token)
            runs[-1][0].x1 = x + token.size
        else:
            runs.append((Run(row, line, [token], x, x + token.size, False), None))
        x += token.size
    return runs


def _laid_out(
    tokens: Sequence[Token], readings: Sequence[_Reading], row: int, line: int
) -> list[list[tuple[Run, int | None]]]:
    prints: list[list[tuple[Run, int | None]]] = [[]]
    k = -1
    for j, reading in enumerate(readings):
        if reading.kind == "cut":
            rest = _halves(tokens[k], reading.part)[1]
            prints.append([(Run(row, line, [rest], 0.0, reading.end, False), reading.edge)])
            continue
        k += 1
        token = tokens[k]
        if j + 1 < len(readings) and readings[j + 1].kind == "cut":
            token = _halves(token, readings[j + 1].part)[0]
        if reading.kind == "join":
            prints[-1][-1][0].tokens.append(token)
            prints[-1][-1][0].x1 = reading.end
            continue
        if reading.kind == "restart":
            prints.append([])
        end = reading.end if token is tokens[k] else reading.start + token.size
        prints[-1].append((Run(row, line, [token], reading.start, end, reading.indent), reading.edge))
    return [sorted(runs, key=lambda pair: pair[0].start) for runs in prints if runs]


def _halves(token: Token, part: int) -> tuple[Token, Token]:
    first, second = token.text[:part], token.text[part:]
    return (
        Token(token.start, token.start + part, first, token.gap, token.spaces, ems(first)),
        Token(token.start + part, token.end, second, 0.0, 0, ems(second)),
    )


_WORD_CUT = 0.6
"""Cost of cutting where a word runs on, for each unit of its log-odds."""
_NO_START = "，。、；：！？”’）》〉」』】…—,.;:!?)"
_NO_END = "“‘（《〈「『【("


def _cut(grid: Grid, token: Token, reading: _Reading, row: int, open_edges: Collection[int]) -> list[_Reading]:
    """The token's end as a new line of print at the page's left edge, glued on where its column is full."""
    if grid.measure != "ems" or reading.edge is None or not grid.edges.places or grid.edges.places[0] > 1.5:
        return []
    width = grid.width(reading.edge, row)
    if reading.edge == 0 or not width or reading.start + width > reading.end - 0.9:
        return []
    room = width - (2.0 if reading.indent else 0.0) - (reading.end - token.size - reading.start) + 0.1
    part = _full_part(token.text, room)
    if not 0 < part < len(token.text):
        return []
    second = _halves(token, part)[1]
    cost = 0.8 + (0.0 if 0 in open_edges else 0.5) + _WORD_CUT * max(0.0, run_on(token.text[:part], second.text))
    base = reading.before
    assert base is not None
    # the token no longer runs over the end of its column
    kept = replace(reading, cost=reading.cost - _overflow(grid, reading, row), end=reading.end - second.size)
    start = reading.lines[1]
    cells = (*kept.cells[start:-1], (kept.start, kept.end), (0.0, second.size))
    split = len(cells) - 1
    cost += _clash(0.0, second.size, cells[:-1], split)
    over = max(0.0, second.size - (grid.width(0, row) or second.size) - 1.5)
    slack = _title_slack(second.text)
    return [
        _Reading(
            kept.cost + cost + min(over, 1.5), 0.0, second.size, slack, 0, False, "cut", part, kept, cells, (0, split)
        )
    ]


def _clash(x0: float, x1: float, cells: Sequence[tuple[float, float]], line: int) -> float:
    """What it costs that a cell covers another of its line of print, or of the one before it."""
    for k in range(len(cells) - 1, -1, -1):
        if min(x1, cells[k][1]) - max(x0, cells[k][0]) > 1.5:
            return CLASH if k >= line else CLASH_BEFORE
    return 0.0


def _title_slack(text: str) -> float:
    """How much wider than in the size of prose a text may be, as it may be a title's."""
    size = ems(text)
    return 0.0 if size > 20 or FINAL.search(text[-8:]) or _PAUSE.search(text) else 1.8 * size


def _full_part(text: str, room: float) -> int:
    """How many characters fill a line of so many ems, by the rules for what may begin and end a line."""
    size = 0.0
    k = 0
    while k < len(text) and size + ems(text[k]) <= room:
        size += ems(text[k])
        k += 1
    if k < len(text) and text[k] in _NO_START:
        k += 1
    while 0 < k < len(text) and (
        text[k - 1] in _NO_END or (text[k - 1].isascii() and text[k].isascii() and text[k].isalnum())
    ):
        k -= 1
    return k


def _overflow(grid: Grid, reading: _Reading, row: int) -> float:
    """What it costs that a cell is wider than its column, or by itself wider than most titles."""
    if grid.measure != "ems":
        return 0.0
    size = reading.end - reading.start
    if reading.edge is None:
        return min(2.0, max(0.0, 0.15 * (size - 24)))
    width = grid.width(reading.edge, row)
    return min(2.0, max(0.0, 0.5 * (size - width - 0.8))) if width else 0.0


def _beyond(grid: Grid, end: float) -> float:
    """What it costs that a cell ends where the page has no more text."""
    return 2.0 if grid.measure == "ems" and end > grid.right + 2.5 else 0.0


def _join(grid: Grid, token: Token, path: _Reading, row: int) -> list[_Reading]:
    """The token as part of the cell before it."""
    if (token.spaces > 1 and token.gap > 1.0) or token.spaces > 2:
        return []
    x = path.end + token.gap
    end = x + token.size
    cost = 0.3 if token.spaces > 1 else 0.0
    low, high = _PLAIN[grid.measure]
    edge = grid.edges.near(x, low, high)
    if edge is None:
        edge = grid.edges.near(x, 0.0, _INDENT[grid.measure][1])
    if edge is not None and path.start <= grid.edges.places[edge] - LEAST_COLUMN and _support(grid, edge, row):
        cost += 1.2 if _support(grid, edge, row) > 1 else 0.3
    cells = (*path.cells[:-1], (path.start, end))
    joined = _Reading(0.0, path.start, end, path.slack, path.edge, path.indent, "join", 0, path, cells, path.lines)
    cost += _overflow(grid, joined, row) - _overflow(grid, path, row)
    cost += _beyond(grid, end) - _beyond(grid, path.end)
    return [replace(joined, cost=path.cost + cost)]


def _begin(
    grid: Grid, token: Token, path: _Reading, row: int, open_edges: Collection[int], later: bool
) -> list[_Reading]:
    """The token as the first of a cell, at an edge or by itself."""
    found: list[_Reading] = []
    low, high = _PLAIN[grid.measure]
    deep = _INDENT[grid.measure]
    in_ems = grid.measure == "ems"
    starts = [(path.end + token.gap if in_ems else float(token.start), path.slack if in_ems else 0.0, 0.0, "begin")]
    if later and in_ems and token.spaces != 1:
        # PyMuPDF glues a line of print to the one before where their boxes overlap
        starts.append((token.gap, 0.0, 1.2 if token.spaces > 5 else 1.6, "restart"))
    for x, slack, extra, kind in starts:
        soft = later and token.spaces == 1
        if not soft:
            found.append(_reading(grid, token, path, row, x, None, False, extra + 2.0, kind))
        # the wider the gap, the farther off a word of squeezed or spread letters is counted
        loose = 0.02 * token.gap if in_ems else 0.0
        for edge, place in enumerate(grid.edges.places):
            off = x - place
            if not -low - loose - slack <= off <= deep[1] + loose:
                continue
            cost = extra + (0.0 if edge in open_edges else 0.5)
            if soft:
                if path.start > place - LEAST_COLUMN:
                    continue
                if not _support(grid, edge, row):
                    if not _is_full(grid, path, row):
                        continue
                    cost += 0.4
            fills = in_ems and token.size > grid.width(edge, row) - 1.2 > 0
            if -low - loose <= off <= high:
                found.append(_reading(grid, token, path, row, place, edge, False, cost + 0.35 * abs(off), kind))
            if deep[0] < off and fills:  # a line that fills its column cannot be set in
                found.append(_reading(grid, token, path, row, place, edge, False, cost + 0.3 + 0.2 * off, kind))
            elif deep[0] < off:
                cost += 0.3 + 0.2 * abs(off - 2)
                found.append(_reading(grid, token, path, row, place + 2.0, edge, True, cost, kind))
            if off < -low - loose:  # a title before it may be wider than it seems
                found.append(_reading(grid, token, path, row, place, edge, False, cost + 0.7, kind))
    return found


def _is_full(grid: Grid, path: _Reading, row: int) -> bool:
    """True where the cell before ends where its column does."""
    if path.edge is None:
        return False
    return abs(path.end - grid.edges.places[path.edge] - grid.width(path.edge, row)) < 1.4


def _support(grid: Grid, edge: int, row: int) -> int:
    return grid.edges.support(edge, row, 8)


def _reading(
    grid: Grid, token: Token, path: _Reading, row: int, x: float, edge: int | None, indent: bool, cost: float, kind: str
) -> _Reading:
    end = x + token.size
    cells, lines = path.cells, path.lines
    if grid.measure == "ems":
        if kind == "restart":
            cells, lines = cells[lines[1] :], (0, len(cells) - lines[1])
        width = grid.width(edge, row) if edge is not None else 0.0
        if width and abs(end - grid.edges.places[edge or 0] - width) < 1.3:
            end = grid.edges.places[edge or 0] + width  # a full line is set to its column's width
        cost += _beyond(grid, end)
        cost += _clash(x, end, cells, lines[1])
    slack = _title_slack(token.text) if grid.measure == "ems" else 0.0
    made = _Reading(0.0, x, end, slack, edge, indent, kind, 0, path, (*cells, (x, end)), lines)
    return replace(made, cost=path.cost + cost + _overflow(grid, made, row))
