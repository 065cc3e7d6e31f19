"""The TEI is valid by the schema of its consortium, and has the lines of the clippings where they begin."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sitegen.content import Archive
from sitegen.content.markdown import to_blocks, to_runs
from sitegen.export.linebreaks import line_breaks
from sitegen.export.tei import write
from sitegen.model import Clipping, ClippingRecord, Line, Passage, Record, Split, Story
from tests.export.books import ARCHIVE, CONFIG

if TYPE_CHECKING:
    from sitegen.config import Config
    from tests.conftest import ArchiveFolder

NAMES = {"t": "http://www.tei-c.org/ns/1.0"}
LINES = ("修好灌渠", "", "“渠水来了”，云汀", "镇的十里灌渠", "修缮 完工。")
STORY = Story(
    "",
    "修好灌渠",
    "",
    (Passage("paragraph", "“渠水来了”，云汀镇的十里灌渠修缮完工。", ((3, 5),)),),
    lines=((1, 5),),
    title_lines=((1, 1),),
)
RECORD = Record("a.md", "a", "修好灌渠", "“渠水来了”，云汀镇的十里灌渠修缮完工。", clipping="a.txt", lines=((1, 5),))
CLIPPED = Archive(
    (RECORD,),
    (
        ClippingRecord(
            Clipping("a.txt", tuple(Line(number, text) for number, text in enumerate(LINES, 1))),
            Split("a.txt", (STORY,)),
            ("a",),
        ),
    ),
)


@pytest.fixture(scope="module")
def schema() -> etree.RelaxNG:
    """TEI P5 as published, less the elements that an export never writes."""
    return etree.RelaxNG(etree.parse(str(Path(__file__).parent / "tei.rng")))


def parsed(archive: Archive, config: Config = CONFIG) -> etree._Element:
    return etree.fromstring(write(archive, config, "云汀镇"))


@pytest.mark.parametrize(
    "archive", [ARCHIVE, CLIPPED, Archive((Record("b.md", "1", ""),))], ids=["all", "clip", "bare"]
)
def test_it_is_valid_tei(archive: Archive, schema: etree.RelaxNG) -> None:
    assert schema.validate(parsed(archive)), schema.error_log


def test_the_schema_refuses_what_tei_refuses(schema: etree.RelaxNG) -> None:
    """Else the test above would say nothing."""
    content = write(CLIPPED, CONFIG)
    for good, bad in (
        (b"<publisher>", b"<p/><publisher>"),
        (b' type="main"', b' sort="main"'),
        (b"<bibl><idno", b"<bibl><p/><idno"),
    ):
        assert good in content
        wrong = content.replace(good, bad)
        assert not schema.validate(etree.fromstring(wrong)), bad


def test_the_stories_of_the_seeds_are_valid(seeds_archive: ArchiveFolder, schema: etree.RelaxNG) -> None:
    from sitegen.content import load

    archive, _ = load(seeds_archive.root / "content")
    found = parsed(archive)
    assert schema.validate(found), schema.error_log
    lines = sum(bool(line.text.strip()) for clipping in archive.clippings for line in clipping.clipping.lines)
    assert len(found.findall(".//t:body//t:lb", NAMES)) > 0.9 * lines, "nearly every line begins somewhere"


def test_a_line_begins_where_it_began_in_the_clipping() -> None:
    body = parsed(CLIPPED).find(".//t:body", NAMES)
    assert body is not None
    (head,) = body.findall(".//t:head", NAMES)
    assert etree.tostring(head, encoding="unicode", with_tail=False).endswith('<lb n="1"/>修好灌渠</head>')
    paragraph = body.find(".//t:p", NAMES)
    assert paragraph is not None
    breaks = [(lb.get("n"), lb.get("break"), lb.tail) for lb in paragraph]
    assert breaks == [("3", None, "“渠水来了”，云汀"), ("4", "no", "镇的十里灌渠"), ("5", "no", "修缮完工。")]


def test_lines_that_an_editor_rewrote_have_no_beginning() -> None:
    lines = {1: "十里灌渠修缮完", 2: "工，渠水流进麦", 3: "田，乡亲们很是", 4: "高兴。"}
    assert line_breaks("十里灌渠修缮完工，渠水流进麦田，老乡们很是高兴。", ((1, 4),), lines) == (
        (0, 1),
        (7, 2),
        (21, 4),
    )
    assert line_breaks("十里灌渠修缮完工，渠水流进河道。", ((1, 2),), lines) == ((0, 1), (7, 2)), "four letters will do"


def test_emphasis_and_links_of_corrected_stories_stay_also_across_lines(schema: etree.RelaxNG) -> None:
    body = "“渠水来了”，**云汀镇的[十里](https://example.org/a?b=1&c=2)灌渠**修*缮*完工。\n\n- ~~甲~~\n- `乙`"
    body += "\n\n![图](a.png)\n\n| **村** | [亩](b.md) |\n|---|---|\n| 石汀 | 2<1 |"
    archive = Archive((replace(RECORD, body=body),), CLIPPED.clippings)
    found = parsed(archive)
    assert schema.validate(found), schema.error_log
    shown = etree.tostring(found.find(".//t:body", NAMES), encoding="unicode")
    assert (
        '<p><lb n="3"/>“渠水来了”，<hi rend="bold">云汀<lb n="4" break="no"/>镇的<ref target="https://example.org/a?b=1'
        '&amp;c=2">十里</ref>灌渠</hi><lb n="5" break="no"/>修<hi rend="italic">缮</hi>完工。</p>'
    ) in shown
    assert '<item><hi rend="strikethrough">甲</hi></item><item><hi rend="monospace">乙</hi></item>' in shown
    assert '<cell><hi rend="bold">村</hi></cell><cell><ref target="b.md">亩</ref></cell>' in shown
    assert "<cell>2&lt;1</cell>" in shown
    assert '<figure><graphic url="a.png"/><figDesc>图</figDesc></figure>' in shown


@given(st.text(st.sampled_from("甲a *_~`[]()!<>#-\n|")))
def test_runs_are_the_text_of_their_blocks(body: str) -> None:
    blocks, runs = to_blocks(body), to_runs(body)
    assert ["".join(run.text for run in found) for found in runs] == [block.text for block in blocks]


@settings(max_examples=60, deadline=None)
@given(st.text(st.sampled_from("甲a *_~`[]()!<>#-\n|")))
def test_any_marks_are_valid(schema: etree.RelaxNG, body: str) -> None:
    assert schema.validate(parsed(Archive((Record("a.md", "a", "甲", body),)))), schema.error_log


@settings(max_examples=60, deadline=None)
@given(st.text(), st.text(), st.lists(st.text(), max_size=2))
def test_any_text_is_valid_and_complete(schema: etree.RelaxNG, headline: str, body: str, names: list[str]) -> None:
    record = Record("a.md", "a", headline, body, people=tuple(names), villages=tuple(names), topics=tuple(names))
    assert schema.validate(parsed(Archive((record,)))), schema.error_log
