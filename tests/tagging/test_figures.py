"""Quantities as numbers: 万 and 亿 resolved, ranges kept, dates and slogans left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.tagging.figures import chinese_number, tag_figures
from tests.tagging.conftest import TagStory, reading


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("供热面积达到920万平方米。", 9.2e6, 9.2e6, "平方米"),
        ("雨污分流达到85％。", 85, 85, "%"),
        ("每村投入3万元~5万元。", 3e4, 5e4, "元"),
        ("每村投入1.3万元至2万元。", 1.3e4, 2e4, "元"),
        ("投入3~5万元。", 3e4, 5e4, "元"),
        ("流转土地五千余亩。", 5000, 5000, "亩"),
        ("全县有党员11,407名。", 11407, 11407, "名"),
        ("总投资19.57亿元。", 1.957e9, 1.957e9, "元"),
        ("增产０.47个百分点。", 0.47, 0.47, "个百分点"),
        ("三个村联建。", 3, 3, "个"),
    ],
)
def test_numbers_units_and_ranges(text: str, low: float, high: float, unit: str) -> None:
    (figure,) = tag_figures(reading(text))
    assert (figure.low, figure.high, figure.unit) == (pytest.approx(low), pytest.approx(high), unit)
    assert figure.sentence == text


@pytest.mark.parametrize(
    "text",
    [
        "2023年5月6日。",
        "实施“4+1”工程。",
        "拨打12345热线。",
        "一个好消息。",
        "二期工程开工。",
        "“四个一流”理念。",
        "他今年78岁。",
    ],
)
def test_what_counts_nothing(text: str) -> None:
    assert tag_figures(reading(text)) == ()


def test_what_it_measures_and_where(tag: TagStory) -> None:
    figures = tag("安化县今年变化大。", "大福镇茶园面积达到3.2万亩，总投资2亿元。").figures
    assert [(figure.measures, figure.place, figure.line) for figure in figures] == [
        ("大福镇茶园面积", "大福镇", 2),
        ("总投资", "大福镇", 2),
    ]


@given(st.integers(1, 9999))
def test_chinese_numbers_are_read_back(number: int) -> None:
    assert chinese_number(written(number)) == number


def written(number: int) -> str:
    digits, out = "零一二三四五六七八九", ""
    for unit, mark in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, unit)
        if digit:
            out += digits[digit] + mark
        elif out and number and not out.endswith("零"):
            out += "零"
    return out
