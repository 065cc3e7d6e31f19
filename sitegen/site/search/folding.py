"""The one form in which texts and queries meet: width, case, accents, traditional characters and variants folded.

Folding goes character by character and needs no neighbours, so that the index can carry it to the browser: what the
page knows of folding is made here, and the two sides cannot drift apart.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Set

LETTERS = "0-9a-z\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff"
"""The folded characters that make pairs, as inside of a character class; Python and JavaScript read it alike."""
SPACE = " "
_HAN = ((0x3400, 0x4DC0), (0x4E00, 0xA000), (0x20000, 0x2F800), (0x30000, 0x32400))
_REST = (
    (0x80, 0x3400),
    (0xA000, 0xAC00),
    (0xF900, 0x10000),
    (0x1D400, 0x1D800),
    (0x1F100, 0x1F300),
    (0x2F800, 0x2FA20),
)
_normal = unicodedata.normalize
# Begins with the space, so that the rest of the text is passed over.
_IDLE_SPACES = re.compile(" (?:(?<![a-z] )|(?![a-z]))")
_SPACES = re.compile("  +")


COMMON = "，：（）；！？％－＋．／～…℃㎡①②③④⑤０１２３４５６７８９ＡＢＣＤＥＦＧＨＩＪＫＬＭＮＯＰＱＲＳＴＵＶＷＸＹＺ"
"""Characters that fold and that any archive may have: the page knows them from the start."""
PLAIN = "。、“”‘’《》〈〉【】〔〕—·"
"""Punctuation of any archive that stands for itself."""


Groups = tuple[str, ...]
"""An archive's own variants: a search takes the characters of a group for the same, and the first stands for all."""
FEW = 300
"""So many are sooner looked for one by one than by a set of all characters of a text."""


class _Table(dict[int, str]):
    """What each character becomes; learns a character when it first meets it."""

    def __init__(self, own: Groups) -> None:
        super().__init__()
        self.own = _joined(own)
        self.changed: set[str] = set()
        """Of the characters met so far, those that become something else."""

    def __missing__(self, code: int) -> str:
        char = chr(code)
        found = self[code] = self.become(char)
        if found != char:
            self.changed.add(char)
        return found

    def become(self, char: str) -> str:
        """What a character becomes, without learning it."""
        folded = _folded(char)
        return "".join([self.own.get(one, one) for one in folded]) if self.own else folded


@lru_cache(maxsize=4)
def _table(own: Groups) -> _Table:
    return _Table(own)


def _joined(own: Groups) -> Mapping[str, str]:
    """What the archive's groups make of folded characters; groups that share a character are one."""
    firsts: dict[str, str] = {}
    for group in own:
        members = list(dict.fromkeys(one for char in group for one in _folded(char) if one != SPACE))
        heads = {firsts.get(one, one) for one in members}
        first = next((firsts[one] for one in members if one in firsts), members[0] if members else "")
        for char, head in list(firsts.items()):
            if head in heads:
                firsts[char] = first
        firsts.update(dict.fromkeys((*members, *heads), first))
    return {char: first for char, first in firsts.items() if char != first}


def fold(text: str, own: Groups = ()) -> str:
    """The folded text. White space is gone but for one space between two Latin letters; punctuation stays."""
    return without_idle_spaces(text.translate(_table(own)))


def without_idle_spaces(folded: str) -> str:
    """The same with one space between two Latin letters, and no other."""
    return _IDLE_SPACES.sub("", _SPACES.sub(SPACE, folded)) if SPACE in folded else folded


def changing(text: str, but: Set[str], own: Groups = ()) -> set[str]:
    """The characters of a text, which was folded before, that do not stand for themselves; those of `but` left out."""
    changed = _table(own).changed
    if len(changed) < FEW:
        return {char for char in changed if char in text and char not in but}
    return changed.intersection(text) - but


def folded_char(char: str, own: Groups = ()) -> str:
    """What one character becomes: itself, another, several, a space, or nothing."""
    return _table(own)[ord(char)]


def aliases(known: frozenset[str], own: Groups = ()) -> Iterator[tuple[str, str]]:
    """Every character that folds to others, where all those stand in `known`: what a query may use instead of them."""
    for char, folded in _all_aliases(own).items():
        if folded and known.issuperset(folded):
            yield char, folded


def _folded(char: str) -> str:
    if char == "\n":
        return char
    for _ in range(4):  # 薴 becomes 苧 and that 苎; nothing known takes more than two rounds
        folded = "".join(map(_step, _bare(char)))
        if folded == char:
            break
        char = folded
    return char


def _bare(text: str) -> str:
    """A text of one width, in lower case, without accents, invisible characters and halves of characters."""
    if len(text) == 1 and unicodedata.category(text) == "Lo" and _normal("NFKD", text) == text:
        return text  # nearly all ideographs
    marks = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).lower())
    kept = (char for char in marks if unicodedata.category(char) not in ("Mn", "Me", "Cf", "Cs") and char != "\0")
    return "".join(SPACE if _is_space(char) else char for char in unicodedata.normalize("NFC", "".join(kept)))


def _step(char: str) -> str:
    if char.isascii():
        return char
    known = _variants().get(char)
    return known if known else _simplified()(char)


def _is_space(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in ("Cc", "Zs", "Zl", "Zp")


@cache
def _simplified() -> Callable[[str], str]:
    from opencc import OpenCC

    convert: Callable[[str], str] = OpenCC("t2s").convert
    return convert


@cache
def _variants() -> Mapping[str, str]:
    """Ways of writing one character that no table of traditional characters has; the first of a line stands for all."""
    text = (resources.files("sitegen") / "data" / "variants.txt").read_text("utf-8")
    groups = (line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#"))
    return {char: group[0] for group in groups for char in group[1:]}


@lru_cache(maxsize=4)
def _all_aliases(own: Groups) -> Mapping[str, str]:
    """Of all characters that a reader may type, each once a process: 0.2 s."""
    han = [chr(code) for low, high in _HAN for code in range(low, high)]
    simple = _simplified()("\n".join(han)).split("\n")
    found = [char for char, other in zip(han, simple, strict=True) if char != other]
    table = _table(own)
    found += [*_variants(), *table.own]
    # What folding takes apart or writes in lower case; Hangul comes apart and together again.
    rest = (chr(code) for low, high in _REST for code in range(low, high))
    found += [char for char in rest if _normal("NFKD", char) != char or char.lower() != char]
    folded = {char: table.become(char) for char in found}
    return {char: become for char, become in folded.items() if become != char and SPACE not in become}
