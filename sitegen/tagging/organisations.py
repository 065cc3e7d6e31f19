"""The organisations that a story names, where their own name says that they are one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from sitegen.model import Evidence, Tag
from sitegen.tagging.lexicon import alternation, load_lexicon, tag_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.tagging.gazetteer import County
    from sitegen.tagging.reading import Part, Reading

_KINDS = frozenset(tag_words("organisations", "kinds"))
_PATTERN = re.compile(
    alternation(_KINDS.union(tag_words("organisations", "endings")))
    + f"(?!{alternation(tag_words('organisations', 'not_behind'))})"
)
_STOP = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9·]")
_BEGIN = re.compile(
    alternation(tag_words("organisations", "begin")) + r"|[\d一二三四五六七八九十几两多]+[家个所座名位处]"
)
_NO_NAME = frozenset(tag_words("organisations", "no_name"))
LONGEST = 22


def tag_organisations(reading: Reading, county: County | None = None) -> tuple[Tag, ...]:
    """The organisations of a story, most often named first; what might be a mere kind of one is left out."""
    evidence: dict[str, list[Evidence]] = {}
    for part in reading.parts:
        for name, start, end in _in_part(part, county):
            evidence.setdefault(name, []).append(part.evidence(start, end))
    names = _shorter_dropped(evidence)
    return tuple(
        Tag(name, weight=float(len(evidence[name])), evidence=tuple(evidence[name][:3]))
        for name in sorted(names, key=lambda name: -len(evidence[name]))
    )


def _in_part(part: Part, county: County | None) -> Iterable[tuple[str, int, int]]:
    text = part.text
    for match in _PATTERN.finditer(text):
        first = max(match.start() - LONGEST, 0)
        before = text[first : match.start()]
        stops = [stop.end() for stop in _STOP.finditer(before)] + [begin.end() for begin in _BEGIN.finditer(before)]
        begin = first + max(stops, default=0)
        if county:
            place = text.rfind(county.name, begin, match.start())
            place = place if place >= 0 else text.rfind(county.short, begin, match.start())
            begin = place if place >= 0 else begin
        name = text[begin : match.end()]
        if _is_name(name, match[0], county) and not (begin == first and first > 0):
            yield name, begin, match.end()


def _is_name(name: str, ending: str, county: County | None) -> bool:
    """True where enough stands before the ending to tell one organisation from others of its kind."""
    own = name.removesuffix(ending)
    if county and own in (county.name, county.short):
        return ending not in _KINDS or ending in ("医院", "大学")
    if not own:
        return False
    if own in ("县", "市", "省", "区", "镇", "乡", "村", "我县", "全县", "本县"):
        return ending not in _KINDS and own in ("县", "市", "省", "区")
    if own[0] in _NO_NAME or own[-1] in _NO_NAME or "各个" in own:
        return False
    if ending in _KINDS:
        # 旅游公司, 小杂粮合作社 and their like are kinds, not names
        placed = county is not None and county.short in own
        return len(own) > 1 and (placed or not _made_of_words(own.lstrip("省市县区镇乡村小大新老接")))
    return len(own) > 1


def _made_of_words(text: str) -> bool:
    """True for what can be read as common words one after the other."""
    words = load_lexicon().words
    reach = {0}
    for end in range(2, len(text) + 1):
        if any(start in reach and text[start:end] in words for start in range(max(end - 4, 0), end - 1)):
            reach.add(end)
    return len(text) in reach


def _shorter_dropped(evidence: dict[str, list[Evidence]]) -> Sequence[str]:
    """The names without those that are the end of a longer one named in the same story."""
    return [name for name in evidence if not any(other != name and other.endswith(name) for other in evidence)]
