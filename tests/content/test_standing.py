"""Only what is new, changed or read otherwise now is split and tagged again; and editors are told of what waits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.content import Standing, carry
from sitegen.content.standing import standing, to_import
from tests.content.paper import page

if TYPE_CHECKING:
    from pathlib import Path

ONE, TWO = page(["头版", "第一段。"]), page(["别版", "第七段。"], name="b.txt")
DIGESTS = {item[0].name: item[0].digest for item in (ONE, TWO)}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    carry([ONE, TWO], tmp_path / "content", reader="1", faulty=["b.txt"])
    return tmp_path / "content"


def test_an_archive_without_an_import_has_only_new_clippings(tmp_path: Path) -> None:
    assert standing(tmp_path, DIGESTS, "1") == Standing(new=("a.txt", "b.txt"))


def test_nothing_is_due_that_is_as_it_was(content: Path) -> None:
    now = standing(content, DIGESTS, "1")
    assert now.due == frozenset()
    assert now.faulty == ("b.txt",), "what was wrong with it is said again"


def test_what_changed_came_and_went_is_told_apart(content: Path) -> None:
    now = standing(content, {"a.txt": "another", "c.txt": "new"}, "1")
    assert (now.new, now.changed, now.gone) == (("c.txt",), ("a.txt",), ("b.txt",))
    assert now.due == {"a.txt", "c.txt"}
    assert [(problem.path, problem.severity) for problem in to_import(now, "seeds")] == [
        ("seeds/a.txt", "warning"),
        ("seeds/b.txt", "warning"),
        ("seeds/c.txt", "note"),
    ]


def test_another_program_reads_all_again_which_is_no_news_of_the_clippings(content: Path) -> None:
    now = standing(content, DIGESTS, "2")
    assert now.due == {"a.txt", "b.txt"}
    assert list(to_import(now, "seeds")) == []
    assert standing(content, DIGESTS).due == frozenset(), "nobody asked who read them"


def test_after_an_import_that_was_cut_off_all_are_read_again(content: Path) -> None:
    (content / ".sitegen").mkdir(exist_ok=True)
    (content / ".sitegen/journal").write_text("", "utf-8")
    assert standing(content, DIGESTS, "1").due == {"a.txt", "b.txt"}
