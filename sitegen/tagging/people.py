"""The people that a story names, with their post as printed; reporters are people of another kind and left out."""

from __future__ import annotations

import json
import re
from collections import Counter
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from itertools import islice
from operator import add
from typing import TYPE_CHECKING

from sitegen.han import is_han
from sitegen.model import Evidence, Tag
from sitegen.tagging import names
from sitegen.tagging.lexicon import alternation, load_lexicon, tag_words
from sitegen.tagging.reading import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.tagging.mentions import Mention
    from sitegen.tagging.reading import Part, Reading

ENOUGH = 0.0
"""The log odds at which a candidate is taken for a person."""
KNOWN, BESIDE_KNOWN = 6.0, 2.0
"""What is added for a name proven elsewhere in the story, and for a neighbour of one in a list of names."""
LIST_REACH = 4
"""How many steps a list of names is followed from a proven one."""

_REPORTERS = re.compile(
    r"[（(][^（）()]{0,60}(?:记者|通讯员|文/图|摄|供稿)[^（）()]{0,60}[)）]"
    r"|^\s*(?:本报|□|■|●|◎)?(?:首席|见习|实习|特约|全媒体|融媒体)?(?:记者|通讯员)[\s\u3000：:].{0,40}$"
    r"|(?<=[讯电])\s*[（(][\u4e00-\u9fff、，\s\u3000]{2,24}[)）]"
    r"|[（(][\u4e00-\u9fff]{2,4}(?:[、\s\u3000][\u4e00-\u9fff]{2,4}){0,3}[)）]\s*$"
    r"|本报(?:首席|见习|实习|特约)?(?:记者|通讯员)\s*[\u4e00-\u9fff]{2,4}"
)
_CLAUSE = re.compile(r"[，。、；：！？”“’‘（）《》…—\n「」]")
_NO_POST = frozenset("的了是着们这那")

_POST_BEFORE = re.compile(alternation(tag_words("people", "before_posts")) + r"\Z")
_AND = "、和与"

# how much the words on either side say, for what both say together
_STRONG = frozenset(
    ("post", "role", "aged", "introduced", "role_ending", "speech", "age", "leader", "interview", "honoured")
)
_FAIR = frozenset(("sentence", "of", "place", "go_between", "list", "mark", "end", "following", "word", "after"))


@dataclass(frozen=True, slots=True)
class Candidate:
    """What might be a person's name, with the log odds that it is one."""

    name: str
    part: int
    start: int
    end: int
    odds: float


def tag_people(reading: Reading, places: Sequence[Mention] = ()) -> tuple[Tag, ...]:
    """The people of a story, in the order in which they are first named."""
    search = PeopleSearch(reading.parts, places)
    found: dict[str, list[Candidate]] = {}
    for candidate in search.accepted(weights()):
        if candidate.name not in reading.reporters:
            found.setdefault(candidate.name, []).append(candidate)
    return tuple(_tag(name, candidates, search) for name, candidates in found.items())


def _tag(name: str, candidates: list[Candidate], search: PeopleSearch) -> Tag:
    posts = [search.post(candidate) for candidate in candidates]
    post = max(posts, key=lambda evidence: len(evidence.words))
    first = candidates[0]
    evidence = post if post.words else search.parts[first.part].evidence(first.start, first.end)
    weight = round(max(candidate.odds for candidate in candidates), 2)
    return Tag(name, weight=weight, note=post.words[: -len(name)] if post.words else "", evidence=(evidence,))


@cache
def weights() -> dict[str, float]:
    """What each sign of a name weighs, learned by tests/training/names.py."""
    loaded: dict[str, float] = json.loads((files("sitegen") / "data" / "name_weights.json").read_text(encoding="utf-8"))
    return loaded


class PeopleSearch:
    """The candidates of one story and what speaks for each."""

    def __init__(self, parts: Sequence[Part], places: Iterable[Mention] = ()) -> None:
        self.parts = parts
        self.texts = [_REPORTERS.sub(lambda match: "\n" * len(match[0]), part.text) for part in parts]
        self.whole = "\n".join(self.texts)
        self.pairs = Counter(map(add, self.whole, islice(self.whole, 1, None)))
        self.things: set[str] = set()
        """Names that some list of the story calls no people, as far as the candidates have been gone through."""
        self.places: dict[int, list[tuple[int, int]]] = {}
        self.perhaps_places: set[tuple[int, int]] = set()
        for mention in places:
            if mention.use == "doubtful":
                self.perhaps_places.add((mention.part, mention.start))
            else:
                self.places.setdefault(mention.part, []).append((mention.start, mention.end))

    def accepted(self, weighed: dict[str, float], enough: float = ENOUGH) -> list[Candidate]:
        """The candidates that are people, in reading order, none overlapping another."""
        candidates = [
            Candidate(name, part, start, end, sum(weighed.get(sign, 0.0) * value for sign, value in signs.items()))
            for name, part, start, end, signs in self.candidates()
        ]
        # 甲 of 甲、乙等票号 is a shop wherever else it is named, unless somewhere it has a title or says something
        candidates = [one for one in candidates if not any(one.name in thing for thing in self.things)]
        found = _best(candidates, enough)
        # who is proven once is the same in every other place of the story, and so are neighbours in a list of names
        for _ in range(LIST_REACH):
            sure = {candidate.name for candidate in found}
            again = [self._known(candidate, sure) for candidate in candidates]
            found = _best(again, enough)
            if {candidate.name for candidate in found} == sure:
                break
        return found

    def _known(self, candidate: Candidate, sure: set[str]) -> Candidate:
        if candidate.name in sure:
            return replace(candidate, odds=candidate.odds + KNOWN)
        text, start, end = self.texts[candidate.part], candidate.start, candidate.end
        listed = (start and text[start - 1] in _AND and text.endswith(tuple(sure), 0, start - 1)) or (
            end < len(text) and text[end] in _AND and text.startswith(tuple(sure), end + 1)
        )
        return replace(candidate, odds=candidate.odds + BESIDE_KNOWN) if listed else candidate

    def candidates(self) -> Iterable[tuple[str, int, int, int, dict[str, float]]]:
        """Name, part, start and end of all that might be people, with their signs."""
        proven: set[str] = set()
        for number, part in enumerate(self.parts):
            if part.kind == "kicker":
                continue
            text = self.texts[number]
            spans = list(self._in_context(number, text))
            looks = {(start, end): names.look(text[start:end]) for start, end, _, _ in spans}
            likely = {span for span, look in looks.items() if _likely(look)}
            starts, ends = {start for start, _ in likely}, {end for _, end in likely}
            for start, end, before, behind in spans:
                if before in _STRONG or behind in _STRONG:
                    proven.add(text[start:end])
                elif names.is_among_things(text, end):
                    self.things.add(text[start:end])
                signs = dict(looks[start, end])
                listed = (text.startswith("、", end) and end + 1 in starts) + (
                    text.endswith("、", 0, start) and start - 1 in ends
                )
                if (start, end) in likely and listed:
                    signs["beside"] = listed
                signs |= self._around(text, start, end, before, behind, listed)
                if part.kind in TITLES or part.kind == "heading":
                    signs["in_title"] = 1.0
                if (number, start) in self.perhaps_places:
                    signs["perhaps_place"] = 1.0
                yield text[start:end], number, start, end, signs
        self.things -= proven

    def _in_context(self, number: int, text: str) -> Iterable[tuple[int, int, str, str]]:
        """Start and end of possible names with what stands before and behind, where either speaks for a name."""
        before, known = "", -1
        follows: dict[int, str] = {}
        for start, end in names.possible_names(text):
            if self._in_place(number, start, end):
                continue
            if start != known:
                before, known = names.before(text, start), start
            behind = follows.get(end) or follows.setdefault(end, names.behind(text, end))
            if _strength(before) != "weak" or _strength(behind) != "weak":
                yield start, end, before, behind

    def _around(self, text: str, start: int, end: int, before: str, behind: str, listed: int) -> dict[str, float]:
        """The signs that what stands around a name gives."""
        name = text[start:end]
        short = len(name) == 2
        signs = {"always": 1.0, f"before_{before}": 1.0, f"behind_{behind}": 1.0}
        signs[f"{_strength(before)}_{_strength(behind)}"] = 1.0
        if before in _STRONG:
            # who has a title may have any name
            given = sum(load_lexicon().given.get(char, 0) for char in name[1:])
            signs["unlikely_after_title"] = float(min(given, 0))
            signs["short_after_title"] = float(short)
        # counting in the whole story is dear, and most names have a first pair of characters that stands there once
        times = self.whole.count(name) if self.pairs[name[:2]] > 1 else 1
        if times > 1:
            following = {self.whole[at + len(name) : at + len(name) + 1] for at in _places(self.whole, name)}
            signs[("short" if short else "long") + ("_again" if len(following) > 1 else "_always_so")] = 1.0
        signs["rule"] = names.by_rule(name, before, behind, times > 1, listed)
        if short and end < len(text) and is_han(text[end]):
            signs["next_given"] = float(load_lexicon().given.get(text[end], 0))
        return signs

    def _in_place(self, part: int, start: int, end: int) -> bool:
        return any(first < end and start < last for first, last in self.places.get(part, ()))

    def post(self, candidate: Candidate) -> Evidence:
        """The name with the post that stands before it, as printed; empty words where there is none."""
        text = self.texts[candidate.part]
        title = names.title_before(text, candidate.start)
        if not title:
            return Evidence("")
        start = candidate.start - len(title)
        clause = max((match.end() for match in _CLAUSE.finditer(text, 0, start)), default=0)
        near = [
            first
            for first, last in self.places.get(candidate.part, ())
            if clause <= first and last <= start and not _NO_POST.intersection(text[first:start])
        ]
        begin = min(near, default=start)
        if begin == start:
            while longer := _POST_BEFORE.search(text, clause, begin):
                begin = longer.start()
        return self.parts[candidate.part].evidence(begin, candidate.end)


def _likely(look: Mapping[str, float]) -> bool:
    """True for what looks enough like a name to be one of a list of them."""
    given = look.get("given_single", 0) * 2 + look.get("given_first", 0) + look.get("given_last", 0)
    return given > 0 and not look.get("word") and not look.get("alike") and "surname_wary" not in look


def _strength(kind: str) -> str:
    return "strong" if kind in _STRONG else "fair" if kind in _FAIR else "weak"


def _best(candidates: Iterable[Candidate], enough: float) -> list[Candidate]:
    """Those that are likely enough, the best where some overlap, in reading order."""
    kept: list[Candidate] = []
    for candidate in sorted(candidates, key=lambda item: (-item.odds, item.part, item.start)):
        if candidate.odds < enough:
            break
        if not any(
            other.part == candidate.part and other.start < candidate.end and candidate.start < other.end
            for other in kept
        ):
            kept.append(candidate)
    return sorted(kept, key=lambda item: (item.part, item.start))


def _places(text: str, word: str) -> Iterable[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)
