"""Stories that are read many at once, or not at all, are those that reading them one by one gives."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from sitegen.content import carry, load, reloading
from sitegen.content.reloading import Gleaning, Reader
from sitegen.content.stock import ids_on_disk
from sitegen.content.store import glance
from sitegen.signatures import signatures
from sitegen.site.errands import each
from sitegen.site.gists import gleaned
from sitegen.site.outlines import outlined
from tests.content.paper import page

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.content.reloading import Run

STORY = """---
title: 第{n}篇
date: 2024-0{n}-01
county: 云汀县
townships:
  - 云汀镇
truncated:
  - head
id: s-{n}
---

{n}
"""


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    folder.mkdir()
    for n in range(1, 8):
        (folder / f"{n}.md").write_text(STORY.format(n=n), encoding="utf-8")
    (folder / "bad.md").write_text("---\ntitle: [\n", encoding="utf-8")
    (folder / "latin.md").write_bytes(b"\xff\x00\xff")
    return folder


def reader(content: Path, run: Run) -> Reader:
    found = signatures(content)
    return Reader(content.parent / "kept", b"1", found, found, Gleaning(gleaned, outlined), run)


@pytest.mark.parametrize("run", [map, partial(each, jobs=2)], ids=["here", "in processes"])
def test_stories_read_ahead_are_those_read_one_by_one(content: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reloading, "CHUNK", 2)
    plain, problems = load(content)
    first = reader(content, run)
    archive, found = load(content, first)
    assert (archive.records, found) == (plain.records, problems)
    assert [type(record.truncated_head) for record in archive.records] == [bool] * len(plain.records)
    first.keep()
    again, found = load(content, reader(content, run))
    assert (again, found) == (archive, problems)


@pytest.mark.parametrize("run", [map, partial(each, jobs=2)], ids=["here", "in processes"])
def test_clippings_read_ahead_are_those_read_one_by_one(
    tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where one is damaged and a look does not show it, one is cut short, one is a link out of content/."""
    content = tmp_path / "content"
    carry([page(["头版", "第一段。", "二版", "第二段。"], (1, 3), f"{n}.txt") for n in range(5)], content)
    shown = [f"content/clippings/{n}.json" for n in range(5)]
    unseen, cut, away = (tmp_path / name for name in shown[1:4])
    unseen.write_text(unseen.read_text("utf-8").replace("第一段。", "第一\x01段。"), "utf-8")
    cut.write_text(cut.read_text("utf-8")[:-3], "utf-8")
    away.rename(tmp_path / "secret.json")
    away.symlink_to(tmp_path / "secret.json")
    one_by_one, told = load(content, reader(content, run))
    monkeypatch.setattr(reloading, "CLIPPINGS", 2)
    ahead = reader(content, run)
    ahead.begin(content)
    archive, problems = load(content, ahead)
    assert (archive, problems) == (one_by_one, told)
    assert [found.clipping.name for found in archive.clippings] == ["0.txt", "4.txt"]
    assert [problem.path for problem in problems] == shown[1:4]
    assert {f"{tmp_path}/{shown[0]}", f"{tmp_path}/{shown[4]}"} <= archive.gleanings.keys()
    ahead.keep()
    assert load(content, reader(content, run)) == (archive, problems)


IDS = (
    "id: s-1",
    'id: "s-1"',
    "id:   s-1   ",
    "id: S-1",
    "id: s 1",
    "id: [s-1, s-2]",
    "id: s-1\nid: s-2",
    "id: s-1\naliases: [old, older]",
    "aliases: old、older\nid: s-1",
    "id: s-1\r\naliases:\r\n  - old",
    "aliases: old",
    'id: "s-1" # the first',
    "note: >\n  id: s-9\nid: s-1",
    "id: 2024",
    "title: [",
)


def test_whose_a_story_is_is_the_same_read_ahead_and_by_a_glance(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import that trusts what was read ahead does what it would have done by looking itself."""
    monkeypatch.setattr(reloading, "CHUNK", 2)
    content = tmp_path / "content"
    content.mkdir()
    for number, line in enumerate(IDS):
        (content / f"{number}.md").write_bytes(f"---\ntitle: 水渠\n{line}\n---\n\n正文\n".encode())
    (content / "plain.md").write_text("没有题头\n", encoding="utf-8")
    (content / "marked.md").write_bytes(b"\xef\xbb\xbf---\nid: s-1\n---\n\ntext\n")
    (content / "latin.md").write_bytes(b"---\nid: s-1\n---\n\xff\x00\xff")
    ahead = reader(content, map)
    assert ahead.ids() == {}, "of what nobody reads nothing is known"
    ahead.begin(content)
    known = ahead.ids()
    assert known == {path: glance(content, path) for path in known}
    assert len(known) >= 6, "most are addresses, and are known"
    of_all: tuple[set[str], set[str]] = (set(), set())
    assert ids_on_disk(content, of_all[0], known) == ids_on_disk(content, of_all[1])
    assert of_all[0] == of_all[1]
    assert load(content, ahead)[0].records == load(content)[0].records
