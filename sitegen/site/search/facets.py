"""What narrows a search down: county, township, topic, year and kind of each story, in blocks of stories."""

from __future__ import annotations

from collections import Counter
from itertools import groupby
from typing import TYPE_CHECKING

from sitegen.site.search.postings import number

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import Record
    from sitegen.site.search.documents import Card

BLOCK = 512
"""Stories whose facets come together, some 2 KB."""
Value = tuple[str, str]
"""The facet's letter and its value: t 石桥镇."""


def values(record: Record, card: Card) -> tuple[Value, ...]:
    """All but the year of a story."""
    kinds = {"fragment": card.fragment, "doubtful": card.doubtful, "captions": bool(record.captions)}
    return (
        *((("c", card.county),) if card.county else ()),
        *(("t", name) for name in dict.fromkeys(record.townships)),
        *(("s", name) for name in dict.fromkeys(record.topics)),
        *(("k", kind) for kind, has in kinds.items() if has),
    )


def by_frequency(stories: Sequence[Sequence[Value]]) -> list[Value]:
    """All values there are, the commonest first: those have the shortest numbers."""
    counts = Counter(value for story in stories for value in story)
    return sorted(counts, key=lambda value: (-counts[value], value))


def blocks(stories: Sequence[Sequence[Value]], years: Sequence[int], order: Sequence[Value]) -> Iterator[list[object]]:
    """The blocks: years as runs, and for each story its values' places in `order`, parted by spaces."""
    codes = {value: number(place) for place, value in enumerate(order)}
    for start in range(0, len(stories), BLOCK):
        runs = [[year, len(list(same))] for year, same in groupby(years[start : start + BLOCK])]
        rows = ("".join(codes[value] for value in story) for story in stories[start : start + BLOCK])
        yield [runs, " ".join(rows)]
