"""Where everything in a clipping went."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.model import Clipping, ClippingRecord, Leftover, Line, Passage, Split, Story
from sitegen.site.tracing import account, doubled, evidence_lines, spans_text, trace
from tests.site.made import CLIPPING


def test_the_sum_of_a_clipping_is_counted_and_not_asserted() -> None:
    found = account(CLIPPING)
    assert found.unplaced == found.surplus == 0
    assert found.total == sum(count for _, count in found.parts)
    lost = account(replace(CLIPPING, split=replace(CLIPPING.split, other=())))
    assert lost.unplaced == len("抓党建促发展修渠")
    more = (*CLIPPING.split.other, Leftover("noise", "多", (1, 1)))
    assert account(replace(CLIPPING, split=replace(CLIPPING.split, other=more))).surplus == 1


def test_lines_know_their_story_and_role() -> None:
    lines = {line.number: line for line in trace(CLIPPING)}
    assert 3 not in lines, "a blank line is not shown"
    assert lines[1].roles == ("kicker",)
    assert lines[2].roles == ("headline",)
    assert lines[4].roles == ("body",)
    assert lines[4].gap
    assert lines[7].column_break, "the paragraph goes on after a blank line"
    assert not lines[4].column_break
    assert (lines[8].story, lines[8].roles) == (0, ("banner",))
    assert lines[10].roles == ("caption",)
    assert [line.number for line in lines.values() if line.first] == [1, 9]


def test_where_a_blank_line_follows_each_line_it_ends_no_column() -> None:
    lines = tuple(Line(number, "" if number % 2 == 0 else "渠水") for number in range(1, 20))
    lines = (*lines, Line(20, ""), Line(21, ""), Line(22, "来了"))
    body = (Passage("paragraph", "渠水" * 9 + "来了", tuple((at, at) for at in (*range(1, 18, 2), 22))),)
    split = Split("a.txt", (Story("", "", "", (*body, Passage("paragraph", "渠水", ((19, 19),))), lines=((1, 22),)),))
    traced = {line.number: line for line in trace(ClippingRecord(Clipping("a.txt", lines), split))}
    assert not traced[3].gap
    assert not traced[3].column_break
    assert traced[19].gap, "a paragraph of its own"
    assert traced[22].column_break, "more than the usual blank"


def test_a_clipping_without_a_story_is_traced_too() -> None:
    bare = replace(CLIPPING, split=Split("a_1.txt", ()), story_ids=())
    assert all(line.story == 0 for line in trace(bare))
    assert account(bare).unplaced == account(bare).total


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("加速加速融合融合", (("加速", True), ("加速", False), ("融合", True), ("融合", False))),
        ("推动推动高质量", (("推动", True), ("推动", False), ("高质量", False))),
        ("没有两遍", (("没有两遍", True),)),
    ],
)
def test_of_doubled_words_the_first_copy_is_struck(text: str, expected: tuple[tuple[str, bool], ...]) -> None:
    assert doubled(text) == expected


@given(st.text(alphabet="甲乙丙 ", max_size=20))
def test_striking_loses_nothing(text: str) -> None:
    assert "".join(piece for piece, _ in doubled(text)) == text


def test_a_name_is_found_where_it_runs_over_a_line() -> None:
    lines = (Line(1, "在云汀"), Line(2, ""), Line(3, "镇石汀"), Line(4, "村"), Line(5, "卧石镇"))
    found = evidence_lines(("云汀镇", "石汀村", "卧石乡", "无"), lines, ((1, 5),))
    assert found == {"云汀镇": 1, "石汀村": 3, "卧石乡": 5}
    assert evidence_lines(("卧石镇",), lines, ((1, 4),)) == {}


def test_spans_that_touch_run_together() -> None:
    assert spans_text(((9, 10), (1, 3), (5, 7), (12, 12), (40, 40))) == "1–12，40"
