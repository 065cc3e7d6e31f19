"""What speaks for a few characters being somebody's name: the words around them and the look of the name itself."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sitegen.tagging.lexicon import alternation, load_lexicon, tag_words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

REMEMBERED = 1 << 14
"""How many words are kept with what was found of them: papers use the same ones on every page."""

_MANNER = rf"(?:在[\u4e00-\u9fff]{{2,8}}(?:上|时|中)|{alternation(tag_words('people', 'manner'))})*"
_SPEECH_VERB = rf"(?:{alternation(tag_words('people', 'speech'))}|道(?=[，：。！“；\n]|$)|称(?!为)|讲(?!解|台|话稿))"
_SPEECH = re.compile(_MANNER + _SPEECH_VERB)
_SPEECH_IN_SOME_WAY = re.compile(r"[\u4e00-\u9fff]{1,6}?[地着]" + _MANNER + _SPEECH_VERB)
_YEARS_OLD = r"(?:\d{1,3}|[一二三四五六七八九十]{1,4})(?:多|来)?岁"
_AGE = re.compile(rf"(?:[，、（]?(?:女|男)?[，、]?今年[已]?(?:虚岁)?|[，（])?{_YEARS_OLD}")
_AGED = re.compile(rf"{_YEARS_OLD}(?:高龄)?的?[\u4e00-\u9fff]{{0,8}}$")
_INTRODUCED = tag_words("people", "introduced")
_HONOURED = re.compile(
    rf"[\u4e00-\u9fff]{{0,8}}{alternation(tag_words('people', 'rooms'))}"
    rf"|[\u4e00-\u9fff]{{0,3}}{alternation(tag_words('people', 'acts'))}"
)
_THING_ENDINGS = tag_words("people", "thing_endings")
_THING = re.compile(
    rf"[\u4e00-\u9fff]{{0,3}}{alternation(tag_words('people', 'things'))}"
    rf"|{alternation(_THING_ENDINGS)}(?![\u4e00-\u9fff]?[说道])"
)
_SO_MANY = r"(?:\d+|[一二三四五六七八九十百几多两]+)余?"
_AMONG_THINGS = re.compile(
    rf"(?:、[\u4e00-\u9fff·]{{2,8}}){{0,6}}等(?:{_SO_MANY}(?:[家座处种项款类]|个(?!人))"
    rf"|(?:{_SO_MANY})?[国省市县]?{alternation(tag_words('people', 'of_things'))}*"
    rf"{alternation(tag_words('people', 'listed_things'))})"
    rf"(?!的?{alternation(tag_words('people', 'listed_people'))})"
)
POSTS = frozenset(tag_words("people", "posts"))
TITLES = POSTS | frozenset(tag_words("people", "roles"))
LONGEST_TITLE = max(map(len, TITLES))
_LAST_OF_TITLES = frozenset(title[-1] for title in TITLES)
_AFTER = tag_words("people", "after")
_NO_NAMES = TITLES | frozenset(_AFTER)
_LEADERS = tag_words("people", "leaders")
_GO_BETWEEN = frozenset(tag_words("people", "go_between"))
_FOLLOWING = frozenset(tag_words("people", "following"))
_ROLE_ENDINGS = frozenset(tag_words("people", "role_endings"))
_NOT_LAST = frozenset(tag_words("people", "not_last"))
_NEVER = frozenset(tag_words("people", "never"))
_NEVER_FIRST = frozenset(tag_words("people", "never_first"))
_DOUBLED = frozenset(tag_words("people", "doubled"))
_SENTENCE_MARKS = frozenset("。！？”\n")
_MARKS_ALONE = frozenset("。；？！”’）》…—·\n\u3000 ")
"""Marks behind a name that never open an age, as commas and brackets do, an interview or a list."""
_MARKS = frozenset("，。、；：！？”“’‘（）《》…—· \n\u3000「」『』〈〉/")


@cache
def _family_names() -> re.Pattern[str]:
    surnames = load_lexicon().surnames
    single = "".join(name for name in surnames if len(name) == 1)
    compound = "|".join(name for name in surnames if len(name) > 1)
    return re.compile(rf"(?:{compound}|[{single}])(?=[\u4e00-\u9fff])")


def possible_names(text: str) -> Iterator[tuple[int, int]]:
    """Start and end of whatever could be a name: a surname with one or two characters that names may have."""
    for match in _family_names().finditer(text):
        start, family = match.start(), len(match[0])
        for end in (start + family + 1, start + family + 2):
            if end <= len(text) and _is_possible(text[start:end]):
                yield start, end


@lru_cache(maxsize=REMEMBERED)
def _is_possible(name: str) -> bool:
    # 和平, 向阳, 千里 are given names though their characters by themselves are none
    wordy = 0 < load_lexicon().words.get(name[1:], 0) < 4 and name[1] not in _NEVER_FIRST
    return (
        "\u4e00" <= name[-1] <= "\u9fff"
        and "\u4e00" <= name[-2] <= "\u9fff"
        and (wordy or not _NEVER.intersection(name[1:]))
        and (wordy or name[-1] not in _NOT_LAST)
        and name[-1] not in _THING_ENDINGS
        and not (name[0] in _DOUBLED and name[1:] == name[1] * 2 and load_lexicon().given.get(name[1], 0) < 2)
        and name not in _NO_NAMES
        and name[1:] not in _NO_NAMES
    )


def title_before(text: str, start: int) -> str:
    """The longest title that ends where a name starts; empty where none does."""
    if text[start - 1 : start] not in _LAST_OF_TITLES:
        return ""
    for length in range(min(LONGEST_TITLE, start), 1, -1):
        if text[start - length : start] in TITLES:
            return text[start - length : start]
    return ""


def before(text: str, start: int) -> str:
    """What stands before a name, as one word for its kind."""
    if start == 0:
        return "sentence"
    if title := title_before(text, start):
        return "post" if title in POSTS else "role"
    words = text[max(start - 14, 0) : start]
    if "岁" in words and _AGED.search(words):
        return "aged"
    if words.endswith(_INTRODUCED):
        return "introduced"
    last = words[-1]
    if last in _SENTENCE_MARKS:
        return "sentence"
    if last in _MARKS:
        return "list" if last == "、" else "dash" if last in "—–－" else "mark"
    crossing = _crossing(text, start)
    if crossing:
        return f"crossing{min(crossing, 3)}"
    if last in _ROLE_ENDINGS:
        return "role_ending"
    if last == "的":
        return "of"
    if last in "村区":
        return "place"
    return "go_between" if last in _GO_BETWEEN else "other"


def behind(text: str, end: int) -> str:
    """What stands behind a name, as one word for its kind."""
    if end >= len(text):
        return "end"
    char = text[end]
    if char in _MARKS_ALONE:
        return "mark"
    if _THING.match(text, end):
        return "thing"
    if _SPEECH.match(text, end):
        return "speech"
    if _SPEECH_IN_SOME_WAY.match(text, end) and (char in _FOLLOWING or _starts_word(text, end)):
        return "speech"
    if _AGE.match(text, end):
        return "age"
    if text.startswith(_LEADERS, end):
        return "leader"
    if char == "：" and text.rfind("\n", 0, end) + 5 > end:
        return "interview"
    if char in _MARKS:
        return "list" if char == "、" else "mark"
    crossing = _crossing(text, end)
    if crossing:
        return f"crossing{min(crossing, 3)}"
    if _HONOURED.match(text, end):
        return "honoured"
    if text.startswith(_AFTER, end):
        return "after"
    if char in _FOLLOWING or char.isdigit():
        return "following"
    if _starts_word(text, end):
        return "word"
    return "no_given" if load_lexicon().given.get(char, 0) <= -2 else "other"


def is_among_things(text: str, end: int) -> bool:
    """True for a member of a list that says at its end that it is one of shops, temples, crops: 甲、乙等票号."""
    return text[end : end + 1] in ("、", "等") and _AMONG_THINGS.match(text, end) is not None


def _starts_word(text: str, place: int) -> bool:
    words = load_lexicon().words
    return text[place : place + 2] in words or text[place : place + 3] in words or text[place : place + 4] in words


def _crossing(text: str, place: int) -> int:
    """How common the commonest word is that reaches over a place in the text; 0 where none does."""
    get = load_lexicon().words.get
    first, second = text[place : place + 1], text[place : place + 2]
    near = text[place - 1 : place]
    found = max(get(near + first, 0), get(near + second, 0))
    if place < 2:
        return found
    far = text[place - 2 : place]
    return max(found, get(far + first, 0), get(far + second, 0))


@lru_cache(maxsize=REMEMBERED)
def look(name: str) -> Mapping[str, float]:
    """What a name looks like by itself, as named numbers."""
    lexicon = load_lexicon()
    family = 2 if len(name) > 2 and name[:2] in lexicon.surnames else 1
    rest = name[family:]
    given = [lexicon.given.get(char, 0) for char in rest]
    worth = lexicon.surnames.get(name[:family], 0.0)
    kind = "wary" if worth < 0 else "usual" if worth < 1 else "compound" if family == 2 else "common"
    signs = {f"surname_{kind}": 1.0, f"length{len(rest)}": 1.0}
    if len(rest) == 1:
        signs["given_single"] = given[0]
    else:
        signs["given_first"], signs["given_last"] = given
        signs[f"rest_word{lexicon.words.get(rest, 0)}"] = 1.0
        if min(given) <= -2:
            signs["not_given"] = 1.0
        signs["rest_alike"] = lexicon.alikes.get(rest, 0)
        signs["first_word"] = lexicon.words.get(name[: family + 1], 0)
        signs["first_alike"] = lexicon.alikes.get(name[: family + 1], 0)
        if worth < 0 and rest in lexicon.words:
            signs["wary_and_word"] = 1.0
    signs["word"] = lexicon.words.get(name, 0)
    signs["alike"] = lexicon.alikes.get(name, 0)
    return {sign: value for sign, value in signs.items() if value}


# what the surroundings are worth by judgement, beside what they are found to weigh; see by_rule
_BEFORE_WORTH = {
    "post": 3.0, "role": 2.6, "aged": 2.5, "introduced": 1.8, "role_ending": 1.6, "place": 1.0, "sentence": 0.9,
    "of": 0.8, "go_between": 0.6, "mark": 0.4, "list": 0.4, "dash": 0.4, "other": -0.3, "crossing1": -0.7,
    "crossing2": -1.4, "crossing3": -2.1,
}  # fmt: skip
_BEHIND_WORTH = {
    "leader": 4.0, "speech": 2.5, "age": 2.5, "interview": 2.5, "honoured": 1.8, "after": 1.6, "end": 0.7, "mark": 0.7,
    "list": 0.7, "following": 0.5, "word": 0.5, "no_given": 0.5, "other": -0.7, "crossing1": -1.0, "crossing2": -1.5,
    "crossing3": -2.0, "thing": -3.0,
}  # fmt: skip
_SURE = 2.5


def by_rule(name: str, before: str, behind: str, again: bool, listed: int) -> float:
    """A score by rules of judgement; with the weights that were learned it is righter than either by itself."""
    ahead, after = _BEFORE_WORTH[before], _BEHIND_WORTH[behind]
    if len(name) == 2 and behind == "other":
        after -= 0.5  # a third character of the name is likelier than an unknown word
    proof = max(ahead, after)
    inside = _worth(name, sure=ahead >= _SURE and after >= 0.5)
    if listed and inside >= 1.2:
        inside, ahead = inside + 1.2 * listed, max(ahead, 1.2)
    # the word across the beginning of a name does not matter where 总书记 stands behind it
    around = sum(side / 2 if side < 0 and proof >= _SURE else side for side in (ahead, after))
    return around + inside + (0.8 if again else 0.0)


@lru_cache(maxsize=REMEMBERED)
def _worth(name: str, sure: bool) -> float:
    """How much a word looks like a name, by rule; after a title people may have any name."""
    lexicon = load_lexicon()
    family = 2 if len(name) > 2 and name[:2] in lexicon.surnames else 1
    rest = name[family:]
    worth = lexicon.surnames.get(name[:family], 0.0)
    score = worth - 1.6 * (lexicon.words.get(name, 0) + lexicon.alikes.get(name, 0))
    given = [lexicon.given.get(char, 0) for char in rest]
    likeness = (0.35 if len(rest) > 1 else 0.5) * sum(given)
    score += max(likeness, -0.7) if sure else likeness
    if len(rest) == 2:
        score += 0.8 - 0.4 * max(lexicon.words.get(rest, 0) - 1, 0) - 0.7 * lexicon.words.get(name[: family + 1], 0)
        if rest not in lexicon.words and given[1] <= -2:
            score -= 1.2  # 拿, 戴, 托: what somebody does, not the end of a name
    if worth < 0 and rest in lexicon.words:
        score -= 1.5
    return score
