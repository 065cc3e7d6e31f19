"""Stories that belong together, with the reason: people, villages, words, townships, topics in common."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.content.people import people_of
from sitegen.site.catalogue import plain

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.site.catalogue import Catalogue

_QUOTED = re.compile(r"“([^“”]{3,14})”|《([^《》]{3,20})》")
_WEIGHTS = {"person": 3.0, "village": 2.0, "phrase": 1.6, "township": 1.2, "topic": 0.6}
_NEAREST = 24
"""Of a heading that many stories share, only this many on either side are looked at, so that cost stays linear."""
_COMMON = 0.12
"""A quoted phrase in more than this share of the stories is a slogan, and says nothing."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Another story and what the two share, the weightiest kind first."""

    story: int
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


Term = tuple[str, str, str]
"""Kind, county (places only) and name."""


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
    places = {term: {index: place for place, index in enumerate(found)} for term, found in postings.items()}
    return tuple(_nearest(catalogue, index, terms[index], postings, places, worth, most) for index in range(len(terms)))


def _nearest(
    catalogue: Catalogue,
    index: int,
    own: Sequence[Term],
    postings: Mapping[Term, Sequence[int]],
    places: Mapping[Term, Mapping[int, int]],
    worth: Mapping[Term, float],
    most: int,
) -> tuple[Relation, ...]:
    scores: dict[int, float] = defaultdict(float)
    shared: dict[int, list[Term]] = defaultdict(list)
    clipping = catalogue.records[index].clipping
    for term in own:
        if term not in worth:
            continue
        at = places[term][index]
        for other in postings[term][max(0, at - _NEAREST) : at + _NEAREST + 1]:
            if other != index and not (clipping and catalogue.records[other].clipping == clipping):
                scores[other] += worth[term]
                shared[other].append(term)
    best = sorted(scores, key=lambda other: (-scores[other], other))[:most]
    return tuple(Relation(other, _reasons(shared[other])) for other in best)


def _reasons(terms: Iterable[Term]) -> tuple[tuple[str, tuple[str, ...]], ...]:
    by_kind: dict[str, list[str]] = defaultdict(list)
    for kind, _, name in terms:
        by_kind[kind].append(name)
    return tuple((kind, tuple(by_kind[kind][:3])) for kind in _WEIGHTS if kind in by_kind)


def _terms(catalogue: Catalogue, index: int) -> tuple[Term, ...]:
    record, county = catalogue.records[index], catalogue.entries[index].county
    text = plain(record.body)
    quoted = (found[1] or found[2] for found in _QUOTED.finditer(text))
    return tuple(
        dict.fromkeys(
            (
                *(("person", county, person.name) for person in people_of(record.people)),
                *(("village", county, name) for name in record.villages),
                *(("phrase", "", name) for name in quoted),
                *(("township", county, name) for name in record.townships),
                *(("topic", "", name) for name in record.topics),
            )
        )
    )
