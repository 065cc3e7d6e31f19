"""The quantities of a story, each with its number, unit, what it measures, place and sentence."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.model import Figure
from sitegen.tagging.lexicon import alternation, same_units, tag_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.tagging.mentions import Mention
    from sitegen.tagging.reading import Part, Reading

_DIGITS = {char: number for number, char in enumerate("〇一二三四五六七八九")} | {"零": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_MYRIADS = {"万": 10**4, "亿": 10**8}
_COUNTERS = frozenset(tag_words("figures", "counters"))
_LOOSE = frozenset(tag_words("figures", "loose"))
_SAME = same_units()
_UNIT = alternation(_COUNTERS.union(tag_words("figures", "measures")))
_NUMBER = r"(?:\d+(?:,\d{3})+|\d+)(?:\.\d+)?|[〇零一二三四五六七八九十百千两]+"


def _one(name: str) -> str:
    scale = r"[十百千]?[万亿]+|[百千](?=[余多]?[万亿]?[元亩吨米斤公平立])"
    return rf"(?P<{name}>{_NUMBER})(?P<{name}m>{scale})?(?:[余多来几])?"


_QUANTITY = re.compile(
    rf"(?<![\d.第A-Za-z+＋])(?:(?P<about>约|近|逾|超|超过|不足|不少于|不低于)\s*)?{_one('low')}\s*"
    rf"(?:(?P<lowunit>{_UNIT}|[%％℃])?\s*(?:~|～|-|—|–|至|到)\s*{_one('high')}\s*)?"
    rf"(?:(?P<unit>{_UNIT})(?:[余多](?![元亩]))?|(?P<share>[%％‰℃]))"
)
_NOT = re.compile(r"年|月|日|号|时(?!间)|岁|点|级|版|期工程|[届]")
_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；]?")
_CLAUSE = re.compile(r"[，、：（）“”‘’。；！？《》]")
_LINKS = re.compile(alternation(tag_words("figures.between", "links")) + "+$")
_VERBS = re.compile(alternation(tag_words("figures.between", "links") + tag_words("figures.between", "verbs")) + "+$")
_NOUN_AFTER = re.compile(r"[\u4e00-\u9fff]{1,8}?(?=[，、。；：（）“”！？的和与及并在是被由实全]|$)")
_YEAR_LAST = re.compile(r"\d年?$")
_BIG_UNITS = frozenset(("公里", "亩", "吨", "元"))
LONGEST = 16


def tag_figures(reading: Reading, places: Sequence[Mention] = (), county: str = "") -> tuple[Figure, ...]:
    """The quantities of a story in reading order."""
    return tuple(
        figure
        for number, part in enumerate(reading.parts)
        for figure in _in_part(part, [mention for mention in places if mention.part == number], county)
    )


def _in_part(part: Part, places: Sequence[Mention], county: str) -> Iterable[Figure]:
    text = part.text
    for sentence in _SENTENCE.finditer(text):
        for match in _QUANTITY.finditer(text, sentence.start(), sentence.end()):
            low = _value(match["low"], match["lowm"], match["highm"], match["lowunit"])
            high = _value(match["high"], match["highm"]) if match["high"] else low
            unit = match["unit"] or match["share"]
            if low is None or high is None or _is_no_quantity(match, text):
                continue
            yield Figure(
                text=part.evidence(match.start(), match.end()).words,
                low=min(low, high),
                high=max(low, high),
                unit=_SAME.get(unit, unit),
                measures=_measured(text, match, sentence.start(), unit),
                place=_place(places, sentence.start(), match.start(), county),
                sentence=part.evidence(*sentence.span()).words.strip(),
                line=part.line(match.start()),
            )


def _is_no_quantity(match: re.Match[str], text: str) -> bool:
    """True for what counts nothing: 一个 by itself, dates, ages, names such as 4+1."""
    if _NOT.match(text, match.end()) and match["unit"] in ("个", "天", "周", None):
        return True
    whole, unit = match["low"], match["unit"]
    if whole[0].isdigit():
        return False
    # 二期工程, “四个一流”, 一道: characters that count nothing one would put into a table
    if unit == "期" or unit in _LOOSE or text[match.start() - 1 : match.start()] in ("“", "‘", "《"):
        return True
    alone = match["high"] is None and match["lowm"] is None
    return alone and (
        whole in ("一", "几", "十", "千", "百") or (len(whole) == 1 and unit not in _COUNTERS | _BIG_UNITS)
    )


def _value(number: str | None, scale: str | None, other: str | None = None, unit: str | None = None) -> float | None:
    """The number with 万 and 亿 resolved; in 3~5万元 the first number shares the second's 万."""
    if not number:
        return None
    value = float(number.replace(",", "")) if number[0].isdigit() else float(chinese_number(number))
    for char in scale or (other if not unit else None) or "":
        value *= _TENS.get(char) or _MYRIADS.get(char) or 1
    return round(value, 6)


def chinese_number(text: str) -> int:
    """The value of a number in Chinese characters below 亿: 二十三, 五千, 二〇二三, 两."""
    if not any(char in _TENS for char in text):
        return int("".join(str(_DIGITS[char]) for char in text))
    total, digit = 0, 0
    for char in text:
        if char in _DIGITS:
            digit = _DIGITS[char]
        else:
            total += (digit or 1) * _TENS[char]
            digit = 0
    return total + digit


def _measured(text: str, match: re.Match[str], sentence: int, unit: str) -> str:
    """What is counted: the words behind a counter, else those before the number."""
    if unit in _COUNTERS and (noun := _NOUN_AFTER.match(text, match.end())):
        return noun[0]
    before = text[sentence : match.start()]
    clause = before[max((stop.end() for stop in _CLAUSE.finditer(before)), default=0) :]
    # 总投资, 收入 by themselves are what is measured, though they are verbs elsewhere
    words = _VERBS.sub("", clause) or _LINKS.sub("", clause)
    words = words.rsplit("的", 1)[-1] if len(words) > LONGEST else words
    after = _NOUN_AFTER.match(text, match.end())
    if after and (not words or _YEAR_LAST.search(words)):
        return after[0]
    return words[-LONGEST:]


def _place(places: Sequence[Mention], sentence: int, at: int, county: str) -> str:
    """The place named last before the number in its sentence, else the county."""
    named = [mention for mention in places if sentence <= mention.start < at and mention.use == "place"]
    return named[-1].places[0].name if named else county
