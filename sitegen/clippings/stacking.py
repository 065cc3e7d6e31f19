"""Which lines of a title stack are kicker, headline and subhead, now that the story below it is known.

The roles of the rows were judged by their looks. Here their words are held against the story: a place or the name
of a series over the headline is a kicker and often shares nothing with the text, while both lines of a headline
tell of it; what is much longer than the line above, or names the place and the kind of report, is a subhead.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from . import cues
from .seams import run_on

if TYPE_CHECKING:
    from .pieces import TitleRow

Cover = Callable[[str], float]
"""The share of a line's letter pairs that the story holds, 0 to 1."""


def settled(rows: Sequence[TitleRow], cover: Cover) -> list[TitleRow]:
    """The rows of a stack, their roles settled."""
    out = list(rows)
    if len(out) > 1 and out[0].role in ("kicker", "headline") and out[1].role == "headline":
        role = "kicker" if kicker_worth(out[0], out[1], cover) > 0 else "headline"
        out[0] = replace(out[0], role=role)
    heads = [at for at, row in enumerate(out) if row.role in ("headline", "subhead")]
    if len(heads) > 1:
        first = next((at for at in heads[1:] if subhead_worth(out[at], out[at - 1], cover) > 0), None)
        for at in heads[1:]:
            out[at] = replace(out[at], role="subhead" if first is not None and at >= first else "headline")
    return out


_PLACE = re.compile(r"[\u4e00-\u9fff]{2}(?:[县乡镇]|街道|社区)")
_LONG_SUBHEAD = 13.0
_QUOTED = 3.0


def _tells_the_place(lower: TitleRow, upper: TitleRow) -> bool:
    """A headline in a figure of speech is told in plain words, with the place, by the subhead under it."""
    return bool(_PLACE.search(lower.row.key)) and not _PLACE.search(upper.row.key)


def kicker_worth(upper: TitleRow, lower: TitleRow, cover: Cover) -> float:
    """How much speaks for `upper` being the kicker over `lower`; below 0 the two are lines of one headline."""
    key = upper.row.key
    worth = 1.2 if upper.role == "kicker" else -1.2
    if cues.KICKER_PLACE.search(key) and upper.row.width <= 14:
        worth += 1.5
    if cues.SERIES.search(key) or cues.KICKER_CLAUSE.search(key) or "·" in key:
        worth += 2.5
    if len(upper.row.text.split()) > 2:
        worth += 1.5
    ratio = upper.row.width / max(1.0, lower.row.width)
    worth += 1.0 if ratio < 0.55 else 0.4 if ratio < 0.8 else -0.8 if ratio < 1.25 else -0.3
    worth += 1.5 * (cover(lower.row.key) - cover(key))
    if any(mark in key for mark in "“”，：？！"):
        worth -= 1.0
    return worth - _broken_off(key, lower.row.key)


def subhead_worth(lower: TitleRow, upper: TitleRow, cover: Cover) -> float:
    """How much speaks for `lower` being a subhead under `upper`; below 0 the two are lines of one headline."""
    key = lower.row.key
    if key.startswith(("—", "―", "--")):
        return 9.0
    worth = 1.2 if lower.role == "subhead" else -1.2
    if cues.SUBTITLE.search(key):
        worth += 1.5
    ratio = lower.row.width / max(1.0, upper.row.width)
    worth += 1.0 if ratio > 1.6 else 0.3 if ratio > 1.3 else -0.5
    if lower.row.width >= _LONG_SUBHEAD and _tells_the_place(lower, upper):
        worth += 1.0
    if upper.measure and upper.row.width >= upper.measure - 1.6:
        worth -= 1.0
    return worth - _broken_off(upper.row.key, key)


def _broken_off(upper: str, lower: str) -> float:
    """How surely one line was cut in two: a word runs on in the next row, or a quotation is closed there."""
    quoted = upper.count("“") > upper.count("”") and lower.count("”") > lower.count("“")
    return max(0.0, run_on(upper, lower)) + (_QUOTED if quoted else 0.0)
