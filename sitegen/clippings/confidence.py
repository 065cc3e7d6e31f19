"""How sure a story is: the chance that body, titles and byline are all right, from what the decisions were worth.

A logistic model; its coefficients are data, learnt by tests/training/confidence.py on pages with gold, so that of
the stories at 0.9 and above at least 95 in 100 are fully right (the accuracy report prints the table).
"""

from __future__ import annotations

import itertools
import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from math import exp, log
from typing import TYPE_CHECKING, Final

from .threads import follow_worth, start_worth

if TYPE_CHECKING:
    from .arranging import Decision

SIGNALS: Final = (
    "constant",
    "least margin of a role",
    "title against its rival",
    "worth of the title",
    "least worth of a seam",
    "dateline",
    "no title",
    "beginning lost",
    "end lost",
    "arrangement against its rival",
    "places out of order",
    "titles and stories unmatched",
    "pieces",
    "several columns a line",
    "title made of a crosshead",
    "worth of the start",
    "title is next to it",
    "least margin of a title's role",
)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the confidence of one story is judged on; the signals in the order of SIGNALS."""

    signals: tuple[float, ...]


def evidence_of(decision: Decision, number: int) -> Evidence:
    """The signals of thread `number`, each between -1 and 1 or thereabouts."""
    body, titles, found = decision.body, decision.titles, decision.arrangement
    thread = found.threads[number]
    pieces = [body.pieces[at] for at in thread]
    match = next((match for match in found.matches if match.thread == number), None)
    stack = titles.stacks[match.stack] if match else None
    margins = [piece.margin for piece in pieces]
    title_margin = stack.margin if stack else 0.0
    seams = [follow_worth(body, a, b, decision.weights) for a, b in itertools.pairwise(thread)]
    jumps = sum(b != a + 1 for a, b in itertools.pairwise(thread))
    loose = len(found.threads) + len(titles.stacks) - 2 * len(found.matches)
    near = 0.0
    if match:
        rank = titles.ranks[match.stack]
        near = 1.0 if min(abs(titles.piece_ranks[at] - rank) for at in (thread[0], thread[-1])) == 1 else 0.0
    return Evidence(
        (
            1.0,
            _scaled(log(1 + max(0.0, min(margins))), 5.0),
            _scaled(match.worth - match.rival if match else 0.0, 10.0),
            _scaled(match.worth if match else 0.0, 15.0),
            _scaled(min(seams, default=10.0), 10.0),
            1.0 if pieces[0].dateline else 0.0,
            0.0 if match else 1.0,
            1.0 if pieces[0].head_open else 0.0,
            1.0 if pieces[-1].tail_open else 0.0,
            _scaled(found.worth - found.runner_up, 10.0),
            _scaled(float(jumps), 2.0),
            _scaled(float(loose), 4.0),
            _scaled(log(len(pieces)), 3.0),
            1.0 if pieces[0].rows[0].strip else 0.0,
            1.0 if stack and stack.soft else 0.0,
            _scaled(start_worth(body, thread[0], decision.weights), 10.0),
            near,
            _scaled(log(1 + max(0.0, title_margin)), 5.0),
        )
    )


def confidence(evidence: Evidence) -> float:
    """The chance that the story is fully right, 0 to 1, to two places."""
    total = sum(worth * signal for worth, signal in zip(coefficients(), evidence.signals, strict=True))
    return round(1.0 / (1.0 + exp(-max(-30.0, min(30.0, total)))), 2)


@lru_cache(maxsize=1)
def coefficients() -> tuple[float, ...]:
    """The worth of each signal, as shipped."""
    known = json.loads((files("sitegen") / "data" / "confidence.json").read_text(encoding="utf-8"))["worth"]
    return tuple(known[name] for name in SIGNALS)


def _scaled(value: float, unit: float) -> float:
    return max(-1.0, min(1.0, value / unit))
