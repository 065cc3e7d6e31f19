"""The people that a story names, with their post as printed; reporters are people of another kind and left out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING

from sitegen.model import Evidence, Tag
from sitegen.tagging.lexicon import alternation, load_lexicon, tag_words
from sitegen.tagging.reading import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.tagging.lexicon import Lexicon
    from sitegen.tagging.mentions import Mention
    from sitegen.tagging.reading import Part, Reading

ENOUGH = 3.5
"""The score that makes a candidate a person."""
PROOF = 1.5
"""What stands before or behind must give at least this: a likely name alone is no person …"""
NAME_LIKE, SOME_PROOF = 2.0, 0.6
"""… but for one that can hardly be anything else, of which little is asked."""

SENTENCE_START = 0.9
LIKELY, LISTED = 1.2, 1.2
"""Neighbours in a list that look like names by this much raise each other by that."""
LIST_REACH = 4
"""How many steps a list of names is followed from a proven one."""

_REPORTERS = re.compile(
    r"[（(][^（）()]{0,60}(?:记者|通讯员|文/图|摄)[^（）()]{0,60}[)）]"
    r"|^\s*(?:本报|□|■|●|◎)?(?:首席|见习|实习|特约|全媒体|融媒体)?(?:记者|通讯员)[\s\u3000：:].{0,40}$"
    r"|(?<=[讯电])\s*[（(][\u4e00-\u9fff、，\s\u3000]{2,24}[)）]"
    r"|[（(][\u4e00-\u9fff]{2,4}(?:[、\s\u3000][\u4e00-\u9fff]{2,4}){0,3}[)）]\s*$"
    r"|本报(?:首席|见习|实习|特约)?(?:记者|通讯员)\s*[\u4e00-\u9fff]{2,4}"
)
_MANNER = rf"(?:在[\u4e00-\u9fff]{{2,8}}(?:上|时|中)|{alternation(tag_words('people', 'manner'))})*"
_SPEECH_VERB = rf"(?:{alternation(tag_words('people', 'speech'))}|道(?=[，：。！“；\n]|$)|称(?!为)|讲(?!解|台|话稿))"
_SPEECH = re.compile(_MANNER + _SPEECH_VERB)
_SPEECH_IN_SOME_WAY = re.compile(r"[\u4e00-\u9fff]{1,6}?[地着]" + _MANNER + _SPEECH_VERB)
_YEARS_OLD = r"(?:\d{1,3}|[一二三四五六七八九十]{1,4})(?:多|来)?岁"
_AGE = re.compile(rf"(?:[，、（]?(?:女|男)?[，、]?今年[已]?(?:虚岁)?|[，（])?{_YEARS_OLD}")
_AGED = re.compile(rf"{_YEARS_OLD}(?:高龄)?的?[\u4e00-\u9fff]{{0,8}}$")
_NAMED = re.compile(alternation(tag_words("people", "introduced")) + "$")
_HONOURED = re.compile(
    rf"[\u4e00-\u9fff]{{0,8}}{alternation(tag_words('people', 'rooms'))}"
    rf"|[\u4e00-\u9fff]{{0,3}}{alternation(tag_words('people', 'acts'))}"
)
_THING = re.compile(
    rf"[\u4e00-\u9fff]{{0,3}}{alternation(tag_words('people', 'things'))}"
    rf"|{alternation(tag_words('people', 'thing_endings'))}(?![\u4e00-\u9fff]?[说道])"
)
_POSTS = frozenset(tag_words("people", "posts"))
_TITLES = _POSTS | frozenset(tag_words("people", "roles"))
_LONGEST_TITLE = max(map(len, _TITLES))
_AFTER = tag_words("people", "after")
_NO_NAMES = _TITLES | frozenset(_AFTER)
_LEADERS = tag_words("people", "leaders")
_GO_BETWEEN = frozenset(tag_words("people", "go_between"))
_FOLLOWING = frozenset(tag_words("people", "following"))
_ROLE_ENDINGS = frozenset(tag_words("people", "role_endings"))
_NOT_LAST = frozenset(tag_words("people", "not_last"))
_NEVER = frozenset(tag_words("people", "never"))
_NEVER_FIRST = frozenset(tag_words("people", "never_first"))
_SENTENCE_MARKS = frozenset("。！？”\n")
_MARKS = frozenset("，。、；：！？”“’‘（）《》…—· \n\u3000「」『』〈〉/")
_CLAUSE = re.compile(r"[，。、；：！？”“’‘（）《》…—\n「」]")


@dataclass(frozen=True, slots=True)
class _Candidate:
    name: str
    part: int
    start: int
    end: int
    score: float
    before: float
    behind: float
    inside: float

    @property
    def proof(self) -> float:
        return max(self.before, self.behind)


def tag_people(reading: Reading, places: Sequence[Mention] = ()) -> tuple[Tag, ...]:
    """The people of a story, in the order in which they are first named."""
    search = _Search(reading.parts, places, load_lexicon())
    accepted = search.accepted()
    reporters = set(reading.reporters)
    found: dict[str, list[_Candidate]] = {}
    for candidate in accepted:
        if candidate.name not in reporters:
            found.setdefault(candidate.name, []).append(candidate)
    return tuple(_tag(name, candidates, search) for name, candidates in found.items())


def _tag(name: str, candidates: list[_Candidate], search: _Search) -> Tag:
    posts = [search.post(candidate) for candidate in candidates]
    best = max(range(len(posts)), key=lambda number: (len(posts[number].words), -number))
    post = posts[best]
    first = candidates[0]
    evidence = [search.parts[first.part].evidence(first.start, first.end)]
    if post.words:
        evidence = [post]
    weight = round(max(candidate.score for candidate in candidates), 2)
    return Tag(name, weight=weight, note=post.words[: -len(name)] if post.words else "", evidence=tuple(evidence))


@cache
def _family_name() -> re.Pattern[str]:
    """A surname with what may be a given name behind it; overlapping ones are all found."""
    single = "".join(name for name in load_lexicon().surnames if len(name) == 1)
    compound = "|".join(name for name in load_lexicon().surnames if len(name) > 1)
    return re.compile(rf"(?:{compound}|[{single}])(?=[\u4e00-\u9fff])")


class _Search:
    """The candidates of one story and what speaks for each."""

    def __init__(self, parts: Sequence[Part], places: Iterable[Mention], lexicon: Lexicon) -> None:
        self.parts = parts
        self.lexicon = lexicon
        self.texts = [_REPORTERS.sub(lambda match: "\n" * len(match[0]), part.text) for part in parts]
        self.whole = "\n".join(self.texts)
        self.places: dict[int, list[tuple[int, int]]] = {}
        self.perhaps_places: set[tuple[int, int]] = set()
        for mention in places:
            if mention.use != "doubtful":
                self.places.setdefault(mention.part, []).append((mention.start, mention.end))
            else:
                self.perhaps_places.add((mention.part, mention.start))
        self.counts: Counter[str] = Counter()

    def accepted(self) -> list[_Candidate]:
        """The candidates that are people, in reading order, none overlapping another."""
        candidates = [
            candidate
            for number, part in enumerate(self.parts)
            if part.kind != "kicker"
            for candidate in self._in_part(number)
        ]
        candidates = _listed(candidates, self.texts)
        found = [candidate for candidate in self._best(candidates) if _passes(candidate)]
        # who is proven once is the same in every other place of the story, and so are neighbours in a list of names
        for _ in range(LIST_REACH):
            sure = {candidate.name for candidate in found}
            again = [self._known(candidate, sure) for candidate in candidates]
            found = [candidate for candidate in self._best(again) if _passes(candidate)]
            if {candidate.name for candidate in found} == sure:
                break
        return found

    def _known(self, candidate: _Candidate, sure: set[str]) -> _Candidate:
        text = self.texts[candidate.part]
        bonus = 4.0 if candidate.name in sure else 0.0
        listed = any(
            text.startswith(f"{mark}{name}", candidate.end) or text.endswith(f"{name}{mark}", 0, candidate.start)
            for name in sure
            for mark in "、和"
            if name != candidate.name
        )
        bonus += 2.0 if listed and candidate.name not in sure else 0.0
        if not bonus:
            return candidate
        return replace(candidate, score=candidate.score + bonus, before=PROOF + bonus)

    @staticmethod
    def _best(candidates: Iterable[_Candidate]) -> list[_Candidate]:
        """The best of those that overlap."""
        kept: list[_Candidate] = []
        for candidate in sorted(candidates, key=lambda item: (-item.score, item.part, item.start)):
            if not any(
                other.part == candidate.part and other.start < candidate.end and candidate.start < other.end
                for other in kept
            ):
                kept.append(candidate)
        return sorted(kept, key=lambda item: (item.part, item.start))

    def _in_part(self, number: int) -> Iterable[_Candidate]:
        text = self.texts[number]
        title = self.parts[number].kind in TITLES or self.parts[number].kind == "heading"
        for match in _family_name().finditer(text):
            start, family = match.start(), len(match[0])
            ends = [
                end
                for end in (start + family + 1, start + family + 2)
                if end <= len(text) and self._is_possible(text[start:end]) and not self._in_place(number, start, end)
            ]
            before = self._before(text, start) if ends else 0.0
            for end in ends:
                name = text[start:end]
                behind = self._behind(text, end)
                proof = max(before, behind)
                if proof < 2.5 and (number, start) in self.perhaps_places:
                    continue
                inside = self._inside(name, sure=before >= 2.5 and behind >= 0.5)
                # the words "实习" across 落实习… do not matter where 总书记 stands behind
                if len(name) == 2 and behind == -0.7:
                    behind -= 0.5  # a third character of the name is likelier than an unknown word
                around = sum(side / 2 if side < 0 and proof >= 2.5 else side for side in (before, behind))
                score = around + inside + self._repeated(name) - (1.0 if title else 0.0)
                if score > 1.0:
                    yield _Candidate(name, number, start, end, score, before, behind, inside)

    def _is_possible(self, name: str) -> bool:
        # 和平, 向阳, 千里 are given names though their characters by themselves are none
        wordy = 0 < self.lexicon.words.get(name[1:], 0) < 4 and name[1] not in _NEVER_FIRST
        return (
            "\u4e00" <= name[-1] <= "\u9fff"
            and "\u4e00" <= name[-2] <= "\u9fff"
            and (wordy or not _NEVER.intersection(name[1:]))
            and (wordy or name[-1] not in _NOT_LAST)
            and name not in _NO_NAMES
            and name[1:] not in _NO_NAMES
        )

    def _in_place(self, part: int, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self.places.get(part, ()))

    def _before(self, text: str, start: int) -> float:
        """What the words before a name say."""
        if start == 0:
            return SENTENCE_START
        before = text[max(start - 14, 0) : start]
        if self.title_before(text, start):
            return 3.0 if self._title_is_post(text, start) else 2.6
        if _AGED.search(before):
            return 2.5
        if _NAMED.search(before):
            return 1.8
        last = before[-1]
        if last in _SENTENCE_MARKS:
            return SENTENCE_START
        if last in _MARKS:
            return 0.4
        crossing = max(
            (
                self.lexicon.words.get(text[start - back : start + ahead], 0)
                for back in (1, 2)
                for ahead in (1, 2)
                if start >= back
            ),
            default=0,
        )
        if crossing:
            return -0.7 * crossing
        if last in _ROLE_ENDINGS:
            return 1.6
        if last == "的":
            return 0.8
        if last in "村区":
            return 1.0
        return 0.6 if last in _GO_BETWEEN else -0.3

    def title_before(self, text: str, start: int) -> str:
        """The longest title that ends where a name starts; empty where none does."""
        for length in range(min(_LONGEST_TITLE, start), 1, -1):
            word = text[start - length : start]
            if word in _TITLES:
                return word
        return ""

    def _title_is_post(self, text: str, start: int) -> bool:
        return self.title_before(text, start) in _POSTS

    def _behind(self, text: str, end: int) -> float:
        """What the words after a name say."""
        if end >= len(text):
            return 0.7
        if _THING.match(text, end):
            return -3.0
        words = self.lexicon.words
        starts_word = any(text[end : end + length] in words for length in (2, 3, 4))
        if _SPEECH.match(text, end):
            return 2.5
        if (starts_word or text[end] in _FOLLOWING) and _SPEECH_IN_SOME_WAY.match(text, end):
            return 2.5
        if _AGE.match(text, end):
            return 2.5
        if text.startswith(_LEADERS, end):
            return 4.0
        char = text[end]
        if char == "：" and (text.rfind("\n", 0, end) + 5 > end):
            return 2.5  # an interview: 甲某某：……
        if char in _MARKS:
            return 0.7
        crossing = max(words.get(text[end - back : end + ahead], 0) for back in (1, 2) for ahead in (1, 2))
        if crossing:
            return -0.5 - 0.5 * crossing
        if _HONOURED.match(text, end):
            return 1.8
        if text.startswith(_AFTER, end):
            return 1.6
        plain = char in _FOLLOWING or char.isdigit() or self.lexicon.given.get(char, 0) <= -2
        return 0.5 if plain or starts_word else -0.7

    def _inside(self, name: str, sure: bool) -> float:
        """How much a word looks like a name by itself."""
        words, given = self.lexicon.words, self.lexicon.given
        family = 2 if name[:2] in self.lexicon.surnames else 1
        rest = name[family:]
        score = self.lexicon.surnames.get(name[:family], 0.0)
        # one character says less than two
        likeness = (0.7 / 2 if len(rest) > 1 else 0.5) * sum(given.get(char, 0) for char in rest)
        score += max(likeness, -0.7) if sure else likeness
        score -= 1.6 * words.get(name, 0)
        if len(rest) == 2:
            score -= 0.4 * max(words.get(rest, 0) - 1, 0) + 0.7 * words.get(name[: family + 1], 0)
            score += 0.8
            if rest not in words and given.get(rest[1], 0) <= -2:
                score -= 1.2  # 拿, 戴, 托: what somebody does, not the end of a name
        if score and words.get(rest, 0) and self.lexicon.surnames[name[:family]] < 0:
            score -= 1.5
        return score

    def _repeated(self, name: str) -> float:
        """A name that comes again says it is whole; one that is always part of a longer one says it is not."""
        times = self.whole.count(name)
        if len(name) == 2:
            place = self.whole.find(name)
            longer = {self.whole[at + 2 : at + 3] for at in _places(self.whole, name, place)}
            if times > 1 and len(longer) == 1 and not longer & _MARKS and not longer & _FOLLOWING:
                return -1.5
            return 0.8 if times > 1 else 0.0
        return 0.8 if times > 1 else 0.0

    def post(self, candidate: _Candidate) -> Evidence:
        """The name with the post that stands before it, as printed; empty words where there is none."""
        text = self.texts[candidate.part]
        title = self.title_before(text, candidate.start)
        if not title:
            return Evidence("")
        start = candidate.start - len(title)
        clause = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
        near = [
            first
            for first, last in self.places.get(candidate.part, ())
            if clause <= first and last <= start and not _NEVER.intersection(text[first:start])
        ]
        begin = min(near, default=start)
        while begin == start and begin > clause and text[begin - 1] in "副总老原前镇乡村县":
            begin -= 1
            start = begin
        return self.parts[candidate.part].evidence(begin, candidate.end)


def _places(text: str, word: str, first: int) -> Iterable[int]:
    while first >= 0:
        yield first
        first = text.find(word, first + 1)


def _listed(candidates: Sequence[_Candidate], texts: Sequence[str]) -> list[_Candidate]:
    """The candidates, those that stand in a list of likely names raised: 甲、乙、丙等9名教师."""
    likely = [candidate for candidate in candidates if candidate.inside >= LIKELY]
    starts = {(candidate.part, candidate.start) for candidate in likely}
    ends = {(candidate.part, candidate.end) for candidate in likely}
    raised: list[_Candidate] = []
    for candidate in candidates:
        text = texts[candidate.part]
        beside = (text.startswith("、", candidate.end) and (candidate.part, candidate.end + 1) in starts) + (
            text.endswith("、", 0, candidate.start) and (candidate.part, candidate.start - 1) in ends
        )
        if beside and candidate.inside >= LIKELY:
            more = LISTED * beside
            candidate = replace(candidate, score=candidate.score + more, before=max(candidate.before, LISTED))
        raised.append(candidate)
    return raised


def _passes(candidate: _Candidate) -> bool:
    return candidate.score >= ENOUGH and (
        candidate.proof >= PROOF or (candidate.inside >= NAME_LIKE and candidate.before >= SOME_PROOF)
    )
