"""From the lines of a clipping to rows of text: what was printed, without what extraction added.

A row is one printed line. Letter-spacing and stray spaces are taken out of its text, text printed twice (the
shadow of a headline) is set apart, and a headline's end that extraction has glued to the next story's first
line is cut off again. White space alone changes: every letter of the page stays in exactly one row.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sitegen import han

from .columns import has_columns, unfold

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.model import Line


@dataclass(frozen=True, slots=True)
class Row:
    """One printed line: `text` as it reads, `key` folded (NFKC, simplified, no space) for matching only."""

    line: int
    text: str
    key: str
    width: float
    """In ideographs, stray spaces taken out."""
    indent: float = 0.0
    """Leading white space in ideographs."""
    blanks: int = 0
    """Blank lines just before."""
    strip: int = 0
    """Which vertical strip of a page of several columns a line; 0 on ordinary pages."""
    head: bool = False
    """On pages of several columns a line: stands over columns as a title does."""
    doubled: str = ""
    """The text that was printed a second time in this row, or the whole row where `text` is empty."""


_SPACED = re.compile(r"(?:\S[ \u3000]{1,3}){3,}\S")
_GLUED_DATELINE = re.compile(
    r"(?<=[^\s。，、；：！？,;:])[ \u3000]+(?=本报讯|本報訊|本报[^\s，。]{2,6}讯[ （(]|[^\s，。]{2,3}讯[（(]记者)"
)


def rows_of(lines: Sequence[Line]) -> tuple[Row, ...]:
    """The page's printed lines in the order in which to read them first."""
    rows = _unfolded(lines) if has_columns(lines) else _plain(lines)
    return tuple(_without_shadows(rows))


def _plain(lines: Sequence[Line]) -> Iterable[Row]:
    blanks = 0
    for line in lines:
        if not visible(line.text):
            blanks += 1
            continue
        for part in _GLUED_DATELINE.split(line.text):
            yield _row(line.number, part, blanks)
            blanks = 0


def _unfolded(lines: Sequence[Line]) -> Iterable[Row]:
    strip = 0
    for cell in unfold(lines):
        fresh = cell.column != strip
        strip = cell.column
        row = _row(cell.line, cell.text, 1 if fresh else 0)
        yield replace(row, indent=2.0 if cell.indent else 0.0, strip=cell.column, head=cell.head)


def _row(number: int, raw: str, blanks: int) -> Row:
    stripped = raw.lstrip()
    lead = raw[: len(raw) - len(stripped)]
    text = tidy(stripped)
    return Row(number, text, match_key(text), han.width(text), han.width(lead), blanks)


def visible(text: str) -> bool:
    """True where a line holds anything a reader would see."""
    return any(not char.isspace() and unicodedata.category(char) not in ("Cc", "Cf") for char in text)


def tidy(text: str) -> str:
    """The text without letter-spacing, control characters, and spaces beside digits; phrase gaps stay."""
    text = "".join(" " if unicodedata.category(char) == "Cc" else char for char in text).strip()
    if _is_spaced(text):
        text = _closed(text)
    return han.close_up(text)


def _is_spaced(text: str) -> bool:
    """True for 推 荐 活 动: at least two in three gaps between characters are spaces."""
    shown = [char for char in text if not char.isspace()]
    if len(shown) < 4 or not any(han.is_han(char) for char in shown):
        return False
    runs = len(re.findall(r"\s+", text))
    return runs >= 0.6 * (len(shown) - 1) or (bool(_SPACED.search(text)) and runs >= 0.4 * len(shown))


def _closed(text: str) -> str:
    """Letter-spacing removed; a gap much wider than the others parts phrases and stays as one space."""
    gaps = sorted(len(gap) for gap in re.findall(r"\s+", text))
    usual = gaps[len(gaps) // 2]
    return re.sub(r"\s+", lambda gap: " " if len(gap.group()) >= usual + 3 else "", text)


_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
_QUOTES = str.maketrans("「」『』〈〉﹁﹂", "“”‘’《》“”")


def match_key(text: str) -> str:
    """The text as the cues and features see it: NFKC, simplified, without white space, quotes of one form."""
    folded = _LONE_SURROGATE.sub("\ufffd", han.fold(text).translate(_QUOTES))
    return _simplified(folded) if not folded.isascii() else folded


@lru_cache(maxsize=1)
def _converter() -> Any:
    from opencc import OpenCC  # 40 ms: only where text is read

    return OpenCC("t2s")


def _simplified(text: str) -> str:
    converted: str = _converter().convert(text)
    return converted


_DOUBLED_PHRASE = re.compile(r"(.{2,}?)\1")


def _without_shadows(rows: Iterable[Row]) -> Iterable[Row]:
    """Rows with text printed twice set apart: phrase by phrase within a row, or the same row again close by."""
    recent: list[Row] = []
    for original in rows:
        row = _halved(original)
        if row.width < 40 and len(row.key) >= 2 and not row.doubled and _again(row, recent):
            yield replace(row, text="", doubled=row.text)
            continue
        yield row
        recent = [*recent[-2:], row]


def _again(row: Row, recent: Sequence[Row]) -> bool:
    """True for the row just printed, and for a longer one printed a little before (a kicker may well recur)."""
    if recent and recent[-1].key == row.key:
        return True
    return len(row.key) >= 7 and any(row.key == other.key for other in recent)


def _halved(row: Row) -> Row:
    """加速加速文旅融合文旅融合 is 加速文旅融合, and again; nothing else repeats nearly all of itself."""
    squeezed = re.sub(r"\s+", "", row.text)
    if len(squeezed) < 6 or row.width > 60:
        return row
    phrases = _squares(squeezed)
    if phrases is not None:
        once = extra = "".join(phrases)
    else:
        once = _DOUBLED_PHRASE.sub(r"\1", squeezed)
        extra = "".join(found.group(1) for found in _DOUBLED_PHRASE.finditer(squeezed))
        if len(once) > 0.62 * len(squeezed):
            return row
    text = _spaced_like(once, row.text)
    return replace(row, text=text, key=match_key(text), width=han.width(text), doubled=extra)


def _squares(text: str) -> list[str] | None:
    """The phrases of a text in which every phrase is printed twice running; None where it is not so throughout."""
    if len(text) % 2:
        return None
    found: list[list[str] | None] = [[]] + [None] * len(text)
    for end in range(2, len(text) + 1, 2):
        for size in range(1, end // 2 + 1):
            before = found[end - 2 * size]
            if before is not None and text[end - size : end] == text[end - 2 * size : end - size]:
                found[end] = [*before, text[end - size : end]]
                break
    return found[-1]


def _spaced_like(once: str, printed: str) -> str:
    """The halved text with a space where the printed one parts its phrases."""
    out, rest = [], once
    for phrase in printed.split():
        squares = _squares(phrase)
        half = "".join(squares) if squares is not None else _DOUBLED_PHRASE.sub(r"\1", phrase)
        if not rest.startswith(half):
            return once
        out.append(half)
        rest = rest[len(half) :]
    return " ".join(out) + rest
