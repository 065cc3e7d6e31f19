"""Stories that belong together, with the reason: people, villages, words, townships, topics in common."""

from __future__ import annotations

import marshal
import math
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING

from sitegen.content.people import people_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

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
Plain = tuple[tuple[int, tuple[tuple[str, tuple[str, ...]], ...]], ...]
"""The relations of one story without their names."""


def related(catalogue: Catalogue, most: int = 4) -> tuple[tuple[Relation, ...], ...]:
    """For each entry of the catalogue up to `most` others, best first; those of its own clipping left out."""
    terms = [_terms(catalogue, index) for index in range(len(catalogue.entries))]
    clippings = [record.clipping for record in catalogue.records]
    # All that they depend on, which most edits leave as it was.
    key = blake2b(marshal.dumps((most, terms, clippings), 2), digest_size=16).digest()
    found = catalogue.recall("related", key, partial(_weighed, terms, clippings, most))
    return tuple([tuple([Relation(story, reasons) for story, reasons in best]) for best in found])


def _weighed(named: Sequence[Sequence[Term]], clippings: Sequence[str], most: int) -> tuple[Plain, ...]:
    """The same as plain values, from the terms of each story and the clipping that it is of."""
    # Each term by a number, from 0 in the order in which they are met: numbers are quick to compare and to look up.
    numbers: dict[Term, int] = {}
    every = [tuple([numbers.setdefault(term, len(numbers)) for term in own]) for own in named]
    postings: list[list[int]] = [[] for _ in numbers]
    for index, own in enumerate(every):
        for term in own:
            postings[term].append(index)
    known = list(numbers)
    worth = _worth(known, postings, max(len(every), 1))
    terms = [tuple([term for term in own if worth[term]]) for own in every]
    telling = [frozenset(own) for own in terms]
    # Nearly every story shares its township and its topic with others; few share both.
    pairs: dict[int, list[int]] = defaultdict(list)
    own_pairs = [_pairs(own, known) for own in terms]
    for index, found in enumerate(own_pairs):
        for pair in found:
            pairs[pair].append(index)
    weigh = worth.__getitem__
    relations: list[Plain] = []
    for index, own in enumerate(terms):
        mine, clipping = telling[index], clippings[index]
        candidates = _candidates(index, [postings[term] for term in own] + [pairs[pair] for pair in own_pairs[index]])
        candidates.discard(index)
        # The best first, of two alike the one that comes first.
        scores = sorted(
            [
                (-math.fsum(map(weigh, mine & telling[other])), other)
                for other in candidates
                if not (clipping and clippings[other] == clipping)
            ]
        )
        best = [other for _, other in scores[:most]]
        relations.append(
            tuple([(other, _reasons([known[term] for term in own if term in telling[other]])) for other in best])
        )
    return tuple(relations)


def _worth(terms: Sequence[Term], postings: Sequence[Sequence[int]], total: int) -> list[float]:
    """What it says of two stories to share a term; 0 of one that says nothing."""
    limit = max(3, int(total * _COMMON))
    return [
        _WEIGHTS[term[0]] * math.log(1 + total / len(found))
        if len(found) > 1 and not (term[0] == "phrase" and len(found) > limit)
        else 0.0
        for term, found in zip(terms, postings, strict=True)
    ]


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


def _pairs(own: Sequence[int], known: Sequence[Term]) -> list[int]:
    """A number for each township of a story together with each of its topics."""
    towns = [term for term in own if known[term][0] == "township"]
    topics = [term for term in own if known[term][0] == "topic"]
    return [town * len(known) + topic for town in towns for topic in topics]


def _reasons(shared: Iterable[Term]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_kind: dict[str, list[str]] = {}
    for term in shared:
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
