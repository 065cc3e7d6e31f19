"""The lead of a story: its first words, cut where a reader may stop."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.han import close_up, width

if TYPE_CHECKING:
    from collections.abc import Sequence

DATELINE = re.compile(
    r"^(本报讯|(?:本报[^\s，。：]{1,8}讯|[^\s，。：]{2,6}讯|新华社[^\s，。：]{0,12}电)(?=[\s（(：:]))[\s：:]*"
)
_REPORTERS = re.compile(r"^[（(][^（）()]{0,40}(?:记者|通讯员)[^（）()]{0,60}[）)][\s：:]*")
_OPENING = "“‘「『（《(【"
_CLOSING = "”’」』）》)】"
_STOPS = "。！？!?；;"
_PAUSES = "，,、：:"
_TELLING = re.compile(f"[{re.escape(_OPENING + _CLOSING + _STOPS + _PAUSES)}]")
ELLIPSIS = "……"


class _Widths(dict[str, float]):
    """The width of each character, worked out once."""

    def __missing__(self, char: str) -> float:
        self[char] = found = width(char)
        return found


_WIDTHS = _Widths()


def undated(text: str) -> str:
    """The text without its dateline, 本报讯（记者 甲）, which says nothing in a list."""
    text = DATELINE.sub("", text, count=1).strip()
    return _REPORTERS.sub("", text, count=1) or text


def lead(text: str, limit: float) -> str:
    """The beginning of a paragraph, at most `limit` ideographs wide.

    It ends at a full stop, else at a comma with ……, and never inside quotes or brackets; where a quotation is
    longer than the limit, it ends at the limit.
    """
    return leads(text, limit)[0]


def leads(text: str, *limits: float) -> list[str]:
    """The same for several limits in rising order, which takes little longer than for the last of them."""
    text = close_up(" ".join(text.split()))
    ends = _ends(text, limits)
    found: list[str] = []
    depth = stop = pause = 0
    for telling in _TELLING.finditer(text, 0, ends[-1]):
        index, char = telling.start(), telling[0]
        while index >= ends[len(found)]:
            found.append(_cut(text, ends[len(found)], stop, pause))
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth = max(0, depth - 1)
            if depth == 0 and text[index - 1] in _STOPS:
                stop = index + 1
        elif depth == 0 and char in _STOPS:
            stop = index + 1
        elif depth == 0 and char in _PAUSES:
            pause = index
    return found + [_cut(text, end, stop, pause) for end in ends[len(found) :]]


def _ends(text: str, limits: Sequence[float]) -> list[int]:
    """Up to where a text is no wider than each limit."""
    ends = []
    end, used = 0, 0.0
    for limit in limits:
        while (more := int(limit - used)) and end < len(text):  # so many are no wider than what is left
            used += sum(map(_WIDTHS.__getitem__, text[end : end + more]))
            end = min(end + more, len(text))
        while end < len(text) and used + _WIDTHS[text[end]] <= limit:
            used += _WIDTHS[text[end]]
            end += 1
        ends.append(end)
    return ends


def _cut(text: str, end: int, stop: int, pause: int) -> str:
    """The text up to there, or to its last full stop or comma before."""
    if end == len(text):
        return text
    if stop >= 0.45 * end:
        return text[:stop]
    if pause:
        return text[:pause] + ELLIPSIS
    return text[:stop] if stop else text[: max(end - 1, 1)] + ELLIPSIS
