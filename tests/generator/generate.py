"""`generate(kind, seed)` gives a page and its gold, always the same for the same seed."""

from __future__ import annotations

from random import Random
from typing import Any, Literal

from tests.generator import text_layout, text_style
from tests.generator.gold import all_text, letters
from tests.generator.page import contents

Kind = Literal["t", "p", "mixed"]
PREFIX: dict[str, str] = {"t": "t", "p": "p", "mixed": "m"}


def generate(kind: Kind, seed: int, labelled_stories: bool = False) -> tuple[str, dict[str, Any]]:
    """A page's text and its gold in the form of the parse document.

    t: text layouts; p: taken out of a PDF; mixed: taken out of a PDF with several columns on a line.
    `labelled_stories` mixes in the stories of the labelled pages. What learns from such pages has seen every story
    that the accuracy report asks for, on odd pages too, so that its figures there say nothing any more.
    """
    for attempt in range(20):
        random = Random(f"{kind} {seed} {attempt}")
        if kind == "t":
            text, gold = text_layout.lay_out(
                contents(random, labelled_stories), text_style.random_style(random), random
            )
        else:
            from tests.generator import pdf_pages  # wants the PDF tools, which training on text does not

            text, gold = pdf_pages.make(contents(random, labelled_stories, damage=False), kind, random)
        if letters(text) == letters(all_text(gold)):
            gold["page"] = f"{PREFIX[kind]}{seed:03}.txt"
            return text, gold
    raise ValueError(f"no page of kind {kind} with seed {seed} keeps its letters")
