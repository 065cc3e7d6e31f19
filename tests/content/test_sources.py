"""A paragraph is traced to its lines, also after corrections; what was corrected is shown."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.content import carry, load
from sitegen.content.corrections import corrections
from sitegen.content.sources import paragraph_sources
from tests.content.paper import page

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.model import ClippingRecord, Record

FIRST = "近日，平遥县岳壁乡召开环境整治推进会，安排部署下一阶段工作。"
SECOND = "会议要求，各村要强化责任，注重实效，确保整治工作落到实处。"
THIRD = "城南堡新村力争年底保障房主体完工，商住部分全面启动。"


def _archive(tmp_path: Path) -> tuple[Record, ClippingRecord]:
    content = tmp_path / "content"
    carry([page(["头版", FIRST, SECOND, "二版", THIRD], (1, 4))], content)
    archive, _ = load(content)
    return next(record for record in archive.records if record.headline == "头版"), archive.clippings[0]


def test_paragraphs_know_their_lines(tmp_path: Path) -> None:
    record, clipping = _archive(tmp_path)

    def sources(*paragraphs: str) -> list[tuple[tuple[int, int], ...]]:
        return list(paragraph_sources(replace(record, body="\n\n".join(paragraphs)), clipping))

    assert sources(FIRST, SECOND) == [((2, 2),), ((3, 3),)]
    assert sources(SECOND, FIRST.replace("近日", "1月4日"), "编者按。") == [((3, 3),), ((2, 2),), ()]
    assert sources(FIRST + SECOND) == [((2, 2), (3, 3))], "two joined"
    assert sources(FIRST[:16], FIRST[16:]) == [((2, 2),), ((2, 2),)], "one divided"
    assert sources(THIRD) == [((5, 5),)], "moved here from another story"
    assert sources("## " + FIRST, f"> {SECOND}") == [((2, 2),), ((3, 3),)]
    assert sources("") == []


def test_an_untouched_story_has_no_corrections(tmp_path: Path) -> None:
    assert corrections(*_archive(tmp_path)) == ()


def test_corrections_say_what_went_and_what_came(tmp_path: Path) -> None:
    record, clipping = _archive(tmp_path)
    changed = replace(record, headline="头条", body=f"{FIRST.replace('近日', '1月4日')}\n\n{SECOND}\n\n编者按。")
    found = corrections(changed, clipping)
    assert [correction.field for correction in found] == ["title", "body", "body"]
    for correction in found:
        before = "".join(piece.text for piece in correction.pieces if piece.kind != "added")
        after = "".join(piece.text for piece in correction.pieces if piece.kind != "removed")
        assert before != after
    assert [(piece.kind, piece.text) for piece in found[1].pieces][:2] == [("removed", "近"), ("added", "1月4")]
    assert [(piece.kind, piece.text) for piece in found[2].pieces] == [("added", "编者按。")]


def test_a_story_without_a_counterpart_has_none(tmp_path: Path) -> None:
    record, clipping = _archive(tmp_path)
    assert corrections(replace(record, id="another"), clipping) == ()
