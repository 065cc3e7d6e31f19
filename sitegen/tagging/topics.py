"""The topics of a story, from a list of topics with weighted terms that an archive can change."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from typing import TYPE_CHECKING

from sitegen.model import Evidence, Tag
from sitegen.tagging.datafile import Block, read_blocks, read_text
from sitegen.tagging.matching import NameIndex
from sitegen.tagging.reading import TITLES

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sitegen.problems import Problem
    from sitegen.tagging.reading import Part, Reading

FILE_NAME = "topics.toml"
_KEYS = ("name", "key", "aliases", "definition", "terms")
_KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")

HEADLINE, KICKER, HEADING, LEAD, PLAIN, CAPTION, CLOSING = 4.0, 2.0, 2.0, 1.6, 1.0, 0.6, 0.5
MOST = 3
LEAST = 8.0
"""A topic needs this much whatever the others have; the best one is taken where none reaches it."""
SHARE_OF_BEST = (1.0, 0.24, 0.55)
"""What a second and a third topic need of the best one's weight."""
COMMON_LOSES, PAGE_OF_MANY = 0.5, 4
"""A term that all stories of a page have counts half: 古城 in a town that has one, the slogan of the year."""
TERMS_SHOWN = 6


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic with its terms and their weights."""

    name: str
    key: str
    definition: str
    terms: tuple[tuple[str, int], ...]
    aliases: tuple[str, ...] = ()
    """Earlier names and keys."""


@dataclass(frozen=True, slots=True)
class TopicScore:
    """How much of a topic a story holds, and through which terms (term, times counted, share of the weight)."""

    topic: Topic
    weight: float
    terms: tuple[tuple[str, float, float], ...]
    evidence: tuple[Evidence, ...]
    lines: tuple[tuple[int, ...], ...] = ()
    """For each of the terms the lines in which it stands, as far as they are known."""


@dataclass(slots=True)
class _Hits:
    count: float = 0.0
    first: Evidence = field(default_factory=lambda: Evidence(""))
    lines: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class Topics:
    """The topics of an archive, ready to be looked for."""

    topics: tuple[Topic, ...]

    @cached_property
    def _topics_of(self) -> dict[str, list[tuple[Topic, int]]]:
        """The topics of each term, with what it weighs for them."""
        found: dict[str, list[tuple[Topic, int]]] = defaultdict(list)
        for topic in self.topics:
            for term, weight in topic.terms:
                found[term].append((topic, weight))
        return found

    @cached_property
    def _index(self) -> NameIndex[str]:
        index: NameIndex[str] = NameIndex()
        for term in self._topics_of:
            index.add(term, term)
        return index

    def tag(self, reading: Reading) -> tuple[Tag, ...]:
        """One to three topics in falling weight; none for a story without any of the terms."""
        return self.tag_page([reading])[0]

    def tag_page(self, readings: Sequence[Reading]) -> list[tuple[Tag, ...]]:
        """The topics of each story of a page; words that most of them have in common count less."""
        hits = [self._hits(reading) for reading in readings]
        common = _common(hits)
        return [_chosen(self._scores(found, common)) for found in hits]

    def scores(self, reading: Reading, page: Sequence[Reading] = ()) -> tuple[TopicScore, ...]:
        """All topics with their weight in a story of a page, heaviest first: what `sitegen topics --explain` shows."""
        hits = self._hits(reading)
        return self._scores(hits, _common([self._hits(other) for other in page] or [hits]))

    def explain(self, reading: Reading, page: Sequence[Reading] = ()) -> list[str]:
        """Why a story has its topics: a line a topic, then its terms with their times and share of the weight."""
        scores = self.scores(reading, page)
        taken = {tag.name for tag in _chosen(scores)}
        lines: list[str] = []
        for score in scores:
            if not score.terms:
                continue
            lines.append(f"{'*' if score.topic.name in taken else ' '} {score.topic.name} {score.weight:.1f}")
            weights = dict(score.topic.terms)
            for (term, times, share), where in zip(score.terms, score.lines, strict=True):
                known = ", ".join(str(number) for number in where)
                place = f"  line{'s' if len(where) > 1 else ''} {known}" if where else ""
                counted = share / (weights[term] * math.log2(1 + times))
                less = f", counted {counted:.2f} as stories beside it have it too" if counted < 0.995 else ""
                lines.append(f"      {share:5.1f}  {term} ×{times:.1f}, weight {weights[term]}{less}{place}")
        return lines

    def _scores(self, hits: Mapping[str, _Hits], common: Mapping[str, float]) -> tuple[TopicScore, ...]:
        found: dict[str, list[tuple[str, float, float]]] = {topic.key: [] for topic in self.topics}
        for term, hit in hits.items():
            worth = math.log2(1 + hit.count) * (1 - COMMON_LOSES * common.get(term, 0.0))
            for topic, weight in self._topics_of[term]:
                found[topic.key].append((term, hit.count, weight * worth))
        scores = [_score(topic, found[topic.key], hits) for topic in self.topics]
        return tuple(sorted(scores, key=lambda score: -score.weight))

    def _hits(self, reading: Reading) -> dict[str, _Hits]:
        """The terms found, each counted by where it stands."""
        paragraphs = [part for part in reading.parts if part.kind == "paragraph"]
        hits: dict[str, _Hits] = defaultdict(_Hits)
        for part in reading.parts:
            factor = _factor(part, paragraphs)
            for start, end, term in self._index.scan(part.text):
                hit = hits[term]
                if not hit.count:
                    hit.first = part.evidence(start, end)
                hit.count += factor
                hit.lines.append(part.line(start))
        return hits


def _common(page: Sequence[Mapping[str, _Hits]]) -> dict[str, float]:
    """How many of the other stories of a page hold each term, as a share; on a page of few that says nothing."""
    if len(page) < PAGE_OF_MANY:
        return {}
    counts = Counter(term for hits in page for term in hits)
    return {term: (count - 1) / (len(page) - 1) for term, count in counts.items() if count > 1}


def _chosen(scores: Sequence[TopicScore]) -> tuple[Tag, ...]:
    """The topics that a story has, of all with their weights."""
    ranked = [score for score in scores if score.weight > 0]
    if not ranked:
        return ()
    best = ranked[0].weight
    kept = ranked[:1] + [
        score
        for score, share in zip(ranked[1:MOST], SHARE_OF_BEST[1:], strict=False)
        if score.weight >= max(LEAST, share * best)
    ]
    return tuple(
        Tag(score.topic.name, score.topic.key, round(score.weight, 2), evidence=score.evidence) for score in kept
    )


def _score(topic: Topic, found: list[tuple[str, float, float]], hits: Mapping[str, _Hits]) -> TopicScore:
    found.sort(key=lambda item: (-item[2], item[0]))
    evidence = tuple(hits[term].first for term, _, _ in found[:TERMS_SHOWN])
    lines = tuple(tuple(sorted({*hits[term].lines} - {0})) for term, _, _ in found)
    return TopicScore(topic, sum(share for _, _, share in found), tuple(found), evidence, lines)


def _factor(part: Part, paragraphs: list[Part]) -> float:
    if part.kind in TITLES:
        return KICKER if part.kind == "kicker" else HEADLINE
    if part.kind == "heading":
        return HEADING
    if part.kind == "caption":
        return CAPTION
    if part is paragraphs[0]:
        return LEAD
    return CLOSING if part is paragraphs[-1] and len(paragraphs) > 2 else PLAIN


def load_topics(root: Path) -> tuple[Topics, list[Problem]]:
    """The archive's own topics.toml, else the package's; and what is wrong with it."""
    text, problems = read_text(root / FILE_NAME, FILE_NAME)
    if text:
        topics, more = parse_topics(text, FILE_NAME)
        if topics:
            return Topics(topics), problems + more
        problems += more
    shipped = (files("sitegen") / "data" / "topics.toml").read_text(encoding="utf-8")
    topics, faults = parse_topics(shipped, "topics.toml of the package")
    return Topics(topics), problems + faults


def parse_topics(text: str, path: str) -> tuple[tuple[Topic, ...], list[Problem]]:
    """The topics that a text gives."""
    blocks, problems = read_blocks(text, path, ("topic",))
    topics: dict[str, Topic] = {}
    for block in blocks:
        fault = _fault(block, topics)
        if fault:
            problems.append(fault)
            continue
        terms: dict[str, int] = {}
        for weight, words in sorted(block.values.get("terms", {}).items(), key=lambda item: -int(item[0])):
            for word in words.split():
                if len(word) > 1:
                    terms.setdefault(word, int(weight))
                else:
                    problems.append(block.problem(f"a term has at least two characters, not {word}", "terms"))
        values = block.values
        aliases = tuple(dict.fromkeys(values.get("aliases", ())))
        topics[values["name"]] = Topic(
            values["name"], values["key"], values.get("definition", ""), tuple(terms.items()), aliases
        )
    return tuple(topics.values()), problems


def _fault(block: Block, known: dict[str, Topic]) -> Problem | None:
    """The first thing that is wrong with a topic."""
    values = block.values
    for key in values:
        if key not in _KEYS:
            return block.problem(f'unknown key "{key}"', key, "known keys: " + ", ".join(_KEYS))
    for key in ("name", "key", "definition"):
        if not isinstance(values.get(key, ""), str):
            return block.problem(f'"{key}" must be a text in quotes', key)
    for key in ("name", "key"):
        if not values.get(key):
            return block.problem(f'[[topic]] has no "{key}"')
    if not _KEY.fullmatch(values["key"]):
        return block.problem("a topic's key has only a-z, 0-9 and hyphens", "key", "such as jiceng-dangjian")
    aliases = values.get("aliases", [])
    if not isinstance(aliases, list) or not all(isinstance(alias, str) and alias.strip() for alias in aliases):
        return block.problem('"aliases" must be a list of texts', "aliases", 'earlier names: aliases = ["农业生产"]')
    taken = {word for topic in known.values() for word in (topic.name, topic.key, *topic.aliases)}
    if {values["name"], values["key"]} & taken:
        return block.problem("a topic of this name or key stands above", "name")
    if both := sorted(taken.intersection(aliases)):
        return block.problem(f'"{both[0]}" is a topic above, or was one', "aliases")
    terms = values.get("terms", {})
    if not isinstance(terms, dict):
        return block.problem('"terms" must be a table', "terms", '[topic.terms], then 5 = "words parted by spaces"')
    for weight, words in terms.items():
        if not weight.isdecimal() or not 1 <= int(weight) <= 9:
            return block.problem(f'"{weight}" is no weight', "terms", "weights are whole numbers from 1 to 9")
        if not isinstance(words, str):
            return block.problem(f"the terms of weight {weight} must be one text in quotes", "terms")
    return None
