"""What `grams.py` makes of many stories, by columns of numbers that numpy sorts: in a quarter of the time.

A gram of a story is one number here: the pair's second character, its first one, the story's place among the others.
Sorted, they are the lists.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import TYPE_CHECKING

# What numpy has for linear algebra is of no use here, and would start threads at once; beside those nothing is forked.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
import numpy as np

from sitegen.site.search.folding import SPACE, folded_char
from sitegen.site.search.grams import BREAK, CODEC, MARK
from sitegen.site.search.postings import MANY, STEPS, WIDE, decode, number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from sitegen.site.search.folding import Groups
    from sitegen.site.search.grams import Inverted

    Chars = NDArray[np.uint32]
    Numbers = NDArray[np.uint64]

CHUNK = 64
"""Stories whose columns the processor has at hand all at once; with a whole slice it waits for memory."""
END = "\0"
"""Between two stories; of no text is anything left of it when it is folded."""
_PLACE, _CHAR = MANY.bit_length(), 21
"""Bits of a place, and of a character."""
_OF_PLACE, _OF_CHAR = np.uint64((1 << _PLACE) - 1), np.uint64((1 << _CHAR) - 1)
_BREAK, _SPACE, _A, _Z = map(ord, (BREAK, SPACE, "a", "z"))
_NEW, _OTHER = 0xFFFFFFFF, 0xFFFFFFFE
"""In place of what a character becomes: it was not met before; it becomes several, or nothing."""


def invert_columns(texts: Sequence[str], own: Groups) -> Inverted:
    """Which of these stories, of which there are fewer than `MANY`, have which grams."""
    none = np.zeros(0, np.uint64)
    grams = np.concatenate([none, *(_found(texts, start, own) for start in range(0, len(texts), CHUNK))])
    grams.sort()
    places = (grams & _OF_PLACE).astype(np.int16)
    grams >>= np.uint64(_PLACE)
    starts = np.flatnonzero(_new(grams))
    grams = grams[starts]  # millions before
    keys = np.empty((len(grams), 2), np.uint32)
    keys[:, 0], keys[:, 1] = grams & _OF_CHAR, grams >> np.uint64(_CHAR)
    steps = np.diff(places, prepend=places[:1])
    steps[starts] = 0
    text = _written()[steps].tobytes().translate(None, b"\0").decode("ascii")
    lasts = np.roll(starts, -1) - 1  # the one before the next begins; for the last one that is the last of all
    return keys.tobytes(), places[starts].tolist(), places[lasts].tolist(), text.split("\n")[1:]


def _found(texts: Sequence[str], start: int, own: Groups) -> Numbers:
    """The grams of the stories from there on, each once a story, in ascending order."""
    text = END.join([text.replace(END, "") for text in texts[start : start + CHUNK]])
    chars, runs, alone = _table(own).read(f"\n{text}\n")
    ends = np.flatnonzero(chars == ord(END))
    lengths = np.diff(ends, prepend=0, append=len(chars))
    places = np.repeat(np.arange(start, start + len(lengths), dtype=np.uint64), lengths)
    if (spaces := np.flatnonzero(runs == _SPACE)).size:
        # As `without_idle_spaces` has it: of a run of them the first stays, where both of its neighbours are Latin.
        latin = (runs >= _A) & (runs <= _Z)
        first = spaces[np.diff(spaces, prepend=-1) > 1]
        last = spaces[np.diff(spaces, append=len(runs) + 1) > 1]
        kept = np.ones(len(runs), np.bool_)
        kept[spaces] = False
        kept[first[latin[first - 1] & latin[last + 1]]] = True
        runs[spaces] = _BREAK
        runs, alone, places = runs[kept], alone[kept], places[kept]
    letter = runs != _BREAK
    wide = runs.astype(np.uint64) << np.uint64(_PLACE)
    pairs = wide[1:] << np.uint64(_CHAR) | wide[:-1] | places[:-1]
    singles = alone.astype(np.uint64) << np.uint64(_PLACE) | places
    found = np.concatenate([pairs[letter[1:] | letter[:-1]], singles[alone != 0]])
    found.sort()
    return found[_new(found)]


def pack_columns(text: str, groups: int) -> bytes:
    """What `pack` comes to."""
    narrow = text.encode("ascii").translate(STEPS)
    steps = np.frombuffer(narrow, np.uint8)
    if b"\0" in narrow:
        wide = list(WIDE.finditer(text))
        steps = steps.astype(np.intp)
        steps[[one.end() - 1 for one in wide]] = [decode(one[0])[0] + 1 for one in wide]
    bits = np.zeros(24 * groups + 1, np.bool_)
    bits[steps.cumsum(dtype=np.intp)] = True
    return np.packbits(bits[1:]).tobytes()


class _Table:
    """What each character becomes; learns a character when it first meets it."""

    def __init__(self, own: Groups) -> None:
        self._own = own
        self._runs = np.full(0x110000, _NEW, np.uint32)
        """By its code: a letter, a space, or `BREAK`."""
        self._alone = np.zeros(0x110000, np.uint32)
        """What has a list of its own: a letter, or punctuation; nought for others."""
        self._runs[ord(END)] = _BREAK

    def read(self, text: str) -> tuple[Chars, Chars, Chars]:
        """A text's characters, each of which becomes but one, and what they become: in pairs, and alone."""
        chars = np.frombuffer(text.encode(CODEC, "surrogatepass"), np.uint32)
        runs = self._runs[chars]
        if (met := np.unique(chars[runs == _NEW])).size:
            for code in met.tolist():
                self._learn(code)
            runs = self._runs[chars]
        if (others := np.unique(chars[runs == _OTHER])).size:
            for char in map(chr, others.tolist()):
                text = text.replace(char, folded_char(char, self._own))
            return self.read(text)
        return chars, runs, self._alone[chars]

    def _learn(self, code: int) -> None:
        folded = folded_char(chr(code), self._own)
        if len(folded) != 1:
            self._runs[code] = _OTHER
        elif folded == SPACE:
            self._runs[code] = _SPACE
        else:
            self._runs[code] = _BREAK if folded == "\n" or MARK.match(folded) else ord(folded)
            self._alone[code] = 0 if folded == "\n" else ord(folded)


@lru_cache(maxsize=4)
def _table(own: Groups) -> _Table:
    return _Table(own)


def _new(column: Numbers) -> NDArray[np.bool_]:
    """Where there is another than before."""
    found = np.ones(len(column), np.bool_)
    np.not_equal(column[1:], column[:-1], out=found[1:])
    return found


@lru_cache(maxsize=1)
def _written() -> Chars:
    """How each step from a story to the next is written, as four bytes; a step of nought begins another list."""
    return np.array([text.encode("ascii") for text in ("\n", *map(number, range(MANY)))], "S4").view(np.uint32)
