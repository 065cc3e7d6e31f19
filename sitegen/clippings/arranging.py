"""The page as a whole: threads and titles decided together.

What one seam says may be outvoted by what the page says: a title without a story asks for a story, and a story
without a title asks whether it is one. From the first threads, single changes (a thread cut in two, a thread hung
on another) are made while they raise the worth of the whole: seams, starts and matches summed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .headlines import Match, Titles, matches_of
from .threads import Body, follow_worth, start_worth, threads_of
from .weights import Weights

Threads = tuple[tuple[int, ...], ...]
_ROUNDS = 24


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The threads of a page, their titles, and the worth of it all."""

    threads: Threads
    matches: tuple[Match, ...]
    worth: float
    runner_up: float = 0.0
    """The worth of the best change that was not made."""


def arranged(body: Body, titles: Titles, weights: Weights) -> Arrangement:
    """The best arrangement that single changes reach."""
    best = _valued(body, titles, tuple(tuple(thread) for thread in threads_of(body, weights, titles.places)), weights)
    for _ in range(_ROUNDS):
        tried = [_valued(body, titles, threads, weights) for threads in _changes(body, titles, best, weights)]
        better = max(tried, key=lambda one: one.worth, default=None)
        if better is None or better.worth <= best.worth + 1e-6:
            runner_up = better.worth if better else best.worth - 99
            return Arrangement(best.threads, best.matches, best.worth, runner_up)
        best = better
    return best


def _valued(body: Body, titles: Titles, threads: Threads, weights: Weights) -> Arrangement:
    threads = tuple(sorted(threads))
    matches, worth = matches_of(body, threads, titles, weights)
    for thread in threads:
        worth += start_worth(body, thread[0], weights)
        worth += sum(
            follow_worth(body, left, right, weights) for left, right in zip(thread, thread[1:], strict=False)
        )
    return Arrangement(threads, tuple(matches), worth)


def _changes(body: Body, titles: Titles, now: Arrangement, weights: Weights) -> Iterable[Threads]:
    """The arrangements one change away that are worth a look."""
    titled = {match.thread for match in now.matches}
    marked = {int(place) for place in titles.places}
    for number, thread in enumerate(now.threads):
        others = now.threads[:number] + now.threads[number + 1 :]
        for cut in range(1, len(thread)):
            left, right = thread[cut - 1], thread[cut]
            if left in marked or follow_worth(body, left, right, weights) < 1.0:
                yield (*others, thread[:cut], thread[cut:])
    for number, thread in enumerate(now.threads):
        weak = number not in titled or not body.pieces[thread[0]].dateline
        if body.pieces[thread[0]].dateline or not weak:
            continue
        others = [other for at, other in enumerate(now.threads) if at != number]
        for at, other in enumerate(others):
            rest = tuple(others[:at] + others[at + 1 :])
            worth = follow_worth(body, other[-1], thread[0], weights)
            if worth > -4.0:
                yield (*rest, other + thread)
            for cut in range(1, len(other)):
                if body.pieces[other[cut - 1]].tail_open and body.pieces[thread[0]].head_open:
                    yield (*rest, other[:cut] + thread + other[cut:])


def seam_count(threads: Sequence[Sequence[int]]) -> int:
    return sum(len(thread) - 1 for thread in threads)
