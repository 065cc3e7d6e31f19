"""Text from one script to the other: OpenCC sees whole sentences, protected words and names keep their own form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitegen.site.traditional.names import Name
    from sitegen.site.traditional.wordlist import Wordlist

    Convert = Callable[[str], str]

FORMS = ("s2t", "s2tw", "s2hk")
"""To traditional characters as OpenCC's standard, Taiwan and Hong Kong write them; words are never exchanged."""
BACK = "t2s"
_REGION = {"s2tw": "t2tw", "s2hk": "t2hk"}
_HELD = "\ue000"
"""Stands for a character of a protected word while the rest is converted; of private use, in no dictionary."""
_KEPT = 50_000
_SHORT = 60
"""Of texts no longer than this so many are remembered: the words of head and foot come back on every page."""


@dataclass(frozen=True, slots=True)
class Conversion:
    """What a text's other form depends on: OpenCC's configuration and the protected words; equal ones convert alike."""

    form: str
    words: tuple[tuple[str, str], ...] = ()
    names: tuple[Name, ...] = ()

    @property
    def key(self) -> str:
        """A text that differs where two conversions do."""
        return repr((self.form, self.words, [(name.text, name.form, name.after) for name in self.names]))


@lru_cache(maxsize=8)
def stock(form: str) -> Convert:
    """What OpenCC alone makes of a text."""
    from opencc import OpenCC

    convert: Convert = OpenCC(form).convert
    return convert


def conversion(form: str, wordlist: Wordlist, names: Iterable[Name] = ()) -> Conversion:
    """The conversion by a list of words; to simplified characters only the archive's own words count, turned round."""
    if form == BACK:
        return Conversion(form, tuple((become, word) for word, become in wordlist.own.items() if become != word))
    region = stock(_REGION[form]) if form in _REGION else str
    words = {word: region(become) for word, become in wordlist.words.items()} | dict(wordlist.own)
    adapted = tuple(type(name)(name.text, region(name.form), name.after) for name in names)
    return Conversion(form, tuple(words.items()), adapted)


@lru_cache(maxsize=8)
def converter(how: Conversion) -> Convert:
    """A function that converts a text; it remembers what it has met, and is made once a process."""
    return _Converter(how).convert


class _Converter:
    def __init__(self, how: Conversion) -> None:
        self._stock = stock(how.form)
        self._forms = {name.text: name.form for name in how.names} | dict(how.words)
        self._after = {name.text: name.after for name in how.names if name.after}
        for word, _ in how.words:
            self._after.pop(word, None)
        heads: dict[str, set[int]] = {}
        for word in self._forms:
            heads.setdefault(word[0], set()).add(len(word))
        self._lengths = {head: sorted(lengths, reverse=True) for head, lengths in heads.items()}
        self._heads = re.compile(f"[{re.escape(''.join(heads))}]") if heads else None
        self._known: dict[str, str] = {}

    def convert(self, text: str) -> str:
        if len(text) > _SHORT:
            return self._converted(text)
        found = self._known.get(text)
        if found is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            found = self._known[text] = self._converted(text)
        return found

    def _converted(self, text: str) -> str:
        held = list(self._held(text))
        if not held:
            return self._stock(text)
        last = 0
        pieces: list[str] = []
        for start, end in held:
            pieces += text[last:start], _HELD * (end - start)
            last = end
        whole = self._stock("".join((*pieces, text[last:])))
        if len(whole) != len(text):
            return self._by_pieces(text, held)
        last, pieces = 0, []
        for start, end in held:
            pieces += whole[last:start], self._forms[text[start:end]]
            last = end
        return "".join((*pieces, whole[last:]))

    def _by_pieces(self, text: str, held: Iterable[tuple[int, int]]) -> str:
        """For the few phrases that have another length in the other script: places are no guide there."""
        last = 0
        pieces: list[str] = []
        for start, end in held:
            pieces += self._stock(text[last:start]), self._forms[text[start:end]]
            last = end
        return "".join((*pieces, self._stock(text[last:])))

    def _held(self, text: str) -> Iterator[tuple[int, int]]:
        """Where protected words stand: the longest at each place, and none that cuts off a longer one."""
        if self._heads is None:
            return
        end = 0
        for spot in self._heads.finditer(text):
            start = spot.start()
            if start < end:
                continue
            length = self._length(text, start)
            # 以东岳坪乡 has 岳坪乡, not 东岳.
            if length and not any(self._length(text, start + step) > length for step in range(1, length)):
                end = start + length
                yield start, end

    def _length(self, text: str, start: int) -> int:
        """Of the longest protected word that begins here, 0 where none does."""
        for length in self._lengths.get(text[start], ()):
            word = text[start : start + length]
            known = len(word) == length and word in self._forms
            if known and (word not in self._after or self._stands_apart(text, start, word)):
                return length
        return 0

    def _stands_apart(self, text: str, start: int, name: str) -> bool:
        """Whether what looks like a name begins and ends where a name would: not in 这里村民."""
        before, after = text[start - 1 : start] if start else "", text[start + len(name) : start + len(name) + 1]
        return (not "\u3400" <= before <= "\u9fff" or before in self._after[name]) and after != "民"
