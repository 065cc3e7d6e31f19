"""A conflict can be put aside without a mark in the file, and only for the reading that was looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.content.accepting import accept
from sitegen.content.carrying import carry
from sitegen.content.loading import load
from sitegen.content.status import open_conflicts, status
from sitegen.content.store import locked
from tests.content.paper import edit, files, page, stories, story

if TYPE_CHECKING:
    from pathlib import Path

LINES = ["头版", "第一段。", "第二段。"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A story whose title an editor changed and the machine too."""
    content = tmp_path / "content"
    carry([page(LINES)], content)
    edit(content, stories(content)["头版"], "title: 头版", "title: 头版头条")
    carry([page(["头版改", *LINES[1:]])], content)
    return content


def conflicts(content: Path) -> list[tuple[str, str]]:
    return list(status(load(content)[0], content).conflicts)


@pytest.mark.parametrize("how", ["below content", "id", "whole"])
def test_a_conflict_is_put_aside(content: Path, how: str) -> None:
    path = stories(content)["头版头条"]
    names = {
        "below content": path,
        "id": str(story(content, path).values["id"]),
        "whole": str(content / path),
    }
    assert conflicts(content) == [(path, "title")]
    (told,) = open_conflicts(status(load(content)[0], content), "content")
    assert (told.path, told.severity) == (f"content/{path}", "note")
    before = files(content)
    assert accept(content, [names[how]]) == ([(path, "title")], [])
    assert conflicts(content) == []
    after = files(content)
    assert {name for name in after if after[name] != before[name]} == {"ledger.tsv"}
    assert carry([page(["头版改", *LINES[1:]])], content).conflicts == (), "the same reading is no news"
    assert conflicts(content) == []
    carry([page(["头版再改", *LINES[1:]])], content)
    assert conflicts(content) == [(path, "title")], "yet another reading is"


def test_an_emptied_field_is_put_aside_too(tmp_path: Path) -> None:
    content = tmp_path / "content"
    carry([page(LINES)], content)
    path = stories(content)["头版"]
    edit(content, path, "title: 头版\n", "")
    carry([page(["头版改", *LINES[1:]])], content)
    assert conflicts(content) == [(path, "title")]
    accept(content, [path])
    assert conflicts(content) == []


def test_what_has_no_conflict_is_named(content: Path) -> None:
    path = stories(content)["头版头条"]
    assert accept(content, [path, path])[0] == [(path, "title")]
    accepted, problems = accept(content, [path, "../x.md"])
    assert accepted == []
    assert [problem.path for problem in problems] == [path, "../x.md"]


def test_not_while_an_import_is_at_work(content: Path) -> None:
    with locked(content):
        accepted, (problem,) = accept(content, [stories(content)["头版头条"]])
    assert accepted == []
    assert "an import is writing here" in problem.message
