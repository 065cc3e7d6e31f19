"""Which title stack heads which thread: a one-to-one matching solved for the whole page."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import TYPE_CHECKING, Literal

from .assignment import best_matching
from .pieces import Aside, Item, Piece, Stack
from .topics import pairs_of

if TYPE_CHECKING:
    from .threads import Body
    from .weights import Weights

Thread = Sequence[int]


Way = Literal["before", "after", "inside"]
"""Where a page prints its titles: before their bodies, after them, or in the middle of them."""


@dataclass(frozen=True, slots=True)
class Match:
    """The stack matched to a thread, how much it is worth, and how much the best other stack would be."""

    thread: int
    stack: int
    worth: float
    rival: float
    rival_stack: int


@dataclass(frozen=True, slots=True)
class Titles:
    """The stacks of a page with what of each stands in each piece, so that any thread is compared at once."""

    stacks: tuple[Stack, ...]
    kickers: tuple[Stack, ...]
    """Stacks that are a kicker and nothing else, with where they stand in `kicker_ranks`."""
    kicker_ranks: tuple[int, ...]
    places: tuple[float, ...]
    """Where each stack stands among the pieces, asides not counted: 2.5 is between pieces 2 and 3."""
    ranks: tuple[int, ...]
    """Where each stack stands among pieces and stacks together."""
    piece_ranks: tuple[int, ...]
    found: tuple[tuple[int, ...], ...]
    """found[stack][piece]: bits, one for each letter pair of the stack's headline that stands in the piece."""
    worths: tuple[tuple[float, ...], ...]
    """The weight of each letter pair, rarer ones more; they sum to 1."""
    tokens: tuple[tuple[frozenset[int], ...], ...]
    """tokens[stack]: for each kind of telling word of the stack (places, figures, long runs), the pieces
    that hold one."""
    known: dict[tuple[Way, tuple[int, ...]], list[float]]
    """What the stacks are worth to threads already looked at; a cache and nothing else."""


def titles_of(items: Sequence[Item], body: Body) -> Titles:
    """The stacks among the items of a page, ready to be compared with its pieces."""
    stacks, places, ranks, piece_ranks = [], [], [], []
    kickers, kicker_ranks = [], []
    seen = rank = 0
    for item in items:
        if isinstance(item, Aside):
            continue
        if isinstance(item, Piece):
            piece_ranks.append(rank)
            seen += 1
        elif all(title.role == "kicker" for title in item.rows):
            kickers.append(item)
            kicker_ranks.append(rank)
        else:
            stacks.append(item)
            places.append(seen - 0.5)
            ranks.append(rank)
        rank += 1
    texts = [set(pairs_of(piece.key)) for piece in body.pieces]
    found, worths = [], []
    for stack in stacks:
        pairs = sorted(set(pairs_of(stack.key)))
        weights = [body.likeness.rarity.get(pair, 0.6) for pair in pairs]
        whole = sum(weights) or 1.0
        worths.append(tuple(weight / whole for weight in weights))
        found.append(tuple(sum(1 << at for at, pair in enumerate(pairs) if pair in text) for text in texts))
    return Titles(
        tuple(stacks),
        tuple(kickers),
        tuple(kicker_ranks),
        tuple(places),
        tuple(ranks),
        tuple(piece_ranks),
        tuple(found),
        tuple(worths),
        tuple(_told(stack, body) for stack in stacks),
        {},
    )


_PLACES = re.compile(r"(?=([\u4e00-\u9fff]{2})(?:[乡镇村]|街道|社区))")
_FIGURES = re.compile(r"\d[\d.]*[万亿%％]?[\u4e00-\u9fff]?")
_RUN_LENGTH = 4


def _told(stack: Stack, body: Body) -> tuple[frozenset[int], ...]:
    """Where what only one story of a page is likely to hold stands: places, figures, and four ideographs in a row."""
    key = stack.key
    places = set(_PLACES.findall(key))
    figures = {figure for figure in _FIGURES.findall(key) if len(figure) > 2}
    runs = {key[at : at + _RUN_LENGTH] for at in range(len(key) - _RUN_LENGTH + 1)}
    runs = {run for run in runs if run.isalpha()}
    return tuple(
        frozenset(at for at, piece in enumerate(body.pieces) if any(word in piece.key for word in words))
        for words in (places, figures, runs)
    )


def coverage(titles: Titles, stack: int, pieces: Thread) -> float:
    """Share of a stack's letter pairs, by weight, that stand in the pieces: 0 to 1."""
    bits = 0
    for at in pieces:
        bits |= titles.found[stack][at]
    return sum(weight for at, weight in enumerate(titles.worths[stack]) if bits >> at & 1)


def matches_of(
    body: Body, threads: Sequence[Thread], titles: Titles, way: Way, weights: Weights
) -> tuple[list[Match], float]:
    """The matches of a page that prints its titles in one way; and their summed worth.

    What stays unmatched is taken off.
    """
    count = len(titles.stacks)
    orphaned = sum(0.0 if stack.soft else weights.orphan for stack in titles.stacks)
    if not threads or not count:
        return [], -orphaned - sum(_alone(body, thread, weights) for thread in threads)
    table = []
    for number, thread in enumerate(threads):
        alone = [-99.0] * len(threads)
        alone[number] = -_alone(body, thread, weights)
        table.append([*_worths(body, thread, titles, way, weights), *alone])
    matches, total = [], -orphaned
    for number, column in enumerate(best_matching(table)):
        row = table[number]
        total += row[column]
        if column < count:
            rival_at = max((at for at in range(count) if at != column), key=lambda at: (row[at], at), default=-1)
            rival = row[rival_at] if rival_at >= 0 else -99.0
            matches.append(Match(number, column, row[column], rival, rival_at))
    return matches, total


def _worths(body: Body, thread: Thread, titles: Titles, way: Way, weights: Weights) -> Sequence[float]:
    """What each stack of the page is worth as the title of a thread."""
    known = (way, tuple(thread))
    row = titles.known.get(known)
    if row is None:
        lost = weights.headless if body.pieces[thread[0]].head_open else 0.0
        row = [
            _overlap(titles, at, thread, weights)
            + _position(titles, at, thread, way, weights)
            - lost
            + (-weights.soft_title if stack.soft else weights.orphan)
            for at, stack in enumerate(titles.stacks)
        ]
        titles.known[known] = row
    return row


def _overlap(titles: Titles, stack: int, thread: Thread, weights: Weights) -> float:
    whole, lead = coverage(titles, stack, thread), coverage(titles, stack, thread[:2])
    worth = weights.overlap * whole + weights.lead_overlap * lead - weights.overlap_base
    told = (weights.place_told, weights.figure_told, weights.run_told)
    for holders, value in zip(titles.tokens[stack], told, strict=True):
        if any(at in holders for at in thread):
            worth += value
    return worth


def _alone(body: Body, thread: Thread, weights: Weights) -> float:
    """What it costs to leave a thread without a title; less where its beginning is lost."""
    return weights.untitled * (0.4 if body.pieces[thread[0]].head_open else 1.0)


def _position(titles: Titles, stack: int, thread: Thread, way: Way, weights: Weights) -> float:
    """Worth of where the stack stands: next to the body on the page's side, near it, or inside it."""
    rank = titles.ranks[stack]
    first, last = titles.piece_ranks[thread[0]], titles.piece_ranks[thread[-1]]
    near = min(abs(titles.piece_ranks[at] - rank) for at in thread)
    worth = -weights.near * log2(near)
    if _inside(titles, rank, thread):
        # The seam it stands in was charged for a title between two stories, which this one is not.
        worth += weights.title_between + (weights.adjacent if way == "inside" else -weights.inside)
    gap = first - rank if way == "before" else rank - last
    if way != "inside" and gap == 1:
        return weights.adjacent
    if gap == 2:
        worth += 0.4 * weights.adjacent
    return worth


def _inside(titles: Titles, rank: int, thread: Thread) -> bool:
    """Whether the stack stands between two pieces of the thread that follow one another in the file."""
    ranks = titles.piece_ranks
    return any(right == left + 1 and ranks[left] < rank < ranks[right] for left, right in itertools.pairwise(thread))


def kickers_of(
    body: Body, threads: Sequence[Thread], titles: Titles, matches: Sequence[Match], weights: Weights
) -> dict[int, Stack]:
    """For each thread the kicker that stands apart from its title, where one fits: next to it, or found in its text."""
    rows = [match for match in matches if not titles.stacks[match.stack].part("kicker")]
    if not rows or not titles.kickers:
        return {}
    texts = {match.thread: "".join(body.pieces[at].key for at in threads[match.thread]) for match in rows}
    table = []
    for number, match in enumerate(rows):
        worth = [
            _kicker_worth(kicker, titles.ranks[match.stack] - rank, texts[match.thread], weights)
            for kicker, rank in zip(titles.kickers, titles.kicker_ranks, strict=True)
        ]
        none = [-99.0] * len(rows)
        none[number] = 0.0
        table.append(worth + none)
    chosen = best_matching(table)
    return {
        match.thread: titles.kickers[column]
        for match, column in zip(rows, chosen, strict=True)
        if column < len(titles.kickers)
    }


def _kicker_worth(kicker: Stack, above: int, text: str, weights: Weights) -> float:
    """Worth of a kicker standing `above` titles and pieces over the title of a story with this text."""
    pairs = set(pairs_of(kicker.key))
    share = len(pairs & set(pairs_of(text))) / len(pairs) if pairs else 0.0
    worth = weights.kicker_overlap * (share - 0.5)
    places = _PLACES.findall(kicker.key)
    if places:
        worth += weights.kicker_place if any(place in text for place in places) else -weights.kicker_place
    if above == 1:
        return worth + weights.kicker_adjacent
    return worth - weights.near * log2(1 + abs(above))
