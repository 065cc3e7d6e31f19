"""The county of a story that names townships and no county, as stories written by hand do."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from sitegen.tagging.gazetteer import Gazetteer


def county_of(townships: Collection[str], known: Collection[str], gazetteer: Gazetteer) -> str:
    """The one county that has all these townships, of several the one among the `known`; "" where that is not one."""
    having = [set(gazetteer.by_township.get(name, ())) for name in townships]
    found = set.intersection(*having) if having else set()
    for counties in ({county for county in found if county.name in known}, found):
        if len(counties) == 1:
            return counties.pop().name
    return ""
