"""Why a page was split as it was: every line with its role and story, every seam and title with its scores."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from .confidence import SIGNALS, coefficients, confidence, evidence_of
from .doubts import doubts_of
from .pieces import Aside, Item, Piece, Stack
from .sections import sections_of
from .splitting import LaidOut, decided, laid_out
from .threads import following, seam_reasons
from .weights import Weights

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.model import Clipping

    from .arranging import Decision


def explained(clipping: Clipping, weights: Weights | None = None) -> str:
    """The page line by line, then each story with the worth of its seams and of its title."""
    worth = weights or Weights()
    page = laid_out(clipping.lines, clipping.pins)
    out = [f"{clipping.name}: read as {clipping.encoding or 'text'} ({clipping.encoding_reason or 'given'})", ""]
    decisions = [decided(items, page.pins, worth) for items in sections_of(page.items)]
    out += _lines(page, decisions)
    first = 1
    for decision in decisions:
        out += _stories(decision, first)
        first += len(decision.arrangement.threads)
    return "\n".join(out)


def _lines(page: LaidOut, decisions: list[Decision]) -> Iterator[str]:
    """Every printed line: number, story, role, by how much the role beat others, text."""
    owner: dict[int, int] = {}
    first = 1
    for decision in decisions:
        for number, thread in enumerate(decision.arrangement.threads):
            for at in thread:
                owner.update((id(row), first + number) for row in decision.body.pieces[at].rows)
        for match in decision.arrangement.matches:
            rows = [title.row for title in decision.titles.stacks[match.stack].rows]
            owner.update((id(row), first + match.thread) for row in rows)
        for number, stack in decision.kickers.items():
            owner.update((id(title.row), first + number) for title in stack.rows)
        first += len(decision.arrangement.threads)
    yield " line  story  role       margin  text"
    for row, role, margin in zip(page.rows, page.roles, page.margins, strict=True):
        story = owner.get(id(row), 0)
        yield f"{row.line:5}  {story or '-':>5}  {role:9}  {min(margin, 999.0):6.1f}  {row.text}"
    for row in page.doubled:
        yield f"{row.line:5}      -  duplicate          {row.doubled}"


def _stories(decision: Decision, first: int) -> Iterator[str]:
    _body, found, titles = decision.body, decision.arrangement, decision.titles
    yield ""
    yield f"titles stand {found.way} their bodies"
    yield f"worth of the page {found.worth:.1f}, of the best change {found.runner_up:.1f}"
    for number, thread in enumerate(found.threads):
        match = next((match for match in found.matches if match.thread == number), None)
        evidence = evidence_of(decision, number)
        yield ""
        yield f"story {first + number}, confidence {confidence(evidence):.2f}"
        if match:
            yield f"  title {_named(titles.stacks[match.stack])}: worth {match.worth:.1f}"
            if match.rival_stack >= 0:
                yield f"    next best {_named(titles.stacks[match.rival_stack])}: {match.rival:.1f}"
        for left, right in itertools.pairwise(thread):
            yield f"  {_seam(decision, left, right)}"
        for doubt in doubts_of(decision, number):
            yield f"  doubt: {doubt}"
        named = zip(SIGNALS, evidence.signals, coefficients(), strict=True)
        told = [f"{name} {signal * worth:+.1f}" for name, signal, worth in named if abs(signal * worth) >= 0.3]
        yield f"  confidence from: {', '.join(told)}"
    loose = {id(titles.stacks[match.stack]) for match in found.matches}
    for stack in titles.stacks:
        if id(stack) not in loose:
            yield f"no story for {_named(stack)}"


def _seam(decision: Decision, left: int, right: int) -> str:
    """One seam with what gave its worth."""
    pieces, weights = decision.body.pieces, decision.weights
    if right == left + 1:
        reasons = list(following(decision.body, left, weights).reasons)
    else:
        reasons = [
            ("moved", -weights.jump),
            *seam_reasons(
                pieces[left], pieces[right], weights, adjacent=False, parallel=bool(decision.body.openers[right])
            ),
        ]
    told = ", ".join(f"{name} {worth:+.1f}" for name, worth in reasons if abs(worth) >= 0.05)
    return f"line {pieces[left].rows[-1].line} to {pieces[right].rows[0].line}: {told}"


def _named(item: Item) -> str:
    if isinstance(item, Stack):
        return f"line {item.rows[0].row.line} {' / '.join(title.row.text for title in item.rows)}"
    if isinstance(item, (Piece, Aside)):
        return f"line {item.rows[0].line}"
    raise TypeError(item)
