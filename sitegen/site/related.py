"""Stories that belong together, with the reason: people, villages, words, townships, topics in common."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.content.people import people_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.site.catalogue import Catalogue

_WEIGHTS = {"person": 3.0, "village": 2.0, "phrase": 1.6, "township": 1.2, "topic": 0.6}
_REACH = 8
"""Of a heading that many stories share only so many before and after are looked at, by date."""
_ENOUGH = 32
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
        mine = telling[index]
        lists = [postings[term] for term in own]
        lists += [pairs[pair] for pair in _pairs(own)]
        scores: dict[int, float] = {}
        for other in _candidates(index, lists):
            if other != index and not (clippings[other] and clippings[other] == clippings[index]):
                scores[other] = math.fsum([worth[term] for term in mine & telling[other]])
        best = sorted(scores, key=lambda other: (-scores[other], other))[:most]
        relations.append(
            tuple(Relation(other, _reasons(term for term in own if term in telling[other])) for other in best)
        )
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


def _reasons(terms: Iterable[Term]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, _, name in terms:
        by_kind[kind].append(name)
    return tuple((kind, tuple(by_kind[kind][:3])) for kind in _WEIGHTS if kind in by_kind)


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
