"""`generate(kind, seed)` gives a page and its gold, always the same for the same seed."""

from __future__ import annotations

from random import Random
from typing import Any, Literal

from tests.generator import text_layout
from tests.generator.gold import all_text, letters
from tests.generator.page import contents

Kind = Literal["t", "p", "mixed"]
PREFIX: dict[str, str] = {"t": "t", "p": "p", "mixed": "m"}


def generate(kind: Kind, seed: int, own_only: bool = False) -> tuple[str, dict[str, Any]]:
    """A page's text and its gold in the form of the parse document.

    t: text layouts; p: taken out of a PDF; mixed: taken out of a PDF with several columns on a line.
    `own_only` keeps the stories of the labelled pages out, for pages that are themselves labelled pages.
    """
    for attempt in range(20):
        random = Random(f"{kind} {seed} {attempt}")
        if kind == "t":
            text, gold = text_layout.lay_out(contents(random, own_only), text_layout.random_style(random), random)
        else:
            from tests.generator import pdf_pages  # wants the PDF tools, which training on text does not

            text, gold = pdf_pages.make(contents(random, own_only, damage=False), kind, random)
        if letters(text) == letters(all_text(gold)):
            gold["page"] = f"{PREFIX[kind]}{seed:03}.txt"
            return text, gold
    raise ValueError(f"no page of kind {kind} with seed {seed} keeps its letters")
