"""Citations have the form of their standards, and say no more than is known."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.citations import (
    Source,
    bibtex,
    cite,
    csl_json,
    gbt2015,
    gbt2025,
    names_of,
    quotation_of,
    ris,
    source_of,
)
from sitegen.model import Imprint, Record

FULL = Source("ding-guan-qu", "渠水来了", ("许青禾", "卫石"), "云汀日报", "2000-11-20", "15")
RECORD = Record("a.md", "a", "渠水来了", byline="（许青禾 卫石）", date="2023", date_basis="约2023年：同版")


def test_the_forms_of_the_standard_are_kept_to_the_last_mark() -> None:
    """The pattern of the newspaper examples: full-width marks in 2025, half-width in 2015."""
    assert gbt2025(FULL) == "许青禾，卫石. 渠水来了[N]. 云汀日报，2000-11-20（15）."
    assert gbt2015(FULL) == "许青禾, 卫石. 渠水来了[N]. 云汀日报, 2000-11-20(15)."


@pytest.mark.parametrize(
    ("source", "printed"),
    [
        (
            Source("a", "数字革命与竞争国际化", ("丁文祥",), "中国青年报", "2000-11-20", "15"),
            "丁文祥. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
        ),
        (
            Source("b", "罪犯DNA库与生命伦理学计划", ("张田勤",), "大众科技报", "2000-11-12", "7"),
            "张田勤. 罪犯DNA库与生命伦理学计划[N]. 大众科技报, 2000-11-12(7).",
        ),
    ],
)
def test_the_newspapers_among_the_examples_of_the_standard_come_out_as_printed(source: Source, printed: str) -> None:
    """Those of GB/T 7714—2015; the edition of 2025 has the same with full-width marks between the parts."""
    assert gbt2015(source) == printed
    assert gbt2025(source) == printed.replace(", ", "，").replace("(", "（").replace(")", "）")


def test_a_fourth_author_is_one_of_the_others() -> None:
    many = Source("a", "题", ("甲", "乙", "丙", "丁"))
    assert gbt2025(many) == "甲，乙，丙，等. 题[N]."
    assert gbt2015(many) == "甲, 乙, 丙, 等. 题[N]."


def test_what_is_read_online_says_so_and_names_the_day_of_reading_as_missing() -> None:
    online = Source("a", "题", (), "云汀日报", url="https://example.org/a/")
    assert gbt2025(online) == "题[N/OL]. 云汀日报. https://example.org/a/."
    assert online.missing == ("author", "date", "page", "access")


def test_a_date_that_was_inferred_from_the_text_is_no_date_of_printing() -> None:
    found = source_of(RECORD)
    assert found.date == ""
    assert found.authors == ("许青禾", "卫石")
    assert "2023" not in gbt2025(found) + bibtex(found) + ris(found)
    assert source_of(RECORD, Imprint(date="2024-01-12")).date == "2024-01-12"
    assert source_of(Record("a.md", "a", "题", date="2024-01")).date == "2024-01"


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("□ 许青禾 卫石", ("许青禾", "卫石")),
        ("本报记者 许青禾 通讯员 卫石", ("许青禾", "卫石")),
        ("(记者：许青禾、卫石)", ("许青禾", "卫石")),
        ("", ()),
    ],
)
def test_names_are_taken_out_of_a_byline(byline: str, names: tuple[str, ...]) -> None:
    assert names_of(byline) == names


def test_where_it_stands_in_the_archive_follows_the_citation() -> None:
    found = cite(FULL, "云汀剪报", "剪报001", "3–9")
    assert found.located.endswith("（15）. 云汀剪报，剪报001，第3–9行.")
    assert found.quotation == f"“{{words}}”——{gbt2025(FULL)} 云汀剪报，剪报001，第{{lines}}行."
    assert cite(FULL, "云汀剪报").quotation.endswith("（15）. 云汀剪报."), "a story without a clipping has no lines"


def test_a_quotation_from_a_clipping_names_what_is_known_of_it() -> None:
    imprint = Imprint(paper="云汀日报", date="2024-01-12", page_number="3")
    assert quotation_of(imprint, "档案", "剪报1") == "“{words}”——云汀日报，2024-01-12（3）. 档案，剪报1，第{lines}行."
    assert quotation_of(Imprint(), "档案", "剪报1") == "“{words}”——档案，剪报1，第{lines}行."


@pytest.mark.parametrize(
    ("source", "by_2025", "by_2015"),
    [
        # Appendix examples of both editions of the standard.
        (
            Source("a", "数字革命与竞争国际化", ("丁文详",), "中国青年报", "2000-11-20", "15"),
            "丁文详. 数字革命与竞争国际化[N]. 中国青年报，2000-11-20（15）.",
            "丁文详. 数字革命与竞争国际化[N]. 中国青年报, 2000-11-20(15).",
        ),
        # The 2015 edition wants the day of reading as well, [2015-02-28] after the page; nobody knows it here.
        (
            Source(
                "b",
                "探索微观世界的无穷奥秘（科技大观）",
                ("陈缮真",),
                "人民日报",
                "2022-08-16",
                "17",
                "http://paper.people.com.cn/rmrb/html/2022-08/16/nw.D110000renmrb_20220816_3-17.htm",
            ),
            "陈缮真. 探索微观世界的无穷奥秘（科技大观）[N/OL]. 人民日报，2022-08-16（17）. "
            "http://paper.people.com.cn/rmrb/html/2022-08/16/nw.D110000renmrb_20220816_3-17.htm.",
            "陈缮真. 探索微观世界的无穷奥秘（科技大观）[N/OL]. 人民日报, 2022-08-16(17). "
            "http://paper.people.com.cn/rmrb/html/2022-08/16/nw.D110000renmrb_20220816_3-17.htm.",
        ),
    ],
)
def test_published_examples_come_out_as_they_are_printed(source: Source, by_2025: str, by_2015: str) -> None:
    assert gbt2025(source) == by_2025
    assert gbt2015(source) == by_2015
    assert source.missing == (("access",) if source.url else ())


def test_ris_and_csl_say_the_same_as_the_source() -> None:
    assert ris(FULL).split("\r\n") == [
        "TY  - NEWS",
        "ID  - ding-guan-qu",
        "AU  - 许青禾",
        "AU  - 卫石",
        "TI  - 渠水来了",
        "T2  - 云汀日报",
        "PY  - 2000",
        "DA  - 2000/11/20/",
        "SP  - 15",
        "LA  - zh-CN",
        "ER  - ",
        "",
    ]
    assert json.loads(csl_json(FULL)) == [
        {
            "id": "ding-guan-qu",
            "type": "article-newspaper",
            "title": "渠水来了",
            "author": [{"literal": "许青禾"}, {"literal": "卫石"}],
            "container-title": "云汀日报",
            "issued": {"date-parts": [[2000, 11, 20]]},
            "page": "15",
            "language": "zh-CN",
        }
    ]
    assert "issued" not in json.loads(csl_json(Source("a", "题")))[0]


@given(st.text(), st.text(), st.text())
def test_no_text_breaks_out_of_its_field(title: str, byline: str, paper: str) -> None:
    """A brace, a line end or a quotation mark in a headline must not end the entry."""
    record = Record("a.md", "a", title, byline=byline)
    found = cite(source_of(record, Imprint(paper=paper)))
    bare = re.sub(r"\\[{}]", "", found.bibtex)
    assert bare.count("{") == bare.count("}")
    assert all(re.match(r"[A-Z][A-Z0-9]  - ", line) for line in found.ris.split("\r\n")[:-1])
    assert json.loads(found.csl_json)[0]["id"] == "a"


@given(st.text(), st.lists(st.text(min_size=1), max_size=3), st.sampled_from(["", "2000", "2000-11", "2000-11-20"]))
def test_the_item_is_written_as_the_library_writes_it(title: str, authors: list[str], day: str) -> None:
    source = Source("a", title, tuple(authors), title, day, "15", "https://example.org/")
    written = csl_json(source)
    assert written == json.dumps(json.loads(written), ensure_ascii=False, indent=1) + "\n"
