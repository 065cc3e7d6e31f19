"""Word lists that tell people from other words: surnames, characters of given names, titles, common words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files

COMMON, USUAL, WARY = 1.0, 0.5, -0.7


@dataclass(frozen=True, slots=True)
class Lexicon:
    """What the rules for people's names know of words."""

    surnames: dict[str, float]
    """Each with how much it speaks for a name; compound ones too."""
    given: dict[str, int]
    """Characters from -3 (never in a given name) to 3 (hardly anywhere else)."""
    words: dict[str, int]
    """Common words by class, 1 (rare) to 4 (very common)."""
    posts: frozenset[str]
    roles: frozenset[str]
    after: tuple[str, ...]
    longest_title: int


def _rows(name: str) -> list[str]:
    text = (files("sitegen") / "data" / name).read_text(encoding="utf-8")
    return [row for row in text.splitlines() if row and not row.startswith("#")]


@cache
def load_lexicon() -> Lexicon:
    """The lists of the package."""
    surnames: dict[str, float] = {}
    for row in _rows("surnames.txt"):
        kind, _, listed = row.partition(" ")
        value = {"common": COMMON, "usual": USUAL, "wary": WARY, "compound": COMMON}[kind]
        surnames.update(dict.fromkeys(listed.split(), value))
    given: dict[str, int] = {}
    for row in _rows("given_names.txt"):
        step, _, chars = row.partition(" ")
        given.update(dict.fromkeys(chars, int(step)))
    words: dict[str, int] = {}
    for rank, row in enumerate(_rows("words.txt"), 1):
        words.update(dict.fromkeys(row.split(), rank))
    titles = {kind: tuple(listed.split()) for kind, _, listed in (row.partition(" ") for row in _rows("titles.txt"))}
    return Lexicon(
        surnames,
        given,
        words,
        frozenset(titles["post"]),
        frozenset(titles["role"]),
        titles["after"],
        max(map(len, titles["post"] + titles["role"])),
    )
