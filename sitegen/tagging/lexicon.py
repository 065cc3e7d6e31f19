"""Word lists that the rules go by: surnames, characters of given names, common words, and tag_words.toml."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable

TOPIC_TERM = 2
COMMON, USUAL, WARY = 1.0, 0.5, -0.7
_SURNAME_WORTH = {"common": COMMON, "usual": USUAL, "wary": WARY, "compound": COMMON}


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the rules for people's names know of words."""

    surnames: dict[str, float]
    """Each with how much it speaks for a name; compound ones too."""
    given: dict[str, int]
    """Characters from -3 (never in a given name) to 3 (hardly anywhere else)."""
    words: dict[str, int]
    """Common words by class, 1 (rare) to 4 (very common)."""
    alikes: dict[str, int]
    """Words that look like names, by class, 1 to 3."""


@cache
def load_lexicon() -> Lexicon:
    """The lists of the package."""
    surnames: dict[str, float] = {}
    for row in _rows("surnames.txt"):
        kind, _, listed = row.partition(" ")
        surnames.update(dict.fromkeys(listed.split(), _SURNAME_WORTH[kind]))
    given: dict[str, int] = {}
    for row in _rows("given_names.txt"):
        step, _, chars = row.partition(" ")
        given.update(dict.fromkeys(chars, int(step)))
    words: dict[str, int] = {}
    for rank, row in enumerate(_rows("words.txt"), 1):
        words.update(dict.fromkeys(row.split(), rank))
    # the terms of the topics are words of today that the dictionary of 2012 lacks: 文旅, 康养, 网格员
    topics = tomllib.loads((files("sitegen") / "data" / "topics.toml").read_text(encoding="utf-8"))["topic"]
    for term in (term for topic in topics for listed in topic["terms"].values() for term in listed.split()):
        words.setdefault(term, TOPIC_TERM)
    alikes: dict[str, int] = {}
    for rank, row in enumerate(_rows("name_alikes.txt"), 1):
        alikes.update(dict.fromkeys(row.split(), rank))
    return Lexicon(surnames, given, words, alikes)


def tag_words(section: str, key: str) -> tuple[str, ...]:
    """A list of tag_words.toml, such as the posts that stand before a name."""
    table = _tag_words()
    for name in section.split("."):
        table = table[name]
    return tuple(table[key].split())


def alternation(words: Iterable[str]) -> str:
    """A regular expression for any of the words, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word)))) + ")"


@cache
def _tag_words() -> dict[str, Any]:
    return tomllib.loads((files("sitegen") / "data" / "tag_words.toml").read_text(encoding="utf-8"))


def same_units() -> dict[str, str]:
    """The units that have another name, with that name."""
    return dict(_tag_words()["figures"]["same"])


def _rows(name: str) -> list[str]:
    text = (files("sitegen") / "data" / name).read_text(encoding="utf-8")
    return [row for row in text.splitlines() if row and not row.startswith("#")]
