"""What people corrected in a story, as its page shows it: each change with the words around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sitegen.content.corrections import Piece, corrections

if TYPE_CHECKING:
    from sitegen.model import ClippingRecord, Record

AROUND = 16
"""Characters that are shown before and after a change."""
_PICTURE = re.compile(r"!\[([^\]]*)\]\([^)]*\)")


class Change(NamedTuple):
    """One field or paragraph that differs from the clipping's own text. `field` is a label of `[change]`."""

    field: str
    pieces: tuple[Piece, ...]


def changes(record: Record, clipping: ClippingRecord | None) -> tuple[Change, ...]:
    """The changes of one story in reading order; none where it stands as the machine read it."""
    if clipping is None:
        return ()
    return tuple(Change(found.field, _shortened(found.pieces)) for found in corrections(record, clipping))


def _shortened(pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The pieces with only the nearest words of what stayed the same, and a picture by its name."""
    last = len(pieces) - 1
    return tuple(
        Piece("same", _nearest(piece.text, before=at > 0, after=at < last))
        if piece.kind == "same"
        else Piece(piece.kind, _PICTURE.sub(_named, piece.text))
        for at, piece in enumerate(pieces)
    )


def _named(picture: re.Match[str]) -> str:
    """A picture as readers are told of it, who see it in the text."""
    return f"〔图：{picture[1]}〕" if picture[1] else "〔图〕"


def _nearest(text: str, *, before: bool, after: bool) -> str:
    """The beginning of a text where a change stands `before` it, its end where one comes `after`."""
    head, tail = AROUND * before, AROUND * after
    if len(text) <= head + tail + 2:
        return text
    return f"{text[:head]}……{text[len(text) - tail :]}"
