"""Lists of story numbers as printable characters: gaps as digits of varying length, or a bit a story where shorter."""

from __future__ import annotations

from itertools import pairwise
from operator import sub
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
    return ended(number(numbers[0]) + gaps(numbers), numbers[-1])


def gaps(numbers: Sequence[int]) -> str:
    """All but the first of ascending numbers, each as what it is further on than the next after the last."""
    if len(numbers) == 1:
        return ""
    # No loop of Python's own: a slice of stories has half a million gaps.
    steps = map(sub, numbers[1:], numbers)
    if numbers[-1] - numbers[0] < _MANY:
        return "".join(map(_STEPS.__getitem__, steps))
    return "".join([number(step - 1) for step in steps])


def ended(text: str, top: int) -> str:
    """A list of gaps as it stands in the index; `top` is its last number."""
    return text if len(text) <= top // _BITS + 2 else _bitmap(text)


def number(value: int) -> str:
    """One number: less than sixty is one character."""
    if value < LAST:
        return ALPHABET[value]
    text = ""
    while value >= LAST:
        value, digit = divmod(value - LAST, MORE)
        text += ALPHABET[LAST + digit]
    return text + ALPHABET[value]


_MANY = 4096
_STEPS = ("", *map(number, range(_MANY)))
"""By how far one number is from the next, at least by one."""


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


def _bitmap(text: str) -> str:
    """A bit a story instead of gaps: each gap is so many bits that are not set, and one that is."""
    digits = text.encode("ascii").translate(_DIGITS)
    if max(digits) < LAST:
        bits = "".join([_GAPS[digit] for digit in digits])
    else:
        numbers = decode(text)
        bits = "".join(["0" * (after - before - 1) + "1" for before, after in pairwise([-1, *numbers])])
    bits += "0" * (-len(bits) % _BITS)
    return BITMAP + "".join([_SIX[bits[start : start + _BITS]] for start in range(0, len(bits), _BITS)])


_DIGITS = bytes(ALPHABET.find(chr(code)) % 256 for code in range(256))
_GAPS = tuple("0" * gap + "1" for gap in range(LAST))
_SIX = {f"{six:06b}"[::-1]: ALPHABET[six] for six in range(1 << _BITS)}
