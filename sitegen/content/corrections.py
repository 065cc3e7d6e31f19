"""What people corrected in a story, against the machine's reading of its clipping."""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING, Literal, NamedTuple

from sitegen.content.fields import machine_body, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import ClippingRecord, Record

_BREAK = re.compile(r"\n[ \t]*\n\s*")
LONGEST = 4000
"""Characters of a paragraph beyond which a change is shown whole, not letter by letter."""


class Piece(NamedTuple):
    """A run of text that stayed, went or came."""

    kind: Literal["same", "removed", "added"]
    text: str


class Correction(NamedTuple):
    """One changed field, or one changed paragraph of the body, as the pieces that make up both readings."""

    field: str
    pieces: tuple[Piece, ...]


def corrections(record: Record, clipping: ClippingRecord) -> tuple[Correction, ...]:
    """What differs between a story and the clipping it was made from; empty where nothing does, or none is known."""
    story = next(
        (
            story
            for story, identity in zip(clipping.split.stories, clipping.story_ids, strict=False)
            if identity == record.id
        ),
        None,
    )
    if story is None:
        return ()
    pairs = (
        ("kicker", story.kicker, record.kicker),
        ("title", story.headline, record.headline),
        ("subhead", story.subhead, record.subhead),
        ("byline", story.byline, record.byline),
    )
    found = [
        Correction(field, _pieces(str(tidy(field, before)), after))
        for field, before, after in pairs
        if tidy(field, before) != after
    ]
    body = machine_body(story)
    if body != record.body:
        found += _paragraphs(_BREAK.split(body), _BREAK.split(record.body))
    return tuple(found)


def _paragraphs(before: Sequence[str], after: Sequence[str]) -> Iterator[Correction]:
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, first, last, new_first, new_last in matcher.get_opcodes():
        if kind == "equal":
            continue
        old, new = list(before[first:last]), list(after[new_first:new_last])
        if len(old) == len(new):
            for one, other in zip(old, new, strict=True):
                yield Correction("body", _pieces(one, other))
        else:
            yield Correction("body", _pieces("\n\n".join(old), "\n\n".join(new)))


def _pieces(before: str, after: str) -> tuple[Piece, ...]:
    if len(before) + len(after) > LONGEST:
        whole = (Piece("removed", before), Piece("added", after))
        return tuple(piece for piece in whole if piece.text)
    pieces: list[Piece] = []
    for kind, first, last, new_first, new_last in difflib.SequenceMatcher(None, before, after, False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("same", before[first:last]))
            continue
        if last > first:
            pieces.append(Piece("removed", before[first:last]))
        if new_last > new_first:
            pieces.append(Piece("added", after[new_first:new_last]))
    return tuple(pieces)
