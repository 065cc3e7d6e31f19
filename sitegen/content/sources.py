"""Which lines of the clipping each paragraph of a story came from, also after an editor's corrections."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from sitegen.content.markdown import to_blocks
from sitegen.han import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.model import ClippingRecord, Passage, Record, Span, Split

ALIKE = 0.6
"""Likeness (Dice, on pairs of characters) at which a corrected paragraph is still known for the one it was."""
CONTAINED = 0.8
"""Share of the shorter one's pairs of characters to be found in the longer one."""


class _Known(NamedTuple):
    text: str
    pairs: frozenset[str]
    lines: tuple[Span, ...]


def paragraph_sources(record: Record, clipping: ClippingRecord) -> tuple[tuple[Span, ...], ...]:
    """For each block of a story's Markdown the lines it came from, empty where it is an editor's own.

    Passages of the story's own reading are looked at first, then those of the whole clipping: a paragraph may have
    been moved here from another story.
    """
    blocks = to_blocks(record.body)
    if not blocks:
        return ()
    own, others = _passages(record.id, clipping)
    exact = {known.text: known.lines for known in (*others, *own)}
    found: list[tuple[Span, ...]] = []
    for block in blocks:
        text = fold(block.text)
        lines = exact.get(text)
        if lines is None:
            lines = (_nearest(text, own) or _nearest(text, others)) if text else ()
        found.append(lines)
    return tuple(found)


def _passages(identity: str, clipping: ClippingRecord) -> tuple[Sequence[_Known], Sequence[_Known]]:
    every = _of_split(clipping.split)
    own = next((known for known, given in zip(every, clipping.story_ids, strict=False) if given == identity), ())
    return own, tuple(known for passages in every if passages is not own for known in passages)


@lru_cache(maxsize=4)  # the stories of one clipping come one after the other
def _of_split(split: Split) -> tuple[tuple[_Known, ...], ...]:
    return tuple(tuple(map(_known, story.body)) for story in split.stories)


def _known(passage: Passage) -> _Known:
    text = fold(passage.text)
    return _Known(text, _pairs(text), passage.lines)


def _nearest(text: str, known: Iterable[_Known]) -> tuple[Span, ...]:
    pairs = _pairs(text)
    best = ALIKE
    nearest: tuple[Span, ...] = ()
    parts: set[Span] = set()
    for passage in known:
        shared = len(pairs & passage.pairs)
        if not shared:
            continue
        alike = 2 * shared / (len(pairs) + len(passage.pairs))
        if alike > best:
            best, nearest = alike, passage.lines
        # The shorter one within the longer: two joined, or one divided. Very short ones are found in any text.
        shorter = min(len(pairs), len(passage.pairs))
        if shorter >= 8 and shared >= CONTAINED * shorter:
            parts.update(passage.lines)
    return tuple(sorted(parts)) if len(parts) > len(nearest) else nearest


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[at : at + 2] for at in range(len(text) - 1)) or frozenset((text,) if text else ())
