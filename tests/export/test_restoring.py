"""What `sitegen export jsonl` took away, `sitegen import` brings back: the same archive, or nothing and why."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen.content import Archive, load
from sitegen.content.fields import read_record
from sitegen.content.frontmatter import read_story
from sitegen.content.restoring import restore, story_file
from sitegen.export.restoring import records_of
from sitegen.export.tables import jsonl
from sitegen.model import Record
from tests.conftest import ArchiveFolder
from tests.export.books import PIXEL

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

STORY = """\
---
title: 卧石乡办起夜校
county: 云汀县
townships: [卧石乡]
note: 手写
source:
  url: x
lines: ""
confidence: 0.5
---

夜校**开课**。[^1]

[^1]: 注。
"""


@pytest.fixture
def other(tmp_path: Path) -> ArchiveFolder:
    """An empty archive beside the first one."""
    folder = ArchiveFolder(tmp_path / "other")
    folder.write("sitegen.toml", 'title = "另一处"\n')
    return folder


def exported(archive: ArchiveFolder) -> Path:
    assert archive.run("import").code == 0
    archive.write("content/云汀县/夜校.md", STORY)
    done = archive.run("export", "jsonl", "--out", "x.jsonl")
    assert done.code == 0, done.err
    return archive.root / "x.jsonl"


def test_the_same_archive_comes_back(archive: ArchiveFolder, other: ArchiveFolder) -> None:
    file = exported(archive)
    done = other.run("import", str(file))
    assert done.code == 0, done.err
    assert "2 stories and 1 clippings" in done.err
    assert load(other.root / "content") == load(archive.root / "content")
    assert other.run("export", "jsonl", "--out", "x.jsonl").code == 0
    for name in ("x.jsonl", "x.clippings.jsonl"):
        assert (other.root / name).read_bytes() == (archive.root / name).read_bytes()


def test_pictures_come_along_also_from_the_sites_own_data(archive: ArchiveFolder, other: ArchiveFolder) -> None:
    archive.run("import")
    archive.write("content/云汀县/夜校.md", STORY + "\n![夜校](图/夜%20校.png)\n\n![没有的](无.png)\n")
    (archive.root / "content/云汀县/图").mkdir()
    (archive.root / "content/云汀县/图/夜 校.png").write_bytes(PIXEL)
    assert archive.run("export", "jsonl", "--out", "x.jsonl").code == 0
    described = json.loads((archive.root / "datapackage.json").read_bytes())
    assert "x.pictures.jsonl" in [resource["path"] for resource in described["resources"]]
    assert archive.run("build").code == 0
    for file in ("x.jsonl", "public/data/stories.jsonl"):
        done = other.run("import", str(archive.root / file))
        assert done.code == 0, done.err
        assert "1 pictures" in done.err
        assert (other.root / "content/云汀县/图/夜 校.png").read_bytes() == PIXEL
        assert load(other.root / "content") == load(archive.root / "content")
        shutil.rmtree(other.root / "content")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"path": "../a.png", "base64": ""}, "no place for a picture"),
        ({"path": "a.md", "base64": ""}, "no place for a picture"),
        ({"path": "a.png", "base64": "#"}, '"base64" is none'),
        ({"path": "a.png"}, '"base64" is missing'),
        ({"path": "a.png", "base64": "", "sha256": "0"}, "is not as it was"),
        ({"path": "a.png", "file": "../../../../secret.png"}, "is no picture of this site"),
        ({"path": "a.png", "file": "x.jsonl"}, "is no picture of this site"),
        ({"path": "a.png", "file": "folder.png"}, "folder.png cannot be read"),
        ({"path": "b.png", "base64": "AA=="}, "is there already, and is another"),
    ],
)
def test_a_picture_that_cannot_come_in_is_told_and_nothing_is_written(
    other: ArchiveFolder, row: Mapping[str, str], words: str
) -> None:
    other.write("data/x.jsonl", line())
    other.write("data/x.pictures.jsonl", json.dumps(row))
    other.write("content/b.png", "theirs")
    (other.root / "data/folder.png").mkdir()
    done = other.run("import", "data/x.jsonl")
    assert (done.code, words in done.err) == (1, True), done.err
    assert not list((other.root / "content").rglob("*.md"))


def test_the_seeds_come_back_whole(seeds_archive: ArchiveFolder, other: ArchiveFolder, tmp_path: Path) -> None:
    assert seeds_archive.run("export", "jsonl", "--out", str(tmp_path / "x.jsonl")).code == 0
    assert other.run("import", str(tmp_path / "x.jsonl")).code == 0
    assert load(other.root / "content") == load(seeds_archive.root / "content")


def test_a_second_time_changes_nothing(archive: ArchiveFolder, other: ArchiveFolder) -> None:
    file = exported(archive)
    other.run("import", str(file))
    before = other.files("content")
    done = other.run("import", str(file))
    assert (done.code, "3 there already" in done.err) == (0, True)
    assert other.files("content") == before


def test_its_stories_stay_where_there_are_no_clippings_to_read(archive: ArchiveFolder, other: ArchiveFolder) -> None:
    other.run("import", str(exported(archive)))
    before = load(other.root / "content")
    done = other.run("build")
    assert done.code == 0, done.err
    assert load(other.root / "content") == before
    assert other.run("build").code == 0


def test_another_story_in_its_place_stays_and_nothing_is_written(archive: ArchiveFolder, other: ArchiveFolder) -> None:
    file = exported(archive)
    other.write("content/云汀县/夜校.md", "---\ntitle: 别的\n---\n\n别的。\n")
    before = other.files("content")
    done = other.run("import", str(file))
    assert (done.code, "content/云汀县/夜校.md: error: is there already" in done.err) == (1, True)
    assert {path: data for path, data in other.files("content").items() if path.endswith(".md")} == before


def line(**values: object) -> str:
    return json.dumps({"path": "a.md", "id": "a", "headline": "题", **values}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "no stories in it"),
        ("no json", "x.jsonl:1: error: no JSON"),
        ("[1]", "no JSON object"),
        ("{}", '"path" is missing'),
        (line(headline=1), '"headline" is not a text'),
        (line(topics="水利"), '"topics" is no list'),
        (line(lines=[[1]]), '"lines" is no list of pairs'),
        (line(colour="red"), '"colour" is no column'),
        (line(path="../a.md"), "no place for a story"),
        (line(path="/etc/a.md"), "no place for a story"),
        (line(path="clippings/a.md"), "no place for a story"),
        (line(path="a/.b.md"), "no place for a story"),
        (line(path="C:\\a.md"), "no place for a story"),
        (line(path="a.txt"), "no place for a story"),
        (line(id="../a"), "cannot be an address"),
        (line() + "\n" + line(), "stands twice"),
        (line(date="gestern"), "is no month or year"),
    ],
)
def test_a_bad_file_is_told_and_nothing_is_written(other: ArchiveFolder, text: str, words: str) -> None:
    other.write("x.jsonl", text)
    done = other.run("import", "x.jsonl")
    assert (done.code, words in done.err) == (1, True), done.err
    assert not list((other.root / "content").rglob("*.md"))


def test_a_file_that_is_not_there_is_told(other: ArchiveFolder) -> None:
    done = other.run("import", "nowhere.jsonl")
    assert (done.code, "nowhere.jsonl: error: cannot be read" in done.err) == (1, True)


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
lists = st.lists(words, max_size=3)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.fixed_dictionaries({"title": words, "byline": words, "topics": lists, "captions": lists, "note": words}), words
)
def test_any_story_that_a_file_can_hold_comes_back(values: Mapping[str, str | list[str]], body: str) -> None:
    """Whatever an editor wrote, as it was read."""
    fields = [f"{key}: {json.dumps(value)}" for key, value in values.items()]
    data = "\n".join(["---", *fields, "id: a", "---", "", body, ""]).encode()
    story, _ = read_story(data, "a.md")
    assert story is not None
    record, _ = read_record(story, "a.md", "a.md")
    (again,), problems = records_of(jsonl(Archive((record,))))
    assert (again, problems) == (record, [])
    restored, _ = read_story(story_file(again), "a.md")
    assert restored is not None
    assert read_record(restored, "a.md", "a.md")[0] == record


def test_a_record_that_no_file_can_hold_is_told(tmp_path: Path) -> None:
    record = Record("a.md", "a", "题", topics=(" 水利",))
    restored = restore(Archive((record,)), tmp_path / "content")
    assert [problem.message for problem in restored.problems] == ["cannot be kept as it is: topics"]
    assert restore(Archive((replace(record, topics=()),)), tmp_path / "content").stories == 1
