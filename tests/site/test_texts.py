"""Small texts of the pages: leads, headlines, dates, bodies, readings."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.han import width
from sitegen.site.body import passages
from sitegen.site.dates import when_of
from sitegen.site.gists import gist_of, plain
from sitegen.site.headlines import _SINGLE, _costs, _words, headlines, marked, seams
from sitegen.site.leads import lead, leads, undated
from sitegen.site.readings import by_pattern, glosses, one_by_one, rare, reading
from tests.site.made import RECORD

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

CHINESE = st.text(st.sampled_from("平县乡村党的建设推进。，、：“”《》（）！？ 12aB"), max_size=120)

HEADLINES = ("村委会", "进一步", "一系列", "全", "县", "推进", "进", "乡村", "村", "设施", "的", "会")
"""Words of which some begin with two characters that are none, and pieces of them."""


@pytest.mark.parametrize(
    ("text", "limit", "expected"),
    [
        ("短的。", 10, "短的。"),
        ("一二三四五六七。八九十。", 9, "一二三四五六七。"),
        ("一二三四，五六七八，九十甲乙丙丁。", 12, "一二三四，五六七八……"),
        ("他说，“一二三四。五六七八，九十”，甲。", 12, "他说……"),
        ("“一二三四。”甲乙丙丁戊己庚", 8, "“一二三四。”"),
        ("一二三四五六七八九十", 6, "一二三四五……"),
    ],
)
def test_a_lead_ends_where_a_reader_may_stop(text: str, limit: float, expected: str) -> None:
    assert lead(text, limit) == expected


@given(CHINESE, st.integers(4, 60))
def test_a_lead_is_never_longer_than_asked_for(text: str, limit: int) -> None:
    assert width(lead(text, limit)) <= limit + width("……")


@given(st.text(max_size=80))
def test_any_text_has_a_lead(text: str) -> None:
    lead(text, 10)


@given(st.text(alphabet="甲a，。“”（） ", max_size=40))
def test_leads_of_several_lengths_are_those_of_each(text: str) -> None:
    assert leads(text, 3, 5.5, 12, 30) == [lead(text, limit) for limit in (3, 5.5, 12, 30)]


@given(st.text(max_size=30))
def test_letters_are_counted_whatever_stands_between_them(body: str) -> None:
    said = plain(body)
    assert gist_of(replace(RECORD, body=body)).length == sum(re.match(r"[^\W_]", char) is not None for char in said)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("本报讯 近日", "近日"),
        ("本报讯（记者 甲）近日", "近日"),
        ("本报讯 （记者 甲 通讯员乙丙） “近日", "“近日"),
        ("（通讯员 甲）近日", "近日"),
        ("（一）近日", "（一）近日"),
        ("（记者在现场看到）", "（记者在现场看到）"),
        ("新华社北京3月7日电 近日", "近日"),
        ("本报今天讯，这不是", "本报今天讯，这不是"),
        ("近日，本报讯", "近日，本报讯"),
    ],
)
def test_a_lead_begins_after_the_dateline(text: str, expected: str) -> None:
    assert undated(text) == expected


@given(st.lists(st.sampled_from(HEADLINES), min_size=1, max_size=4).map("".join))
def test_the_words_of_a_headline_cost_least_of_all_ways_to_cut_it(text: str) -> None:
    """As trying every way finds it, of which there are too many for a longer text."""
    costs = _costs()

    def cost(words: Sequence[str]) -> float:
        return sum(_SINGLE if len(word) == 1 else costs.get(word, math.inf) for word in words)

    def ways(rest: str) -> Iterator[tuple[str, ...]]:
        yield from [(rest[:size], *more) for size in range(1, len(rest) + 1) for more in ways(rest[size:])] or [()]

    assert "".join(_words(text)) == text
    assert cost(_words(text)) == min(map(cost, ways(text)))


@given(CHINESE)
def test_seams_lose_nothing(text: str) -> None:
    assert "".join(seams(text)) == text


def test_a_headline_breaks_between_words_and_phrases_only() -> None:
    assert seams("发展设施农业") == ("发展", "设施", "农业")
    assert headlines({})("甲<乙 丙丁") == '<span class="ph">甲&lt;乙</span> <span class="ph">丙丁</span>'


@given(CHINESE)
def test_a_headline_that_is_marked_already_comes_out_the_same(text: str) -> None:
    assert headlines({text: marked(text)})(text) == headlines({})(text)


def test_marks_are_taken_as_they_are_known() -> None:
    assert headlines({"发展设施农业": "发展设施\n农业"})("发展设施农业") == '<span class="ph">发展设施<wbr>农业</span>'


def test_a_name_that_no_dictionary_has_stays_whole() -> None:
    assert seams("岙嵊乡举办文化节")[0] == "岙嵊乡"


@pytest.mark.parametrize(
    ("date", "basis", "year", "iso", "certain"),
    [
        ("2024-01-12", "剪报文件名", 2024, "2024-01-12", True),
        ("2024-01", "", 2024, "2024-01", True),
        ("2024-01", "约2024年1月：2024年，全县", 2024, "2024", True),
        ("2024-01", "约2024年1月：同版文章写的是2024年", 2024, "2024", False),
        ("2023", "约2023年：去年", 2023, "2023", False),
        ("2024-13-01", "", 2024, "2024", True),
        ("2024-02-40", "", 2024, "2024-02", True),
        ("去年", "", 0, "", False),
        ("", "", 0, "", False),
    ],
)
def test_a_date_is_taken_as_far_as_it_can_be_read(date: str, basis: str, year: int, iso: str, certain: bool) -> None:
    when = when_of(replace(RECORD, body="2024年，全县。", date=date, date_basis=basis))
    assert (when.year, when.iso, when.certain) == (year, iso, certain)


@pytest.mark.parametrize(
    ("date", "text", "said"),
    [
        ("", "近日", "近日"),
        ("", "1974年", ""),
        ("", "二〇一五年", ""),
        ("2023", "2023年以来", "2023年以来"),
        ("2023", "二〇二三年", "二〇二三年"),
        ("2023-05", "2019年至今", ""),
    ],
)
def test_no_story_is_dated_by_a_year_that_it_only_looks_back_to(date: str, text: str, said: str) -> None:
    assert when_of(replace(RECORD, date=date, date_text=text)).said == said


def test_a_first_paragraph_that_says_too_little_is_no_lead_alone() -> None:
    assert (
        gist_of(replace(RECORD, body="下雪了。\n\n## 小题\n\n本报讯 近日，有雪。\n\n又及。")).lead
        == "下雪了。本报讯 近日，有雪。又及。"
    )
    assert gist_of(replace(RECORD, body=f"{'雪' * 20}。\n\n近日，有雪。")).lead == f"{'雪' * 20}。"


def test_pictures_and_links_of_editors_are_no_words_of_a_lead() -> None:
    body = '![麦田](麦田.png "图")\n\n近日，[夜校](../hand/a.md)开课，\\[见图\\](一)。农家子弟都来了。'
    assert gist_of(replace(RECORD, body=body)).lead == "近日，夜校开课，[见图](一)。农家子弟都来了。"


def test_a_body_is_cut_into_passages_with_their_lines() -> None:
    found = passages("本报讯 近日，有 10 户。\n\n## 小题\n\n<b>", (((1, 2),), ((4, 4),), ()))
    assert [(one.kind, str(one.html), one.dateline, one.spans) for one in found] == [
        ("paragraph", "近日，有10户。", "本报讯", ((1, 2),)),
        ("heading", "小题", "", ((4, 4),)),
        ("paragraph", "&lt;b&gt;", "", ()),
    ]


def test_lines_that_do_not_match_the_body_are_left_out() -> None:
    assert passages("甲\n\n乙", (((1, 1),),))[0].spans == ()


def test_places_are_read_as_their_addresses_are_spelled() -> None:
    assert reading("岳壁乡", "乡") == "Yuèbì Xiāng"
    assert reading("卜宜乡", "乡") == "Bǔyí Xiāng"
    assert reading("AB镇") == ""


@given(CHINESE | st.text())
def test_rare_characters_are_the_same_by_either_way(text: str) -> None:
    assert one_by_one(text) == by_pattern(text)


def test_readings_are_given_for_names_and_rare_characters_that_the_text_prints() -> None:
    assert rare("的嵊县") == ("嵊",)
    assert glosses(("嵊县", "平县"), "在嵊县") == "嵊县=shèng xiàn;嵊=shèng"
