"""What is left in the files until it is asked for is the same as if it had been read at once."""

from __future__ import annotations

import gc
import pickle
import tracemalloc
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content import carry, load
from sitegen.content.clippingfile import parse_clipping
from sitegen.content.fields import read_record
from sitegen.content.filed import DamagedError, FiledRecord, read_body, with_field
from sitegen.content.frontmatter import read_story
from sitegen.content.loading import clipping_faults
from sitegen.content.reloading import Gleaning, Reader
from sitegen.model import Figure, Record, Tags
from sitegen.signatures import signatures
from tests.content.paper import files, page, stories

if TYPE_CHECKING:
    from pathlib import Path

LINES = ["头版", "第一段。", "第二段。", "二版", "第三段。"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    clipping, split, _ = page(LINES, (1, 4))
    tags = (Tags(figures=(Figure("3万元", 30000, 30000, "元", line=2),)), Tags())
    carry([(clipping, split, tags)], tmp_path / "content")
    return tmp_path / "content"


def whole(content: Path, path: str) -> Record:
    story, _ = read_story((content / path).read_bytes(), path)
    assert story is not None
    return read_record(story, path, path)[0]


def test_stories_and_clippings_are_equal_to_whole_ones(content: Path) -> None:
    archive, problems = load(content)
    assert problems == []
    for record in archive.records:
        assert record == whole(content, record.path)
        assert whole(content, record.path) == record
        assert hash(record) == hash(whole(content, record.path))
        assert record != replace(record, body="别的")
        assert pickle.loads(pickle.dumps(record)) == record
    (found,) = archive.clippings
    read, _ = parse_clipping((content / "clippings/a.json").read_bytes(), "")
    assert found == read
    assert read == found
    assert pickle.loads(pickle.dumps(found)) == read
    assert replace(found, story_ids=("", "")).split == found.split
    assert replace(found.clipping, name="b.txt").lines == found.clipping.lines


def test_a_deleted_story_is_named_by_no_clipping(content: Path) -> None:
    (content / stories(content)["头版"]).unlink()
    (found,) = load(content)[0].clippings
    assert [bool(identity) for identity in found.story_ids] == [False, True]
    assert len(found.split.stories) == 2


def test_a_body_is_the_one_that_the_file_has_now(content: Path) -> None:
    record = next(record for record in load(content)[0].records if record.headline == "头版")
    file = content / record.path
    file.write_bytes(file.read_bytes().replace("第一段".encode(), "订正段".encode()))
    assert record.body.startswith("订正段。")
    file.unlink()
    assert record.body == ""


BODIES = st.text(st.sampled_from("甲。 \n\r\t-—.#：…\ufeff\u3000\ufffd"), max_size=30)
HEADS = st.sampled_from(
    ["---\ntitle: 甲\n---\n", "---\r\ntitle: 甲\r\n---\r\n", "———\ntitle：甲\n...\n", "---\n---\n", ""]
)


@given(HEADS, BODIES)
def test_the_quick_way_to_a_body_finds_what_the_parser_finds(
    tmp_path_factory: pytest.TempPathFactory, head: str, body: str
) -> None:
    folder = tmp_path_factory.getbasetemp()
    (folder / "a.md").write_bytes((head + body).encode())
    story, _ = read_story((head + body).encode(), "a.md")
    if story is not None:
        assert read_body(str(folder), "a.md") == read_record(story, "a.md", "a.md")[0].body


@pytest.mark.parametrize(
    ("before", "after"),
    [("\n}\n", "\n"), ('"stories": [', '"stories": ['[:-1]), ('"name"', "<<<<<<< HEAD\n")],
    ids=["cut", "no list", "merge"],
)
def test_a_damaged_clipping_is_told_of_and_stops_no_other(content: Path, before: str, after: str) -> None:
    carry([page(["别版", "第七段。"], name="b.txt")], content)
    file = content / "clippings/a.json"
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")
    archive, problems = load(content)
    assert [found.clipping.name for found in archive.clippings] == ["b.txt"]
    assert [problem.path for problem in problems] == ["content/clippings/a.json"]


def test_damage_that_a_look_does_not_show_is_found_by_a_check(content: Path) -> None:
    file = content / "clippings/a.json"
    file.write_text(file.read_text("utf-8").replace("第二段。", "第二\x01段。"), "utf-8")
    archive, problems = load(content)
    assert problems == []
    with pytest.raises(DamagedError, match=r"a\.json is damaged"):
        assert archive.clippings[0].split
    assert [problem.path for problem in clipping_faults(content)] == ["content/clippings/a.json"]


def test_a_field_of_many_is_changed_as_one_by_one(content: Path) -> None:
    found = signatures(content)
    reader = Reader(content / "kept", b"1", found, found, Gleaning(lambda record: (), lambda clipping: ()))
    for records in (load(content)[0].records, load(content, reader)[0].records):
        given = with_field(records, "county", ["", "安化县"])
        assert list(given) == [replace(records[0], county=""), replace(records[1], county="安化县")]
        assert [one.body for one in given] == [one.body for one in records] != ["", ""]


def test_a_story_costs_a_kilobyte(tmp_path: Path) -> None:
    text = "平遥县岳壁乡的梨花开了，来看花的人一天比一天多。" * 8
    many = [
        page([f"第{number}期{at}版" if at % 5 == 0 else text for at in range(20)], range(1, 21, 5), f"{number}.txt")
        for number in range(60)
    ]
    carry(many, tmp_path / "content")
    load(tmp_path / "content")
    gc.collect()
    tracemalloc.start()
    archive, _ = load(tmp_path / "content")
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert len(archive.records) == 240
    assert isinstance(archive.records[0], FiledRecord)
    assert sum(len(data) for data in files(tmp_path / "content").values()) > 240 * 6000
    assert held < 240 * 1400, "with the clippings, of which there are more here than in an archive"
