"""What a printed row is by itself: how it fills its column, how it begins and ends, and the cues in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import cues

if TYPE_CHECKING:
    from .rows import Row

_UNBROKEN = re.compile(r"[0-9A-Za-z.．%％+-]{3,}")
_PHRASES = re.compile(r"\S\S[ \u3000]+\S\S")
_HAN_PHRASES = re.compile(r"^[^\s。]{3,14}[ \u3000]+[^\s。]{3,14}(?:[ \u3000]+[^\s。]{3,14})?$")


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row is by itself, before its neighbours are looked at."""

    fill: str
    """How it fills its column: over, full, in (a stripped indent), most, half, short; by length where unwrapped."""
    end: str
    start: str
    size: str
    cues: tuple[str, ...]


def facts_of(row: Row, measure: float, wrapped: bool, after: str = "") -> Facts:
    """The facts of one row set to a column of `measure` ideographs; `after` is the next row's key.

    A number or a Latin word is not broken, so that the row before it may stop short of the column's edge.
    """
    key = row.key
    return Facts(
        fill=_fill(row, measure, wrapped, after),
        end=_end(key),
        start=_start(key),
        size=_size(row.width),
        cues=_cues(row),
    )


def _fill(row: Row, measure: float, wrapped: bool, after: str) -> str:
    width = row.width + (min(row.indent, 2.0) if row.indent >= 1.5 else 0.0)
    if not wrapped or not measure:
        for name, limit in (("short", 12.0), ("half", 22.0), ("most", 34.0), ("full", 60.0)):
            if width <= limit:
                return "l" + name
        return "lover"
    lack = measure - width
    whole = _UNBROKEN.match(after)
    if lack > 1.3 and whole and not cues.ends_sentence(row.key):
        room = 0.5 * len(whole.group()) + 0.6
        if lack < room:
            return "full"
        if 2.7 < lack < room + 2.0:
            return "in"
    if lack < -3.0:
        return "over"
    if lack <= 1.3:
        return "full"
    if lack <= 2.7:
        return "in"
    if width > 0.65 * measure:
        return "most"
    return "half" if width > 0.35 * measure else "short"


def _end(key: str) -> str:
    if not key:
        return "none"
    if cues.ends_sentence(key):
        return "stop" if key[-1] in cues.TERMINATORS else "closed"
    last = key[-1]
    if last in "”’」』":
        return "quote"
    if last in ")】》":
        return "close"
    if last in "，,、；;：:":
        return "colon" if last in "：:" else "comma"
    if last in "—-～~·":
        return "dash"
    return "digit" if last.isdigit() else "none"


def _start(key: str) -> str:
    if not key:
        return "none"
    if cues.starts_with_dateline(key):
        return "dateline"
    first = key[0]
    if first in cues.NEVER_FIRST:
        return "never"
    if key.startswith(("——", "--", "—", "―")):
        return "dash"
    for name, pattern in (("numbered", cues.NUMBERED), ("marked", cues.MARKED), ("lead", cues.LEAD_WORDS)):
        if pattern.match(key):
            return "quote" if name == "lead" and first in "“「『‘" else name
    if cues.CLOSING_WORDS.match(key):
        return "next"
    if first in "“「『‘《(【":
        return "quote" if first in "“「『‘" else "paren"
    if first.isdigit():
        return "digit"
    if cues.PLACE_OPENING.match(key):
        return "place"
    return "han" if first >= "\u3400" else "latin"


def _size(width: float) -> str:
    for limit in (4, 7, 10, 13, 17, 22, 28, 36, 50):
        if width <= limit:
            return str(limit)
    return "big"


def _cues(row: Row) -> tuple[str, ...]:
    key, found = row.key, []
    short = row.width <= 60
    if short and cues.BYLINE.match(key):
        found.append("byline")
        if cues.SPACED_NAME.search(row.text) or " " in row.text:
            found.append("bylinespaced")
    if short and cues.CAPTION_OPENING.match(key):
        found.append("capopen")
    if short and cues.CAPTION_CLOSING.search(key):
        found.append("capclose")
    if row.width <= 45 and cues.CAPTION_SCENE.search(key):
        found.append("scene")
    if row.width <= 40 and cues.CAPTION_PEOPLE.match(key):
        found.append("people")
    if row.width <= 45 and cues.SCENE_ENDING.search(key):
        found.append("sceneend")
    if short and cues.CREDIT.search(key):
        found.append("credit")
    if row.width <= 30 and cues.BANNER.search(key):
        found.append("banner")
    if row.width <= 16 and cues.COLUMN_NAME.match(key):
        found.append("column")
    if row.width <= 12 and cues.SERIES.search(key):
        found.append("series")
    if row.width <= 26 and cues.SUBTITLE.search(key):
        found.append("subtitle")
    if row.width <= 30 and cues.SLOGAN.search(key) and not cues.ends_sentence(key):
        found.append("slogan")
    if row.width <= 16 and cues.KICKER_PLACE.search(key) and not re.search(r"[，。；：“”！？,]", key):
        found.append("place")
    if _HAN_PHRASES.match(row.text) and row.width <= 45:
        found.append("phrases")
        parts = row.text.split()
        if len({len(part) for part in parts}) == 1:
            found.append("evenphrases")
    elif _PHRASES.search(row.text):
        found.append("gap")
    body = key[:-1]
    if "。" in body:
        found.append("stopinside")
    if re.search(r"[，,；;]", body):
        found.append("commainside")
    if "、" in body:
        found.append("listinside")
    if re.search(r"[：:]", body):
        found.append("coloninside")
    if re.search(r"[“「『].*[”」』]", key):
        found.append("quoted")
    elif re.search(r"[“「『]", key):
        found.append("openquote")
    elif re.search(r"[”」』]", key):
        found.append("closequote")
    if re.search(r"[?!？！]$", key):
        found.append("shout")
    digits = sum(char.isdigit() for char in key)
    if row.strip:
        found.append("head" if row.head else "cell")
    if digits:
        found.append("digits" if digits < 0.3 * len(key) else "manydigits")
    if not re.search(r"[，。、；：！？“”,.;:!?()《》—…]", key):
        found.append("bare")
    return tuple(found)
