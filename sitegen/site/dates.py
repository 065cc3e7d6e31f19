"""When a story was printed or happened, as far as is known, for print and for sorting."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from sitegen.model import Record

_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_YEAR = re.compile(r"(\d{4}|[〇○零一二三四五六七八九]{4})年")
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
INFERRED = "约"
"""A basis that opens with this word is inferred; any other is a known date."""
NEIGHBOURS = "同版"
"""A basis with this word tells the year by other stories of the page, whatever years this one prints."""


class When(NamedTuple):
    """A date that may be partial. 0 stands for what is not known; `text` is as printed."""

    year: int = 0
    month: int = 0
    day: int = 0
    text: str = ""
    basis: str = ""
    certain: bool = False
    """The year is printed in the story or known of its paper, and not inferred."""
    exact: bool = False
    """So is the whole date."""

    @property
    def key(self) -> tuple[int, int, int]:
        """What to sort by; stories without a year come last when the latest stand first."""
        return (self.year, self.month, self.day)

    @property
    def said(self) -> str:
        """Its words as printed; none where they name a year that is not its own, as in a look back."""
        named = _YEAR.search(self.text)
        own = named is None or self.year == int(named[1].translate(_DIGITS))
        return self.text if own else ""

    @property
    def iso(self) -> str:
        """The date as ISO, as far as it is known; of an inferred date the year alone."""
        return _iso(self.year, self.month, self.day, self.exact)


@lru_cache(maxsize=65536)  # asked for five times a page
def _iso(year: int, month: int, day: int, exact: bool) -> str:
    if day and exact:
        return f"{year:04}-{month:02}-{day:02}"
    if month and exact:
        return f"{year:04}-{month:02}"
    return f"{year:04}" if year or month or day else ""


def when_of(record: Record, prints_year: bool | None = None) -> When:
    """The date of a record; a date that cannot be read counts as unknown.

    `prints_year` tells whether its text prints the year, where that is known already.
    """
    if prints_year is None:
        prints_year = bool(record.date) and record.date.strip()[:4] in record.headline + record.body
    return read_when(record.date, record.date_text, record.date_basis, prints_year)


@lru_cache(maxsize=65536)
def read_when(date: str, text: str, basis: str, prints_year: bool) -> When:
    """The same from the fields of a record."""
    found = _ISO.match(date.strip())
    year, month, day = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    if not 1 <= month <= 12:
        month = day = 0
    if not 1 <= day <= 31:
        day = 0
    exact = bool(year) and not basis.startswith(INFERRED)
    printed = prints_year and NEIGHBOURS not in basis
    certain = exact or (bool(year) and printed)
    return When(year, month, day, text, basis, certain, exact)
