"""From rows with roles to the pieces of the page: paragraphs or parts of them, title stacks, captions and the rest.

A piece never spans a place where the printed order may have been broken: it ends at a blank line or at a line of
another kind, and the joining of pieces decides what goes on where.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from sitegen import han

from . import cues
from .roles import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.model import Span

    from .layout import Layout
    from .rows import Row


@dataclass(frozen=True)
class Piece:
    """A paragraph, a part of one cut off by a column's end, or a crosshead. `place` is its order on the page."""

    kind: Literal["paragraph", "heading"]
    rows: tuple[Row, ...]
    place: int
    head_open: bool
    """Begins in the middle of a paragraph."""
    measure: float
    margin: float = 0.0
    """By how much the roles of its rows beat others, at the least sure row."""
    head_full: bool = False
    """Its first row fills the column, although this page sets first rows in: it may begin in mid-paragraph."""
    head_in: bool = False
    """Its first row is set in as this page sets first rows: it begins a paragraph."""
    key: str = ""
    text: str = ""

    @cached_property
    def own_measure(self) -> float:
        """The width of its column by its own rows, in ideographs: every row but the last of a paragraph fills it.

        0 where there is no such row, and on pages that are not wrapped.
        """
        if not self.measure or self.kind != "paragraph":
            return 0.0
        filled = self.rows if self.tail_open else self.rows[:-1]
        return max((row.width + min(row.indent, 2.0) for row in filled), default=0.0)

    @cached_property
    def tail_open(self) -> bool:
        """Ends in the middle of a sentence, a byline behind the last one not counted."""
        return self.kind == "paragraph" and cues.ends_open(self.key) and not self.signed

    @cached_property
    def signed(self) -> bool:
        """Ends with a byline."""
        return self.kind == "paragraph" and cues.TAIL_BYLINE.search(self.text) is not None

    @cached_property
    def dateline(self) -> bool:
        return not self.head_open and cues.starts_with_dateline(self.key)


@dataclass(frozen=True, slots=True)
class TitleRow:
    role: str
    row: Row
    measure: float


@dataclass(frozen=True, slots=True)
class Stack:
    """Title rows that stand together: kicker, headline, subhead, each of any number of rows."""

    rows: tuple[TitleRow, ...]
    place: int
    margin: float = 0.0
    soft: bool = False
    """It was read as a crosshead, the only one of its story: a title if a story wants it, else the crosshead."""

    @property
    def key(self) -> str:
        return "".join(title.row.key for title in self.rows)

    def part(self, role: str) -> str:
        """The text of the rows of one role, rows parted by a space unless a word runs on."""
        return joined_titles([title for title in self.rows if title.role == role])


@dataclass(frozen=True, slots=True)
class Aside:
    """A caption, byline, banner or credit."""

    role: Literal["caption", "byline", "banner", "credit"]
    rows: tuple[Row, ...]
    place: int
    margin: float = 0.0

    @property
    def text(self) -> str:
        return reflowed(self.rows)

    @property
    def key(self) -> str:
        return "".join(row.key for row in self.rows)


Item = Piece | Stack | Aside


def spans_of(lines: Iterable[int]) -> tuple[Span, ...]:
    """Line numbers as spans, in the order given; runs of neighbours become one span."""
    spans: list[Span] = []
    for line in lines:
        if spans and line in (spans[-1][1], spans[-1][1] + 1):
            spans[-1] = (spans[-1][0], line)
        else:
            spans.append((line, line))
    return tuple(spans)


_LATIN_SEAM = re.compile(r"[A-Za-z]$"), re.compile(r"^[A-Za-z]")


def reflowed(rows: Iterable[Row]) -> str:
    """The rows as one text: nothing between ideographs, a space between two Latin words."""
    out = ""
    for row in rows:
        if out and _LATIN_SEAM[0].search(out) and _LATIN_SEAM[1].search(row.text) and " " in out[-16:]:
            out += " "
        out += row.text
    return han.close_up(out)


def joined_titles(titles: Sequence[TitleRow]) -> str:
    """Title rows as one line; a row that fills its column runs on without a space."""
    out = ""
    for at, title in enumerate(titles):
        if at:
            before = titles[at - 1]
            runs_on = before.measure and before.row.width >= before.measure - 1.6 and title.row.width < before.row.width
            out += "" if runs_on else " "
        out += title.row.text
    return out


def items_of(
    rows: Sequence[Row],
    roles: Sequence[str],
    margins: Sequence[float],
    layout: Layout,
    cuts: frozenset[int] = frozenset(),
) -> list[Item]:
    """The page's pieces, title stacks and asides in the order of the file; none reaches over a line in `cuts`."""
    items: list[Item] = []
    at = 0
    while at < len(rows):
        end = at + 1
        while end < len(rows) and rows[end].line not in cuts and _belongs(rows, roles, layout, at, end):
            end += 1
        items.append(_item(rows, roles, margins, layout, at, end, len(items)))
        at = end
    return items


def _belongs(rows: Sequence[Row], roles: Sequence[str], layout: Layout, start: int, at: int) -> bool:
    """Whether row `at` belongs to the item that began at row `start` and reaches to the row before."""
    role, now = roles[start], roles[at]
    tight = rows[at].blanks == 0 or (layout.double_spaced and rows[at].blanks <= 1)
    if rows[at].strip != rows[at - 1].strip:
        tight = False
    if role in ("start", "inside"):
        return now == "inside" and tight
    if role == "crosshead":
        return now == "crosshead" and tight and _same_crosshead(rows, layout, at)
    if role in TITLES:
        return now in TITLES and rows[at].strip == rows[at - 1].strip and _same_stack(rows, roles, layout, start, at)
    if role == "caption":
        return now == "caption" and tight and _runs_on(rows, layout, at)
    if role == "byline":
        return now == "byline" and tight and rows[at - 1].key.startswith("(") and ")" not in rows[at - 1].key
    return now == role and tight and role == "banner" and rows[at].line == rows[at - 1].line


def _same_crosshead(rows: Sequence[Row], layout: Layout, at: int) -> bool:
    """Two rows of one crosshead, and not two crossheads: neither is numbered afresh."""
    if layout.double_spaced and rows[at].blanks:
        return _runs_on(rows, layout, at)
    return not (cues.NUMBERED.match(rows[at].key) or cues.MARKED.match(rows[at].key))


def _runs_on(rows: Sequence[Row], layout: Layout, at: int) -> bool:
    """Whether the row before fills its column and does not end a sentence, so that this row continues it."""
    before, measure = rows[at - 1], layout.measures[at - 1]
    if cues.CAPTION_OPENING.match(rows[at].key):
        return False
    return not cues.ends_sentence(before.key) and (not measure or before.width >= measure - 2.6)


_ORDER = {"kicker": 0, "headline": 1, "subhead": 2}


def _same_stack(rows: Sequence[Row], roles: Sequence[str], layout: Layout, start: int, at: int) -> bool:
    """Titles stack downward from kicker to subhead; a step back, or a wide gap, starts another."""
    before, now = roles[at - 1], roles[at]
    gap = rows[at].blanks - (1 if layout.rows_apart else 0)
    if gap > (3 if not layout.rows_apart else 1):
        return False
    if _ORDER[now] < _ORDER[before]:
        return False
    if before == "kicker" and now != "kicker" and gap > 0:
        return False  # it may have strayed from another title; matched by itself
    if now == before:
        if now == "headline":
            return gap <= 0
        return gap <= 0 and (now == "subhead" or _runs_on(rows, layout, at))
    return True


def _item(
    rows: Sequence[Row], roles: Sequence[str], margins: Sequence[float], layout: Layout, at: int, end: int, place: int
) -> Item:
    role, own = roles[at], tuple(rows[at:end])
    margin = min(margins[at:end])
    if role in TITLES:
        titles = tuple(TitleRow(roles[n], rows[n], layout.measures[n]) for n in range(at, end))
        return Stack(titles, place, margin)
    if role in ("start", "inside", "crosshead"):
        kind: Literal["paragraph", "heading"] = "heading" if role == "crosshead" else "paragraph"
        text = " ".join(row.text for row in own) if kind == "heading" and not _one_line(own) else reflowed(own)
        key = "".join(row.key for row in own)
        full = role == "start" and _full(own, layout, at)
        set_in = role == "start" and _set_in(own, layout, at)
        return Piece(kind, own, place, role == "inside", layout.measures[at], margin, full, set_in, key, text)
    if role == "caption":
        return Aside("caption", own, place, margin)
    if role == "byline":
        return Aside("byline", own, place, margin)
    return Aside("credit" if role == "credit" else "banner", own, place, margin)


def _full(rows: Sequence[Row], layout: Layout, at: int) -> bool:
    """Whether a piece's first row is set full on a page that is known to set first rows in."""
    row, measure = rows[0], layout.measures[at]
    if cues.NUMBERED.match(row.key) or cues.MARKED.match(row.key):
        return False
    if layout.indented:
        return row.indent < 1.5
    if layout.first_rows != "stripped" or not measure or cues.opens_story(row.key):
        return False
    return len(rows) > 1 and abs(measure - row.width) <= 0.8


def _set_in(rows: Sequence[Row], layout: Layout, at: int) -> bool:
    """Whether a piece's first row is set in as a paragraph's is on this page."""
    row, measure = rows[0], layout.measures[at]
    if layout.indented:
        return row.indent >= 1.5
    return layout.first_rows == "stripped" and len(rows) > 1 and 1.4 < measure - row.width <= 2.7


def _one_line(rows: Sequence[Row]) -> bool:
    """True where a crosshead was one line that the column's width has cut: the first row is the wider by far."""
    return len(rows) > 1 and rows[0].width >= 1.8 * rows[-1].width and not rows[0].text.endswith(" ")
