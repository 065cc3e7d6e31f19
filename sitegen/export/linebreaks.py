"""Where in a story's text each line of its clipping begins."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.model import Span

SURE = 4
"""Of a line that an editor changed so many characters are enough to know its beginning."""
NEAR = 80
"""So far ahead it is looked for then."""


def line_breaks(text: str, spans: Iterable[Span], lines: Mapping[int, str]) -> tuple[tuple[int, int], ...]:
    """Offset in the text and number of each line that begins there; lines whose beginning is not in it are left out.

    Compared are letters, digits and ideographs after NFKC, so that what the import mended does not matter.
    """
    letters, places = _letters(text)
    found: list[tuple[int, int]] = []
    at = 0
    for number in (number for first, last in spans for number in range(first, last + 1)):
        line = lines.get(number, "").strip()
        wanted, own = _letters(line)
        if not wanted:
            continue
        start, length = letters.find(wanted, at), len(wanted)
        if start < 0 and len(wanted) > SURE:
            start, length = letters.find(wanted[:SURE], at, at + len(wanted) + NEAR), SURE
        if start < 0:
            continue
        at = start + length
        offset = places[start]
        # A quotation mark that opens the line is not a letter, but stands behind the break.
        for mark in reversed(line[: own[0]]):
            if offset and text[offset - 1] == mark and not (found and offset <= found[-1][0]):
                offset -= 1
            else:
                break
        if not found or offset > found[-1][0]:
            found.append((offset, number))
    return tuple(found)


def _letters(text: str) -> tuple[str, list[int]]:
    """The characters that are compared, and where in the text each stands."""
    letters: list[str] = []
    places: list[int] = []
    for offset, char in enumerate(text):
        for part in unicodedata.normalize("NFKC", char):
            if part.isalnum():
                letters.append(part)
                places.append(offset)
    return "".join(letters), places
