"""Townships by full and short names, and what is only called after them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.tagging.conftest import reading

if TYPE_CHECKING:
    from sitegen.tagging.mentions import CountyNames


def named(names: CountyNames, text: str) -> list[tuple[str, str, str]]:
    return [(item.places[0].name, item.form, item.use) for item in names.mentions(reading(text).parts)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("走进梅城镇", [("梅城镇", "full", "place")]),
        ("梅城、大福两镇的大户来了", [("梅城镇", "short", "place"), ("大福镇", "short", "place")]),
        ("梅城、大福、江南15个村的供水", [(f"{name}镇", "short", "place") for name in ("梅城", "大福", "江南")]),
        ("大福、梅城等乡镇", [("大福镇", "short", "place"), ("梅城镇", "short", "place")]),
        ("大福镇仙峰村", [("大福镇", "full", "place"), ("仙峰村", "village", "place")]),
        ("九渡水、仙峰、芙蓉等村", [(f"{name}村", "bare", "place") for name in ("九渡水", "仙峰", "芙蓉")]),
    ],
)
def test_places(names: CountyNames, text: str, expected: list[tuple[str, str, str]]) -> None:
    assert named(names, text) == expected


@pytest.mark.parametrize(
    "text", ["梅城二中的操场", "梅城卫生院搬迁", "梅城梨花节开幕", "大福线改造", "江南污水处理厂", "梅城镇中心卫生院"]
)
def test_things_called_after_a_township_are_things(names: CountyNames, text: str) -> None:
    assert {use for _, _, use in named(names, text)} <= {"thing"}


def test_a_short_name_alone_proves_nothing(names: CountyNames) -> None:
    assert all(use == "doubtful" for _, _, use in named(names, "江南的春天来得早，大福临门。"))


def test_a_village_is_not_cut_out_of_a_longer_name(names: CountyNames) -> None:
    assert [name for name, _, _ in named(names, "大桥新村的路")] == ["大桥新村"]


def test_a_village_the_gazetteer_lacks_is_taken_behind_its_township(names: CountyNames) -> None:
    assert ("石碾社区", "village", "place") in named(names, "大福镇石碾社区党委")
    assert [name for name, _, _ in named(names, "大福镇因村制宜，大福镇不少村都富了")] == ["大福镇", "大福镇"]


def test_the_firm_of_a_village_is_in_the_village_but_one_called_after_a_township_anywhere(names: CountyNames) -> None:
    assert named(names, "支持仙峰村硕丰合作社扩种") == [("仙峰村", "village", "place")]
    assert named(names, "江南硕丰合作社") == [("江南镇", "short", "thing")]


def test_a_long_village_name_needs_no_word_for_village(names: CountyNames) -> None:
    assert named(names, "推广九渡水土地托管的办法") == [("九渡水村", "bare", "place")]
    assert named(names, "山上的仙峰好看") == [("仙峰村", "bare", "doubtful")]
