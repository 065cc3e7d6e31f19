"""Lists of story numbers as printable characters: gaps as digits of varying length, or a bit a story where shorter."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

ALPHABET = "".join(chr(code) for code in range(33, 126) if chr(code) not in '"\\=')
"""The ninety characters that need no escape: sixty end a number, thirty lead on; "=" opens an alias."""
LAST = 60
MORE = 30
BITMAP = "~"
_BITS = 6


def encode(numbers: Sequence[int]) -> str:
    """Ascending numbers from 0 up as text."""
    count, top = len(numbers), numbers[-1]
    if count == 1:
        return number(top)
    if count > top // _BITS + 2:
        return _bitmap(numbers)
    gaps = [numbers[0]]
    gaps += [after - before - 1 for before, after in pairwise(numbers)]
    text = "".join(map(number, gaps))
    return text if len(text) <= top // _BITS + 2 else _bitmap(numbers)


@lru_cache(maxsize=1 << 17)
def number(value: int) -> str:
    """One number: less than sixty is one character."""
    text = ""
    while value >= LAST:
        value, digit = divmod(value - LAST, MORE)
        text += ALPHABET[LAST + digit]
    return text + ALPHABET[value]


def decode(text: str) -> list[int]:
    """The numbers again, as the page reads them."""
    if text.startswith(BITMAP):
        return [
            place * _BITS + bit
            for place, char in enumerate(text[1:])
            for bit in range(_BITS)
            if ALPHABET.index(char) >> bit & 1
        ]
    numbers: list[int] = []
    waiting: list[int] = []
    for char in text:
        digit = ALPHABET.index(char)
        if digit >= LAST:
            waiting.append(digit - LAST)
            continue
        for before in reversed(waiting):
            digit = digit * MORE + before + LAST
        waiting = []
        numbers.append(numbers[-1] + 1 + digit if numbers else digit)
    return numbers


def _bitmap(numbers: Sequence[int]) -> str:
    bits = [0] * (numbers[-1] // _BITS + 1)
    for value in numbers:
        bits[value // _BITS] |= 1 << value % _BITS
    return BITMAP + "".join([ALPHABET[six] for six in bits])
