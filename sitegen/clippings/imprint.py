"""Where a clipping was printed, as far as its file name tells."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sitegen.model import Imprint

if TYPE_CHECKING:
    from collections.abc import Iterable

_DATE = re.compile(r"(\d{4})(?:[-./年]?(\d{1,2})(?:[-./月]?(\d{1,2})日?|月)?)?年?")
_FIELDS = ("paper", "date", "page_number", "page_name", "county")


def imprint_of_name(name: str, patterns: Iterable[re.Pattern[str]]) -> Imprint:
    """The imprint that a clipping's file name gives by the first pattern that fits; empty where none does.

    A name that fits a pattern but for an impossible date, such as 2024-13, does not fit.
    """
    stem = PurePosixPath(name).stem
    for pattern in patterns:
        found = pattern.match(stem)
        if not found:
            continue
        values = {key: (value or "").strip() for key, value in found.groupdict().items() if key in _FIELDS}
        if "date" in values:
            day = iso_date(values["date"])
            if not day:
                continue
            values["date"] = day
        return Imprint(**values)
    return Imprint()


def iso_date(text: str) -> str:
    """A whole or partial date in ISO form: 2024, 2024-01 or 2024-01-12; "" where it is none.

    Takes 20240112, 2024.1.12, 2024/1/12 and 2024年1月12日 too.
    """
    found = _DATE.fullmatch(text.strip())
    if not found:
        return ""
    year, month, day = (int(part) if part else 0 for part in found.groups())
    try:
        date(year, month or 1, day or 1)
    except ValueError:
        return ""
    return f"{year:04}" + (f"-{month:02}" if month else "") + (f"-{day:02}" if day else "")
