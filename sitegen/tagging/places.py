"""The townships and villages of a story: what it is about, and what it merely mentions."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sitegen.model import Evidence, Tag
from sitegen.tagging.lexicon import alternation, tag_words
from sitegen.tagging.reading import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.model import Span
    from sitegen.tagging.gazetteer import Place
    from sitegen.tagging.mentions import CountyNames, Mention
    from sitegen.tagging.reading import Part, Reading

TITLE, HEADING, LEAD, SUBJECT, PLAIN, ASIDE = 5.0, 4.0, 3.0, 2.0, 1.0, 0.3
ABOUT = 1.0
"""Least weight of a township that a story is about."""
FOCUS, BESIDE_FOCUS = 4.0, 1.6
"""Where one township stands in the titles or the lead, another needs more than a passing mention."""
EVIDENCE_KEPT = 4
FEW = 2

_SENTENCE_START = re.compile(
    r"(?:^|[。！？；：”\n])[“‘]?(?:[在从到于位当]|走进|来到|走入|位于|地处|日前|近日|如今|目前|同时|此外|其中|今年|连日来|，|(?:据)?[\u4e00-\u9fff]{1,3}县)*$"
)
_PASSING = re.compile(alternation(tag_words("places", "passing")) + r"(?:了|过|邻近的|的)?$")
_LEAD_LENGTH = 120


@dataclass(slots=True)
class _Standing:
    """What speaks for one place."""

    place: Place
    weight: float = 0.0
    clear: bool = False
    """Named in a way that can only mean the place."""
    in_full: bool = False
    """Named in full, if only in the name of a thing."""
    note: str = ""
    evidence: list[Evidence] = field(default_factory=list)

    def add(self, weight: float, evidence: Evidence) -> None:
        self.weight += weight
        if len(self.evidence) < EVIDENCE_KEPT and evidence not in self.evidence:
            self.evidence.append(evidence)


@dataclass(frozen=True, slots=True)
class PlaceTags:
    """A story's places."""

    townships: tuple[Tag, ...] = ()
    mentioned_townships: tuple[Tag, ...] = ()
    villages: tuple[Tag, ...] = ()
    mentioned_villages: tuple[Tag, ...] = ()


def tag_places(reading: Reading, names: CountyNames, mentions: Sequence[Mention]) -> PlaceTags:
    """The townships and villages of a story in one county, from its mentions of them."""
    weigh = _Weigher(reading.parts)
    villages = _villages(mentions, reading.parts, weigh)
    townships = _townships(mentions, villages, names, reading.parts, weigh)
    about, aside = _told_apart(townships.values())
    sections = _sections(mentions, reading.parts)
    near = {standing.place.name for standing in about if standing.clear and standing.weight >= ABOUT}
    near.add("")
    village_about = [
        v for v in villages if v.clear and v.weight >= ABOUT and (len(near) == 1 or v.place.township in near)
    ]
    village_aside = [v for v in villages if v not in village_about]
    return PlaceTags(
        tuple(_tag(standing, sections.get(standing.place.name, ())) for standing in about),
        tuple(map(_tag, aside)),
        tuple(map(_tag, village_about)),
        tuple(map(_tag, village_aside)),
    )


class _Weigher:
    """How much a mention counts by where it stands."""

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = parts
        self.lead = next((number for number, part in enumerate(parts) if part.kind == "paragraph"), -1)
        body = sum(len(part.text) for part in parts if part.kind == "paragraph")
        captions = sum(len(part.text) for part in parts if part.kind == "caption")
        # a page of pictures with a short lead tells its story in the captions
        self.caption = LEAD if captions > body else 0.5

    def __call__(self, mention: Mention) -> float:
        part = self.parts[mention.part]
        if mention.use != "place":
            return ASIDE
        if part.kind in TITLES:
            return TITLE
        if part.kind == "heading":
            return HEADING
        if part.kind == "caption":
            return self.caption
        if _PASSING.search(part.text[max(mention.start - 8, 0) : mention.start]):
            return ASIDE
        if mention.part == self.lead and mention.start < _LEAD_LENGTH:
            return LEAD
        if _SENTENCE_START.search(part.text[max(mention.start - 14, 0) : mention.start]):
            return SUBJECT
        return PLAIN


def _villages(mentions: Sequence[Mention], parts: Sequence[Part], weigh: _Weigher) -> list[_Standing]:
    """The villages named, each with its township where one name stands for several."""
    named = {mention.places[0].name for mention in mentions if mention.form == "full"}
    found: dict[tuple[str, str], _Standing] = {}
    doubtful: list[Mention] = []
    for number, mention in enumerate(mentions):
        if mention.form not in ("village", "bare"):
            continue
        if mention.use == "doubtful":
            doubtful.append(mention)
            continue
        place = _which(mention, mentions[:number], named)
        standing = found.setdefault((place.name, place.township), _Standing(place))
        standing.add(weigh(mention), parts[mention.part].evidence(mention.start, mention.end))
        standing.clear = standing.clear or mention.use == "place"
    for mention in doubtful:
        for place in mention.places:
            if (place.name, place.township) in found:
                found[place.name, place.township].add(
                    weigh(mention), parts[mention.part].evidence(mention.start, mention.end)
                )
    return sorted(found.values(), key=lambda standing: -standing.weight)


def _which(mention: Mention, before: Sequence[Mention], named: set[str]) -> Place:
    """Of several villages of one name that of the township named last before it, else of one named at all."""
    places = mention.places
    last = next((other.places[0].name for other in reversed(before) if other.form == "full"), "")
    if len(places) == 1:
        # names such as 南村 are common: one in another township than the text speaks of is some other place
        common = len(places[0].name) == 2 and places[0].township not in {last, *named}
        return replace(places[0], code="", township="") if common and last else places[0]
    for wanted in ({last}, named):
        fitting = [place for place in places if place.township in wanted]
        if len(fitting) == 1:
            return fitting[0]
    return replace(places[0], code="", township="")


def _townships(
    mentions: Sequence[Mention],
    villages: Sequence[_Standing],
    names: CountyNames,
    parts: Sequence[Part],
    weigh: _Weigher,
) -> dict[str, _Standing]:
    """The townships named, and those whose villages are."""
    found: dict[str, _Standing] = {}
    doubtful: list[Mention] = []
    for mention in mentions:
        if mention.form not in ("full", "short", "former"):
            continue
        if mention.use == "doubtful":
            doubtful.append(mention)
            continue
        evidence = parts[mention.part].evidence(mention.start, mention.end)
        for place in _today(mention.places[0], names):
            standing = found.setdefault(place.name, _Standing(place))
            standing.in_full = standing.in_full or mention.form == "full"
            if mention.form == "former":
                standing.add(ASIDE, evidence)
                standing.note = mention.places[0].name
                continue
            standing.add(weigh(mention), evidence)
            standing.clear = standing.clear or mention.use == "place"
    for mention in doubtful:
        known = found.get(mention.places[0].name)
        if known and known.clear:
            known.add(ASIDE, parts[mention.part].evidence(mention.start, mention.end))
    _add_by_village(found, villages, names)
    return found


def _add_by_village(found: dict[str, _Standing], villages: Sequence[_Standing], names: CountyNames) -> None:
    """A village that a story is about gives its township, where the story names few of them."""
    by_township: dict[str, list[_Standing]] = defaultdict(list)
    for village in villages:
        if village.clear and village.place.township in names.townships:
            by_township[village.place.township].append(village)
    for name, below in by_township.items():
        weight = sum(village.weight for village in below)
        if name in found:
            found[name].weight += min(weight, LEAD) * ASIDE
            continue
        if any(standing.clear for standing in found.values()) or len(by_township) > 2:
            continue
        if weight >= LEAD:
            standing = _Standing(names.townships[name], clear=True)
            for village in below:
                standing.add(village.weight / LEAD, village.evidence[0])
            found[name] = standing


def _today(place: Place, names: CountyNames) -> list[Place]:
    """A township itself, or for a former one today's."""
    return [names.townships[name] for name in place.now if name in names.townships] if place.now else [place]


def _told_apart(standings: Iterable[_Standing]) -> tuple[list[_Standing], list[_Standing]]:
    """The townships a story is about and those it mentions, each heaviest first."""
    ranked = sorted(standings, key=lambda standing: (-standing.weight, standing.place.code))
    top = ranked[0].weight if ranked else 0.0
    least = BESIDE_FOCUS if top >= FOCUS else ABOUT
    about = [standing for standing in ranked if standing.clear and standing.weight >= least]
    if not about:
        # 甲镇中学, 甲镇卫生院 by their full names, where a story names no other township in any other way
        about = [standing for standing in ranked if standing.in_full][:FEW] if len(ranked) <= FEW else []
    return about, [standing for standing in ranked if standing not in about]


def _sections(mentions: Sequence[Mention], parts: Sequence[Part]) -> dict[str, tuple[Span, ...]]:
    """The lines of each section whose crosshead names a township."""
    owner: dict[int, str] = {}
    for mention in mentions:
        if parts[mention.part].kind == "heading" and mention.form in ("full", "short") and mention.use == "place":
            owner.setdefault(mention.part, mention.places[0].name)
    if not owner:
        return {}
    lines: dict[str, list[Span]] = defaultdict(list)
    current = ""
    for number, part in enumerate(parts):
        if part.kind == "heading":
            current = owner.get(number, "")
        if current and part.kind in ("heading", "paragraph") and part.starts:
            lines[current].append((part.starts[0][1], part.starts[-1][1]))
    return {name: tuple(spans) for name, spans in lines.items()}


def _tag(standing: _Standing, lines: tuple[Span, ...] = ()) -> Tag:
    return Tag(
        standing.place.name,
        standing.place.code,
        round(standing.weight, 2),
        note=standing.note,
        evidence=tuple(standing.evidence),
        lines=lines,
    )
