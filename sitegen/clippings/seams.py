"""How well a text goes on where another stopped in mid-sentence, by the letters on both sides of the seam.

A word that is cut there is the best sign; next comes that no word ends or begins there, and what stands after a
number. What each sign is worth was counted by tests/training/seams.py: the sentences of labelled pages cut at
random, against the same ends with other beginnings.
"""

from __future__ import annotations

import json
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from . import cues, lexicon

if TYPE_CHECKING:
    from collections.abc import Mapping


def seam_sign(before: str, after: str) -> str:
    """What kind of seam two keys make: which word crosses it, which end or begin at it, or what a number meets.

    >>> seam_sign("制定了实施方", "案推进这项工作")
    'word 4'
    >>> seam_sign("每亩给予6000", "元的补助"), seam_sign("每亩给予6000", "给项目")
    ('unit', 'number')
    """
    last, first = before[-1:], after[:1]
    if not last or not first:
        return "none"
    if last.isdigit():
        return "digits" if first.isdigit() else "unit" if first in ".%％" + lexicon.UNITS else "number"
    if last in "，、；：,;:":
        if first in cues.SELDOM_FIRST:
            return "mark, seldom first"
        return "mark, digit" if first.isdigit() else "mark, word" if lexicon.opening(after) else "mark"
    if first.isdigit():
        return "digit"
    crossing = min(4, lexicon.crossing(before[-3:], after[:3]))
    found = [f"word {crossing}"]
    if lexicon.opening(after):
        found.append("opens")
    if lexicon.closing(before):
        found.append("closes")
    elif first in cues.SELDOM_FIRST:
        found.append("seldom first")
    return ", ".join(found)


def run_on(before: str, after: str) -> float:
    """Log-odds that `after` goes on where `before` stopped; 0 where nothing is known."""
    return _worths().get(seam_sign(before, after), 0.0)


@lru_cache(maxsize=1)
def _worths() -> Mapping[str, float]:
    raw = json.loads((files("sitegen") / "data" / "seams.json").read_text(encoding="utf-8"))
    return {str(sign): float(worth) for sign, worth in raw["worth"].items()}
