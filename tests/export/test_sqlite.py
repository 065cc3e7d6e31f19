"""The database has every row, and finds what is asked for however short the question."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import Archive
from sitegen.export.columns import TABLES
from sitegen.export.sqlite import SEARCH, datasette, write
from sitegen.model import Caption, Clipping, ClippingRecord, Figure, Leftover, Line, Passage, Record, Split, Story

if TYPE_CHECKING:
    from collections.abc import Iterator

RECORD = Record(
    "云汀县/a.md",
    "guan-qu",
    "云汀镇修好十里灌渠",
    "渠水流进2000亩麦田。",
    townships=("云汀镇",),
    mentioned_townships=("卧石乡",),
    villages=("石汀村",),
    topics=("水利",),
    people=("许青禾（副镇长）", "卫石"),
    organisations=("水务站",),
    reporters=("张三",),
    captions=("图为麦田。",),
    clipping="a.txt",
    lines=((1, 4),),
)
OTHER = Record("云汀县/b.md", "ye-xiao", "卧石乡办起夜校", "𠮷村的夜校开课。", date="2024-01-12", townships=("卧石乡",))
STORY = Story(
    "",
    RECORD.headline,
    "",
    (Passage("paragraph", RECORD.body, ((2, 2),)),),
    captions=(Caption("图为麦田。", (4, 4)),),
    lines=((1, 4),),
    title_lines=((1, 1),),
)
LINES = ("云汀镇修好十里灌渠", "渠水流进2000亩麦田。", "", "图为麦田。", "乡村振兴")
CLIPPING = ClippingRecord(
    Clipping("a.txt", tuple(Line(number, text) for number, text in enumerate(LINES, 1)), digest="f00"),
    Split("a.txt", (STORY,), (Leftover("banner", "乡村振兴", (5, 5)),)),
    ("guan-qu",),
    ((Figure("2000亩", 2000, 2000, "亩", "麦田", sentence=RECORD.body, line=2), Figure("9吨", 9, 9, "吨")),),
)
ARCHIVE = Archive((RECORD, OTHER), (CLIPPING,))


def opened(archive: Archive) -> sqlite3.Connection:
    content, problems = write(archive, "云汀县", {("云汀县", "云汀镇"): "999999101"})
    assert problems == []
    base = sqlite3.connect(":memory:")
    base.deserialize(content)
    return base


@pytest.fixture(scope="module")
def base() -> Iterator[sqlite3.Connection]:
    with closing(opened(ARCHIVE)) as found:
        yield found


def found(base: sqlite3.Connection, words: str) -> list[str]:
    return [row[0] for row in base.execute(SEARCH, {"q": words})]


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("夜", ["ye-xiao"]),
        ("夜校", ["ye-xiao"]),
        ("𠮷村", ["ye-xiao"]),
        ("卧石乡", ["ye-xiao"]),
        ("十里灌渠", ["guan-qu"]),
        ("2000亩", ["guan-qu"]),
        ("亩麦", ["guan-qu"]),
        ("图为麦田", ["guan-qu"]),
        ("校夜", []),
        ("汀镇卧", []),
        ("校开 课", []),
        ('"', []),
        ("", []),
        ("云汀镇 OR 夜校", []),
    ],
)
def test_a_question_of_any_length_finds_its_stories(base: sqlite3.Connection, words: str, ids: list[str]) -> None:
    assert found(base, words) == ids


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("渠水流进亩麦田夜校a9，“ \n"), min_size=4, max_size=30), st.data())
def test_every_run_of_letters_is_found(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    words = text[start : start + data.draw(st.integers(1, 4))]
    record = Record("a.md", "a", "题", text)
    with closing(opened(Archive((record,)))) as base:
        (body,) = base.execute("SELECT text FROM stories").fetchone() or ("",)
        if words.isalnum() and words in (body or ""):
            assert found(base, words) == ["a"]


def test_the_tables_have_their_rows(base: sqlite3.Connection) -> None:
    def rows(table: str) -> list[tuple[object, ...]]:
        return base.execute(f"SELECT * FROM {table}").fetchall()

    assert rows("places") == [
        ("guan-qu", "云汀镇", "township", "云汀县", "999999101"),
        ("guan-qu", "卧石乡", "mentioned", "云汀县", ""),
        ("guan-qu", "石汀村", "village", "云汀县", ""),
        ("ye-xiao", "卧石乡", "township", "云汀县", ""),
    ]
    assert rows("people") == [("guan-qu", 1, "许青禾", "副镇长"), ("guan-qu", 2, "卫石", "")]
    assert rows("organisations") == [("guan-qu", "水务站")]
    # 9 tons are no longer in the story: an editor took them out.
    assert rows("figures") == [("guan-qu", 1, "2000亩", 2000, 2000, "亩", "麦田", "", RECORD.body, 2)]
    assert [(row[1], *row[3:]) for row in rows("lines")] == [
        (1, "guan-qu", "title"),
        (2, "guan-qu", "body"),
        (3, "", ""),
        (4, "guan-qu", "caption"),
        (5, "", "banner"),
    ]
    assert base.execute("SELECT json_extract(townships, '$[0]'), truncated_head FROM stories").fetchone() == (
        "云汀镇",
        0,
    )


def test_it_is_sound_and_what_belongs_together_is_linked(base: sqlite3.Connection) -> None:
    assert base.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    base.execute("INSERT INTO stories_fts(stories_fts) VALUES ('integrity-check')")


def test_its_columns_are_those_that_are_described(base: sqlite3.Connection) -> None:
    for table in TABLES:
        columns = [row[1] for row in base.execute(f"PRAGMA table_info({table.name})")]
        assert columns == [column.name for column in table.columns]
    told = json.loads(datasette("档案", "", "a"))["databases"]["a"]
    assert told["tables"]["stories"]["fts_table"] == "stories_fts"
    assert told["queries"]["search"]["sql"] == SEARCH
