"""The draft of a chronicle puts each event where its date allows, and says how far that is certain."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.config import Config
from sitegen.content import Archive
from sitegen.model import Clipping, ClippingRecord, Imprint, Record, Split
from sitegen.reports.chronicle import html_chronicle, markdown_chronicle
from sitegen.reports.events import dated, events
from tests.reports.test_coverage import Balanced

PAPER = Imprint("云汀日报", "2024-01-12", "3")


def record(identity: str, date: str = "", text: str = "", basis: str = "", **more: object) -> Record:
    fields = {"county": "云汀县", "townships": ("云汀镇",), "body": f"本报讯 {identity}的事。", **more}
    return Record(f"{identity}.md", identity, identity, date=date, date_text=text, date_basis=basis, **fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("date", "words", "basis", "imprint", "parts", "certainty"),
    [
        ("2024-01-12", "", "见报日期", PAPER, (2024, 1, 12), "printed"),
        ("2024-01-12", "近日", "见报日期；文中“近日”约为2024年1月", PAPER, (2024, 1, 0), "about"),
        ("2024-01-12", "去年10月", "见报日期", PAPER, (2023, 10, 0), "about"),
        ("2024-01-12", "12月5日", "见报日期", PAPER, (2023, 12, 5), "about"),
        ("2021-03-04", "", "", PAPER, (2021, 3, 4), "stated"),
        ("2023-04-02", "2023年4月2日", "文中写明：……", Imprint(), (2023, 4, 2), "stated"),
        ("2023", "近年来", "约2023年：同版另文写的是2023年", Imprint(), (2023, 0, 0), "about"),
        ("", "去年", "不早于2020年：……", Imprint(), (0, 0, 0), "none"),
        ("", "", "", Imprint(), (0, 0, 0), "none"),
        ("2023-13-40", "", "", Imprint(), (2023, 0, 0), "stated"),
    ],
)
def test_a_date_is_as_certain_as_its_source(
    date: str, words: str, basis: str, imprint: Imprint, parts: tuple[int, int, int], certainty: str
) -> None:
    found = dated(record("甲", date, words, basis), imprint)
    assert found[:2] == (parts, certainty)
    assert words in found[2] or words == "12月5日" or basis.startswith(("约", "不早于", "文中"))


def clipped(*records: Record) -> Archive:
    clipping = ClippingRecord(Clipping("a.txt", (), PAPER), Split("a.txt", ()))
    return Archive(records, (clipping,))


ARCHIVE = clipped(
    record("undated"),
    record("year", "2023", "", "约2023年：同版"),
    record("month", "2023-05"),
    record("day", "2023-05-06"),
    record("printed", "2024-01-12", "", "见报日期", clipping="a.txt", lines=((3, 9),)),
    record("last-year", "2024-01-12", "去年12月", "见报日期", clipping="a.txt"),
)


def test_events_come_by_day_then_month_then_year_and_the_undated_last() -> None:
    found = events(ARCHIVE, Config())
    assert [(event.year, event.when, event.id) for event in found[:-1]] == [
        (2023, "5月6日", "day"),
        (2023, "5月（日不详）", "month"),
        (2023, "约12月", "last-year"),
        (2023, "约是年", "year"),
        (2024, "1月12日", "printed"),
    ]
    assert (found[-1].year, found[-1].id) == (0, "undated")


def test_every_event_has_its_place_its_citation_and_where_it_stands() -> None:
    told = Balanced(html_chronicle(events(ARCHIVE, Config()), "云汀 <剪报>", "").decode()).text
    assert re.findall(r"^(\d{4}年|年份待考)$", told, re.MULTILINE) == ["2023年", "2024年", "年份待考"]
    assert "1月12日　（云汀县云汀镇）printed的事。" in told
    assert "日期2024-01-12见报。printed[N]. 云汀日报，2024-01-12（3）。剪报 a.txt，第 3–9 行。" in told
    assert "约：2024-01-12见报，文中称“去年12月”" in told


def test_a_place_that_the_text_names_is_not_said_twice() -> None:
    (event,) = events(Archive((record("甲", body="云汀镇修渠。"),), ()), Config())
    assert "（云汀县云汀镇）" not in markdown_chronicle([event], "x", "").decode()


def test_the_markdown_has_a_note_for_every_event() -> None:
    text = markdown_chronicle(events(ARCHIVE, Config()), "云汀_剪报_", "2023").decode()
    assert text.startswith("# 云汀\\_剪报\\_ 大事记（初稿）\n\n2023\n")
    assert re.findall(r"\[\^(\d)\]$", text, re.MULTILINE) == re.findall(r"^\[\^(\d)\]:", text, re.MULTILINE)


@given(st.text(), st.text(), st.text())
def test_any_text_makes_both_forms(headline: str, body: str, date: str) -> None:
    found = events(Archive((Record("a.md", "a", headline, body, date=date),), ()), Config())
    Balanced(html_chronicle(found, headline, body).decode())
    assert markdown_chronicle(found, headline, "").decode().count("[^1]:") == 1
