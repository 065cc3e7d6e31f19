"""A new archive is one that works, and nothing of anybody's is written over."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.config import load_config
from sitegen.starter import start

if TYPE_CHECKING:
    from pathlib import Path


def test_a_new_archive_has_settings_and_a_clipping(tmp_path: Path) -> None:
    root = tmp_path / "deep" / "甲县剪报"
    assert start(root) == []
    config, problems = load_config(root)
    assert problems == []
    assert config.title
    assert list((root / "seeds").glob("*.txt"))
    assert "public/" in (root / ".gitignore").read_text("utf-8")
    assert {path.name for path in root.iterdir()} == {"sitegen.toml", "seeds", "content", "themes", ".gitignore"}


@pytest.mark.parametrize("there", [[], [".git"]])
def test_an_empty_folder_will_do_and_so_will_one_under_git(tmp_path: Path, there: list[str]) -> None:
    for name in there:
        (tmp_path / name).mkdir()
    assert start(tmp_path) == []


def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text("mine")
    problems = start(tmp_path)
    assert "is not empty" in str(problems[0])
    assert [(path.name, path.read_text()) for path in tmp_path.iterdir()] == [("sitegen.toml", "mine")]


def test_a_place_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    assert "cannot be written" in str(start(tmp_path / "file" / "x")[0])
    assert "cannot be written" in str(start(tmp_path / "file")[0])
