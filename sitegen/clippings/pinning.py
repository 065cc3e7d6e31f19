"""What an editor pinned in a sidecar, turned into what the stages ask for: the splitter works around it."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.model import Line, Pins, Span

    from .pieces import Piece
    from .rows import Row


@dataclass(frozen=True, slots=True)
class Links:
    """Pinned successions of pieces, by their index in the body."""

    following: dict[int, int]
    """The piece that must follow a piece."""
    first: frozenset[int]
    """Pieces that must begin a story."""
    last: frozenset[int]
    """Pieces that must end one."""

    def verdict(self, left: int, right: int) -> bool | None:
        """True where `right` must follow `left`, False where it must not, None where nothing is pinned."""
        if left in self.following:
            return self.following[left] == right
        if left in self.last or right in self.first or right in self.following.values():
            return False
        return None


NO_LINKS = Links({}, frozenset(), frozenset())


def in_order(lines: Sequence[Line], pins: Pins | None) -> list[Line]:
    """The lines with the pinned columns in their order; what no column holds stays where it is."""
    if pins is None or not pins.columns:
        return list(lines)
    ordered = {line.number: line for span in pins.columns for line in lines if _within(line.number, (span,))}
    supply = iter(ordered.values())
    return [next(supply) if line.number in ordered else line for line in lines]


def ignored(rows: Iterable[Row], pins: Pins | None) -> tuple[list[Row], list[Row]]:
    """The rows to split, and those that belong to no story by the editor's word."""
    if pins is None or not pins.ignore:
        return list(rows), []
    kept: list[Row] = []
    left: list[Row] = []
    for row in rows:
        (left if _within(row.line, pins.ignore) else kept).append(row)
    return kept, left


def pinned_roles(rows: Sequence[Row], roles: Sequence[str], pins: Pins | None) -> list[str]:
    """The roles with pinned headlines made titles; lines of pinned stories are text where they were asides."""
    if pins is None:
        return list(roles)
    out = []
    for row, role in zip(rows, roles, strict=True):
        if _within(row.line, pins.headlines) and role not in ("kicker", "subhead"):
            role = "headline"
        elif role in ("headline", "kicker", "subhead") and pins.headlines and _pinned_elsewhere(row, pins):
            role = "crosshead"
        elif role in ("caption", "banner", "credit", "byline") and _pinned_text(row, pins):
            role = "start"
        out.append(role)
    return out


def _pinned_elsewhere(row: Row, pins: Pins) -> bool:
    """Whether a title stands within a pinned story that has its own pinned headline."""
    for story in pins.stories:
        if _within(row.line, story) and any(_within(span[0], story) for span in pins.headlines):
            return True
    return False


def _pinned_text(row: Row, pins: Pins) -> bool:
    """Whether a row stands in a pinned story, or is one of two lines pinned to follow one another."""
    return any(_within(row.line, story) for story in pins.stories) or any(row.line in pair for pair in pins.follows)


def cuts(pins: Pins | None) -> frozenset[int]:
    """Lines at which something new must begin, so that no piece reaches over a pinned border."""
    if pins is None:
        return frozenset()
    spans = [*pins.headlines, *pins.columns, *pins.ignore, *(span for story in pins.stories for span in story)]
    found = {line for first, last in spans for line in (first, last + 1)}
    found.update(line for line, _ in pins.follows)
    return frozenset(found)


def links_of(pieces: Sequence[Piece], pins: Pins | None) -> Links:
    """The pinned successions of a page's pieces."""
    if pins is None or not (pins.stories or pins.follows):
        return NO_LINKS
    following: dict[int, int] = {}
    first: set[int] = set()
    last: set[int] = set()
    for story in pins.stories:
        chain = [at for span in story for at, piece in enumerate(pieces) if _within(piece.rows[0].line, (span,))]
        chain = list(dict.fromkeys(chain))
        if chain:
            first.add(chain[0])
            last.add(chain[-1])
            following.update(itertools.pairwise(chain))
    for line, after in pins.follows:
        left, right = _holding(pieces, after), _holding(pieces, line)
        if left is not None and right is not None and left != right:
            following[left] = right
            first.discard(right)
            last.discard(left)
    return Links(following, frozenset(first), frozenset(last))


def _holding(pieces: Sequence[Piece], line: int) -> int | None:
    for at, piece in enumerate(pieces):
        if any(row.line == line for row in piece.rows):
            return at
    return None


def _within(line: int, spans: Iterable[Span]) -> bool:
    return any(first <= line <= last for first, last in spans)
