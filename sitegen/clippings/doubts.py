"""What an editor should look at in a story, in short sentences; nothing where nothing is in doubt."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from .threads import follow_worth

if TYPE_CHECKING:
    from .arranging import Decision
    from .pieces import Piece, Stack

_CLOSE_TITLES = 2.0
_WEAK_SEAM = 2.5
_UNSURE_ROLE = 4.0


def doubts_of(decision: Decision, number: int) -> tuple[str, ...]:
    """The doubts about one story, the gravest first."""
    body, found = decision.body, decision.arrangement
    thread = found.threads[number]
    pieces = [body.pieces[at] for at in thread]
    return (
        *_title_doubts(decision, number),
        *_seam_doubts(decision, thread),
        *_end_doubts(pieces),
        *_role_doubts(pieces),
    )


def _title_doubts(decision: Decision, number: int) -> list[str]:
    titles, found = decision.titles, decision.arrangement
    match = next((match for match in found.matches if match.thread == number), None)
    if match is None:
        return ["no headline was found for this story"]
    stack = titles.stacks[match.stack]
    if stack.soft:
        return [f"line {_line(stack)} was taken for the headline, but may be a crosshead of the story before"]
    if match.worth - match.rival < _CLOSE_TITLES and match.rival_stack >= 0:
        rival = titles.stacks[match.rival_stack]
        return [f"headline of line {_line(stack)} chosen over line {_line(rival)}, which fits nearly as well"]
    if match.worth < _CLOSE_TITLES:
        return [f"the headline of line {_line(stack)} shares little with the text"]
    return []


def _seam_doubts(decision: Decision, thread: tuple[int, ...]) -> list[str]:
    doubts = []
    for left, right in itertools.pairwise(thread):
        worth = follow_worth(decision.body, left, right, decision.weights)
        before, after = decision.body.pieces[left].rows[-1].line, decision.body.pieces[right].rows[0].line
        if right != left + 1:
            doubts.append(f"line {after} was moved here to follow line {before}")
        elif worth < _WEAK_SEAM:
            doubts.append(f"line {after} may not continue line {before}")
    return doubts


def _end_doubts(pieces: list[Piece]) -> list[str]:
    doubts = []
    if pieces[0].head_open:
        doubts.append(f"the beginning seems lost: line {pieces[0].rows[0].line} starts in mid-sentence")
    if pieces[-1].tail_open:
        doubts.append(f"the end seems lost: line {pieces[-1].rows[-1].line} ends in mid-sentence")
    return doubts


def _role_doubts(pieces: list[Piece]) -> list[str]:
    unsure = [piece for piece in pieces if piece.margin < _UNSURE_ROLE]
    kinds = {"paragraph": "text", "heading": "a crosshead"}
    return [f"line {piece.rows[0].line} was read as {kinds[piece.kind]} with little certainty" for piece in unsure[:3]]


def _line(stack: Stack) -> int:
    return stack.rows[0].row.line
