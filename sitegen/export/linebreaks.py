"""Where in a story's text each line of its clipping begins."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sitegen.han import letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sitegen.model import Span

SURE = 4
"""Of a line that an editor changed so many characters are enough to know its beginning."""
NEAR = 80
"""So far ahead it is looked for then."""


def line_letters(text: str, spans: Iterable[Span], lines: Mapping[int, str]) -> Iterator[tuple[int, int]]:
    """How many letters of the text stand before each line, and the line's number; ascending.

    Letters are those of `han.letters`, so that what the import mended does not matter. A line whose beginning is not in
    the text is left out.
    """
    known = letters(text)
    at = 0
    for number in (number for first, last in spans for number in range(first, last + 1)):
        wanted = letters(lines.get(number, ""))
        if not wanted:
            continue
        start, length = known.find(wanted, at), len(wanted)
        if start < 0 and len(wanted) > SURE:
            start, length = known.find(wanted[:SURE], at, at + len(wanted) + NEAR), SURE
        if start >= 0:
            at = start + length
            yield start, number


def line_breaks(text: str, spans: Iterable[Span], lines: Mapping[int, str]) -> tuple[tuple[int, int], ...]:
    """Offset in the text and number of each line that begins there."""
    places = [
        offset
        for offset, char in enumerate(text)
        for part in unicodedata.normalize("NFKC", char)
        if part.isalnum()
    ]  # fmt: skip
    found: list[tuple[int, int]] = []
    for letter, number in line_letters(text, spans, lines):
        offset = places[letter]
        # A quotation mark that opens the line is not a letter, but stands behind the break.
        for mark in reversed(_marks_before(lines[number])):
            if not offset or text[offset - 1] != mark or (found and offset <= found[-1][0]):
                break
            offset -= 1
        if not found or offset > found[-1][0]:
            found.append((offset, number))
    return tuple(found)


def _marks_before(line: str) -> str:
    """What stands in a line before its first letter."""
    line = line.strip()
    return line[: next((at for at, char in enumerate(line) if letters(char)), 0)]
