"""A story as the taggers read it: its parts in order, folded for matching, with the way back to print and line."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

import opencc

from sitegen.han import HAN
from sitegen.model import Evidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.model import Clipping, Span, Story

PartKind = Literal["kicker", "headline", "subhead", "heading", "paragraph", "caption"]
TRADITIONAL_SAMPLE, TRADITIONAL_SHARE = 400, 0.08
TITLES: frozenset[PartKind] = frozenset({"kicker", "headline", "subhead"})

_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", "~": "～"}
# what folding leaves as it is; ideographs outside the compatibility blocks among it
_PLAIN = "\\x00-\\x7f\\u4e00-\\u9fff，。；：？！（）、～“”‘’《》"
_FOLDED = re.compile(f"[^{_PLAIN}]")
_STRAY_SPACE = re.compile(
    rf"(?<=[{HAN}，。、；：“”（）])[ \u3000]+(?=[0-9A-Za-z，。、；：“”（）])"
    rf"|(?<=[0-9A-Za-z%，。、；：“”（）])[ \u3000]+(?=[{HAN}])"
)
_LETTER_SPACED = re.compile(rf"(?<![{HAN}])[{HAN}](?:[ \u3000][{HAN}]){{2,}}(?![{HAN}])")
_NUMBER_MARK = re.compile(r"(?<=\d)[，：](?=\d)")


@dataclass(frozen=True, slots=True)
class Part:
    """One title, paragraph, crosshead or caption: `text` is for matching, `printed` as it came."""

    kind: PartKind
    text: str
    printed: str
    origin: tuple[int, ...]
    """For each character of `text` its place in `printed`."""
    starts: tuple[tuple[int, int], ...] = ()
    """(place in `printed`, line of the clipping), ascending."""

    def evidence(self, start: int, end: int) -> Evidence:
        """The printed words of a match in `text`, with their line."""
        first, last = self.origin[start], self.origin[end - 1]
        return Evidence(self.printed[first : last + 1], self.line(start))

    def line(self, start: int) -> int:
        """The clipping's line in which a match begins, 0 where that is not known."""
        if not self.starts:
            return 0
        return self.starts[max(bisect_right(self.starts, (self.origin[start], 1 << 60)) - 1, 0)][1]


@dataclass(frozen=True, slots=True)
class Reading:
    """All parts of a story in reading order, and the spans they fill."""

    parts: tuple[Part, ...]
    reporters: tuple[str, ...] = ()

    @property
    def body(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if part.kind in ("paragraph", "heading"))


def read_story(story: Story, clipping: Clipping) -> Reading:
    """The story's parts, each character of them traced to its line."""
    lines = {line.number: line.text for line in clipping.lines}
    titles: list[tuple[PartKind, str]] = [
        ("kicker", story.kicker),
        ("headline", story.headline),
        ("subhead", story.subhead),
    ]
    old = is_traditional("".join(passage.text for passage in story.body) or story.headline)
    parts = [part(kind, text, _title_starts(text, story.title_lines, lines), old) for kind, text in titles if text]
    parts += [
        part(passage.kind, passage.text, _starts(passage.text, passage.lines, lines), old) for passage in story.body
    ]
    parts += [part("caption", item.text, _starts(item.text, (item.lines,), lines), old) for item in story.captions]
    return Reading(tuple(parts), story.reporters)


def read_plain(
    headline: str, paragraphs: Sequence[tuple[PartKind, str]], kicker: str = "", subhead: str = ""
) -> Reading:
    """A reading of plain text, such as a story file's, whose clipping is not at hand."""
    titles: list[tuple[PartKind, str]] = [("kicker", kicker), ("headline", headline), ("subhead", subhead)]
    return read_placed([(kind, text, 0) for kind, text in [*titles, *paragraphs]])


def read_placed(parts: Sequence[tuple[PartKind, str, int]]) -> Reading:
    """A reading of texts that each begin at a line of some file, or at none: 0."""
    body = "".join(text for kind, text, _ in parts if kind not in TITLES and kind != "caption")
    old = is_traditional(body or "".join(text for kind, text, _ in parts if kind == "headline"))
    return Reading(tuple(part(kind, text, ((0, line),) if line else (), old) for kind, text, line in parts if text))


def part(kind: PartKind, printed: str, starts: tuple[tuple[int, int], ...] = (), traditional: bool = False) -> Part:
    """A part from its printed text."""
    text = fold_for_matching(printed, traditional)
    origin: Iterable[int] = range(len(text))
    if kind not in TITLES and kind != "heading":
        gone = {
            place
            for pattern in (_STRAY_SPACE, _LETTER_SPACED)
            for match in pattern.finditer(text)
            for place in range(*match.span())
            if text[place] in " \u3000"
        }
        if gone:
            origin = tuple(place for place in origin if place not in gone)
            text = "".join(text[place] for place in origin)
    return Part(kind, text, printed, tuple(origin), starts)


def fold_for_matching(text: str, traditional: bool = False) -> str:
    """Half-width letters and digits, full-width marks, simplified where asked for; as long as the text itself."""
    text = _FOLDED.sub(lambda match: _narrow(match[0]), text)
    for narrow, wide in _WIDE.items():
        text = text.replace(narrow, wide)
    if "，" in text or "：" in text:
        text = _NUMBER_MARK.sub(lambda match: "," if match[0] == "，" else ":", text)
    return simplified(text) if traditional else text


def is_traditional(text: str) -> bool:
    """True for a text in traditional characters; a 昇 in a name of a simplified one stays as it is printed."""
    sample = text[:TRADITIONAL_SAMPLE]
    turned = simplified(sample)
    changed = sum(before != after for before, after in zip(sample, turned, strict=True))
    return changed > TRADITIONAL_SHARE * len(sample)


@lru_cache(maxsize=1 << 16)
def _narrow(char: str) -> str:
    # only what NFKC keeps to one character is taken, so that places in the text stay places in print
    folded = unicodedata.normalize("NFKC", char)
    return folded if len(folded) == 1 else char


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("t2s")


def simplified(text: str) -> str:
    """The text in simplified characters, as long as it was."""
    turned = str(_converter().convert(text))
    return turned if len(turned) == len(text) else "".join(map(_simplified_char, text))


@lru_cache(maxsize=1 << 16)
def _simplified_char(char: str) -> str:
    turned = str(_converter().convert(char))
    return turned if len(turned) == 1 else char


def _starts(text: str, spans: tuple[Span, ...], lines: Mapping[int, str]) -> tuple[tuple[int, int], ...]:
    """Where in a passage each source line begins, counted in what is not white space."""
    numbers = [number for first, last in spans for number in range(first, last + 1)]
    if len(numbers) < 2:
        return ((0, numbers[0]),) if numbers and numbers[0] else ()
    inked = [place for place, char in enumerate(text) if not char.isspace()]
    lengths = [sum(not char.isspace() for char in lines.get(number, "")) for number in numbers]
    begins = [0, *accumulate(lengths[:-1])]
    return tuple(
        (inked[begin], number)
        for begin, number, length in zip(begins, numbers, lengths, strict=True)
        if length and begin < len(inked)
    ) or ((0, numbers[0]),)


def _title_starts(text: str, spans: tuple[Span, ...], lines: Mapping[int, str]) -> tuple[tuple[int, int], ...]:
    """The line of a title: the one among the title lines that shares most with it."""
    numbers = [number for first, last in spans for number in range(first, last + 1)]
    wanted = set(text)
    best = max(numbers, key=lambda number: (len(wanted & set(lines.get(number, ""))), -number), default=0)
    return ((0, best),) if best else ()
