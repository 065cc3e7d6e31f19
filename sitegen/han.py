"""Chinese text in small: width, folding, and what counts as a character of the text."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

HAN = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff\u3007"
_PRINTED = f"[{HAN}，。、；：（）“”]"
_SPACE = "[ \u3000]"
_LETTER = "0-9０-９A-Za-z"
_OTHERS = re.compile(r"[\W_]+")
"""What is no letter, digit or ideograph. To a pattern a word is of these, whose categories are L and N, and of `_`."""


def is_han(char: str) -> bool:
    """True for an ideograph: one of `HAN`."""
    return (
        "\u4e00" <= char <= "\u9fff"
        or "\u3400" <= char <= "\u4dbf"
        or "\uf900" <= char <= "\ufaff"
        or "\U00020000" <= char <= "\U0003ffff"
        or char == "\u3007"
    )


def fold(text: str) -> str:
    """NFKC without white space: the form in which two readings of one text are compared."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def letters(text: str) -> str:
    """The letters, digits and ideographs of a text after NFKC, categories L and N: what must never be lost."""
    return _OTHERS.sub("", unicodedata.normalize("NFKC", text))


def width(text: str) -> float:
    """Width in ideographs: East Asian wide characters count 1, all others one half."""
    return sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in text)


def close_up(text: str) -> str:
    """The text without the stray spaces that PDF extraction leaves between ideographs and digits or Latin."""
    return _spaces_beside_digits().sub("", text) if " " in text or "\u3000" in text else text


@cache
def _spaces_beside_digits() -> re.Pattern[str]:
    # Begins with the space, which a text has few of, so that the rest of the text is passed over.
    before, after = (
        f"(?<={_PRINTED}{_SPACE}){_SPACE}*(?=[{_LETTER}])",
        f"(?<=[{_LETTER}%％]{_SPACE}){_SPACE}*(?={_PRINTED})",
    )
    return re.compile(rf"{_SPACE}(?:{before}|{after})")
