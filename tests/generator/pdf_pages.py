"""Pages set as PDF and taken apart again: the p and mixed layouts."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Literal

from tests.generator import gold as gold_form
from tests.generator import pdf_layout, pdf_text
from tests.generator.gold import all_text, letters
from tests.generator.material import Block

if TYPE_CHECKING:
    from random import Random

    from tests.generator.material import Article
    from tests.generator.page import Contents


def make(contents: Contents, kind: Literal["p", "mixed"], random: Random) -> tuple[str, dict[str, Any]]:
    """The text that some tool takes out of the page, and the page's gold."""
    contents = replace(
        contents,
        articles=tuple(replace(article, captions=()) for article in contents.articles),
        captions=(*contents.captions, *(text for article in contents.articles for text in article.captions[:1])),
    )
    press = pdf_layout.random_press(random)
    tools = pdf_text.ONE_COLUMN_A_LINE if kind == "p" else pdf_text.SEVERAL_COLUMNS_A_LINE
    name = random.choice(list(tools))
    pdf, doubled = pdf_layout.page(contents, press, random)
    text = tools[name](pdf)
    families = ["pdf", name, f"draw:{press.order}", f"columns:{press.columns}", f"justified:{press.justified}"]
    families += [
        flag for flag, on in (("inset", press.inset_titles), ("shadow", doubled), ("latin", press.latin)) if on
    ]
    gold = _gold(contents, families, ())
    if letters(text) != letters(all_text(gold)):
        gold = _gold(contents, families, tuple(sorted(doubled)))
    return text, _with_dots_of(text, gold)


def _with_dots_of(text: str, gold: dict[str, Any]) -> dict[str, Any]:
    """The gold with raised dots where the tool reads …… as such."""
    if "⋯" not in text:
        return gold
    raised: dict[str, Any] = json.loads(json.dumps(gold, ensure_ascii=False).replace("…", "⋯"))
    return raised


def _gold(contents: Contents, families: list[str], duplicates: tuple[str, ...]) -> dict[str, Any]:
    other = [("banner", text) for text in contents.banners]
    other += [("caption", text) for text in contents.captions]
    other += [("credit", text) for text in contents.credits]
    other += [("duplicate", text) for text in duplicates]
    return gold_form.document(
        "", families, [_plain(article) for article in contents.articles], [(role, _nfkc(text)) for role, text in other]
    )


def _plain(article: Article) -> Article:
    """The article after NFKC, as tools give it out."""
    return replace(
        article,
        kicker=_nfkc(article.kicker),
        headline=tuple(map(_nfkc, article.headline)),
        subhead=_nfkc(article.subhead),
        byline=_nfkc(article.byline),
        body=tuple(Block(block.kind, tuple(map(_nfkc, block.lines))) for block in article.body),
    )


def _nfkc(text: str) -> str:
    """NFKC but for punctuation, which stays as wide as it is printed."""
    return "".join(unicodedata.normalize("NFKC", char) if char.isalnum() else char for char in text)
