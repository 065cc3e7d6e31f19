"""A story's date is the clipping's, else what its text allows with the words for it, and never invented."""

from __future__ import annotations

import pytest

from sitegen.tagging.dates import PageYears, page_years, resolve, tag_date
from tests.tagging.conftest import reading


def test_the_clippings_own_date_wins() -> None:
    tag = tag_date(reading("近日，桥通车了。2019年开工。"), "2024-01-12")
    assert (tag.date, tag.certain, tag.text) == ("2024-01-12", True, "近日")
    assert "约为2024年1月" in tag.basis


@pytest.mark.parametrize(
    ("text", "date", "basis"),
    [
        ("2023年5月6日，桥通车了。", "2023-05-06", "文中写明"),
        ("2023年5月，桥通车了。", "2023-05", "文中写明"),
        ("本报讯 2023年，全县修路30公里。", "2023", "约2023年"),
        ("2022年以来，全县修路30公里。", "2022", "约2022年"),
        ("近日，桥通车了。桥是2019年动工的。", "", "不早于2019年"),
        ("近日，桥通车了。2030年将再建一座。", "", "没有写明年份"),
        ("桥通车了。", "", ""),
        ("一九九八年五月，桥通车了。", "1998", "约1998年"),
    ],
)
def test_the_text_alone(text: str, date: str, basis: str) -> None:
    tag = tag_date(reading(text), "")
    assert tag.date == date
    assert basis in tag.basis
    assert tag.certain is (date == "2023-05-06")


def test_a_page_tells_its_stories_the_year() -> None:
    stories = [
        reading("2022年以来，全县修路。提前谋划2023年工作。"),
        reading("日前，灯会开了，将从1月14日办到2月10日。"),
    ]
    years = page_years(stories)
    assert years == PageYears(2022, 2023)
    tag = tag_date(stories[1], "", years)
    assert tag.date == "2023-01"
    assert tag.basis.startswith("约2023年1月：")
    assert not tag.certain


def test_a_page_of_several_years_tells_none() -> None:
    assert page_years([reading("2018年，修路。"), reading("2023年，修桥。")]) == PageYears()


@pytest.mark.parametrize(
    ("words", "issued", "meant"),
    [
        ("去年10月", "2024-01-12", "2023年10月"),
        ("今年7月初", "2024-08-01", "2024年7月"),
        ("12月11日", "2024-01-12", "2023年12月11日"),
        ("1月9日", "2024-01-12", "2024年1月9日"),
        ("近日", "2024-01", "2024年1月"),
        ("近日", "2024", ""),
        ("过去的一年", "2024-01-12", "2023年"),
        ("近年来", "2024-01-12", ""),
    ],
)
def test_relative_words(words: str, issued: str, meant: str) -> None:
    assert resolve(words, issued) == meant
