"""Stories that are read many at once, or not at all, are those that reading them one by one gives."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from sitegen.content import load, reloading
from sitegen.content.reloading import Gleaning, Reader
from sitegen.signatures import signatures
from sitegen.site.gists import gleaned
from sitegen.site.outlines import outlined
from sitegen.site.working import each

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
