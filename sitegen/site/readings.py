"""Pinyin with tones for place names and for rare characters, with the readings that addresses have."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import count, filterfalse
from string import ascii_letters, digits
from typing import TYPE_CHECKING

from sitegen.han import is_han
from sitegen.slugs import NONE, pinyin_slug, toneless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from sitegen.slugs import Readings

_FIRST_COMMON, _LAST_COMMON = 0xB0, 0xD7
"""First bytes, in GB 2312, of the rows of its 3,755 common characters."""
MARKS = "，。、“”"
"""Most of what stands between ideographs."""
_FEW = 32
"""Texts that are looked through before it is worth to make the pattern of unusual characters."""
_looked_through = count()


@lru_cache(maxsize=65536)
def syllables(name: str, own: Readings = NONE) -> tuple[str, ...]:
    """A syllable with its tone for each character of a name: yuè bì xiāng; () where one has no reading.

    Which of several readings is meant is told by the name's slug, so that page and address never disagree. A reading
    of the archive's `own` list that has tone marks is printed as it stands there.
    """
    plain = pinyin_slug(name, own=own).split("-")
    if len(plain) != len(name) or not all(map(is_han, name)):
        return ()
    found = [_toned(char, syllable) for char, syllable in zip(name, plain, strict=True)]
    for word, said in own.words:
        at = name.find(word)
        while at >= 0:
            for place, syllable in enumerate(said, at):
                if not syllable.isascii() and toneless(syllable) == plain[place]:
                    found[place] = syllable
            at = name.find(word, at + len(word))
    return tuple(found)


def reading(name: str, kind: str = "", known: Callable[[str], Sequence[str]] = syllables) -> str:
    """The reading of a place as a heading: Yuèbì Xiāng; `kind` is the name's end that stands as a word of its own."""
    found = known(name)
    if not found:
        return ""
    cut = len(name) - len(kind)
    words = ("".join(found[:cut]), "".join(found[cut:]))
    return " ".join(word[:1].upper() + word[1:] for word in words if word)


def rare(text: str) -> tuple[str, ...]:
    """The characters of a text that a reader may not know: those that GB 2312 does not count as common."""
    return rare_among(uncommon(text))


def rare_among(chars: Iterable[str]) -> tuple[str, ...]:
    """The same of its uncommon characters, which have all of them."""
    return tuple(sorted(filter(is_han, set(chars))))


def uncommon(text: str) -> list[str]:
    """The characters of a text, in order, that are no common ideographs, no ASCII letters or digits, no `MARKS`."""
    return one_by_one(text) if next(_looked_through) < _FEW else by_pattern(text)


def one_by_one(text: str) -> list[str]:
    return list(filterfalse(_usual().__contains__, text))


def by_pattern(text: str) -> list[str]:
    """The same in a tenth of the time, once the pattern is made."""
    return _unusual().findall(text)


def glosses(names: Iterable[str], text: str) -> str:
    """Readings of the names and rare characters that a text prints, for the script that sets them above them."""
    return printed({name: " ".join(syllables(name)) for name in (*names, *rare(text))}, text)


def printed(readings: Mapping[str, str], text: str) -> str:
    """The same of readings that are known already, their syllables parted by spaces."""
    return ";".join([f"{name}={found}" for name, found in readings.items() if found and name in text])


@cache
def _common() -> frozenset[str]:
    rows = (bytes((row, cell)) for row in range(_FIRST_COMMON, _LAST_COMMON + 1) for cell in range(0xA1, 0xFF))
    return frozenset(b"".join(rows).decode("gb2312", "ignore"))


@cache
def _usual() -> frozenset[str]:
    return _common() | {*ascii_letters, *digits, *MARKS}


@cache
def _unusual() -> re.Pattern[str]:
    return re.compile(f"[^{''.join(sorted(_usual()))}]")


@lru_cache(maxsize=8192)
def _toned(char: str, plain: str) -> str:
    from pypinyin import Style, pinyin

    readings = pinyin(char, style=Style.TONE, heteronym=True)[0]
    # A reading that no dictionary has can only be printed as the archive's own list spells it.
    return next((found for found in readings if toneless(found) == plain), plain.replace("v", "ü"))
