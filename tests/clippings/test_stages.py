"""The stages of the splitter one by one, on small texts of no real paper."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.clippings import cues, lexicon
from sitegen.clippings.assignment import best_matching
from sitegen.clippings.layout import layout_of
from sitegen.clippings.rows import rows_of, tidy
from sitegen.clippings.stories import captions_in
from sitegen.clippings.topics import likeness_of
from sitegen.model import Line


def lines(text: str) -> list[Line]:
    return [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("推 荐 活 动", "推荐活动"),
        ("推 荐 活 动 ，全 网 话 题 播 放 量 突 破", "推荐活动，全网话题播放量突破"),
        ("3 6   万 吨 ， 生 产 保 温 砌 块", "36 万吨，生产保温砌块"),
        ("共有 6 个村", "共有6个村"),
        ("甲乙丙丁 戊己庚辛", "甲乙丙丁 戊己庚辛"),
        ("a\x00b", "a b"),
    ],
)
def test_what_extraction_added_is_taken_out(printed: str, read: str) -> None:
    assert tidy(printed).replace(" ", "") == read.replace(" ", "")
    assert tidy(printed) in (read, read.replace("36 万", "36万"))


@pytest.mark.parametrize(
    ("printed", "once", "again"),
    [
        ("加快加快春耕备播春耕备播 夺取夺取全年丰收全年丰收", "加快春耕备播 夺取全年丰收", "加快春耕备播夺取全年丰收"),
        ("扶上扶上马马 再送一程再送一程", "扶上马 再送一程", "扶上马再送一程"),
        ("一张一弛，一唱一和", "一张一弛，一唱一和", ""),
    ],
)
def test_a_shadow_is_set_apart_and_nothing_else(printed: str, once: str, again: str) -> None:
    (row,) = rows_of(lines(printed))
    assert (row.text, row.doubled) == (once, again)


def test_a_line_printed_twice_is_doubled_but_a_kicker_may_recur() -> None:
    rows = rows_of(lines("农家书屋飘书香\n农家书屋飘书香\n某县\n某镇\n某县"))
    assert [bool(row.text) for row in rows] == [True, False, True, True, True]


def test_a_headline_glued_to_the_next_dateline_is_cut_off() -> None:
    rows = rows_of(lines("样样行 本报讯 近日，某村的秸秆有了新用处"))
    assert [row.text for row in rows] == ["样样行", "本报讯 近日，某村的秸秆有了新用处"]


@pytest.mark.parametrize(
    "opening",
    [
        "本报讯 近日",
        "本报讯(记者 甲乙)",
        "本报某县讯 近日",
        "新华社北京3月7日电",
        "某县讯(记者 甲乙)",
        "中新社太原9月10日电",
    ],
)
def test_datelines_open_a_story(opening: str) -> None:
    assert cues.opens_story(opening.replace(" ", ""))


def test_names_in_brackets_behind_a_paper_are_a_dateline() -> None:
    assert cues.starts_with_dateline("某县融媒讯(甲乙丙丁)1月7日，天气晴好")
    assert not cues.starts_with_dateline("通讯(见下图)")


@pytest.mark.parametrize(
    "text", ["本报记者张三通讯员李四", "通讯员在现场看到", "本报讯息部", "电力职工抢修忙", "讯号不好"]
)
def test_what_only_resembles_a_dateline_opens_none(text: str) -> None:
    assert not cues.opens_story(text)


@pytest.mark.parametrize(
    "line",
    ["(张三李四)", "本报记者张三", "□张三李四", "文/图张三", "张三文/图", "(通讯员张三)", "本报记者张三通讯员李四"],
)
def test_bylines_are_known(line: str) -> None:
    assert cues.BYLINE.match(line)


@pytest.mark.parametrize(
    ("text", "captions"),
    [
        ("果园迎来采收期。 张三 摄", ["果园迎来采收期。 张三 摄"]),
        ("干部在村里督查防汛有关工作 志愿者慰问村里的老党员", ["干部在村里督查防汛有关工作", "志愿者慰问村里的老党员"]),
        ("图为收割现场", ["图为收割现场"]),
    ],
)
def test_captions_in_one_line_are_parted(text: str, captions: list[str]) -> None:
    assert captions_in(text) == captions


def test_a_word_across_a_seam_is_seen() -> None:
    assert lexicon.crossing("实施方", "案推进") > 0
    assert lexicon.crossing("的", "。") == 0


def test_wrapped_pages_long_pages_and_double_spacing_are_told_apart() -> None:
    row = "春耕时节田间地头一派繁忙的景象"
    wrapped = layout_of(rows_of(lines("\n".join([row] * 20))))
    double = layout_of(rows_of(lines("\n\n".join(row + str(n % 10) for n in range(20)))))
    long = layout_of(rows_of(lines("\n".join([row * 6] * 5))))
    assert (wrapped.wrapped, wrapped.double_spaced) == (True, False)
    assert (double.wrapped, double.double_spaced) == (True, True)
    assert long.wrapped is False


@given(st.integers(1, 5), st.integers(0, 2), st.data())
def test_the_matching_is_the_best_there_is(rows: int, more: int, data: st.DataObject) -> None:
    size = rows + more
    worth = data.draw(
        st.lists(st.lists(st.integers(-9, 9), min_size=size, max_size=size), min_size=rows, max_size=rows)
    )
    found = best_matching(worth)
    assert len(set(found)) == rows
    best = max(sum(worth[row][at] for row, at in enumerate(pick)) for pick in itertools.permutations(range(size), rows))
    assert sum(worth[row][at] for row, at in enumerate(found)) == best


def test_texts_of_one_matter_are_more_alike() -> None:
    likeness = likeness_of(
        ["果农采摘酥梨装车", "酥梨装车发往外地，果农增收", "消防队员检查灭火器", "灭火器检查由消防队员进行"]
    )
    assert likeness.between([0], [1]) > likeness.between([0], [2])
    assert likeness.between([2], [3]) > likeness.between([1], [3])
