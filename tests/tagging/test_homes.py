"""Townships show the county of a story that does not say it, where that can only be one."""

from __future__ import annotations

from sitegen.tagging.gazetteer import load_gazetteer
from sitegen.tagging.homes import county_of


def test_a_township_that_one_county_has_shows_it() -> None:
    gazetteer = load_gazetteer()
    alone = next(counties[0] for counties in gazetteer.by_township.values() if len(counties) == 1)
    only = next(place.name for place in alone.townships if len(gazetteer.by_township[place.name]) == 1)
    assert county_of([only], (), gazetteer) == alone.name
    assert county_of([only, "没有的镇"], (), gazetteer) == ""
    assert county_of([], (), gazetteer) == ""


def test_of_several_the_one_that_the_archive_knows_else_none() -> None:
    gazetteer = load_gazetteer()
    name, counties = next(item for item in gazetteer.by_township.items() if len({c.name for c in item[1]}) > 3)
    assert county_of([name], (), gazetteer) == ""
    known = next(c.name for c in counties if sum(other.name == c.name for other in counties) == 1)
    assert county_of([name], {known}, gazetteer) == known


def test_townships_together_tell_more_than_each() -> None:
    gazetteer = load_gazetteer()
    county = gazetteer.by_code["430923"]
    assert county_of([place.name for place in county.townships], (), gazetteer) == county.name
