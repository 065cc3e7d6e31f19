"""When a story was printed or happened: the clipping's date, else what its text allows, never more."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.model import DateTag
from sitegen.tagging.figures import chinese_number
from sitegen.tagging.lexicon import alternation, tag_words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.tagging.reading import Part, Reading

TURN_OF_YEAR = 3
"""Months at a year's beginning in which papers still tell of the last one."""
LEAD = 90
"""Characters at a story's beginning in which its date is named."""

_YEAR = r"(?:19[4-9]\d|20\d\d|[一二][九〇零][〇零一二三四五六七八九]{2})"
_DAY = r"(?P<month>1[0-2]|[1-9])月(?:份|(?P<day>3[01]|[12]\d|[1-9])[日号])?"
_RELATIVE = tag_words("dates", "relative")
_THIS = _DAY.replace("month", "tmonth").replace("day", "tday")
_OWN = _DAY.replace("month", "omonth").replace("day", "oday")
_EXPRESSION = re.compile(
    rf"(?P<year>{_YEAR})年(?:{_DAY})?(?:以来|[初末底])?"
    rf"|(?P<this>今年|去年|前年|明年)(?:以来|年?(?:{_THIS})?(?:[上中下]旬|[初末底])?|[春夏秋冬]季?)"
    rf"|(?<![\d年]){_OWN}(?:[上中下]旬|[初末底])?"
    rf"|{alternation(_RELATIVE)}|入[春夏秋冬汛]以来"
)
_RECENT = frozenset(tag_words("dates", "recent"))
_AHEAD = re.compile(
    r"将(?=[于在继进持举开建推实完从达全投启会有再新])|计划|预计|力争|争取|拟|谋划|规划|目标|明年|年底前|确保到|有望|打算|筹备"
)
_PAST_ONLY = re.compile(r"曾|当年|那年|始建|成立于|建于|早在|原|此前|上世纪|以前|过去")
_SENTENCE = re.compile(r"[^。！？；\n]+")
_NAMED_YEAR = re.compile(rf"({_YEAR})年")


@dataclass(frozen=True, slots=True)
class _Year:
    """A year that a story names, with the words around it and how far it tells when the story was printed."""

    year: int
    words: str
    tells: bool
    """True where the story says that it is of this year; else it was only not printed before."""


@dataclass(frozen=True, slots=True)
class PageYears:
    """What all stories of a page together say of its year."""

    told: int = 0
    """The year that they are of."""
    planned: int = 0
    """The year that they look ahead to."""

    def of_month(self, month: int) -> int:
        """The year of a month that is named without one: on a page of 2022 that plans 2023, January is of 2023."""
        return self.planned if self.planned == self.told + 1 and month <= TURN_OF_YEAR else self.told


def tag_date(reading: Reading, issued: str, page: PageYears = PageYears()) -> DateTag:
    """A story's date; `issued` is the clipping's own, `page` what the stories around it tell."""
    first = _first_expression(reading)
    words = first[0] if first else ""
    if issued:
        resolved = resolve(words, issued)
        basis = f"见报日期；文中“{words}”约为{resolved}" if resolved else "见报日期"
        return DateTag(issued, words, basis, certain=True)
    if first and (named := _full(first[1])):
        return DateTag(named, words, f"文中写明：{_around(first[2], words)}", certain=named.count("-") == 2)
    return _allowed(reading, first, page, words)


def page_years(readings: Sequence[Reading]) -> PageYears:
    """The year of a page, where its stories do not differ by more than one."""
    told = {found.year for reading in readings for found in _years(reading) if found.tells}
    if not told or max(told) - min(told) > 1:
        return PageYears()
    ahead = [year for reading in readings for year in _ahead(reading)]
    return PageYears(max(told), max(ahead, default=0))


def resolve(words: str, issued: str) -> str:
    """What relative words mean seen from the day of issue: 去年10月 is 2023年10月 for 2024-01-12; "" where unclear."""
    match = _EXPRESSION.fullmatch(words)
    if match is None or not issued[:4].isdecimal():
        return ""
    year, month = int(issued[:4]), int(issued[5:7] or 0)
    if word := match["this"]:
        year += {"今年": 0, "去年": -1, "前年": -2, "明年": 1}[word]
        return f"{year}年" + _month_day(match["tmonth"], match["tday"])
    if match["omonth"]:
        # in January the papers still print what happened in December
        year -= bool(month) and int(match["omonth"]) > month
        return f"{year}年" + _month_day(match["omonth"], match["oday"])
    if words in _RECENT and month:
        return f"{year}年{month}月"
    return f"{year - 1}年" if "过去的一年" in words else ""


def _allowed(reading: Reading, first: tuple[str, re.Match[str], Part] | None, page: PageYears, words: str) -> DateTag:
    """The date that the years named in a story, or on its page, allow."""
    years = _years(reading)
    telling = [found for found in years if found.tells]
    best = max(telling, key=lambda found: found.year, default=None)
    latest = max((found.year for found in years), default=0)
    month, around = _month_named(reading, first)
    if best and best.year >= latest:
        if month and best.words != around:
            return DateTag(f"{best.year}-{month:02}", words, f"约{best.year}年{month}月：{around}，{best.words}")
        return DateTag(str(best.year), words, f"约{best.year}年：{best.words}")
    if page.told and page.told >= latest:
        if month:
            year = page.of_month(month)
            return DateTag(f"{year}-{month:02}", words, f"约{year}年{month}月：{around}，同版另文提到{year}年")
        return DateTag(str(page.told), words, f"约{page.told}年：同版另文写的是{page.told}年")
    if latest:
        named = next(found for found in years if found.year == latest)
        return DateTag("", words, f"不早于{latest}年：{named.words}")
    return DateTag("", words, "文中没有写明年份" if words else "")


def _years(reading: Reading) -> list[_Year]:
    """The years that a story names as past or present."""
    found: list[_Year] = []
    lead = next((part for part in reading.parts if part.kind == "paragraph"), None)
    for part in reading.parts:
        for sentence in _SENTENCE.finditer(part.text):
            for match in _NAMED_YEAR.finditer(sentence[0]):
                year = _number(match[1])
                if _AHEAD.search(sentence[0][max(match.start() - 8, 0) :]):
                    continue
                in_lead = (part is lead and sentence.start() + match.start() < LEAD) or part.kind == "headline"
                leading = not sentence[0][: match.start()].removeprefix("本报讯").strip("， （）")
                tells = in_lead and leading and not _PAST_ONLY.search(sentence[0][match.end() : match.end() + 12])
                found.append(_Year(year, _clip(sentence[0][match.start() :]), tells))
    return found


def _ahead(reading: Reading) -> list[int]:
    """The years that a story plans for."""
    return [
        _number(match[1])
        for part in reading.parts
        for sentence in _SENTENCE.finditer(part.text)
        for match in _NAMED_YEAR.finditer(sentence[0])
        if _AHEAD.search(sentence[0][max(match.start() - 8, 0) : match.end() + 12])
    ]


def _month_named(reading: Reading, first: tuple[str, re.Match[str], Part] | None) -> tuple[int | None, str]:
    """The month of a story's date, with the words around it: that of its first expression, else a day without year."""
    if first and (month := _month(first[1])):
        return month, _around(first[2], first[0])
    for part in reading.parts:
        for match in _EXPRESSION.finditer(part.text):
            if match["omonth"] and match["oday"]:
                return int(match["omonth"]), _around(part, match[0])
    return None, _around(first[2], first[0]) if first else ""


def _first_expression(reading: Reading) -> tuple[str, re.Match[str], Part] | None:
    """The words that say when, nearest to the story's beginning."""
    for part in reading.parts:
        if part.kind in ("paragraph", "heading") and (match := _EXPRESSION.search(part.text)):
            return part.evidence(match.start(), match.end()).words, match, part
    return None


def _full(match: re.Match[str]) -> str:
    """The ISO date of an expression that names year and month."""
    if not match["year"] or not match["month"]:
        return ""
    day = f"-{int(match['day']):02}" if match["day"] else ""
    return f"{_number(match['year'])}-{int(match['month']):02}{day}"


def _month(match: re.Match[str]) -> int | None:
    month = match["omonth"] or match["month"] or (match["tmonth"] if match["this"] == "今年" else None)
    return int(month) if month else None


def _month_day(month: str | None, day: str | None) -> str:
    return (f"{int(month)}月" if month else "") + (f"{int(day)}日" if day else "")


def _number(year: str) -> int:
    return int(year) if year.isdecimal() and year.isascii() else chinese_number(year)


def _around(part: Part, words: str) -> str:
    """The sentence in which words stand, shortened."""
    place = part.text.find(words)
    for sentence in _SENTENCE.finditer(part.text):
        if sentence.start() <= place < sentence.end():
            return _clip(sentence[0][max(place - sentence.start() - 8, 0) :])
    return words


def _clip(text: str, most: int = 22) -> str:
    text = text.strip("，、 ")
    return text if len(text) <= most else text[:most] + "…"
