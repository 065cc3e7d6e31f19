"""Stories that belong together, with the reason: people, villages, words, townships, topics in common."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.content.people import people_of

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Sequence

    from sitegen.site.catalogue import Catalogue

_WEIGHTS = {"person": 3.0, "village": 2.0, "phrase": 1.6, "township": 1.2, "topic": 0.6}
_REACH = 6
"""Of a heading that many stories share only so many before and after are looked at, by date."""
_ENOUGH = 20
"""So many candidates are weighed, those of the rarest headings first: cost grows with the stories and no faster."""
_COMMON = 0.12
"""A quoted phrase in more than this share of the stories is a slogan, and says nothing."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another story and what the two share, the weightiest kind first."""

    story: int
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


Term = tuple[str, str, str]
"""Kind, county (places only) and name."""
Pair = tuple[Term, Term]


def related(catalogue: Catalogue, most: int = 4) -> tuple[tuple[Relation, ...], ...]:
    """For each entry of the catalogue up to `most` others, best first; those of its own clipping left out."""
    terms = [_terms(catalogue, index) for index in range(len(catalogue.entries))]
    postings: dict[Term, list[int]] = defaultdict(list)
    for index, own in enumerate(terms):
        for term in own:
            postings[term].append(index)
    total = max(len(terms), 1)
    limit = max(3, int(total * _COMMON))
    worth = {
        term: _WEIGHTS[term[0]] * math.log(1 + total / len(found))
        for term, found in postings.items()
        if len(found) > 1 and not (term[0] == "phrase" and len(found) > limit)
    }
    terms = [tuple(term for term in own if term in worth) for own in terms]
    telling = [frozenset(own) for own in terms]
    # Nearly every story shares its township and its topic with others; few share both.
    pairs: dict[Pair, list[int]] = defaultdict(list)
    for index, own in enumerate(terms):
        for pair in _pairs(own):
            pairs[pair].append(index)
    clippings = [record.clipping for record in catalogue.records]
    relations: list[tuple[Relation, ...]] = []
    for index, own in enumerate(terms):
        mine, clipping = telling[index], clippings[index]
        lists = [postings[term] for term in own]
        lists += [pairs[pair] for pair in _pairs(own)]
        candidates = _candidates(index, lists)
        candidates.discard(index)
        # The best first, of two alike the one that comes first.
        scores = sorted(
            [
                (-math.fsum(map(worth.__getitem__, mine & telling[other])), other)
                for other in candidates
                if not (clipping and clippings[other] == clipping)
            ]
        )
        best = [other for _, other in scores[:most]]
        relations.append(tuple([Relation(other, _reasons(own, telling[other])) for other in best]))
    return tuple(relations)


def _candidates(index: int, lists: list[list[int]]) -> set[int]:
    """The nearest stories of the shortest lists; the story itself is among them."""
    candidates: set[int] = set()
    lists.sort(key=len)
    for found in lists:
        if len(found) <= 2 * _REACH:
            candidates.update(found)
        else:
            at = bisect_left(found, index)
            candidates.update(found[max(0, at - _REACH) : at + _REACH + 1])
        if len(candidates) > _ENOUGH:
            break
    return candidates


def _pairs(terms: Sequence[Term]) -> list[Pair]:
    towns = [term for term in terms if term[0] == "township"]
    return [(town, term) for town in towns for term in terms if term[0] == "topic"]


def _reasons(own: Iterable[Term], others: Container[Term]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_kind: dict[str, list[str]] = {}
    for term in own:
        if term in others:
            by_kind.setdefault(term[0], []).append(term[2])
    return tuple([(kind, tuple(by_kind[kind][:3])) for kind in _WEIGHTS if kind in by_kind])


def _terms(catalogue: Catalogue, index: int) -> tuple[Term, ...]:
    record, county = catalogue.records[index], catalogue.entries[index].county
    return tuple(
        dict.fromkeys(
            (
                *(("person", county, person.name) for person in people_of(record.people)),
                *(("village", county, name) for name in record.villages),
                *(("phrase", "", name) for name in catalogue.gists[index].quoted),
                *(("township", county, name) for name in record.townships),
                *(("topic", "", name) for name in record.topics),
            )
        )
    )
