"""Chinese text broken into lines as a compositor or a PDF program breaks it."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from random import Random

NOT_FIRST = frozenset("，。、；：？！”’）》」』】…%％,.;:?!)℃—～·")
NOT_LAST = frozenset("“‘（《「『【(")
_UNBROKEN = re.compile(r"[0-9A-Za-z.,%:/@-]+(?<![,:])|.", re.S)


@dataclass(frozen=True, slots=True)
class Measure:
    """How wide a column is and what its edge does with punctuation."""

    width: float
    edge: Literal["pull", "hang", "squeeze", "loose"] = "pull"
    """pull: a sign that may not begin a line takes the character before it along; hang: it stands beyond the
    edge; squeeze: signs are narrowed so that it still fits; loose: it may begin a line."""
    whole_numbers: bool = True
    jitter: float = 0.0
    """Share of lines that end one character early, as uneven extraction leaves them."""


@cache
def char_width(char: str) -> float:
    """1 for an ideograph, 0.5 for a Latin letter or digit."""
    return 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5


def wrap(text: str, measure: Measure, indent: float, random: Random) -> list[str]:
    """The lines of a paragraph whose first line is narrower by `indent` ideographs."""
    pieces = _UNBROKEN.findall(text) if measure.whole_numbers else list(text)
    lines: list[str] = []
    line: list[str] = []
    room = _room(measure, random) - indent
    for piece in pieces:
        wide = sum(map(char_width, piece))
        if wide <= room or not line:
            line.append(piece)
            room -= wide
            continue
        if piece[0] in NOT_FIRST and measure.edge != "loose":
            overhang = wide - room
            if measure.edge == "hang" and line[-1][-1] not in NOT_FIRST:
                line.append(piece)
                room = 0.0
                continue
            if measure.edge == "squeeze" and overhang <= 0.5 * _signs(line):
                line.append(piece)
                room -= wide
                continue
        carried = _carried(line, piece, measure)
        lines.append("".join(line))
        line = [*carried, piece]
        room = _room(measure, random) - sum(char_width(char) for part in line for char in part)
    lines.append("".join(line))
    return [stripped for stripped in (part.strip(" ") for part in lines) if stripped]


def _room(measure: Measure, random: Random) -> float:
    return measure.width - (1.0 if measure.jitter and random.random() < measure.jitter else 0.0)


def _signs(line: list[str]) -> int:
    return sum(part in NOT_FIRST or part in NOT_LAST for part in line)


def _carried(line: list[str], piece: str, measure: Measure) -> list[str]:
    """Takes from the line's end what must go over to the next line with `piece`."""
    carried: list[str] = []
    if measure.edge == "loose":
        return carried
    first = piece
    while len(line) > 2 and len(carried) < 3 and (first[0] in NOT_FIRST or line[-1][-1] in NOT_LAST):
        first = line.pop()
        carried.insert(0, first)
    return carried
