"""Everything in content/ that can be read is read, and each story has an address of its own."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from sitegen.content import carry, load
from tests.content.paper import edit, page, stories

if TYPE_CHECKING:
    from pathlib import Path


def _write(content: Path, path: str, text: str) -> None:
    (content / path).parent.mkdir(parents=True, exist_ok=True)
    (content / path).write_text(text, "utf-8")


def test_an_empty_or_missing_folder_is_an_empty_archive(tmp_path: Path) -> None:
    archive, problems = load(tmp_path / "content")
    assert (archive.records, archive.clippings, problems) == ((), (), [])


def test_one_broken_story_stops_no_other(tmp_path: Path) -> None:
    _write(tmp_path, "甲.md", "---\ntitle: 甲\n---\n\n一。\n")
    _write(tmp_path, "乙.md", "---\ntitle 乙\n---\n\n二。\n")
    archive, problems = load(tmp_path)
    assert [record.headline for record in archive.records] == ["甲"]
    assert [(problem.path, problem.line, problem.source) for problem in problems] == [
        (f"{tmp_path.name}/乙.md", 2, "title 乙")
    ]


def test_records_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    for name in ("c", "a", "b"):
        _write(tmp_path, f"{name}/x.md", f"---\ntitle: {name}\nid: same-{name}\n---\n")
    assert [record.id for record in load(tmp_path)[0].records] == ["same-a", "same-b", "same-c"]


def test_no_two_stories_have_one_address(tmp_path: Path) -> None:
    for name in ("甲", "乙", "丙"):
        _write(tmp_path, f"{name}.md", "---\ntitle: 同题\nid: tong-ti\n---\n")
    _write(tmp_path, "丁.md", "---\ntitle: 同题\nid: 汉字 ID\n---\n")
    _write(tmp_path, "戊.md", "---\ntitle: 同题\n---\n")
    _write(tmp_path, "！.md", "---\ntitle: ！\n---\n")
    archive, problems = load(tmp_path)
    ids = [record.id for record in archive.records]
    assert len(set(ids)) == 6
    assert all(identity.isascii() and identity == identity.lower() for identity in ids)
    assert "tong-ti" in ids
    assert len([problem for problem in problems if "is that of" in problem.message]) == 2
    assert load(tmp_path)[0] == archive, "and it is the same one every time"


def test_a_copy_does_not_take_the_address_of_the_first(tmp_path: Path) -> None:
    content = tmp_path / "content"
    carry([page(["头版", "第一段。"])], content)
    path = stories(content)["头版"]
    _write(content, path.replace(".md", " (1).md"), (content / path).read_text("utf-8").replace("第一段", "副本"))
    kept = next(record for record in load(content)[0].records if "第一段" in record.body)
    assert kept.id in (content / path).read_text("utf-8")


def test_an_alias_never_hides_a_living_story(tmp_path: Path) -> None:
    _write(tmp_path, "a.md", "---\ntitle: 甲\nid: jia\naliases: [yi, old, Bad One]\n---\n")
    _write(tmp_path, "b.md", "---\ntitle: 乙\nid: yi\naliases: [old]\n---\n")
    assert [record.aliases for record in load(tmp_path)[0].records] == [("old",), ()]


def test_decomposed_names_are_read(tmp_path: Path) -> None:
    name = unicodedata.normalize("NFD", "café.md")
    _write(tmp_path, name, "---\ntitle: 甲\n---\n")
    carry([], tmp_path)
    assert [record.path for record in load(tmp_path)[0].records] == [name]
    assert (tmp_path / name).is_file()


def test_hidden_files_and_other_kinds_are_left_alone(tmp_path: Path) -> None:
    _write(tmp_path, ".obsidian/x.md", "---\ntitle: 甲\n---\n")
    _write(tmp_path, "clippings/x.md", "---\ntitle: 甲\n---\n")
    _write(tmp_path, "x.txt", "x")
    assert load(tmp_path) == (load(tmp_path / "nothing")[0], [])


def test_a_broken_clipping_is_told_and_the_rest_goes_on(tmp_path: Path) -> None:
    content = tmp_path / "content"
    carry([page(["头版", "第一段。"]), page(["别版", "第二段。"], name="b.txt")], content)
    edit(content, "clippings/a.json", '"lines"', '"lines')
    (content / "clippings" / "c.json").write_text('{"name": 3}', "utf-8")
    archive, problems = load(content)
    assert [record.clipping.name for record in archive.clippings] == ["b.txt"]
    assert [problem.path for problem in problems] == ["content/clippings/a.json", "content/clippings/c.json"]
    carry([page(["头版", "第一段。"])], content)
    assert len(load(content)[0].clippings) == 2, "the next import makes it anew"


def test_a_deleted_story_is_no_ones_of_its_clipping(tmp_path: Path) -> None:
    content = tmp_path / "content"
    carry([page(["头版", "第一段。", "二版", "第二段。"], (1, 3))], content)
    (content / stories(content)["头版"]).unlink()
    ids = load(content)[0].clippings[0].story_ids
    assert ids[0] == ""
    assert ids[1].startswith("er-ban-")
