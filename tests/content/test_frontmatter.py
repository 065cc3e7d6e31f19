"""An editor's file is read as meant, whatever program saved it, and a change touches nothing else."""

from __future__ import annotations

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import fieldlines
from sitegen.content.fields import ORDER
from sitegen.content.frontmatter import StoryText, new_story, read_story, write_story
from sitegen.content.yamltext import scalar

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
TRICKY = st.sampled_from(
    [
        "no",
        "yes",
        "on",
        "y",
        "null",
        "~",
        "010",
        "1_000",
        "1:30",
        "0x1f",
        "1e3",
        ".5",
        "-",
        "--- a",
        "2024-01-12",
        "a: b",
        "a:",
        ":a",
        "a #b",
        "#a",
        "'a",
        '"a"',
        "[a]",
        "{a}",
        "*a",
        "&a",
        "!a",
        "%a",
        "@a",
        "`a",
        "|",
        ">",
        "?",
        "- a",
        "<<",
        "=",
        " a",
        "a ",
        "\ta",
        "a\tb",
        "“引”",
        "　缩进",
        "a\\b",
        "a\u2028b",
        "\x85",
        "\ufeff",
        "\U0001f600",
        "\x7f",
        "，",
        "《平遥》",
    ]
)


def _read(text: str | bytes) -> StoryText:
    story, problems = read_story(text if isinstance(text, bytes) else text.encode(), "a.md")
    assert story is not None, problems
    return story


@settings(max_examples=500)
@given(st.one_of(TEXT, TRICKY))
def test_every_text_stays_text_in_every_yaml(text: str) -> None:
    line = f"k: {scalar(text)}\n"
    assert yaml.safe_load(line) == {"k": text}
    assert yaml.load(line, yaml.CBaseLoader) == {"k": text}
    assert yaml.safe_load(f"k:\n  - {scalar(text)}\n") == {"k": [text]}


@settings(max_examples=300)
@given(
    st.dictionaries(
        st.sampled_from(ORDER), st.one_of(TEXT, TRICKY, st.lists(TRICKY, min_size=1, max_size=3).map(tuple))
    )
)
def test_what_is_written_is_read_and_both_ways_of_reading_agree(values: dict[str, str | tuple[str, ...]]) -> None:
    data = new_story(values, "正文。", ORDER)
    kept = {key: value for key, value in values.items() if value}
    story = _read(data)
    assert dict(story.values) == kept
    assert story.body.strip() == "正文。"
    head = list(story.lines)
    simple = fieldlines.simple_fields(head)
    if any("\\U" in line for line in head):
        return
    assert simple is not None, "what this program writes needs no YAML parser"
    assert simple == fieldlines._parsed(head, 2, fieldlines.Reading("a.md"))


LINE = st.sampled_from(
    [
        "title: 平遥",
        "title:",
        "county: a b",
        'county: "a: b"',
        "townships:",
        "  - 岳壁乡",
        '  - "x"',
        "# 注",
        "",
        "  ",
        "kicker: 甲 # 注",
        "mood: [好, 坏]",
        "x: |",
        "  多行",
        "byline: 'a'",
        "  -",
        'lines: "1"  ',
        "date: 2024-01-12",
        "- x",
        "subhead: a\tb",
        "villages: - a",
        "title: a:b",
        "a b: c",
        "period: a#b",
        "people:  甲",
    ]
)


@settings(max_examples=1000)
@given(st.lists(LINE, max_size=6))
def test_the_short_way_never_disagrees_with_yaml(lines: list[str]) -> None:
    head = [line + "\n" for line in lines]
    simple = fieldlines.simple_fields(head)
    if simple is not None:
        reading = fieldlines.Reading("a.md")
        assert simple == fieldlines._parsed(head, 2, reading)
        assert reading.problems == []


@settings(max_examples=500)
@given(
    st.lists(st.one_of(LINE, st.sampled_from(["---", "--- ", "...", "——", "a\rb", "\u2028", "甲"])), max_size=6), TEXT
)
def test_a_file_as_this_program_writes_it_is_taken_apart_as_any_other(lines: list[str], body: str) -> None:
    """Dashes with a space behind them are a fence that is looked for line by line."""
    head = "".join(f"{line}\n" for line in lines)
    written, _ = read_story(f"---\n{head}---\n{body}".encode(), "a.md")
    other, _ = read_story(f"--- \n{head}---\n{body}".encode(), "a.md")
    assert (written is None) == (other is None)
    if written and other:
        assert (written.lines, written.values, written.places) == (other.lines, other.values, other.places)
        assert (written.body, written.closing, written.opening) == (other.body, other.closing, "---\n")


@settings(max_examples=400)
@given(
    st.one_of(
        st.binary(max_size=80), st.lists(LINE, max_size=6).map(lambda lines: "\n".join(["---", *lines, "---"]).encode())
    )
)
def test_any_bytes_are_read_or_refused_with_a_line(data: bytes) -> None:
    story, problems = read_story(data, "a.md")
    assert story is not None or problems
    assert all(0 <= problem.line <= data.count(b"\n") + data.count(b"\r") + 1 for problem in problems)


@settings(max_examples=400)
@given(st.lists(LINE, max_size=6), st.dictionaries(st.sampled_from(ORDER), TRICKY, max_size=3))
def test_a_change_touches_nothing_else(lines: list[str], changes: dict[str, str]) -> None:
    data = "\r\n".join(["---", *lines, "---", "", "正文。", ""]).encode()
    story, _ = read_story(data, "a.md")
    if story is None:
        return
    assert write_story(story, {}, None, ORDER) == data
    after = write_story(story, changes, None, ORDER)
    again, problems = read_story(after, "a.md")
    assert again is not None, problems
    for key, changed in changes.items():
        assert again.values[key] == changed
    assert {key: value for key, value in again.values.items() if key not in changes} == {
        key: value for key, value in story.values.items() if key not in changes
    }
    assert again.body == story.body
    assert b"\n" not in after.replace(b"\r\n", b"")
    assert {line for line in lines if line.startswith("#")} <= set(after.decode().split("\r\n"))


def test_comments_order_and_unknown_fields_stay() -> None:
    text = """\
---
# 责任编辑：王
mood: 好   # 编者注
title: 旧题 # 待查
townships: # 共两个
  - 岳壁乡
  # 下面这个存疑
  - 古陶镇
# 以下为机器所填
county: 平遥县
custom: {a: 1, b: [x, y]}
---

正文。
"""
    story = _read(text)
    assert story.values["custom"] == "custom: {a: 1, b: [x, y]}"
    after = write_story(story, {"title": "新题", "kicker": "引题", "townships": ("岳壁乡",)}, None, ORDER).decode()
    wanted = text.replace("旧题 # 待查\n", "新题 # 待查\nkicker: 引题\n").replace("townships: # 共两个", "townships:")
    assert after == wanted.replace("  - 古陶镇\n", "")


@pytest.mark.parametrize(
    ("line", "key", "value"),
    [
        ("title：平遥", "title", "平遥"),
        ("title ： 平遥", "title", "平遥"),
        ("title:\t平遥", "title", "平遥"),
        ("title: 关于: 某事", "title", "关于: 某事"),
        ("title: *重点*", "title", "*重点*"),
        ("title: “引”与‘引’", "title", "“引”与‘引’"),
        ('title: "未完', "title", '"未完'),
        ("title: [未完", "title", "[未完"),
        ("title: @某", "title", "@某"),
        ("title: %某", "title", "%某"),
        ("title: no", "title", "no"),
        ("title: 010", "title", "010"),
        ("townships:\n\t- 岳壁乡", "townships", ("岳壁乡",)),
        ("townships:\n- 岳壁乡", "townships", ("岳壁乡",)),
        ("townships: [岳壁乡, 古陶镇]", "townships", ("岳壁乡", "古陶镇")),
        ("topics:\n  - *农业\n  - 工业", "topics", ("*农业", "工业")),
        ("title: >\n  折\n  行", "title", "折 行\n"),
    ],
)
def test_what_editors_write_is_read_as_meant(line: str, key: str, value: object) -> None:
    for end in ("\n", "\r\n"):
        story = _read(f"---\n{line}\n---\n正文。".replace("\n", end))
        assert story.values[key] == value


@pytest.mark.parametrize(
    ("line", "hint"),
    [("county：平遥县", "county: 平遥县"), ("title: a: b", 'title: "a: b"'), ("title: *a*", 'title: "*a*"')],
)
def test_what_was_not_right_is_told_with_what_would_be(line: str, hint: str) -> None:
    _, problems = read_story(f"---\nmood: 好\n{line}\n---\n".encode(), "a.md")
    assert [(problem.line, problem.severity, problem.source, problem.hint) for problem in problems] == [
        (3, "warning", line, hint)
    ]


@pytest.mark.parametrize(
    ("text", "line", "source"),
    [
        ("---\ntitle: 甲\n", 1, "---"),
        ("---\ntitle: 甲\n没有冒号\n---\n", 3, "没有冒号"),
        ("---\n- 甲\n---\n", 2, "- 甲"),
        ("---\na: &x [1]\nb: {y: *x}\n---\n", 3, "b: {y: *x}"),
        ("---\na: " + "[" * 30 + "\n---\n", 2, None),
        ("---\na: " + "[" * 100_000 + "]" * 100_000 + "\n---\n", 2, None),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(text: str, line: int, source: str | None) -> None:
    story, problems = read_story(text.encode(), "a.md")
    assert problems[-1].line == line
    assert source is None or problems[-1].source == source
    assert story is None or problems[-1].severity == "warning", "what YAML cannot read may still be text"


@pytest.mark.parametrize("value", ['"甲', "'甲", "[甲,", "{甲"])
def test_a_mark_that_is_never_closed_is_one_error_at_its_own_line(value: str) -> None:
    story, problems = read_story(f"---\nkicker: 某县\ntitle: {value}\nperiod: 2023\n---\n".encode(), "a.md")
    assert [(problem.line, problem.severity) for problem in problems] == [(3, "error")]
    assert story is not None
    assert story.values["title"] == value
    assert story.values["period"] == "2023"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_other_encodings_are_read_and_kept_but_gb18030(encoding: str) -> None:
    text = "---\ntitle: 平遥\n---\n\n正文。\n"
    story = _read(text.encode(encoding))
    assert story.values["title"] == "平遥"
    after = write_story(story, {"county": "平遥县"}, None, ORDER)
    wanted = text.replace("平遥\n-", "平遥\ncounty: 平遥县\n-")
    assert after == wanted.encode("utf-8" if encoding == "gb18030" else encoding)


def test_a_file_without_front_matter_is_a_body() -> None:
    story = _read("# 口述史\n\n老人说。")
    assert (story.fenced, story.values) == (False, {})
    after = write_story(story, {"id": "kou-shu-shi"}, None, ORDER).decode()
    assert after == "---\nid: kou-shu-shi\n---\n\n# 口述史\n\n老人说。"


def test_a_missing_final_newline_and_an_empty_body() -> None:
    story = _read("---\ntitle: 甲\n---")
    assert story.body == ""
    assert write_story(story, {"county": "乙"}, None, ORDER) == "---\ntitle: 甲\ncounty: 乙\n---\n".encode()


def test_places_are_lines_of_the_file() -> None:
    story = _read("\n---\ntitle: 甲\n# 注\ncounty: 乙\n---\n\n正文")
    assert (story.line_of("title"), story.line_of("county"), story.body_line) == (3, 5, 7)


def test_a_field_that_stands_twice_is_told() -> None:
    _, problems = read_story("---\ntitle: 甲\ntitle: 乙\n---\n".encode(), "a.md")
    assert [(problem.line, problem.severity) for problem in problems] == [(3, "warning")]
