"""The outline of a clipping: what pages need of its text before they are made, so that it need not be read again."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sitegen.site.tracing import Account, account, page_breaks

if TYPE_CHECKING:
    from sitegen.model import ClippingRecord


@dataclass(frozen=True, slots=True)
class Outline:
    lines: int
    breaks: tuple[int, ...]
    """With which lines its second and further pages begin."""
    shown: tuple[tuple[int, int], ...]
    """First and last line that each page shows; 0 and 0 where it shows none."""
    account: Account
    doubts: tuple[tuple[int, int], ...]
    """Number of each story that wants a look, and of the reasons for it."""


def outline_of(clipping: ClippingRecord) -> Outline:
    """The outline, from the clipping's text and what was made of it."""
    lines = clipping.clipping.lines
    breaks = page_breaks(lines)
    printed = [line.number for line in lines if line.text.strip()]
    shown = []
    for start, end in zip((0, *breaks), (*breaks, None), strict=True):
        page = [line for line in printed if line >= start and (end is None or line < end)]
        shown.append((page[0], page[-1]) if page else (0, 0))
    doubts = ((number, len(story.doubts)) for number, story in enumerate(clipping.split.stories, 1) if story.doubts)
    return Outline(len(lines), breaks, tuple(shown), account(clipping), tuple(doubts))


def outlined(clipping: ClippingRecord) -> tuple[Any, ...]:
    """The same as plain values."""
    found = outline_of(clipping)
    return (found.lines, found.breaks, found.shown, tuple(found.account), found.doubts)


def outline_from(plain: tuple[Any, ...]) -> Outline:
    """The outline of such values."""
    lines, breaks, shown, counted, doubts = plain
    return Outline(lines, breaks, shown, Account(*counted), doubts)
