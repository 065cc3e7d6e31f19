"""Which title stack heads which thread: a one-to-one matching solved for the whole page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2

from .assignment import best_matching
from .pieces import Stack
from .threads import Body
from .weights import Weights


@dataclass(frozen=True, slots=True)
class Match:
    """The stack matched to a thread, how much it is worth, and how much the best other stack would be."""

    thread: int
    stack: int
    worth: float
    rival: float
    rival_stack: int


def matches_of(
    body: Body, threads: Sequence[Sequence[int]], stacks: Sequence[Stack], weights: Weights
) -> tuple[list[Match], float]:
    """The matches of a page and their summed worth, what stays unmatched taken off.

    A page prints its titles before their bodies or after them; both are tried and the better kept.
    """
    best: tuple[list[Match], float] | None = None
    overlaps = [[_overlap(body, thread, stack, weights) for stack in stacks] for thread in threads]
    for before in (True, False):
        found = _solved(body, threads, stacks, overlaps, before, weights)
        if best is None or found[1] > best[1]:
            best = found
    return best or ([], 0.0)


def _overlap(body: Body, thread: Sequence[int], stack: Stack, weights: Weights) -> float:
    key = stack.key
    whole = body.likeness.covered(key, _pairs(body, thread))
    lead = body.likeness.covered(key, _pairs(body, thread[:1]))
    return weights.overlap * whole + weights.lead_overlap * lead


def _pairs(body: Body, thread: Sequence[int]) -> dict[str, float]:
    from .topics import pairs_of

    return {pair: 1.0 for at in thread for pair in pairs_of(body.pieces[at].key)}


def _solved(
    body: Body,
    threads: Sequence[Sequence[int]],
    stacks: Sequence[Stack],
    overlaps: Sequence[Sequence[float]],
    before: bool,
    weights: Weights,
) -> tuple[list[Match], float]:
    if not threads:
        return [], -weights.orphan * len(stacks)
    table = []
    for number, thread in enumerate(threads):
        row = [overlaps[number][at] + _position(body, thread, stack, before, weights) for at, stack in enumerate(stacks)]
        alone = [-99.0] * len(threads)
        alone[number] = -weights.untitled * (0.4 if body.pieces[thread[0]].head_open else 1.0) + weights.orphan
        table.append([worth for worth in row] + alone)
    matched = best_matching(table)
    matches, total = [], -weights.orphan * len(stacks)
    for number, column in enumerate(matched):
        total += table[number][column]
        if column < len(stacks):
            rivals = sorted(((table[number][at], at) for at in range(len(stacks)) if at != column), reverse=True)
            rival, rival_at = rivals[0] if rivals else (-99.0, -1)
            matches.append(Match(number, column, table[number][column], rival, rival_at))
    return matches, total


def _position(body: Body, thread: Sequence[int], stack: Stack, before: bool, weights: Weights) -> float:
    first, last = body.pieces[thread[0]].place, body.pieces[thread[-1]].place
    gap = first - stack.place if before else stack.place - last
    if gap == 1:
        return weights.adjacent
    near = min(abs(first - stack.place), abs(stack.place - last))
    inside = any(left < stack.place < right for left, right in zip(
        (body.pieces[at].place for at in thread), (body.pieces[at].place for at in thread[1:]), strict=False))
    worth = -weights.near * log2(1 + near)
    if 1 < gap <= 4:
        worth += 0.6 * weights.adjacent / gap
    if inside:
        worth += 0.5 * weights.adjacent
    return worth
