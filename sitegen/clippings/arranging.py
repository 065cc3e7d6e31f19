"""The page as a whole: threads and titles decided together.

What one seam says may be outvoted by what the page says: a title without a story asks for a story, and a story
without a title asks whether it is one. From the first threads, single changes (a thread cut in two, a thread hung
on another) are made while they raise the worth of the whole: seams, starts and matches summed.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from .headlines import Match, Titles, Way, coverage, matches_of
from .threads import Body, follow_worth, start_worth, threads_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .pieces import Item, Stack
    from .weights import Weights

Threads = tuple[tuple[int, ...], ...]
_ROUNDS = 24
WAYS: tuple[Way, ...] = ("before", "after", "inside")


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The threads of a page, their titles, and the worth of it all."""

    threads: Threads
    matches: tuple[Match, ...]
    worth: float
    way: Way
    runner_up: float = 0.0
    """The worth of the best change that was not made."""


@dataclass(frozen=True, slots=True)
class Decision:
    """Everything decided of one section of a page, with what it was decided on."""

    items: tuple[Item, ...]
    body: Body
    titles: Titles
    arrangement: Arrangement
    kickers: Mapping[int, Stack]
    """By thread, kickers that stood apart from the title."""
    weights: Weights


def arranged(body: Body, titles: Titles, weights: Weights) -> Arrangement:
    """The best arrangement that single changes reach.

    A page prints its titles before their bodies, after them or in them. Taken the wrong way round all titles shift
    by one, which no single change mends, so that each way is followed to its end.
    """
    first = tuple(tuple(thread) for thread in threads_of(body, weights, titles.places))
    ways = [_valued(body, titles, first, way, weights) for way in WAYS]
    best = max(ways, key=lambda way: way.worth)
    ends = [_improved(body, titles, way, weights) for way in ways if way.worth > best.worth - _HOPELESS]
    return max(ends, key=lambda way: way.worth)


def rearranged(body: Body, titles: Titles, now: Arrangement, weights: Weights) -> Arrangement:
    """The best arrangement with other titles that single changes reach from where the page stands."""
    return _improved(body, titles, _valued(body, titles, now.threads, now.way, weights), weights)


_HOPELESS = 40.0
"""A way round so much worse at the start is not followed."""


def _improved(body: Body, titles: Titles, best: Arrangement, weights: Weights) -> Arrangement:
    for _ in range(_ROUNDS):
        tried = [_valued(body, titles, threads, best.way, weights) for threads in _changes(body, titles, best, weights)]
        better = max(tried, key=lambda one: one.worth, default=None)
        if better is None or better.worth <= best.worth + 1e-6:
            return replace(best, runner_up=better.worth if better else best.worth - 99)
        best = better
    return best


def _valued(body: Body, titles: Titles, threads: Threads, way: Way, weights: Weights) -> Arrangement:
    threads = tuple(sorted(threads))
    matches, worth = matches_of(body, threads, titles, way, weights)
    for thread in threads:
        worth += thread_worth(body, thread, weights)
    worth -= weights.misfit * _misfit(body, threads)
    return Arrangement(threads, tuple(matches), worth, way)


def _misfit(body: Body, threads: Threads) -> float:
    """How much better pieces go with another thread of the page than with the rest of their own, summed."""
    if len(threads) < 2:
        return 0.0
    fits = [_fits(body, thread) for thread in threads]
    best, second = list(fits[0]), [-1.0] * len(fits[0])
    holder = [0] * len(best)
    for number, row in enumerate(fits[1:], 1):
        for at, fit in enumerate(row):
            if fit > best[at]:
                second[at], best[at], holder[at] = best[at], fit, number
            elif fit > second[at]:
                second[at] = fit
    total = 0.0
    for number, thread in enumerate(threads):
        if len(thread) > 1:
            own = fits[number]
            for at in thread:
                other = second[at] if holder[at] == number else best[at]
                total += max(0.0, other - own[at])
    return total


def thread_worth(body: Body, thread: Sequence[int], weights: Weights) -> float:
    """Worth of one thread by itself: its start, its seams, and how well its pieces go together."""
    known = tuple(thread)
    worth = body.thread_worths.get(known)
    if worth is None:
        worth = start_worth(body, thread[0], weights)
        worth += sum(follow_worth(body, a, b, weights) for a, b in itertools.pairwise(thread))
        worth += weights.coherence * _coherence(body, thread) + weights.parallel * _parallels(body, thread)
        body.thread_worths[known] = worth
    return worth


def _parallels(body: Body, thread: Sequence[int]) -> int:
    """How many paragraphs open as another of the thread does: 要切实把握…, 要切实把握…

    A story keeps to one such opening; each further one takes one off.
    """
    openers = [body.openers[at] for at in thread if body.openers[at]]
    kinds = len(set(openers))
    return len(openers) - kinds - max(0, kinds - 1)


def _coherence(body: Body, thread: Sequence[int]) -> float:
    """How much more alike each piece is to the others of its thread than strangers on the page are."""
    if len(thread) < 2:
        return 0.0
    whole, size = body.likeness.sum_of(thread)
    return sum(body.trust(at) * (body.likeness.fit(at, whole, size, True) - body.strangers) for at in thread)


def _changes(body: Body, titles: Titles, now: Arrangement, weights: Weights) -> Iterable[Threads]:
    """The arrangements one change away that are worth a look."""
    yield from _cuts(body, titles, now, weights)
    yield from _wishes(body, titles, now)
    yield from _hangings(body, now, weights)
    yield from _moves(body, now, weights)


def _cuts(body: Body, titles: Titles, now: Arrangement, weights: Weights) -> Iterable[Threads]:
    """A thread cut in two, at a title or at a weak seam."""
    marked = {int(place) for place in titles.places}
    for number, thread in enumerate(now.threads):
        others = now.threads[:number] + now.threads[number + 1 :]
        for cut in range(1, len(thread)):
            left, right = thread[cut - 1], thread[cut]
            if left in marked or follow_worth(body, left, right, weights) < 1.0:
                yield (*others, thread[:cut], thread[cut:])


_WANTED = 0.15
_MOST_WISHES = 8


def _wishes(body: Body, titles: Titles, now: Arrangement) -> Iterable[Threads]:
    """A thread cut where a title without a story finds its words on one side and not on the other."""
    taken = {match.stack for match in now.matches}
    found: list[tuple[float, int, int]] = []
    for stack in range(len(titles.stacks)):
        if stack in taken or titles.stacks[stack].soft:
            continue
        for number, thread in enumerate(now.threads):
            if len(thread) < 2 or coverage(titles, stack, thread) < _WANTED:
                continue
            for cut in range(1, len(thread)):
                if body.pieces[thread[cut - 1]].tail_open or body.pieces[thread[cut]].head_open:
                    continue
                left, right = coverage(titles, stack, thread[:cut]), coverage(titles, stack, thread[cut:])
                found.append((-abs(left - right), number, cut))
    found.sort()
    for _, number, cut in found[:_MOST_WISHES]:
        thread = now.threads[number]
        yield (*now.threads[:number], thread[:cut], thread[cut:], *now.threads[number + 1 :])


def _hangings(body: Body, now: Arrangement, weights: Weights) -> Iterable[Threads]:
    """A thread that no dateline opens hung on the end of another, or let into an open seam of it."""
    for number, thread in enumerate(now.threads):
        if body.pieces[thread[0]].dateline:
            continue
        others = [other for at, other in enumerate(now.threads) if at != number]
        for at, other in enumerate(others):
            rest = tuple(others[:at] + others[at + 1 :])
            if follow_worth(body, other[-1], thread[0], weights) > -4.0:
                yield (*rest, other + thread)
            for cut in range(1, len(other)):
                if body.pieces[other[cut - 1]].tail_open and body.pieces[thread[0]].head_open:
                    yield (*rest, other[:cut] + thread + other[cut:])


_TRIED = 12
_LONGEST_RUN = 12
_TOO_DEAR = 16.0
"""A seam worth more is not given up."""


def _fits(body: Body, thread: Sequence[int]) -> Sequence[float]:
    """How well each piece of the page goes with a thread, the piece itself left out."""
    known = tuple(thread)
    fits = body.thread_fits.get(known)
    if fits is None:
        whole, size = body.likeness.sum_of(thread)
        members = frozenset(thread)
        fits = [
            body.trust(at) * (body.likeness.fit(at, whole, size, at in members) - body.strangers)
            for at in range(len(body.pieces))
        ]
        body.thread_fits[known] = fits
    return fits


def _moves(body: Body, now: Arrangement, weights: Weights) -> Iterable[Threads]:
    """A run of pieces moved to the end of another thread, where that one foretells it better.

    A column printed out of its place ends at full stops as often as not, so that nothing but its words tells.
    """
    if len(now.threads) < 2:
        return
    fits = [_fits(body, thread) for thread in now.threads]
    found: list[tuple[float, int, int, int, int]] = []
    for number, thread in enumerate(now.threads):
        for first in range(1, len(thread)):
            for last in range(first + 1, min(len(thread), first + _LONGEST_RUN) + 1):
                run = thread[first:last]
                before, after = thread[first - 1], thread[last] if last < len(thread) else -1
                lost = follow_worth(body, before, run[0], weights)
                if after >= 0:
                    lost += follow_worth(body, run[-1], after, weights) - follow_worth(body, before, after, weights)
                if lost > _TOO_DEAR:
                    continue
                here = sum(fits[number][at] for at in run)
                parallel = any(body.openers[at] for at in run)
                for other, target in enumerate(now.threads):
                    if other != number:
                        alike = (weights.coherence + weights.misfit) * (sum(fits[other][at] for at in run) - here)
                        gain = alike + follow_worth(body, target[-1], run[0], weights) - lost
                        if parallel:
                            gain += weights.parallel * _parallels(body, (*target, *run))
                        found.append((-gain, number, first, last, other))
    found.sort()
    for _, number, first, last, other in found[:_TRIED]:
        thread, target = now.threads[number], now.threads[other]
        run, stay = thread[first:last], thread[:first] + thread[last:]
        rest = tuple(one for at, one in enumerate(now.threads) if at not in (number, other))
        yield (*rest, stay, target + run)
        for cut in range(1, len(target)):
            if body.pieces[target[cut - 1]].tail_open or target[cut - 1] + 1 != target[cut]:
                yield (*rest, stay, target[:cut] + run + target[cut:])
