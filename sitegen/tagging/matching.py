"""Many names looked up in a text at once, the longest at each place."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache
from itertools import islice
from operator import add
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterator

T = TypeVar("T")
TEXTS_KEPT = 512
"""Paragraphs kept in pairs: those of a page, which are gone through for counties, places and topics."""


@lru_cache(maxsize=TEXTS_KEPT)
def pairs_of(text: str) -> tuple[str, ...]:
    """Each two characters that stand side by side in a text."""
    return tuple(map(add, text, islice(text, 1, None)))


class NameIndex(Generic[T]):
    """Names of two characters and more with what each stands for.

    A dictionary by the first two characters is quicker here than an automaton: it is built in a few
    milliseconds for all of China's townships, and a text of a thousand characters costs a thousand look-ups.
    """

    __slots__ = ("_by_start", "_sorted")

    def __init__(self) -> None:
        self._by_start: dict[str, list[tuple[str, T]]] = defaultdict(list)
        self._sorted = True

    def add(self, name: str, value: T) -> None:
        """Adds a name; of several values for one name the first is found."""
        self._by_start[name[:2]].append((name, value))
        self._sorted = False

    def scan(self, text: str) -> Iterator[tuple[int, int, T]]:
        """Start, end and value of the names in a text, from left to right, the longest first, none overlapping."""
        if not self._sorted:
            for names in self._by_start.values():
                names.sort(key=lambda item: -len(item[0]))
            self._sorted = True
        by_start = self._by_start
        free = 0
        # most places of a text begin no name: they are passed over without a step of Python for each
        for start in [place for place, pair in enumerate(pairs_of(text)) if pair in by_start]:
            if start < free:
                continue
            for name, value in by_start[text[start : start + 2]]:
                if text.startswith(name, start):
                    yield start, start + len(name), value
                    free = start + len(name)
                    break
