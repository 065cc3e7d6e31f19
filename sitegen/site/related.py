"""Stories that belong together, with the reason: people, villages, words, townships, topics in common."""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import defaultdict
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from sitegen.content.people import people_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from sitegen.site.catalogue import Catalogue
    from sitegen.site.frames import Frame

_WEIGHTS = {"person": 3.0, "village": 2.0, "phrase": 1.6, "township": 1.2, "topic": 0.6}
_REACH = 6
"""Of a heading that many stories share only so many before and after are looked at, by date."""
_ENOUGH = 20
"""So many candidates are weighed, those of the rarest headings first: cost grows with the stories and no faster."""
_COMMON = 0.12
"""A quoted phrase in more than this share of the stories is a slogan, and says nothing."""


class Relation(NamedTuple):
    """Another story and what the two share, the weightiest kind first."""

    story: int
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


Term = tuple[str, str, str]
"""Kind, county (places only) and name."""


class Relations:
    """The best relations of each story, by its place in the catalogue; reasons are told when they are asked for."""

    def __init__(
        self,
        frames: Sequence[Frame],
        best: Sequence[Sequence[int]],
        slogans: Collection[str],
        every: Sequence[Iterable[Term]] = (),
    ) -> None:
        """`every` are the terms of all stories, where they are at hand."""
        self._frames = frames
        self._best = best
        self._slogans = frozenset(slogans)
        """Phrases that say nothing."""
        self._known = {index: self._telling(terms) for index, terms in enumerate(every)}

    def __getitem__(self, index: int) -> tuple[Relation, ...]:
        mine, terms = self._terms(index), self._terms
        shared = [(other, filter(terms(other).__contains__, mine)) for other in self._best[index]]
        return tuple([Relation(other, _reasons(both)) for other, both in shared])

    def _terms(self, index: int) -> Mapping[Term, None]:
        """What a story has that two can share and that says something, in order."""
        known = self._known.get(index)
        if known is None:
            known = self._known[index] = self._telling(_terms(self._frames[index]))
        return known

    def _telling(self, terms: Iterable[Term]) -> Mapping[Term, None]:
        return dict.fromkeys([term for term in terms if not (term[0] == "phrase" and term[2] in self._slogans)])


def related(catalogue: Catalogue, most: int = 4) -> Relations:
    """For each entry of the catalogue up to `most` others, best first; those of its own clipping left out."""
    frames = catalogue.frames
    # All that the best depend on, which most edits leave as it was.
    found: list[tuple[Term, ...]] = []
    best, slogans = catalogue.recall("related", catalogue.key + bytes([most]), partial(_weighed, frames, most, found))
    return Relations(frames, best, slogans, found)


def _weighed(
    frames: Sequence[Frame], most: int, found: list[tuple[Term, ...]]
) -> tuple[tuple[tuple[int, ...], ...], tuple[str, ...]]:
    """Of each story the best others, and the phrases that say nothing; the terms of all go to `found`."""
    found += map(_terms, frames)
    # Each term by a number, from 0 in the order in which they are met: numbers are quick to compare and to look up.
    numbers: dict[Term, int] = {}
    every = [tuple([numbers.setdefault(term, len(numbers)) for term in own]) for own in found]
    terms = list(numbers)
    found[:] = [tuple([terms[number] for number in own]) for own in every]  # equal ones kept once
    clippings = [frame.clipping for frame in frames]
    postings: list[list[int]] = [[] for _ in terms]
    for index, own in enumerate(every):
        for term in own:
            postings[term].append(index)
    worth = _worth(terms, postings, max(len(every), 1))
    slogans = [term[2] for term, own in zip(terms, worth, strict=True) if term[0] == "phrase" and not own]
    every = [tuple([term for term in own if worth[term]]) for own in every]
    telling = [frozenset(own) for own in every]
    # Nearly every story shares its township and its topic with others; few share both.
    pairs: dict[int, list[int]] = defaultdict(list)
    own_pairs = [_pairs(own, terms) for own in every]
    for index, found_pairs in enumerate(own_pairs):
        for pair in found_pairs:
            pairs[pair].append(index)
    weigh = worth.__getitem__
    best: list[tuple[int, ...]] = []
    for index, own in enumerate(every):
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
        best.append(tuple([other for _, other in scores[:most]]))
    return tuple(best), tuple(slogans)


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
    for kind, _, name in shared:
        by_kind.setdefault(kind, []).append(name)
    return tuple([(kind, tuple(names[:3])) for kind, names in by_kind.items()])


def _terms(frame: Frame) -> tuple[Term, ...]:
    """What a story may share with others, the weightiest kind first."""
    county = frame.county
    return tuple(
        dict.fromkeys(
            (
                *(("person", county, person.name) for person in people_of(frame.people)),
                *(("village", county, name) for name in frame.villages),
                *(("phrase", "", name) for name in frame.quoted),
                *(("township", county, name) for name in frame.townships),
                *(("topic", "", name) for name in frame.topics),
            )
        )
    )
