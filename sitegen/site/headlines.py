"""Headlines cut into phrases and words, so that a line never breaks inside a word."""

from __future__ import annotations

import math
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from sitegen.han import is_han

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

NO_HEADLINES: Mapping[str, str] = {}
_SHORTEST, _LONGEST = 2, 4
"""Characters of the words of the list."""
_SINGLE = 10.0
"""What a character by itself costs; any word of the list costs less than two of them."""


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a headline: what stands between its spaces."""
    return tuple(text.split())


def marked(text: str) -> str:
    """A headline with a line end wherever a line may break within a phrase; plain text that is quickly made HTML."""
    return " ".join(["\n".join(seams(one)) for one in phrases(text)])


def headlines(known: Mapping[str, str]) -> Callable[[str], Markup]:
    """What gives a headline as phrases that break as a whole where they can, and else between words.

    `<span class="ph">全力<wbr>推进</span>`: the style sheet makes phrases of class ph blocks in the line. Headlines
    that are `known` are marked already.
    """

    @lru_cache(maxsize=262_144)  # fewer than an archive has headlines would be as good as none
    def html(text: str) -> Markup:
        marks = known.get(text)
        shown = str(escape(marked(text) if marks is None else marks)).replace("\n", "<wbr>")
        return Markup(" ".join([f'<span class="ph">{one}</span>' for one in shown.split(" ")] if shown else ()))

    return html


def seams(phrase: str) -> tuple[str, ...]:
    """The pieces of a phrase between which a line may break, each of two characters or more.

    A break is only made before a word that the list knows: a name that it does not know stays whole, and what is a
    single character (的, 县) stays with what stands before it.
    """
    if len(phrase) <= 4:
        return (phrase,)
    pieces = [""]
    for word in _words(phrase):
        if len(word) > 1 and len(pieces[-1]) > 1 and is_han(pieces[-1][-1]):
            pieces.append(word)
        else:
            pieces[-1] += word
    return tuple(pieces)


def _words(phrase: str) -> list[str]:
    """The likeliest words of a phrase, by the least sum of costs."""
    costs = _costs()
    size = len(phrase)
    least = [0.0, *[math.inf] * size]
    begins = [0] * (size + 1)
    """Where the last word begins of the likeliest words up to here; of two ways alike, that of the longer last word."""
    for start in range(size):
        before = least[start]
        end = start + 1
        if before + _SINGLE < least[end]:
            least[end], begins[end] = before + _SINGLE, start
        if phrase[start : start + _SHORTEST] not in costs:  # nor does any longer word begin so
            continue
        for end in range(start + _SHORTEST, min(start + _LONGEST, size) + 1):
            cost = costs.get(phrase[start:end])
            if cost is not None and before + cost < least[end]:
                least[end], begins[end] = before + cost, start
    found: list[str] = []
    end = size
    while end:
        start = begins[end]
        found.append(phrase[start:end])
        end = start
    return found[::-1]


@cache
def _costs() -> Mapping[str, float]:
    """Words and what they cost, the rarest most; nothing where the package has no list.

    What words begin with is there too, and costs too much for any use where it is no word itself.
    """
    file = files("sitegen") / "data" / "words.txt"
    if not file.is_file():
        return {}
    classes = [line for line in file.read_text("utf-8").splitlines() if line and not line.startswith("#")]
    costs: dict[str, float] = {}
    for rank, line in enumerate(classes):
        costs.update(dict.fromkeys(line.split(), 12.0 - 2.0 * rank))
    for word in [word for word in costs if len(word) > _SHORTEST]:
        costs.setdefault(word[:_SHORTEST], math.inf)
    return costs
