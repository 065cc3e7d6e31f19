"""Which piece follows which: the pieces of a page joined to threads, each to become a story.

The order of the file is the prior. Where it is beyond doubt that the next piece goes on, the two are one segment;
the segments that are left choose their predecessors together, or none, so that the sum over the page is greatest.
"""

from __future__ import annotations

import itertools
from collections import Counter
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING

from . import cues
from .assignment import best_matching
from .pieces import Aside, Item, Piece, Stack
from .pinning import NO_LINKS, Links, links_of
from .seams import run_on
from .topics import Likeness, likeness_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import Pins

    from .weights import Weights

_OTHER_COLUMN = 2.6
"""Columns whose widths differ by more ideographs are set to other measures; marks may hang over by one or two."""
PINNED = 1000.0
"""Worth of what an editor has settled."""


@dataclass(frozen=True, slots=True)
class Seam:
    """A place where one piece may follow another, with the worth of it and what gave it."""

    left: int
    right: int
    worth: float
    reasons: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Body:
    """The pieces of a page, in the order of the file, and what stands between each and the next."""

    pieces: tuple[Piece, ...]
    between: tuple[tuple[Item, ...], ...]
    """between[i] are the items printed between piece i and piece i + 1."""
    likeness: Likeness
    strangers: float
    """How alike two pieces are that stand far apart: what likeness must exceed to say something."""
    openers: tuple[str, ...]
    """The first four ideographs of each paragraph where another one begins with the same, else nothing."""
    worths: dict[tuple[int, int], float]
    """Seams already valued; a cache and nothing else."""
    thread_worths: dict[tuple[int, ...], float]
    """Threads already valued; a cache too."""
    thread_fits: dict[tuple[int, ...], list[float]]
    """How well each piece goes with a thread; a cache as well."""
    links: Links = NO_LINKS
    """What an editor pinned."""

    def trust(self, at: int) -> float:
        """How much a piece's words say: little where it is short, 0 to 1."""
        return min(1.0, len(self.pieces[at].key) / 80)


def body_of(items: Sequence[Item], pins: Pins | None = None) -> Body:
    """The pieces among the items of a page."""
    pieces = [item for item in items if isinstance(item, Piece)]
    between = [tuple(items[left.place + 1 : right.place]) for left, right in itertools.pairwise(pieces)]
    likeness = likeness_of([piece.key for piece in pieces])
    count = len(pieces)
    far = [likeness.between([at], [(at + count // 2) % count]) for at in range(count)] if count > 6 else []
    return Body(
        tuple(pieces),
        tuple(between),
        likeness,
        sum(far) / len(far) if far else 0.05,
        _openers(pieces),
        {},
        {},
        {},
        links_of(pieces, pins),
    )


def _openers(pieces: Sequence[Piece]) -> tuple[str, ...]:
    """Parallel openings of a page; those that any story may have (近年来，, 据了解，) are none."""
    heads = [
        piece.key[:4] if piece.kind == "paragraph" and not piece.head_open and piece.key[:4].isalpha() else ""
        for piece in pieces
    ]
    counts = Counter(heads)
    common = [cues.LEAD_WORDS, cues.CLOSING_WORDS, cues.PLACE_OPENING]
    return tuple(
        head if head and 1 < counts[head] < 8 and not any(pattern.match(head) for pattern in common) else ""
        for head in heads
    )


def seam_reasons(
    left: Piece, right: Piece, weights: Weights, adjacent: bool = True, parallel: bool = False
) -> list[tuple[str, float]]:
    """What speaks for and against `right` following `left`, by the two texts alone.

    Whether `right` begins a paragraph was judged beside the row before it in the file, so that it says less where
    the two are not `adjacent`; where other paragraphs of the page open in `parallel` it begins one for certain.
    """
    reasons: list[tuple[str, float]] = []
    if right.dateline:
        reasons.append(("dateline", -weights.dateline))
    if left.kind == "heading" or right.kind == "heading":
        reasons.append(("crosshead", -weights.one_open if left.tail_open or right.head_open else 1.0))
        return reasons
    loose = left.key.endswith(("：", ":", "——", "；", ";"))
    if left.tail_open and not right.dateline:
        reasons += _open_seam(left, right, loose, adjacent, parallel, weights)
    elif right.head_open and not left.tail_open:
        reasons.append(("right open", -weights.one_open))
    elif right.head_full and not left.tail_open:
        reasons.append(("right full", -weights.head_full))
    if left.key.count("“") > left.key.count("”"):
        closes = right.key.count("”") > right.key.count("“")
        reasons.append(("quotes", weights.quotes if closes else -0.5 * weights.quotes))
    if left.own_measure and right.own_measure and abs(left.own_measure - right.own_measure) >= _OTHER_COLUMN:
        reasons.append(("measure", -weights.measure))
    if not right.head_open:
        if not right.key.startswith("“") and (lead := _lead(right, weights)):
            reasons.append(("lead", -lead))
        if cues.CLOSING_WORDS.match(right.key):
            reasons.append(("follow-up", weights.follow_up))
    if not (left.tail_open or left.head_open) and cues.CLOSING_WORDS.match(left.key):
        reasons.append(("closed", -weights.closed))
    if len(right.key) > 12 and left.key[:4] == right.key[:4]:
        reasons.append(("opener", weights.opener))
    if left.signed:
        reasons.append(("byline", -weights.byline))
    return reasons


def _lead(piece: Piece, weights: Weights) -> float:
    """How much a piece opens as the leads of stories do."""
    worth = weights.lead if cues.LEAD_WORDS.match(piece.key) else 0.0
    if piece.kind == "paragraph":
        worth += weights.lead_date if cues.LEAD_DATE.match(piece.key) else 0.0
        worth += weights.lead_news if cues.LEAD_NEWS.match(piece.key) else 0.0
        worth += weights.lead_place if cues.LEAD_PLACE.match(piece.key) else 0.0
    return worth


def _open_seam(
    left: Piece, right: Piece, loose: bool, adjacent: bool, parallel: bool, weights: Weights
) -> list[tuple[str, float]]:
    """What speaks for and against a piece going on where another stopped in mid-sentence."""
    if right.head_open or (right.head_full and not adjacent):
        found = [("finished", weights.unfinished), ("both open", weights.both_open)]
    elif loose:
        found = [("finished", weights.unfinished)]
    elif right.head_in or parallel:
        return [("left open", -weights.one_open)]
    elif adjacent:
        found = [("left open", 0.5 * weights.unfinished - weights.one_open)]
    else:
        found = [("finished", weights.unfinished), ("left open", -0.6 * weights.one_open)]
    return [*found, ("letters", weights.letters * run_on(left.key, right.key))]


def follow_worth(body: Body, left: int, right: int, weights: Weights) -> float:
    """Worth of one piece following another, wherever the two stand."""
    cached = body.worths.get((left, right))
    if cached is None:
        pinned = body.links.verdict(left, right)
        if pinned is not None:
            cached = PINNED if pinned else -PINNED
        elif right == left + 1:
            cached = following(body, left, weights).worth
        else:
            parallel = bool(body.openers[right])
            reasons = seam_reasons(body.pieces[left], body.pieces[right], weights, adjacent=False, parallel=parallel)
            cached = sum(worth for _, worth in reasons) - weights.jump - weights.distance * log2(abs(right - left))
            if right < left and not body.pieces[left].tail_open:
                cached -= weights.back
            cached += _topic(body, _window(body, left, -1), _window(body, right, 1), weights)
        body.worths[(left, right)] = cached
    return cached


def following(body: Body, at: int, weights: Weights) -> Seam:
    """The seam between piece `at` and the next one in the file."""
    left, right = body.pieces[at], body.pieces[at + 1]
    plain = not body.between[at] and left.rows[-1].strip == right.rows[0].strip
    reasons = [("order", weights.order), *seam_reasons(left, right, weights, plain)]
    opened = left.tail_open and not right.dateline
    for item in body.between[at]:
        if isinstance(item, Stack):
            share = 0.2 if item.soft else 0.3 if opened else 1.0
            reasons.append(("title between", -weights.title_between * share))
            break
    for item in body.between[at]:
        if isinstance(item, Aside):
            if item.role == "byline":
                reasons.append(("byline", -weights.byline))
            else:
                reasons.append((item.role, -weights.aside_between))
    reasons.append(("topic", _topic(body, _window(body, at, -1), _window(body, at + 1, 1), weights)))
    return Seam(at, at + 1, sum(worth for _, worth in reasons), tuple(reasons))


def _window(body: Body, at: int, step: int) -> list[int]:
    """Up to three pieces from `at` on, no further than a dateline."""
    found = [at]
    while len(found) < 3:
        after = found[-1] + step
        if not 0 <= after < len(body.pieces):
            break
        if (step > 0 and body.pieces[after].dateline) or (step < 0 and body.pieces[found[-1]].dateline):
            break
        found.append(after)
    return found


def _topic(body: Body, left: Sequence[int], right: Sequence[int], weights: Weights) -> float:
    """Worth of what two groups of pieces share, little where one of them is short."""
    size = min(sum(len(body.pieces[at].key) for at in group) for group in (left, right))
    trust = min(1.0, size / 120)
    return weights.topic * trust * (body.likeness.between(left, right) - body.strangers)


def segments_of(body: Body, weights: Weights) -> list[list[int]]:
    """Runs of pieces whose order in the file is beyond doubt."""
    segments: list[list[int]] = []
    for at in range(len(body.pieces)):
        if at and follow_worth(body, at - 1, at, weights) >= weights.sure:
            segments[-1].append(at)
        else:
            segments.append([at])
    return segments


def threads_of(body: Body, weights: Weights, title_places: Sequence[float]) -> list[list[int]]:
    """The pieces of each story in reading order; the stories in the order of their first piece in the file."""
    segments = segments_of(body, weights)
    marked = {int(place + 0.5) for place in title_places}
    pinned = body.links.following.values()
    free = [at for at, segment in enumerate(segments) if segment[0] in pinned or not body.pieces[segment[0]].dateline]
    worth: list[list[float]] = []
    for number, row in enumerate(free):
        first = segments[row][0]
        choices = [
            -99.0 if before == row else follow_worth(body, segment[-1], first, weights)
            for before, segment in enumerate(segments)
        ]
        start = [-99.0] * len(free)
        start[number] = start_worth(body, first, weights) + (weights.title_start if first in marked else 0.0)
        worth.append(choices + start)
    before_of: dict[int, int] = {}
    if worth:
        for number, column in enumerate(best_matching(worth)):
            if column < len(segments):
                before_of[free[number]] = column
    links = {(row, before): worth[number][before] for number, row in enumerate(free) for before in range(len(segments))}
    return _chained(segments, before_of, links)


def start_worth(body: Body, first: int, weights: Weights) -> float:
    """Worth of a story beginning with a piece."""
    piece = body.pieces[first]
    if first in body.links.first:
        return PINNED
    if piece.dateline:
        return weights.dateline
    if piece.head_open:
        return weights.truncated
    worth = weights.start
    worth += _lead(piece, weights)
    if cues.CLOSING_WORDS.match(piece.key):
        worth -= weights.follow_up
    if piece.kind == "heading":
        worth -= 2
    return worth


def _chained(
    segments: Sequence[Sequence[int]], before_of: dict[int, int], worth: dict[tuple[int, int], float]
) -> list[list[int]]:
    """Segments strung on their predecessors; a ring is opened at its weakest link."""
    for start in range(len(segments)):
        seen, at = [], start
        while at in before_of and at not in seen:
            seen.append(at)
            at = before_of[at]
        if at in seen:
            ring = seen[seen.index(at) :]
            weakest = min(ring, key=lambda member: (worth[(member, before_of[member])], member))
            del before_of[weakest]
    after_of = {before: row for row, before in before_of.items()}
    threads = []
    for first in range(len(segments)):
        if first in before_of:
            continue
        thread, at = list(segments[first]), first
        while at in after_of:
            at = after_of[at]
            thread += segments[at]
        threads.append(thread)
    return threads
