"""The quantities that stories print: those of the machine's reading that an editor left standing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.content.markdown import to_blocks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.model import ClippingRecord, Figure, Record


def figures_of(clippings: Sequence[ClippingRecord], records: Sequence[Record]) -> dict[str, Sequence[Figure]]:
    """The figures that content/ keeps with its clippings, by story: those that the story still prints.

    Who corrects a number in a story has corrected it here, too.
    """
    kept = {
        story: figures
        for clipping in clippings
        for story, figures in zip(clipping.story_ids, clipping.figures, strict=False)
        if story and figures
    }
    found: dict[str, Sequence[Figure]] = {}
    for record in records if kept else ():
        if record.id in kept:
            body = (block.text for block in to_blocks(record.body))
            text = _squeezed(" ".join((record.kicker, record.headline, record.subhead, *body, *record.captions)))
            if printed := [figure for figure in kept[record.id] if _squeezed(figure.text) in text]:
                found[record.id] = printed
    return found


def _squeezed(text: str) -> str:
    return "".join(text.split())
