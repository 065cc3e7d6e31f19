"""The table of coverage counts each story where it belongs and says what it does not know."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import openpyxl
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import Archive
from sitegen.model import Clipping, ClippingRecord, Imprint, Record, Split
from sitegen.reports.coverage import Coverage, coverage
from sitegen.reports.ledger import html_ledger
from sitegen.reports.tables import COLUMNS, count_rows, csv_ledger, rows, xlsx_ledger
from sitegen.site.places import County, Township

PLACES = {"云汀县": County("云汀县", townships=(Township("云汀镇"), Township("卧石乡"), Township("晴溪乡")))}
BOTH = Record(
    "a.md", "guan-qu", "渠水 <来了> & 了", "本报讯 渠水，来了。\n\n## 小标题\n\n二段。", kicker="云汀镇",
    date="2024-01-12", county="云汀县", townships=("卧石乡", "云汀镇"), topics=("水利", "农业农村"),
    byline="（许青禾 卫石）", captions=("图为渠。",), clipping="a.txt",
)  # fmt: skip
GUESSED = Record(
    "b.md", "ye-xiao", "夜校", "夜校。", date="2024-05", date_basis="约2024年5月：同版", county="云汀县",
    townships=("开发区",), reporters=("张三",), truncated_tail=True,
)  # fmt: skip
NOWHERE = Record("c.md", "c", "=1+1", "正文。", county="云汀县")
CLIPPING = ClippingRecord(Clipping("a.txt", (), Imprint("云汀日报", "2024-01-12", "3")), Split("a.txt", ()))
ARCHIVE = Archive((NOWHERE, GUESSED, BOTH), (CLIPPING,))
WHEN = datetime(2024, 5, 1, tzinfo=UTC)


def made(archive: Archive = ARCHIVE) -> Coverage:
    return coverage(archive, PLACES)


def test_a_story_stands_under_each_of_its_townships_in_official_order() -> None:
    assert [(item.township, item.id) for item in made().items] == [
        ("云汀镇", "guan-qu"), ("卧石乡", "guan-qu"), ("开发区", "ye-xiao"), ("", "c"),
    ]  # fmt: skip
    assert made().stories == 3


def test_a_story_of_two_townships_counts_once_in_the_sum() -> None:
    dated, undated = made().years
    assert (dated.year, undated.year) == (2024, 0)
    assert {row.place[1]: row.total for row in dated.rows} == {"云汀镇": 1, "卧石乡": 1, "晴溪乡": 0, "开发区": 1}
    assert (dated.sums.total, dated.sums.months[0], dated.sums.without) == (2, 1, 1)


def test_an_inferred_date_is_in_brackets_and_in_no_month() -> None:
    (item,) = [item for item in made().items if item.id == "ye-xiao"]
    assert (item.year, item.month, item.date) == (2024, 0, "〔2024〕")
    assert [item.date for item in made().items if item.id == "c"] == [""]


def test_a_line_tells_paper_page_words_byline_and_what_is_lost() -> None:
    found = list(rows(made()))
    named = [dict(zip((name for name, _ in COLUMNS), row, strict=True)) for row in found]
    assert named[0] | {"编号": ""} == {
        "序号": 1, "县（市、区）": "云汀县", "乡镇（街道）": "云汀镇", "年": 2024, "月": 1, "日期": "2024-01-12",
        "标题": "云汀镇　渠水 <来了> & 了", "报纸": "云汀日报", "版次": "3", "字数": 12, "署名": "许青禾 卫石",
        "主题类别": "水利、农业农村", "图片": 1, "备注": "涉及2个乡镇", "编号": "",
    }  # fmt: skip
    assert (named[2]["署名"], named[2]["备注"]) == ("张三", "残篇")


def test_csv_opens_in_excel_and_no_cell_is_a_formula() -> None:
    content = csv_ledger(made())
    assert content.startswith(b"\xef\xbb\xbf")
    read = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert len(read) == 5
    assert "'=1+1" in read[4]


def test_the_workbook_says_the_same_and_is_the_same_bytes_again() -> None:
    content = xlsx_ledger(made(), "台账 & <一>", WHEN)
    assert content == xlsx_ledger(made(), "台账 & <一>", WHEN)
    book = openpyxl.load_workbook(io.BytesIO(content))
    listed, counted = book["台账"], book["按月统计"]
    values = [tuple("" if value is None else value for value in row) for row in listed.iter_rows(values_only=True)]
    assert values[1:] == list(rows(made()))
    assert listed["G5"].data_type == "s"
    assert (listed.page_setup.paperSize, listed.page_setup.orientation) == (9, "landscape")
    assert len(list(counted.iter_rows())) == 1 + len(list(count_rows(made())))


class Balanced(HTMLParser):
    """Fails on a tag that is not closed where it should be."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.text = ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag not in ("meta", "br", "img", "link"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_sheet_for_print_has_every_story_and_names_townships_without_any() -> None:
    page = Balanced(html_ledger(made(), "云汀 <剪报>", "2024").decode())
    assert page.text.count("云汀镇　渠水 <来了> & 了") == 2
    assert "2024年没有报道的：晴溪乡。" in page.text
    assert "涉及几个乡镇的报道" in page.text
    assert "填报人" in page.text


def test_nothing_at_all_still_makes_a_sheet() -> None:
    empty = coverage(Archive((), ()), PLACES)
    Balanced(html_ledger(empty, "空", "").decode())
    assert xlsx_ledger(empty, "空", WHEN)


@settings(max_examples=25, deadline=None)
@given(st.text(), st.text(), st.lists(st.text(min_size=1), max_size=2))
def test_any_text_makes_every_form(title: str, byline: str, names: list[str]) -> None:
    record = replace(BOTH, headline=title, byline=byline, townships=tuple(names), county=title, topics=(byline,))
    table = coverage(Archive((record,), ()), {})
    Balanced(html_ledger(table, title, byline).decode())
    csv_ledger(table)
    book = openpyxl.load_workbook(io.BytesIO(xlsx_ledger(table, title, WHEN)))
    assert book["台账"]["A2"].value == 1
