"""How alike two texts of one page are, by the letter pairs they share; the rarer on the page, the more it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

Vector = Mapping[str, float]
_PARTICLES = frozenset(
    "的了是在和与为有个也不就都而及把被将对从到让给这那他她它们上下里中等着过又还很更最可以能会要一不多来去说年月日时人们全各该此其已并或"
)
"""Ideographs of grammar: pairs with one of them say little of what a text is about."""
_FAINT = 0.3


@dataclass(frozen=True, slots=True)
class Likeness:
    """The letter pairs of each text of a page, weighted by rarity. Texts are known by their index."""

    vectors: tuple[Vector, ...]
    rarity: Mapping[str, float]
    sizes: tuple[float, ...]
    """The squared length of each vector."""
    groups: dict[tuple[int, ...], tuple[Vector, float]]
    """Sums of vectors already made, with their squared lengths; a cache and nothing else."""

    def between(self, left: Sequence[int], right: Sequence[int]) -> float:
        """Cosine of two groups of texts, 0 to 1."""
        (a, size), (b, other) = self.sum_of(left), self.sum_of(right)
        if len(a) > len(b):
            a, b = b, a
        dot = sum([weight * b[pair] for pair, weight in a.items() if pair in b])
        return dot / sqrt(size * other) if dot > 0 else 0.0

    def sum_of(self, indexes: Sequence[int]) -> tuple[Vector, float]:
        """The vectors of some texts added up, and the squared length of that."""
        if len(indexes) == 1:
            return self.vectors[indexes[0]], self.sizes[indexes[0]]
        known = tuple(indexes)
        found = self.groups.get(known)
        if found is None:
            total: dict[str, float] = {}
            for index in indexes:
                for pair, weight in self.vectors[index].items():
                    total[pair] = total.get(pair, 0.0) + weight
            found = self.groups[known] = total, square(total)
        return found

    def fit(self, index: int, group: Vector, size: float, within: bool) -> float:
        """How alike a text is to a group, given as the sum of its vectors and the squared length of that.

        Where the text is itself `within` the group, it is compared with the others of it.
        """
        own, square = self.vectors[index], self.sizes[index]
        dot = sum([weight * group[pair] for pair, weight in own.items() if pair in group])
        if within:
            size, dot = size - 2 * dot + square, dot - square
        return dot / sqrt(square * size) if square > 0 and size > 1e-9 and dot > 0 else 0.0

    def covered(self, title: str, body: Vector) -> float:
        """Share of a title's letter pairs, weighted by rarity, that stand in a body: 0 to 1."""
        whole = found = 0.0
        for pair in set(pairs_of(title)):
            weight = self.rarity.get(pair)
            if weight is None:
                weight = 0.5  # nowhere else on the page: says little
            whole += weight
            if pair in body:
                found += weight
        return found / whole if whole else 0.0


def pairs_of(key: str) -> list[str]:
    """The pairs of neighbouring letters, none across punctuation and none with a digit: figures meet by chance."""
    return [key[at : at + 2] for at in range(len(key) - 1) if key[at].isalpha() and key[at + 1].isalpha()]


def likeness_of(keys: Sequence[str]) -> Likeness:
    """The likeness of a page's texts to each other."""
    counts = [Counter(pairs_of(key)) for key in keys]
    spread: Counter[str] = Counter()
    for count in counts:
        spread.update(count.keys())
    total = max(2, len(keys))
    rarity = {
        pair: log(1 + total / seen) * (_FAINT if _PARTICLES & set(pair) else 1.0) for pair, seen in spread.items()
    }
    vectors = tuple(
        {pair: (1 + log(seen)) * rarity[pair] for pair, seen in count.items() if spread[pair] > 1} for count in counts
    )
    return Likeness(vectors, rarity, tuple(square(vector) for vector in vectors), {})


def square(vector: Vector) -> float:
    """The squared length of a vector."""
    return sum(weight * weight for weight in vector.values())
