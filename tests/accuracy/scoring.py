"""How right a reading of a page is, against its gold; both are parse documents as plain dicts.

Comparisons ignore white space and width (NFKC). Where gold lists `headline_accept`, `kicker_accept` or
`subhead_accept`, each of those readings is right too. A byline is compared by its names alone.

    story_f1    stories whose body is at least 0.98 similar to the gold body they are paired with
    body        edit similarity of the whole body in order, mean over gold stories, 0 where nothing is paired
    headline, kicker, subhead, byline   share of gold stories where it is exactly right, empty ones included
    break_f1    paragraph breaks, each known by four characters on either side; weak ones are free
    heading_f1, caption_f1   exact texts, page by page, whichever story holds them
    other_f1    exact (role, text) of what belongs to no story, without captions and duplicates
    conserved   share of pages whose every letter, digit and ideograph is in the reading exactly as often
"""

from __future__ import annotations

import itertools
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from rapidfuzz.distance import Levenshtein

Document = Mapping[str, Any]

BODY_IS_RIGHT = 0.98
TITLES = ("headline", "kicker", "subhead")
_BYLINE_WORDS = (
    "摄影报道", "全媒体", "融媒体", "通讯员", "文/图", "本报", "首席", "见习", "实习", "特约", "记者", "撰文", "摄影",
    "文/", "图/", "供稿", "报道",
)  # fmt: skip
_BYLINE_FURNITURE = re.compile("|".join(map(re.escape, _BYLINE_WORDS)) + "|[()□■◎●/、,·:：]")


@dataclass(frozen=True, slots=True)
class Tally:
    """Hits among what gold wants and what was offered; adds up over pages."""

    hits: int = 0
    wanted: int = 0
    offered: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hits + other.hits, self.wanted + other.wanted, self.offered + other.offered)

    @property
    def f1(self) -> float:
        total = self.wanted + self.offered
        return 2 * self.hits / total if total else 1.0


@dataclass(frozen=True, slots=True)
class StoryScore:
    """One gold story against the predicted story paired with it, if any."""

    headline_gold: str
    headline_pred: str | None = None
    """None where no predicted story was paired."""
    body: float = 0.0
    headline: bool = False
    kicker: bool = False
    subhead: bool = False
    byline: bool = False
    breaks: float = 0.0
    confidence: float | None = None

    @property
    def body_right(self) -> bool:
        return self.body >= BODY_IS_RIGHT

    @property
    def all_right(self) -> bool:
        """Body, titles and byline right: what an editor need not touch."""
        return self.body_right and self.headline and self.kicker and self.subhead and self.byline


@dataclass(frozen=True, slots=True)
class PageScore:
    """All figures of one page."""

    stories: tuple[StoryScore, ...]
    found: Tally
    captions: Tally
    headings: Tally
    other: Tally
    conserved: bool | None = None
    unpaired: tuple[tuple[str, float | None], ...] = ()
    """Headline and confidence of predicted stories that no gold story was paired with."""


def squeeze(text: object) -> str:
    """NFKC without white space, of a string, a passage or a list of them."""
    if text is None:
        return ""
    if isinstance(text, Mapping):
        return squeeze(text.get("text"))
    if not isinstance(text, str):
        return "".join(squeeze(part) for part in text)  # type: ignore[attr-defined]
    return "".join(char for char in unicodedata.normalize("NFKC", text) if not char.isspace())


def passages(story: Document) -> list[str]:
    """The story's body blocks, squeezed, without empty ones."""
    return [text for text in map(squeeze, story.get("body", ())) if text]


def byline_names(text: object) -> str:
    """A byline without brackets, marks and words of office."""
    return _BYLINE_FURNITURE.sub("", squeeze(text))


def letter_counts(text: str) -> Counter[str]:
    """How often each letter, digit and ideograph stands in a text."""
    return Counter(char for char in text if unicodedata.category(char)[0] in "LN")


def everything(document: Document) -> str:
    """All text of a reading, squeezed."""
    parts: list[str] = []
    for story in document.get("stories", ()):
        parts += [squeeze(story.get(key)) for key in ("kicker", "headline", "subhead", "byline")]
        parts += passages(story)
        parts += map(squeeze, story.get("captions", ()))
    parts += map(squeeze, document.get("other", ()))
    return "".join(parts)


def count(wanted: Iterable[object], offered: Iterable[object]) -> Tally:
    """Compares two multisets."""
    want, offer = Counter(wanted), Counter(offered)
    return Tally((want & offer).total(), want.total(), offer.total())


def score_page(gold: Document, predicted: Document, source: str | None = None) -> PageScore:
    """Scores one page's reading; with the page's text also whether every letter was kept."""
    wanted, offered = list(gold["stories"]), list(predicted.get("stories", ()))
    pairs = _pair(wanted, offered)
    rows = tuple(
        _score_story(story, offered[pairs[i]]) if i in pairs else StoryScore(squeeze(story.get("headline")))
        for i, story in enumerate(wanted)
    )
    paired = set(pairs.values())
    return PageScore(
        stories=rows,
        found=Tally(sum(row.body_right for row in rows), len(wanted), len(offered)),
        captions=count(_captions(gold), _captions(predicted)),
        headings=count(_headings(gold), _headings(predicted)),
        other=count(_leftovers(gold), _leftovers(predicted)),
        conserved=None if source is None else letter_counts(squeeze(source)) == letter_counts(everything(predicted)),
        unpaired=tuple(
            (squeeze(story.get("headline")), story.get("confidence"))
            for j, story in enumerate(offered)
            if j not in paired
        ),
    )


def summarise(pages: Sequence[PageScore]) -> dict[str, float]:
    """The figures over several pages, by name."""
    rows = [row for page in pages for row in page.stories]

    def mean(values: Iterable[float]) -> float:
        return sum(values) / len(rows) if rows else 0.0

    def pooled(tallies: Iterable[Tally]) -> float:
        return sum(tallies, Tally()).f1

    kept = [page.conserved for page in pages if page.conserved is not None]
    return {
        "story_f1": pooled(page.found for page in pages),
        "body": mean(row.body for row in rows),
        "headline": mean(row.headline for row in rows),
        "kicker": mean(row.kicker for row in rows),
        "subhead": mean(row.subhead for row in rows),
        "byline": mean(row.byline for row in rows),
        "break_f1": mean(row.breaks for row in rows),
        "heading_f1": pooled(page.headings for page in pages),
        "caption_f1": pooled(page.captions for page in pages),
        "other_f1": pooled(page.other for page in pages),
        "conserved": sum(kept) / len(kept) if kept else 1.0,
    }


def _score_story(gold: Document, predicted: Document) -> StoryScore:
    weak = [squeeze(item["before"]) for item in gold.get("inferred_breaks", ()) if item["strength"] == "weak"]
    titles = {key: _title(predicted.get(key)) in _accepted(gold, key) for key in TITLES}
    return StoryScore(
        headline_gold=squeeze(gold.get("headline")),
        headline_pred=squeeze(predicted.get("headline")),
        body=Levenshtein.normalized_similarity(_dateless(gold), _dateless(predicted)),
        byline=byline_names(gold.get("byline")) == byline_names(predicted.get("byline")),
        breaks=count(_breaks(gold, weak), _breaks(predicted, weak)).f1,
        confidence=predicted.get("confidence"),
        **titles,
    )


def _title(text: object) -> str:
    return squeeze(text).strip("()—")


def _accepted(gold: Document, key: str) -> set[str]:
    return {_title(reading) for reading in (gold.get(key), *gold.get(f"{key}_accept", ()))}


def _dateless(story: Document) -> str:
    return "".join(passages(story)).removeprefix("本报讯")


def _breaks(story: Document, weak: Sequence[str]) -> list[tuple[str, str]]:
    texts = passages(story)
    marks = [(before[-4:], after[:4]) for before, after in itertools.pairwise(texts)]
    return [mark for mark in marks if not any(start.startswith(mark[1]) for start in weak)]


def _captions(document: Document) -> list[str]:
    inside = [squeeze(text) for story in document.get("stories", ()) for text in story.get("captions", ())]
    return inside + [squeeze(item) for item in document.get("other", ()) if item.get("role") == "caption"]


def _headings(document: Document) -> list[str]:
    return [
        squeeze(passage)
        for story in document.get("stories", ())
        for passage in story.get("body", ())
        if isinstance(passage, Mapping) and passage.get("kind") == "heading"
    ]


def _leftovers(document: Document) -> list[tuple[str, str]]:
    banner_too = {"column_name": "banner"}
    return [
        (banner_too.get(item["role"], item["role"]), squeeze(item))
        for item in document.get("other", ())
        if item["role"] not in ("caption", "duplicate")
    ]


def _pair(wanted: Sequence[Document], offered: Sequence[Document]) -> dict[int, int]:
    """Gold story to predicted story, best overlap of character pairs first."""
    left, right = [_pairs_of(story) for story in wanted], [_pairs_of(story) for story in offered]
    rated: list[tuple[float, int, int]] = []
    for i, a in enumerate(left):
        for j, b in enumerate(right):
            if common := (a & b).total():
                rated.append((-2 * common / (a.total() + b.total()), i, j))
    pairs: dict[int, int] = {}
    taken: set[int] = set()
    for _, i, j in sorted(rated):
        if i not in pairs and j not in taken:
            pairs[i] = j
            taken.add(j)
    return pairs


def _pairs_of(story: Document) -> Counter[str]:
    text = "".join(passages(story)) or squeeze([story.get("headline"), story.get("captions", ())])
    return Counter(map("".join, itertools.pairwise(text)))
