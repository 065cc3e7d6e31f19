"""The lead of a story: its first words, cut where a reader may stop."""

from __future__ import annotations

import re

from sitegen.han import close_up, width

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
    text = close_up(" ".join(text.split()))
    if len(text) <= 2 * limit and sum(map(_WIDTHS.__getitem__, text)) <= limit:
        return text
    end = int(limit)  # of what is no wider than the limit; most characters are as wide as one can be
    used = sum(map(_WIDTHS.__getitem__, text[:end]))
    while (used := used + _WIDTHS[text[end]]) <= limit:
        end += 1
    depth = stop = pause = 0
    for found in _TELLING.finditer(text, 0, end):
        char, index = found[0], found.start()
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
    if stop >= 0.45 * end:
        return text[:stop]
    if pause:
        return text[:pause] + ELLIPSIS
    return text[:stop] if stop else text[: max(end - 1, 1)] + ELLIPSIS
