"""Fields go from the machine to a file and from the file to a record without changing what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.escape import plain_form
from sitegen.content.fields import (
    ORDER,
    is_date,
    machine_body,
    machine_values,
    read_record,
    read_spans,
    spans_text,
    tidy,
)
from sitegen.content.frontmatter import new_story, read_story
from sitegen.content.markdown import to_blocks
from sitegen.model import Caption, DateTag, Passage, Record, Story, Tag, Tags

if TYPE_CHECKING:
    from sitegen.problems import Problem

STORY = Story(
    "平遥县岳壁乡",
    "全力推进整治",
    "——记一次会议",
    (Passage("heading", "小标题", ((3, 3),)), Passage("paragraph", "近日。", ((4, 5),))),
    "张春燕",
    (Caption("图为现场，左一为乡长。", (9, 9)),),
    ("马维秀",),
    truncated_tail=True,
    confidence=0.876,
    doubts=("headline chosen over line 5, which fits nearly as well",),
    lines=((1, 5), (9, 9)),
)
TAGS = Tags(
    county=Tag("平遥县"),
    townships=(Tag("岳壁乡"),),
    mentioned_townships=(Tag("古陶镇"),),
    villages=(Tag("小城村"),),
    mentioned_villages=(Tag("遐角村"),),
    topics=(Tag("生态环保"),),
    people=(Tag("刘湃莉", note="岳壁乡副乡长、人大代表"), Tag("王某")),
    organisations=(Tag("县委"),),
    date=DateTag("2023-01", "近日", "约：彩灯展览将从1月14日开始"),
)


def _record(text: str | bytes) -> tuple[Record, list[Problem]]:
    story, _ = read_story(text if isinstance(text, bytes) else text.encode(), "a.md")
    assert story is not None
    return read_record(story, "a.md", "content/a.md")


def test_the_machines_reading_comes_back_as_a_record() -> None:
    values = machine_values(STORY, TAGS, "a.txt", "zheng-zhi-1234")
    record, problems = _record(new_story(values, machine_body(STORY), ORDER))
    assert problems == []
    assert record == Record(
        path="a.md",
        id="zheng-zhi-1234",
        headline="全力推进整治",
        body="## 小标题\n\n近日。",
        kicker="平遥县岳壁乡",
        subhead="——记一次会议",
        date="2023-01",
        date_text="近日",
        date_basis="约：彩灯展览将从1月14日开始",
        county="平遥县",
        townships=("岳壁乡",),
        mentioned_townships=("古陶镇",),
        villages=("小城村",),
        mentioned_villages=("遐角村",),
        topics=("生态环保",),
        people=("刘湃莉（岳壁乡副乡长、人大代表）", "王某"),
        organisations=("县委",),
        byline="张春燕",
        reporters=("马维秀",),
        captions=("图为现场，左一为乡长。",),
        clipping="a.txt",
        lines=((1, 5), (9, 9)),
        truncated_tail=True,
        confidence=0.88,
        doubts=("headline chosen over line 5, which fits nearly as well",),
    )


def test_only_a_whole_date_goes_where_other_programs_read_one() -> None:
    assert "date" not in machine_values(STORY, TAGS, "a.txt", "")
    whole = Tags(date=DateTag("2023-01-14"))
    assert machine_values(STORY, whole, "a.txt", "")["date"] == "2023-01-14"
    assert "period" not in machine_values(STORY, whole, "a.txt", "")


@given(st.lists(st.tuples(st.sampled_from(["heading", "paragraph"]), st.text(max_size=30)), max_size=5))
def test_the_body_says_what_the_passages_say(passages: list[tuple[str, str]]) -> None:
    story = Story(
        "", "", "", tuple(Passage("heading" if kind == "heading" else "paragraph", text, ()) for kind, text in passages)
    )
    shown = [block.text for block in to_blocks(machine_body(story))]
    wanted: list[str] = []
    for kind, text in passages:
        plain = plain_form(text)
        if kind == "heading":
            plain = " ".join(plain.split("\n")).strip()
        wanted += [part for part in plain.split("\n\n") if part]
    assert shown == wanted


@pytest.mark.parametrize(
    ("key", "value", "tidied"),
    [
        ("townships", "岳壁乡、古陶镇", ("岳壁乡", "古陶镇")),
        ("townships", ("岳壁乡，古陶镇",), ("岳壁乡", "古陶镇")),
        ("people", "刘湃莉（副乡长、代表）、王某", ("刘湃莉（副乡长、代表）", "王某")),
        ("captions", "图为甲、乙。", ("图为甲、乙。",)),
        ("title", ("甲", "乙"), "甲、乙"),
        ("title", "  甲 \n", "甲"),
        ("lines", "1－3，5", "1-3, 5"),
        ("topics", ("", " "), ()),
    ],
)
def test_what_editors_write_is_tidied(key: str, value: str | tuple[str, ...], tidied: object) -> None:
    assert tidy(key, value) == tidied


@given(st.lists(st.tuples(st.integers(1, 999), st.integers(0, 99)).map(lambda pair: (pair[0], sum(pair))), max_size=5))
def test_spans_are_read_as_written(spans: list[tuple[int, int]]) -> None:
    assert read_spans(spans_text(spans)) == tuple(spans)


@pytest.mark.parametrize("text", ["abc", "5-3", "0", "1-", "99999999999", "1.5"])
def test_no_spans(text: str) -> None:
    assert read_spans(text) is None


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("2024", True),
        ("2024-02-29", True),
        ("2023-02-29", False),
        ("2024-13", False),
        ("24", False),
        ("", False),
        ("2024-1-1", False),
    ],
)
def test_dates(text: str, is_one: bool) -> None:
    assert is_date(text) is is_one


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("date: 2023-02-30", "no date"),
        ("period: 一月", "no month"),
        ("lines: abc", "no lines"),
        ("confidence: 高", "no number"),
    ],
)
def test_what_is_wrong_with_a_field_is_told_with_its_line(line: str, words: str) -> None:
    record, problems = _record(f"---\ntitle: 甲\n{line}\n---\n")
    assert record.headline == "甲"
    assert [(problem.path, problem.line, problem.source) for problem in problems] == [("content/a.md", 3, line)]
    assert words in problems[0].message
    assert problems[0].hint


def test_unknown_fields_are_kept_as_text() -> None:
    record, _ = _record("---\ntitle: 甲\nmood: no\ntags: [a, b]\n---\n")
    assert record.extra == (("mood", "no"), ("tags", "a、b"))


def test_a_file_without_front_matter_has_a_title() -> None:
    assert _record("# 口述史 #\n\n老人说。")[0].headline == "口述史"
    assert _record("老人说。")[0].headline == "a"
