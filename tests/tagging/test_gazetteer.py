"""The gazetteer holds all of China, and its codes are what tells places apart."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from sitegen.data import build_gazetteer
from sitegen.tagging.gazetteer import County, Gazetteer, load_gazetteer, short_name

DATA = Path(build_gazetteer.__file__).parent


def test_every_county_and_township_is_there_once() -> None:
    gazetteer = load_gazetteer()
    assert len(gazetteer.counties) == 2978
    codes = [place.code for county in gazetteer.counties for place in county.townships]
    assert len(codes) == len(set(codes)) == 41352
    assert all(code.startswith(county.code) for county in gazetteer.counties for code in _codes(county))


def _codes(county: County) -> list[str]:
    return [place.code for place in county.townships]


def test_every_village_is_there_with_its_township() -> None:
    gazetteer = load_gazetteer()
    some = gazetteer.counties[::60]
    villages = [village for county in some for village in county.villages]
    assert len({village.code for village in villages}) == len(villages)
    assert all(len(village.code) == 12 and village.township for village in villages)
    shown = {village.name[-1] for village in villages if village.kind == "village"}
    assert "会" not in shown, "committees are no villages"


def test_a_county_is_read_quickly() -> None:
    gazetteer = load_gazetteer()
    county = max(gazetteer.counties[1000:1060], key=lambda one: one.code)
    fresh = County(county.code, county.name, county.city, county.province, county.townships)
    begin = time.process_time()
    assert fresh.villages
    assert time.process_time() - begin < 0.05


def test_the_data_stays_small() -> None:
    assert sum((DATA / name).stat().st_size for name in ("townships.tsv", "villages.zip")) < 6_000_000


def test_names_are_found_with_and_without_ending(county: County) -> None:
    gazetteer: Gazetteer = load_gazetteer()
    assert gazetteer.by_name["安化县"] == gazetteer.by_name["安化"] == (county,)
    assert len(gazetteer.by_name["朝阳区"]) > 1
    assert county in gazetteer.by_township["羊角塘镇"]


@pytest.mark.parametrize(
    ("township", "short"),
    [("梅城镇", "梅城"), ("高明乡", "高明"), ("东四街道", "东四"), ("色乡", ""), ("锡林浩特苏木", "锡林浩特")],
)
def test_short_names_have_two_characters(township: str, short: str) -> None:
    assert short_name(township) == short


@pytest.mark.parametrize(
    ("listed", "printed"),
    [
        ("仙中村村委会", "仙中村"),
        ("张庄村委会", "张庄村"),
        ("岳南村村民委会", "岳南村"),
        ("刘村民委员会", "刘村"),
        ("多福巷社区居委会", "多福巷社区"),
        ("镇安居委会", "镇安社区"),
        ("利民居委会", "利民社区"),
        ("冀东人家居委会", "冀东人家社区"),
        ("留村居委会", "留村社区"),
        ("诺干诺尔嘎查委员会", "诺干诺尔嘎查"),
        ("孙家窝堡村委会（合隆经济开发区）", "孙家窝堡村"),
        ("一连生活区", "一连生活区"),
    ],
)
def test_committees_become_the_places_that_papers_print(listed: str, printed: str) -> None:
    assert build_gazetteer.village_name(listed) == printed
