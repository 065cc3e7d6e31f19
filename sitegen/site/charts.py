"""Small pictures of numbers: lengths and places of bars, ready for inline SVG attributes."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.site.addresses import Link
    from sitegen.site.dates import When

BAR_WIDTH = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a bar list: the link, its number, and the bar's length of `BAR_WIDTH`."""

    link: Link
    count: int
    length: int


@dataclass(frozen=True, slots=True)
class YearBar:
    """One year of a chart: stories whose year is printed, and stories whose year is inferred. Year 0: unknown."""

    year: int
    certain: int
    inferred: int

    @property
    def count(self) -> int:
        return self.certain + self.inferred


def bars(rows: Iterable[tuple[Link, int]], most: int = 0) -> tuple[Bar, ...]:
    """A list of bars on one common scale, that of the longest or of `most`."""
    rows = tuple(rows)
    top = max((count for _, count in rows), default=0)
    top = max(top, most, 1)
    return tuple(Bar(link, count, max(1, round(BAR_WIDTH * count / top)) if count else 0) for link, count in rows)


def years_between(dates: Iterable[When]) -> tuple[int, ...]:
    """All years from the first to the last known, gaps included, but no more than forty."""
    known = {when.year for when in dates if when.year}
    if not known:
        return ()
    if max(known) - min(known) >= 40:
        return tuple(sorted(known))
    return tuple(range(min(known), max(known) + 1))


def year_bars(dates: Sequence[When], years: Sequence[int]) -> tuple[YearBar, ...]:
    """One bar a year, and one for the stories without a year where there are any."""
    certain = Counter(when.year for when in dates if when.certain)
    inferred = Counter(when.year for when in dates if not when.certain)
    rows = [YearBar(year, certain[year], inferred[year]) for year in years]
    if inferred[0]:
        rows.append(YearBar(0, 0, inferred[0]))
    return tuple(rows)
