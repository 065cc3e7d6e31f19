"""What can be seen of a row in its place: the features by which its role is decided.

Every feature is a short string. None names a word of one paper; widths are relative to the column, so that a page
set at any measure gives the same features.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from . import cues, lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .layout import Layout
    from .rows import Row

_UNBROKEN = re.compile(r"[0-9A-Za-z.．%％+-]{3,}")
_PHRASES = re.compile(r"[^\s]{2,}[ \u3000]+[^\s]{2,}")
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


def _bigrams(key: str) -> list[str]:
    return [key[at : at + 2] for at in range(len(key) - 1)]


def _gap(row: Row, layout: Layout) -> str:
    if layout.double_spaced:
        return "d" + str(min(row.blanks, 3))
    return str(min(row.blanks, 3))


def _kind(layout: Layout) -> str:
    if not layout.wrapped:
        return "L"
    if layout.double_spaced:
        return "D"
    return "W" if layout.spaced else "P"


def _overlap(row: Row, everywhere: Counter[str]) -> str:
    """Share of a short row's bigrams that stand elsewhere on the page too, rarer ones counting more."""
    if row.width > 40 or len(row.key) < 3:
        return "-"
    own = Counter(_bigrams(row.key))
    weights = [
        1.0 / max(1, everywhere[pair] - count) if everywhere[pair] > count else 0.0 for pair, count in own.items()
    ]
    known = sum(1 for weight in weights if weight > 0) / len(weights)
    for name, limit in (("0", 0.01), ("1", 0.2), ("2", 0.4), ("3", 0.6), ("4", 0.8)):
        if known <= limit:
            return name
    return "5"


def _seam(before: Row, row: Row, everywhere: Counter[str]) -> str:
    """Whether the text runs on from the row before: a word across the seam, or letters seen together elsewhere."""
    if not before.key or not row.key:
        return "-"
    word = lexicon.crossing(before.key[-3:], row.key[:3])
    if word:
        return "word" + str(min(word, 4))
    seen = everywhere[before.key[-1] + row.key[0]]
    return "seen" if seen else "no"


def _ratio(row: Row, rows: Sequence[Row], other: int) -> str:
    """How wide a short row is against its neighbour: a kicker is the shorter, two lines of a headline are alike."""
    if not 0 <= other < len(rows) or row.width > 26 or rows[other].width > 26:
        return "-"
    ratio = row.width / max(0.5, rows[other].width)
    for name, limit in (
        ("much less", 0.5),
        ("less", 0.78),
        ("like", 0.93),
        ("same", 1.08),
        ("like more", 1.3),
        ("more", 2.0),
    ):
        if ratio <= limit:
            return name
    return "much more"


def _seldom(rows: Sequence[Row], at: int) -> bool:
    """Whether a row begins with what seldom begins a sentence."""
    return at < len(rows) and rows[at].key[:1] in cues.SELDOM_FIRST


_MARK = re.compile(r"[，。、；：！？,;:?!”’」』）)】》]")


def _first_mark(key: str) -> str:
    """How soon the first mark comes: what has one after a letter or two was begun in the row before (碎，涌水不断)."""
    found = _MARK.search(key)
    at = found.start() if found else 99
    return str(at) if at < 3 else "-5" if at < 6 else "on"


def _dent(row: Row, layout: Layout) -> str:
    if not layout.indented:
        return "-"
    return "in" if row.indent >= 1.5 else "out"


def _siblings(rows: Sequence[Row]) -> list[str]:
    """Whether another short row of the page is built alike: crossheads of one story often are (抓…, 抓…, 抓…)."""
    short = {at: row.key for at, row in enumerate(rows) if 3 <= row.width <= 24 and not cues.ends_sentence(row.key)}
    heads = Counter(key[:2] for key in short.values())
    tails = Counter(key[-2:] for key in short.values())
    out = ["-"] * len(rows)
    for at, key in short.items():
        same_head, same_tail = heads[key[:2]] > 1, tails[key[-2:]] > 1
        out[at] = ("h" if same_head else "") + ("t" if same_tail else "") or "no"
    return out


_TEXT_FILLS = frozenset(("over", "full", "in", "lfull", "lover"))


def _last_text(rows: Sequence[Row], facts: Sequence[Facts], at: int) -> int:
    """The nearest row before that is text for certain: it fills its column, or ends a sentence; -1 for none."""
    for before in range(at - 1, max(-1, at - 9), -1):
        seen = facts[before]
        if seen.start == "dateline" or (seen.fill in _TEXT_FILLS and "phrases" not in seen.cues):
            return before
        if seen.end == "stop" and not {"scene", "capopen", "shout"} & set(seen.cues):
            return before
    return -1


def _next_text(rows: Sequence[Row], facts: Sequence[Facts], at: int) -> str:
    """How the nearest following row that is text for certain begins."""
    for after in range(at + 1, min(len(rows), at + 8)):
        if facts[after].start == "dateline" or (
            facts[after].fill in _TEXT_FILLS and "phrases" not in facts[after].cues
        ):
            return f"{min(after - at, 3)}{facts[after].start}"
    return "none"


def features_of(rows: Sequence[Row], layout: Layout) -> list[list[str]]:
    """For each row, the features that hold of it in its place."""
    following = [*(row.key for row in rows[1:]), ""]
    facts = [
        facts_of(row, measure, layout.wrapped, after)
        for row, measure, after in zip(rows, layout.measures, following, strict=False)
    ]
    first_rows = layout.first_rows
    kind = _kind(layout) + first_rows[0]
    everywhere: Counter[str] = Counter()
    for row in rows:
        everywhere.update(_bigrams(row.key))
    siblings = _siblings(rows)
    seams = ["-", *(_seam(before, row, everywhere) for before, row in itertools.pairwise(rows))]
    nowhere = Facts("edge", "edge", "edge", "edge", ())
    out = []
    last = len(rows) - 1
    for at, row in enumerate(rows):
        here = facts[at]
        before, after = (facts[at - 1] if at else nowhere), (facts[at + 1] if at < last else nowhere)
        gap = _gap(row, layout) if at else "edge"
        gap_after = _gap(rows[at + 1], layout) if at < last else "edge"
        seam = seams[at]
        dent = _dent(row, layout)
        dent_after = _dent(rows[at + 1], layout) if at < last else "-"
        overlap = _overlap(row, everywhere)
        text_before = _last_text(rows, facts, at)
        over = facts[text_before] if text_before >= 0 else nowhere
        over_seam = _seam(rows[text_before], row, everywhere) if 0 <= text_before < at - 1 else "-"
        text_after = _next_text(rows, facts, at)
        mark, word = _first_mark(row.key), lexicon.opening(row.key)
        same_measure = at < last and layout.measures[at] and abs(layout.measures[at] - layout.measures[at + 1]) < 1.5
        found = [
            "bias",
            f"fill={here.fill}",
            f"fill={here.fill}|{kind}",
            f"end={here.end}",
            f"start={here.start}",
            f"size={here.size}",
            f"size={here.size}|{here.end}",
            f"fe={here.fill}|{here.end}",
            f"fse={here.fill}|{here.start}|{here.end}",
            f"gap={gap}|{gap_after}",
            f"gfe={gap}|{gap_after}|{here.fill}|{here.end}",
            f"k={kind}|{gap}|{gap_after}|{here.end}",
            f"before={before.fill}|{before.end}",
            f"bg={before.fill}|{before.end}|{gap}",
            f"bgs={before.end}|{gap}|{here.start}",
            f"bgf={before.fill}|{before.end}|{gap}|{here.fill}",
            f"kbf={kind}|{before.fill}|{before.end}|{here.fill}",
            f"bsf={before.end}|{before.fill}|{here.start}|{here.fill}",
            f"seam={seam}|{before.end}",
            f"seam={seam}|{before.end}|{before.fill}|{gap}",
            f"seamnext={seams[at + 1] if at < last else '-'}|{here.end}|{gap_after}",
            f"seamnext={seams[at + 1] if at < last else '-'}|{here.fill}|{here.size}",
            f"ratio={_ratio(row, rows, at + 1)}|{gap_after}|{here.end}",
            f"ratio={_ratio(row, rows, at + 1)}|{after.end}|{after.fill}",
            f"ratioback={_ratio(row, rows, at - 1)}|{gap}|{here.end}",
            f"ratios={_ratio(row, rows, at - 1)}|{_ratio(row, rows, at + 1)}|{gap}|{gap_after}",
            f"nf={_seldom(rows, at + 1)}|{here.size}|{here.end}|{gap_after}",
            f"nf={_seldom(rows, at + 1)}|{here.fill}|{here.end}",
            f"sf={_seldom(rows, at)}|{before.end}|{gap}",
            f"sf={_seldom(rows, at)}|{over.end}|{here.fill}",
            f"dent={dent}",
            f"dents={dent}|{dent_after}|{here.fill}",
            f"first={first_rows}|{here.fill}|{before.end}|{before.fill}",
            f"first={first_rows}|{here.fill}|{over.end}|{gap}",
            f"mark={mark}|{here.fill}",
            f"mark={mark}|{before.end}|{gap}",
            f"mark={mark}|{over.end}",
            f"word={word}|{before.end}|{gap}",
            f"word={word}|{over.end}|{here.fill}",
            f"word={word}|{mark}",
            f"sibling={siblings[at]}|{here.size}",
            f"sibling={siblings[at]}|{gap}|{gap_after}",
            f"dent={dent}|{before.end}|{before.fill}",
            f"dentgap={dent}|{gap}|{here.fill}",
            f"after={after.start}|{gap_after}",
            f"after={after.fill}|{after.end}|{gap_after}",
            f"afs={here.fill}|{here.end}|{after.start}|{gap_after}",
            f"aff={here.size}|{here.end}|{after.fill}|{after.start}",
            f"overlap={overlap}|{here.end}",
            f"overlap={overlap}|{here.fill}|{here.end}|{gap}",
            f"first={min(at, 3)}|{here.size}",
            f"last={min(last - at, 3)}|{here.end}",
            f"same={same_measure}|{here.fill}",
            f"over={min(at - text_before, 2)}|{over.end}|{here.fill}|{here.start}",
            f"over={min(at - text_before, 2)}|{over.end}|{over_seam}|{here.fill}",
            f"under={text_after}|{here.fill}|{here.end}",
            f"under={text_after}|{over.end}|{here.size}",
        ]
        for cue in here.cues:
            found.append("c=" + cue)
            found.append(f"c={cue}|{here.end}")
            found.append(f"c={cue}|{here.fill}")
            found.append(f"c={cue}|{gap}|{gap_after}")
            found.append(f"c={cue}|{kind}")
            found.append(f"c={cue}|size={here.size}")
        if at:
            found += [f"pc={cue}" for cue in before.cues]
        found += [f"nc={cue}" for cue in after.cues]
        if "phrases" in here.cues or "bare" in here.cues:
            found.append(f"ps={here.size}|{gap}|{gap_after}|{before.end}|{after.start}")
        out.append(found)
    return out
