"""Which words cross a seam: the word list behind the joins."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


_COMMON = 4
UNITS = "年月日时分秒元角万亿个户亩米吨斤克里次人名座台条处项家所种%％.．余多届"


@lru_cache(maxsize=1)
def words() -> Mapping[str, int]:
    """Each known word of two to four ideographs with its class, 1 (rare) to 4 (common)."""
    text = (files("sitegen") / "data" / "words.txt").read_text(encoding="utf-8")
    found: dict[str, int] = {}
    rank = 0
    for line in text.splitlines():
        if not line.startswith("#"):
            rank += 1
            found.update(dict.fromkeys(line.split(), rank))
    return found


def crossing(before: str, after: str) -> int:
    """How strongly a word spans the seam between two texts: its class plus its length beyond two; 0 for none.

    A number and its unit count as a common word.

    >>> crossing("污染防治攻坚", "战，守好一方净土")
    0
    >>> crossing("实施方", "案推进")
    4
    """
    if before[-1:].isdigit() and (after[:1].isdigit() or after[:1] in UNITS):
        return _COMMON
    known = words()
    best = 0
    for left in (1, 2, 3):
        for right in range(1, 5 - left):
            word = before[-left:] + after[:right]
            if len(word) == left + right:
                rank = known.get(word, 0)
                if rank:
                    best = max(best, rank + len(word) - 2)
    return best


def opening(text: str) -> int:
    """Length of the longest known word at the start of a text; 0 for none.

    >>> opening("实施方案推进")
    4
    >>> opening("施方案推进")
    0
    """
    known = words()
    return next((size for size in (4, 3, 2) if len(text) >= size and text[:size] in known), 0)


_SELDOM = 0.1


def begins_no_word(text: str) -> bool:
    """True where no known word stands at the start of a text, and its first letter seldom begins one.

    >>> begins_no_word("业高质量发展"), begins_no_word("雪下了一夜")
    (True, False)
    """
    begun, held = _places(text[:1])
    return held > 0 and begun < _SELDOM * held and not opening(text)


@lru_cache(maxsize=512)
def _places(letter: str) -> tuple[int, int]:
    """In how many known words a letter stands first, and in how many at all, each as often as its class says."""
    held = [(word, rank) for word, rank in words().items() if letter in word] if letter else []
    return sum(rank for word, rank in held if word[0] == letter), sum(rank for _, rank in held)


def closing(text: str) -> int:
    """Length of the longest known word at the end of a text; 0 for none."""
    known = words()
    return next((size for size in (4, 3, 2) if len(text) >= size and text[-size:] in known), 0)
