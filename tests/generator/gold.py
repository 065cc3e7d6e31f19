"""Gold of a generated page, in the form of the parse document."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.generator.material import Article

Spans = list[list[int]]


def document(
    name: str,
    families: Sequence[str],
    articles: Sequence[Article],
    other: Sequence[tuple[str, str]],
    lines: dict[tuple[object, ...], list[int]] | None = None,
    weak: dict[int, list[str]] | None = None,
) -> dict[str, Any]:
    """The parse document of a page; `lines` holds line numbers by (article, part, index), where known."""
    stories = []
    for number, article in enumerate(articles):
        body = []
        for index, block in enumerate(article.body):
            passage: dict[str, Any] = {"kind": block.kind, "text": block.text}
            if lines is not None:
                passage["lines"] = _spans(lines.get((number, "body", index), []))
            body.append(passage)
        story: dict[str, Any] = {
            "id": article.id,
            "kicker": article.kicker,
            "headline": " ".join(article.headline),
            "subhead": article.subhead,
            "body": body,
            "byline": article.byline,
            "captions": list(article.captions),
            "truncated_head": article.lost_head,
            "truncated_tail": article.lost_tail,
        }
        if lines is not None:
            story["lines"] = _spans(sorted({n for key, found in lines.items() if key[0] == number for n in found}))
        if weak and weak.get(number):
            story["inferred_breaks"] = [{"before": start, "strength": "weak"} for start in weak[number]]
        stories.append(story)
    leftovers: list[dict[str, Any]] = []
    for index, (role, text) in enumerate(other):
        item: dict[str, Any] = {"role": role, "text": text}
        found = lines.get(("other", index), []) if lines is not None else []
        if found:
            item["lines"] = [min(found), max(found)]
        leftovers.append(item)
    return {"page": name, "families": list(families), "encoding": "utf-8", "stories": stories, "other": leftovers}


def letters(text: str) -> str:
    """What must be conserved, sorted: letters, digits and ideographs after NFKC."""
    return "".join(
        sorted(char for char in unicodedata.normalize("NFKC", text) if unicodedata.category(char)[0] in "LN")
    )


def all_text(gold: dict[str, Any]) -> str:
    """Every text of a gold document."""
    parts: list[str] = []
    for story in gold["stories"]:
        parts += [story["kicker"], story["headline"], story["subhead"], story["byline"], *story["captions"]]
        parts += [passage["text"] for passage in story["body"]]
    return "".join([*parts, *(item["text"] for item in gold["other"])])


def _spans(numbers: list[int]) -> Spans:
    """Runs of lines, in reading order."""
    spans: Spans = []
    for number in numbers:
        if spans and number == spans[-1][1] + 1:
            spans[-1][1] = number
        else:
            spans.append([number, number])
    return spans
