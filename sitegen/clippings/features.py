"""What can be seen of a row in its place: the features by which its role is decided.

Every feature is a short string. None names a word of one paper; widths are relative to the column, so that a page
set at any measure gives the same features.
"""

from __future__ import annotations

import itertools
import re
from collections import Counter
from typing import TYPE_CHECKING

from . import cues, lexicon
from .facts import Facts, facts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from .layout import Layout
    from .rows import Row


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


def features_of(rows: Sequence[Row], layout: Layout) -> Iterator[list[str]]:
    """For each row, the features that hold of it in its place; one row at a time, as a long file has many."""
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
        yield found
