"""Where a text names places of one county, and in which way each is named."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from sitegen.han import is_han
from sitegen.tagging.gazetteer import Place, short_name
from sitegen.tagging.lexicon import alternation, tag_words
from sitegen.tagging.matching import NameIndex
from sitegen.tagging.reading import simplified

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sitegen.tagging.corrections import Correction
    from sitegen.tagging.gazetteer import County
    from sitegen.tagging.reading import Part

Form = Literal["full", "short", "former", "village", "bare"]
Use = Literal["place", "thing", "doubtful"]
"""Whether the words mean the place, a thing called after it (a school, a festival), or one cannot tell."""

_LIST_END = re.compile(
    r"等?(?:地)?(?:(\d+|[一二两三四五六七八九十]+|几|多)余?个?|各)?(行政村|自然村|村|社区|乡镇|镇|乡|街道|片区)"
)
_THING = re.compile(
    rf"(?!的)(?:[一二三四五六七八九十]{{0,2}}中(?![心间部旬央]|国)|{alternation(tag_words('places', 'things'))}"
    rf"|[\u4e00-\u9fff]{{0,6}}{alternation(tag_words('places', 'feasts'))}(?![能约目点日假省])"
    r"|[东南西北大]?[线路街巷桥])"
)
_THING_OF_FIRMS = re.compile(rf"(?!的)[\u4e00-\u9fff]{{0,4}}{alternation(tag_words('places', 'things_after_words'))}")
_LIST_MARKS = "、和与及跟同暨"
_CONNECTED = re.compile(r"(?:至|—{1,2}|－|-|–|～|到)")
# a one-character village such as 东村 must not be cut out of a longer name
_BEFORE_SHORT_VILLAGE = frozenset(
    "在到和与及、对于为是由从给的将把向县镇乡道区市让，。；：“”‘’（）！？《》 \n访进入往去是即如"
)
WHOLE_NAME = 3
"""Characters from which a village's name without 村 is taken for it wherever it stands."""
_UNPROVEN_SHORT = frozenset("路街巷线山河江湖寺庙塔桥村庄")


@dataclass(frozen=True, slots=True)
class Mention:
    """One place named in a part of a story; `places` are more than one where the name alone does not tell."""

    places: tuple[Place, ...]
    form: Form
    use: Use
    part: int
    start: int
    end: int


@dataclass(frozen=True)
class CountyNames:
    """All names of one county's places, ready to be looked up."""

    county: County
    index: NameIndex[tuple[tuple[Form, Place], ...]]
    townships: dict[str, Place]
    """By name, and former ones by theirs."""

    def mentions(self, parts: Sequence[Part]) -> list[Mention]:
        """The places named in the parts of a story, in reading order."""
        return [mention for number, part in enumerate(parts) for mention in self._in_part(number, part.text)]

    def _in_part(self, number: int, text: str) -> list[Mention]:
        hits = [(start, end, named) for start, end, named in self.index.scan(text)]
        ends = {start: end for start, end, _ in hits}
        found: list[Mention] = []
        for start, end, named in hits:
            before = found[-1] if found and found[-1].end == start else None
            mention = self._mention(number, text, start, end, named, before, ends)
            if mention:
                found.append(mention)
                if mention.form == "full" and mention.use == "place" and end not in ends:
                    unlisted = _UNLISTED.match(text, end)
                    if unlisted:
                        found.append(_unlisted(number, unlisted, mention.places[0].name))
        taken = [(mention.start, mention.end) for mention in found]
        found += [
            _unlisted(number, match)
            for match in _UNLISTED_VILLAGE.finditer(text)
            if not any(start < match.end(1) and match.start(1) < end for start, end in taken)
        ]
        return sorted(found, key=lambda mention: mention.start)

    def _mention(
        self,
        number: int,
        text: str,
        start: int,
        end: int,
        named: tuple[tuple[Form, Place], ...],
        before: Mention | None,
        ends: dict[int, int],
    ) -> Mention | None:
        """What one hit means by what stands around it; None where it is no place at all."""
        forms = {form for form, _ in named}

        def mention(form: Form, use: Use) -> Mention:
            return Mention(tuple(place for kind, place in named if kind == form), form, use, number, start, end)

        thing = _THING.match(text, end) is not None
        if "full" in forms:
            return mention("full", "thing" if thing else "place")
        if "former" in forms:
            return mention("former", "place")
        after_township = before is not None and (before.form in ("full", "former") or before.use == "place")
        if "village" in forms:
            short = end - start == 2
            if short and start and not after_township and text[start - 1] not in _BEFORE_SHORT_VILLAGE:
                return None
            return mention("village", "thing" if thing else "place")
        thing = thing or _THING_OF_FIRMS.match(text, end) is not None
        listed = _list_means(text, start, end, ends)
        if listed == "township" and "short" in forms:
            return mention("short", "place")
        estate = {place.kind for form, place in named if form == "bare"} == {"community"}
        if "bare" in forms and not estate and (listed == "village" or after_township):
            return mention("bare", "thing" if thing else "place")
        form: Form = "short" if "short" in forms else "bare"
        if text[end : end + 1] in _UNPROVEN_SHORT or (estate and form == "bare"):
            return None
        if thing:
            return mention(form, "thing")
        if form == "bare" and _connected(text, start, end, ends):
            return mention("bare", "thing")
        # two characters are often another word or a part of one; 左家堡, 郭家坪 are nothing but the village
        return mention(form, "place" if form == "bare" and end - start >= WHOLE_NAME else "doubtful")


# places that the gazetteer does not have, such as villages merged away since: only where the words leave no doubt
_NO_NAME = "".join(tag_words("places", "no_village"))
_UNLISTED = re.compile(
    rf"([^\W\da-zA-Z{_NO_NAME}][\u4e00-\u9fff]{{1,3}}?(?:(?<![{_NO_NAME}])村|社区))(?![集里两干口级])"
)
_UNLISTED_VILLAGE = re.compile(
    rf"(?:(?<=[，。、；：“在])|^)([^\W\da-zA-Z{_NO_NAME}在和与的][\u4e00-\u9fff]{{0,2}}(?<![{_NO_NAME}])村)"
    r"(?=党支部|党总支|党委|村委会|村民|支部|、[\u4e00-\u9fff]{2,4}村|在|的)"
)


def _unlisted(number: int, match: re.Match[str], township: str = "") -> Mention:
    place = Place(match[1], "", "community" if match[1].endswith("社区") else "village", township=township)
    return Mention((place,), "village", "place", number, match.start(1), match.end(1))


def _list_means(text: str, start: int, end: int, ends: dict[int, int]) -> Literal["village", "township", ""]:
    """Whether a name stands in a list that says at its end what its members are: 甲、乙等村; 甲、乙两镇."""
    members = 1
    place = start
    while place and text[place - 1] in _LIST_MARKS:
        back = place - 1
        while back and back > place - 7 and is_han(text[back - 1]) and text[back - 1] not in _LIST_MARKS:
            back -= 1
        members, place = members + 1, back
    place = end
    while True:
        close = _LIST_END.match(text, place)
        if close and (members > 1 or close[1]):
            return _kind_of_list(close, members)
        if text[place - 1] == "村" and place > end:
            return "village"
        if place >= len(text) or text[place] not in _LIST_MARKS:
            return ""
        place += 1
        members += 1
        if place in ends:
            place = ends[place]
        else:
            limit = place + 6
            while place < min(limit, len(text)) and is_han(text[place]) and text[place] not in _LIST_MARKS + "等村":
                place += 1


_NUMERALS = {char: number for number, char in enumerate("零一二三四五六七八九十")} | {"两": 2}


def _kind_of_list(close: re.Match[str], members: int) -> Literal["village", "township", ""]:
    number, kind = close[1], close[2]
    if kind in ("乡镇", "镇", "乡", "街道", "片区"):
        return "township"
    if number:
        count = int(number) if number.isdecimal() else _NUMERALS.get(number, 0)
        # 甲、乙、丙15个村: more villages than names, so the names are townships
        if count > members and "等" not in close[0]:
            return "township"
    return "village"


def _connected(text: str, start: int, end: int, ends: dict[int, int]) -> bool:
    """True for one end of a road: 甲至乙, 甲—乙."""
    match = _CONNECTED.match(text, end)
    if match and match.end() in ends:
        return True
    return any(
        ends[other] < start and _CONNECTED.fullmatch(text, ends[other], start)
        for other in ends
        if start - 9 < other < start
    )


_AUTHORITY = re.compile(r"(.{4,}?)(?:管理委员会|管委会|管理处|办事处)")


def county_names(county: County, corrections: tuple[Correction, ...] = ()) -> CountyNames:
    """The names of one county with what an archive adds to them."""
    own = [correction.place for correction in corrections if correction.county == county.code]
    places = _merged((*county.townships, *county.villages), own)
    named: dict[str, list[tuple[Form, Place]]] = defaultdict(list)
    for place in places:
        # some names are listed with traditional characters, which papers print simplified
        for name in dict.fromkeys((place.name, simplified(place.name), *place.aliases)):
            for form, known in _forms(name, place):
                if (form, place) not in named[known]:
                    named[known].append((form, place))
    index: NameIndex[tuple[tuple[Form, Place], ...]] = NameIndex()
    for name, forms in named.items():
        if len(name) > 1:
            index.add(name, tuple(forms))
    return CountyNames(county, index, {place.name: place for place in places if place.kind in ("township", "former")})


def _forms(name: str, place: Place) -> list[tuple[Form, str]]:
    """The ways in which a place is written."""
    if place.kind == "former":
        return [("former", name)]
    if place.kind == "township":
        short = short_name(name)
        forms: list[tuple[Form, str]] = [("full", name)]
        if short:
            forms.append(("short", short))
            if name.endswith("街道办事处"):
                forms.append(("full", name.removesuffix("办事处")))
        elif authority := _AUTHORITY.fullmatch(name):
            # listed beside the townships are zones by their authorities: 安徽凤阳经济开发区管理委员会
            forms.append(("full", authority[1]))
        return forms
    base = name.removesuffix("社区") if place.kind == "community" else name.removesuffix("村")
    return [("village", name), ("bare", base)] if len(base) > 1 and base != name else [("village", name)]


def _merged(places: tuple[Place, ...], own: list[Place]) -> list[Place]:
    """The places with the archive's own: one of the same name (and township) gains aliases, others are added."""
    merged = list(places)
    for extra in own:
        same = [
            number
            for number, place in enumerate(merged)
            if place.name == extra.name
            and place.kind == extra.kind
            and (not extra.township or place.township in ("", extra.township))
        ]
        for number in same:
            known = merged[number]
            merged[number] = replace(
                known,
                code=extra.code or known.code,
                note=extra.note or known.note,
                aliases=known.aliases + extra.aliases,
                township=extra.township or known.township,
            )
        if not same:
            merged.append(extra)
    return merged
