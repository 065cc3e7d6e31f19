"""Which story of a new reading is which of the old one: told by their lines, not by number or title."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.han import fold

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sitegen.model import Line, Span, Story

LEAST_SHARED = 0.3
"""Share of the smaller one's lines that two must have in common to be one story."""
SHORTEST = 12
"""Pairs of characters below which a text is too short to tell whose it is."""
LEAST_ALIKE = 0.5
"""Likeness of two texts (Dice, on pairs of characters) to be one story where the lines tell nothing."""


@dataclass(frozen=True, slots=True)
class Earlier:
    """A story of the earlier reading. A lower rank is matched first: living stories before deleted ones."""

    id: str
    lines: frozenset[int]
    rank: int = 0


def match(earlier: Sequence[Earlier], stories: Sequence[frozenset[int]]) -> dict[int, str]:
    """For the index of each story that has one, the id of its earlier self; each id once."""
    of_line: dict[int, list[int]] = {}
    for number, old in enumerate(earlier):
        for line in old.lines:
            of_line.setdefault(line, []).append(number)
    pairs = []
    for index, lines in enumerate(stories):
        shared = Counter(number for line in lines for number in of_line.get(line, ()))
        for number, count in shared.items():
            old = earlier[number]
            if count >= LEAST_SHARED * min(len(lines), len(old.lines)):
                pairs.append((old.rank, -count, abs(len(lines) - len(old.lines)), old.id, index))
    return _one_to_one(pairs)


def match_texts(earlier: Mapping[str, str], stories: Mapping[int, str]) -> dict[int, str]:
    """The same by text alone, for a clipping that was read anew in another order."""
    old = {identity: _pairs(text) for identity, text in earlier.items()}
    pairs = []
    for index, text in stories.items():
        new = _pairs(text)
        for identity, bag in old.items():
            if min(len(new), len(bag)) < SHORTEST:
                continue
            alike = 2 * len(new & bag) / (len(new) + len(bag) or 1)
            if alike >= LEAST_ALIKE:
                pairs.append((0, -alike, 0, identity, index))
    return _one_to_one(pairs)


def story_text(story: Story) -> str:
    """Headline and body of a story, to compare it by."""
    return story.headline + "".join(passage.text for passage in story.body)


def holds(whole: str, text: str) -> bool:
    """True where most of a text is found in another."""
    pairs = _pairs(text)
    return bool(pairs) and 2 * len(pairs & _pairs(whole)) > len(pairs)


def _one_to_one(pairs: Sequence[tuple[int, float, int, str, int]]) -> dict[int, str]:
    found: dict[int, str] = {}
    taken: set[str] = set()
    for _, _, _, identity, index in sorted(pairs):
        if index not in found and identity not in taken:
            found[index] = identity
            taken.add(identity)
    return found


def _pairs(text: str) -> frozenset[str]:
    text = fold(text)
    return frozenset(text[at : at + 2] for at in range(len(text) - 1))


@dataclass(frozen=True, slots=True)
class Renumbering:
    """Where each line of an old text stands in a new one; `sure` are those found by their text."""

    places: Mapping[int, int]
    sure: Collection[int]

    def spans(self, old: Iterable[Span]) -> tuple[Span, ...]:
        return spans(self.places[line] for line in numbers(old) if line in self.places)

    def is_sure(self, old: Iterable[Span]) -> bool:
        """True where at least half of the lines were found by their text."""
        lines = numbers(old) & self.places.keys()
        return 2 * sum(line in self.sure for line in lines) >= len(lines)


def renumbered(old: Sequence[Line], new: Sequence[Line]) -> Renumbering:
    """Where each line of an old text stands in the new one.

    A line that stands once in either is found wherever it went; the others keep their distance from the nearest
    such line above them, or below. Where no line is the same, all keep their place in proportion.
    """
    if not new:
        return Renumbering({}, ())
    places = _once(new)
    sure = {number: places[text] for text, number in _once(old).items() if text in places}
    found: dict[int, int] = {}
    last = len(new)
    near = min(sure, default=None)
    blank = {line.number for line in old if not line.text.strip()}
    for line in old:
        if line.number in sure:
            near = line.number
        place = sure[near] + line.number - near if near is not None else round(line.number * last / len(old))
        found[line.number] = min(max(place, 1), last)
    return Renumbering(found, sure.keys() | blank)


def _once(lines: Sequence[Line]) -> dict[str, int]:
    """The texts that stand on just one line, with its number."""
    numbers: dict[str, int] = {}
    for line in lines:
        text = fold(line.text)
        if text:
            numbers[text] = 0 if text in numbers else line.number
    return {text: number for text, number in numbers.items() if number}


def numbers(spans: Iterable[Span]) -> frozenset[int]:
    """The lines that spans hold."""
    return frozenset(line for first, last in spans for line in range(first, last + 1))


def spans(lines: Iterable[int]) -> tuple[Span, ...]:
    """Lines as spans, in ascending order."""
    made: list[Span] = []
    for line in sorted(set(lines)):
        if made and made[-1][1] == line - 1:
            made[-1] = (made[-1][0], line)
        else:
            made.append((line, line))
    return tuple(made)


def without_gaps(told: Iterable[Span], blank: Collection[int]) -> tuple[Span, ...]:
    """Spans in ascending order, those run together between which only blank lines stand."""
    made: list[Span] = []
    for first, last in sorted(told):
        if made and all(line in blank for line in range(made[-1][1] + 1, first)):
            made[-1] = (made[-1][0], max(last, made[-1][1]))
        else:
            made.append((first, last))
    return tuple(made)
