"""Tables hold all that the archive knows, and open where people open them."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from sitegen.content import Archive
from sitegen.export.columns import COLUMNS, DERIVED
from sitegen.export.restoring import records_of
from sitegen.export.tables import cell, csv_lines, csv_table, indented, jsonl
from sitegen.model import Clipping, ClippingRecord, Imprint, Record, Split

RECORD = Record(
    path="云汀县/a.md",
    id="guan-qu",
    headline="渠水来了",
    body="一段。\n\n## 小标题\n\n二段。",
    county="云汀县",
    townships=("云汀镇", "卧石乡"),
    clipping="a.txt",
    lines=((1, 3), (5, 5)),
    truncated_tail=True,
    extra=(("note", "x"),),
)
CLIPPING = ClippingRecord(
    Clipping("a.txt", (), Imprint(paper="云汀日报", date="2024-01-12", page_number="3")), Split("a.txt", ())
)
ARCHIVE = Archive((RECORD,), (CLIPPING,))
words = st.text(st.characters(exclude_categories=["Cs"]))


def rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_field_of_a_story_has_a_column() -> None:
    assert {column.name for column in COLUMNS} - DERIVED == {field.name for field in fields(Record)}


def test_jsonl_gives_the_same_stories_back() -> None:
    assert records_of(jsonl(ARCHIVE)) == (ARCHIVE.records, [])


@given(words, words, st.lists(words))
def test_jsonl_gives_any_text_back(headline: str, body: str, topics: list[str]) -> None:
    record = Record("a.md", "a", headline, body=body, topics=tuple(topics))
    assert records_of(jsonl(Archive((record,)))) == ((record,), [])


def test_what_the_clipping_tells_stands_beside_the_story() -> None:
    (row,) = map(json.loads, jsonl(ARCHIVE).decode().splitlines())
    assert (row["paper"], row["printed"], row["page"]) == ("云汀日报", "2024-01-12", "3")
    assert row["citation"] == "渠水来了[N]. 云汀日报，2024-01-12（3）."
    assert row["text"] == "一段。\n小标题\n二段。"


def test_csv_begins_with_the_mark_that_excel_looks_for() -> None:
    content = csv_table(ARCHIVE)
    assert content.startswith(b"\xef\xbb\xbfid,headline")
    (row,) = rows(content)
    assert (row["townships"], row["lines"], row["truncated_tail"]) == ("云汀镇；卧石乡", "1–3；5–5", "true")


values = st.one_of(
    st.text(), st.text(st.sampled_from('",\r\n\0 =\u3000；')), st.booleans(), st.floats(), st.lists(words).map(tuple)
)


@given(st.lists(st.lists(values, min_size=2)))
def test_a_csv_is_as_the_library_writes_it(rows: list[list[object]]) -> None:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerows([cell(value) for value in row] for row in rows)
    assert csv_lines(rows) == out.getvalue().encode("utf-8", "replace")


@given(st.recursive(values | st.none(), lambda of: st.lists(of) | st.dictionaries(st.text(), of), max_leaves=12))
def test_an_indented_json_is_as_the_library_writes_it(value: object) -> None:
    assert indented(value) == json.dumps(value, ensure_ascii=False, indent=1)


@given(st.sampled_from("=+-@\t＝＋－＠"), words)
def test_no_cell_is_a_formula(sign: str, text: str) -> None:
    record = Record("a.md", "a", sign + text, body=sign + text, people=(sign + text,))
    (row,) = rows(csv_table(Archive((record,))))
    assert not any(value.startswith(tuple("=+-@\t\r＝＋－＠")) for value in row.values())
