"""How alike two texts of one page are, by the letter pairs they share; the rarer on the page, the more it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log, sqrt

Vector = Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Likeness:
    """The letter pairs of each text of a page, weighted by rarity. Texts are known by their index."""

    vectors: tuple[Vector, ...]
    rarity: Mapping[str, float]
    counts: tuple[Mapping[str, int], ...]
    """The letter pairs of each text that stand in another one too, and how often in this one."""
    page: Mapping[str, int]
    """How often each pair stands on the page."""

    def between(self, left: Sequence[int], right: Sequence[int]) -> float:
        """Cosine of two groups of texts, 0 to 1."""
        return cosine(self.sum_of(left), self.sum_of(right))

    def sum_of(self, indexes: Sequence[int]) -> Vector:
        if len(indexes) == 1:
            return self.vectors[indexes[0]]
        total: dict[str, float] = {}
        for index in indexes:
            for pair, weight in self.vectors[index].items():
                total[pair] = total.get(pair, 0.0) + weight
        return total

    def belongs(self, index: int, group: Mapping[str, int], size: int) -> float:
        """How much better a group of texts foretells a text than the page does, in tenths of a nat.

        Log-likelihood of the text's letter pairs under the group's, smoothed by the page's (Dirichlet, mass 60),
        less that under the page's. The mean is kept within 1.5 and the size within 40 pairs, so that one long
        text cannot overrule all others.
        """
        own = self.counts[index]
        number = sum(own.values())
        if not number or not size:
            return 0.0
        whole = sum(self.page.values())
        total = 0.0
        for pair, seen in own.items():
            background = self.page[pair] / whole
            total += seen * log((group.get(pair, 0) + 60 * background) / ((size + 60) * background))
        return max(-1.5, min(1.5, total / number)) * min(number, 40) / 10

    def pairs_in(self, indexes: Iterable[int]) -> tuple[dict[str, int], int]:
        """The letter pairs of some texts, counted together, and their number."""
        total: dict[str, int] = {}
        for index in indexes:
            for pair, seen in self.counts[index].items():
                total[pair] = total.get(pair, 0) + seen
        return total, sum(total.values())

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
    """The pairs of neighbouring letters, none across punctuation."""
    return [key[at : at + 2] for at in range(len(key) - 1) if key[at].isalnum() and key[at + 1].isalnum()]


def likeness_of(keys: Sequence[str]) -> Likeness:
    """The likeness of a page's texts to each other."""
    counts = [Counter(pairs_of(key)) for key in keys]
    spread: Counter[str] = Counter()
    for count in counts:
        spread.update(count.keys())
    total = max(2, len(keys))
    rarity = {pair: log(1 + total / seen) for pair, seen in spread.items()}
    vectors = tuple(
        {pair: (1 + log(seen)) * rarity[pair] for pair, seen in count.items() if spread[pair] > 1} for count in counts
    )
    shared = tuple({pair: seen for pair, seen in count.items() if spread[pair] > 1} for count in counts)
    page: Counter[str] = Counter()
    for count in shared:
        page.update(count)
    return Likeness(vectors, rarity, shared, page)


def cosine(left: Vector, right: Vector) -> float:
    if len(left) > len(right):
        left, right = right, left
    dot = sum(weight * right[pair] for pair, weight in left.items() if pair in right)
    if not dot:
        return 0.0
    return dot / (sqrt(sum(w * w for w in left.values())) * sqrt(sum(w * w for w in right.values())))
