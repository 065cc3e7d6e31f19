"""How a page of text is laid out: its style, drawn by chance, and what the style does to every text."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Literal

from tests.generator.material import Article, Block
from tests.generator.wrapping import Measure

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

Position = Literal["before", "after", "mid", "far"]


@dataclass(frozen=True, slots=True)
class Style:
    """How a page of text is laid out."""

    measure: Measure | None
    """None: one paragraph a line."""
    indent: Literal["stripped", "wide", "spaces", "none"] = "stripped"
    """stripped: the first line is two ideographs short; wide and spaces: it begins with white space."""
    blank: Literal["paragraphs", "blocks", "every", "never"] = "paragraphs"
    title: Position = "before"
    stray: float = 0.0
    """Share of paragraphs that are justified, so that title positions deviate."""
    column: int = 0
    """Lines of a column; 0: no column breaks."""
    displaced: float = 0.0
    one_line_titles: bool = False
    spaced_digits: float = 0.0
    letter_spaced: float = 0.0
    shadow: float = 0.0
    other_measure: float = 0.0
    tight_crossheads: bool = False
    strewn: bool = False
    digits: Literal["ascii", "wide"] = "ascii"
    commas: Literal["wide", "ascii"] = "wide"
    script: str = ""
    leading_space: bool = False


def random_style(random: Random) -> Style:
    """One of the layouts that clippings come in, with its habits."""
    edge: Literal["pull", "hang", "squeeze", "loose"] = random.choice(("pull", "pull", "hang", "squeeze", "loose"))
    width = random.choice((12, 13, 14, 15, 15, 16, 16, 16, 17, 17, 18, 18, 19, 20, 21, 22, 24, 26, 28, 30, 34, 40))
    measure = Measure(width, edge, random.random() < 0.75, random.choice((0, 0, 0, 0.03, 0.08)))
    title: Position = random.choice(("before", "before", "before", "after", "after", "after", "mid", "far"))
    columns = (0, 0, 8, 12, 18, 25, 32) if title != "mid" else (8, 12, 18, 25)
    base = Style(
        measure,
        title=title,
        stray=random.choice((0.0, 0.0, 0.1, 0.25)),
        column=random.choice(columns),
        displaced=random.choice((0, 0, 0, 0.15, 0.35)),
        one_line_titles=random.random() < 0.2,
        spaced_digits=random.choice((0, 0, 0.15, 0.4, 0.8)),
        letter_spaced=random.choice((0, 0, 0, 0.015, 0.04)),
        shadow=random.choice((0, 0, 0, 0, 0.2, 0.5)),
        other_measure=random.choice((0, 0, 0, 0.3)),
        tight_crossheads=random.random() < 0.4,
        strewn=random.random() < 0.4,
        digits="wide" if random.random() < 0.06 else "ascii",
        commas="ascii" if random.random() < 0.12 else "wide",
        script=random.choice(("s2t", "s2tw", "s2hk")) if random.random() < 0.06 else "",
        leading_space=random.random() < 0.4,
    )
    kind = random.random()
    if kind < 0.42:
        return replace(
            base, blank="paragraphs", indent=random.choice(("stripped", "stripped", "stripped", "wide", "none"))
        )
    if kind < 0.57:
        return replace(base, blank="every", indent=random.choice(("stripped", "stripped", "wide", "none")))
    if kind < 0.75:
        long = replace(
            base,
            measure=None,
            commas=random.choice(("wide", "ascii")),
            column=random.choice((0, 260, 420, 700) if title != "mid" else (260, 420)),
        )
        return replace(
            long,
            blank=random.choice(("blocks", "blocks", "paragraphs", "every")),
            indent=random.choice(("none", "none", "wide")),
        )
    if kind < 0.9:
        return replace(base, blank="blocks", indent=random.choice(("wide", "wide", "stripped", "stripped", "spaces")))
    return replace(base, blank="never", column=0, displaced=0, title=random.choice(("before", "before", "after")),
                   indent=random.choice(("wide", "wide", "stripped")))  # fmt: skip


def families(style: Style) -> list[str]:
    """What kind of page this is, for a look at where the splitter fails."""
    shape = "long" if style.measure is None else f"wrap{style.measure.width:g}-{style.measure.edge}"
    names = [shape, f"blank:{style.blank}", f"indent:{style.indent}", f"title:{style.title}"]
    flags = ("column", "displaced", "stray", "spaced_digits", "letter_spaced", "shadow", "other_measure", "strewn")
    names += [name for name in flags if getattr(style, name)]
    return [*names, *(name for name in (style.script, f"digits:{style.digits}", f"commas:{style.commas}") if name)]


def rewriting(style: Style) -> Callable[[str], str]:
    """What happens to every text of the page: its digits, commas and script."""
    steps: list[Callable[[str], str]] = []
    if style.script:
        steps.append(_converter(style.script))
        if style.script != "s2t":
            steps.append(lambda text: text.translate(str.maketrans("“”‘’", "「」『』")))
    if style.digits == "wide":
        steps.append(lambda text: text.translate({ord("0") + i: ord("０") + i for i in range(10)}))
    if style.commas == "ascii":
        steps.append(lambda text: text.replace("，", ","))

    def change(text: str) -> str:
        for step in steps:
            text = step(text)
        return text

    return change


def rewritten(article: Article, change: Callable[[str], str]) -> Article:
    return replace(
        article,
        kicker=change(article.kicker),
        headline=tuple(map(change, article.headline)),
        subhead=change(article.subhead),
        byline=change(article.byline),
        captions=tuple(map(change, article.captions)),
        body=tuple(Block(block.kind, tuple(map(change, block.lines))) for block in article.body),
    )


@cache
def _converter(script: str) -> Callable[[str], str]:
    import opencc

    return opencc.OpenCC(script).convert
