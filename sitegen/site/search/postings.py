"""Lists of story numbers as printable characters: gaps as digits of varying length, or a bit a story where shorter."""

from __future__ import annotations

import contextlib
import re
import string
from binascii import b2a_base64
from operator import sub
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    Pack = Callable[[str, int], bytes]

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
    """All but the first of ascending numbers, each as what it is further on than the next after the last.

    A number may come more than once, and counts once.
    """
    if len(numbers) == 1:
        return ""
    # No loop of Python's own: a slice of stories has half a million gaps.
    if len(numbers) >= _LONG:
        with contextlib.suppress(ValueError):  # a step beyond 255
            text = bytes(map(sub, numbers[1:], numbers)).translate(_CHARS, b"\0")
            if _WIDER not in text:
                return text.decode("ascii")
    steps = map(sub, numbers[1:], numbers)
    if numbers[-1] - numbers[0] < MANY:
        return "".join(map(_STEPS.__getitem__, steps))
    return "".join([number(step - 1) for step in steps if step])


def ended(text: str, top: int, packing: Pack | None = None) -> str:
    """A list of gaps as it stands in the index; `top` is its last number."""
    if len(text) <= top // _BITS + 2:
        return text
    size = top // _BITS + 1
    # Base64 has a character for six bits as well, and is made without a loop of Python's own: of 24 bits at a time.
    packed = (packing or pack)(text, -(-size // 4))
    return BITMAP + b2a_base64(packed)[:size].translate(_FROM_BASE64).decode("ascii")


def number(value: int) -> str:
    """One number: less than sixty is one character."""
    return _STEPS[value + 1] if value < MANY else _number(value)


def _number(value: int) -> str:
    text = ""
    while value >= LAST:
        value, digit = divmod(value - LAST, MORE)
        text += ALPHABET[LAST + digit]
    return text + ALPHABET[value]


MANY = 4096
_STEPS = ["", *map(_number, range(MANY))]
"""By how far one number is from the next; by nothing where it comes again. Lists are looked up faster than tuples."""
_LONG = 32
"""From so many numbers on it is worth to look whether all gaps are of one character."""
_WIDER = BITMAP.encode("ascii")
_CHARS = b"\0" + "".join(map(number, range(LAST))).encode("ascii") + _WIDER * (255 - LAST)
"""The same as bytes, where one character tells it."""


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


def pack(text: str, groups: int) -> bytes:
    """A bit a story instead of gaps: each gap is so many bits that are not set, and one that is; 24 in each group."""
    steps = text.encode("ascii").translate(STEPS)
    bits = "".join(map(_BITS_OF.__getitem__, steps)) if b"\0" not in steps else "".join(_bits(text))
    return int(bits.ljust(24 * groups, "0"), 2).to_bytes(3 * groups, "big")


def _bits(text: str) -> Iterator[str]:
    """The bits of gaps of which some are numbers of several characters."""
    for place, part in enumerate(WIDE.split(text)):
        if place % 2:
            yield "0" * decode(part)[0] + "1"
        else:
            yield from map(_BITS_OF.__getitem__, part.encode("ascii").translate(STEPS))


WIDE = re.compile(f"([{re.escape(ALPHABET[LAST:])}]+.)")
"""A number of several characters."""
STEPS = bytes(max(0, ALPHABET[:LAST].find(chr(code)) + 1) for code in range(256))
"""For a number of one character how far that is from the last; nought for others."""
_BITS_OF = ["", *("0" * gap + "1" for gap in range(LAST))]
_FROM_BASE64 = bytes.maketrans(
    f"{string.ascii_uppercase}{string.ascii_lowercase}{string.digits}+/".encode("ascii"),
    "".join(ALPHABET[int(f"{six:06b}"[::-1], 2)] for six in range(1 << _BITS)).encode("ascii"),
)
"""There the first bit of the six is the highest, here the lowest."""
