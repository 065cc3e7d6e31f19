"""What readers were given is told story by story, day by day, whatever happens to the files in between."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sitegen.content import load
from sitegen.content.published import NAME, Published, parse_published, publish, render_published, updates
from sitegen.model import Record

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.content.published import Update

A = Record("a.md", "a", "渠水来了", "正文。", kicker="云汀镇", date="2024-01-12", byline="许青禾")
B = Record("b.md", "b", "夜校", "夜校。")
FIRST = publish((), (A, B), "2026-11-01")


def told(rows: tuple[Published, ...]) -> list[tuple[str, str, str, tuple[str, ...]]]:
    return [(one.day, one.kind, one.id, one.what) for one in updates(rows)]


def later(rows: tuple[Published, ...]) -> list[Update]:
    return [one for one in updates(rows) if one.day > "2026-11-01"]


def test_the_first_time_everything_is_new() -> None:
    assert told(FIRST) == [("2026-11-01", "new", "a", ()), ("2026-11-01", "new", "b", ())]
    assert FIRST[0].headline == "云汀镇 渠水来了"


def test_what_stayed_the_same_is_no_news() -> None:
    assert publish(FIRST, (A, B), "2026-11-08") == FIRST
    tagged = replace(A, topics=("水利",), confidence=0.5, doubts=("why",), path="moved/a.md")
    assert publish(FIRST, (tagged, B), "2026-11-08") == FIRST


def test_a_correction_names_its_parts() -> None:
    corrected = replace(A, body="正文，改。", byline="卫石")
    rows = publish(FIRST, (corrected, B), "2026-11-08")
    assert told(rows)[0] == ("2026-11-08", "corrected", "a", ("body", "byline"))
    assert publish(rows, (corrected, B), "2026-11-09") == rows


def test_two_corrections_of_one_day_are_one_and_a_later_one_takes_its_place() -> None:
    rows = publish(FIRST, (replace(A, headline="渠水"), B), "2026-11-08")
    rows = publish(rows, (replace(A, headline="渠水", date="2024-01-13"), B), "2026-11-08")
    assert [(one.kind, one.what) for one in later(rows)] == [("corrected", ("title", "date"))]
    rows = publish(rows, (replace(A, headline="渠水", date="2024-01-13", body="新。"), B), "2026-11-15")
    assert [(one.day, one.what) for one in later(rows)] == [("2026-11-15", ("body",))]


def test_a_story_corrected_on_the_day_of_its_publication_is_new_and_no_more() -> None:
    assert later(publish(FIRST, (replace(A, body="改。"), B), "2026-11-01")) == []


def test_a_story_that_is_gone_was_withdrawn_once_and_may_come_back() -> None:
    rows = publish(FIRST, (B,), "2026-11-08")
    assert [(one.day, one.kind, one.headline) for one in later(rows)] == [
        ("2026-11-08", "withdrawn", "云汀镇 渠水来了")
    ]
    assert publish(rows, (B,), "2026-11-15") == rows
    back = publish(rows, (A, B), "2026-11-22")
    assert [(one.day, one.kind, one.id) for one in later(back)] == [("2026-11-22", "new", "a")]


def test_a_story_with_a_new_address_is_the_same_story() -> None:
    moved = replace(A, id="qu-shui", aliases=("a",))
    rows = publish(FIRST, (moved, B), "2026-11-08")
    assert later(rows) == []
    assert [row.id for row in rows] == ["b", "qu-shui"]


def test_a_conflict_that_a_merge_left_is_read_by_the_later_days() -> None:
    ours = publish(FIRST, (replace(A, body="改。"), B), "2026-11-08")
    theirs = publish(FIRST, (A,), "2026-11-15")
    text = f"<<<<<<< ours\n{render_published(ours)}=======\n{render_published(theirs)}>>>>>>> theirs\n"
    rows, problems = parse_published(text, NAME)
    assert {row.id: row.changed for row in rows} == {"a": "2026-11-08", "b": "2026-11-15"}
    assert [problem.severity for problem in problems] == ["warning"] * 3
    assert all(problem.line for problem in problems)


def test_a_new_story_is_a_new_line_and_no_other_changes() -> None:
    """So that git merges what two people published."""
    before = render_published(FIRST).splitlines()
    after = render_published(publish(FIRST, (A, B, Record("c.md", "aa", "新", "新。")), "2026-11-08")).splitlines()
    assert [line for line in after if line not in before] == [after[2]]
    assert [line for line in after if line in before] == before


def test_the_archive_is_loaded_with_it(tmp_path: Path) -> None:
    (tmp_path / NAME).write_text(render_published(FIRST), "utf-8")
    assert load(tmp_path)[0].published == FIRST
    (tmp_path / NAME).write_bytes(b"\xff\xfe\x00")
    archive, problems = load(tmp_path)
    assert archive.published == ()
    assert [problem.severity for problem in problems] == ["warning"]


texts = st.text(st.characters(exclude_categories=["Cs"]))
days = st.dates().map(lambda day: day.isoformat())
records = st.builds(
    Record, path=texts, id=st.from_regex(r"[a-z0-9][a-z0-9-]{0,9}", fullmatch=True), headline=texts, body=texts
)


@given(
    st.lists(records, unique_by=lambda record: record.id), st.lists(records, unique_by=lambda record: record.id), days
)
def test_any_rows_come_back_from_the_file(first: list[Record], second: list[Record], day: str) -> None:
    rows = publish(publish((), first, "1999-01-01"), second, day)
    text = render_published(rows)
    assert text.count("\n") == len(rows) + 1
    assert parse_published(text, NAME) == (rows, [])


@given(st.text())
def test_any_text_is_read_or_told_of(text: str) -> None:
    rows, problems = parse_published(text, NAME)
    lines = [line for line in text.split("\n") if line.strip("\r\ufeff") and not line.lstrip("\ufeff").startswith("#")]
    assert len(rows) + len(problems) <= len(lines)
