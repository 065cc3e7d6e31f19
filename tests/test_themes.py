"""Where templates come from: the archive's own theme first, the program's own default always last."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.config import Config
from sitegen.themes import own_themes, theme_dirs

if TYPE_CHECKING:
    from pathlib import Path


def test_the_default_comes_with_the_program(tmp_path: Path) -> None:
    assert theme_dirs(Config(), tmp_path) == ([(own_themes() / "default").resolve()], [])
    assert (own_themes() / "default" / "templates").is_dir()


def test_an_archives_own_theme_comes_first_and_may_bear_the_same_name(tmp_path: Path) -> None:
    for name in ("mine", "default"):
        (tmp_path / "themes" / name).mkdir(parents=True)
    found, problems = theme_dirs(replace(Config(), themes=("mine", "default")), tmp_path)
    assert problems == []
    here = (tmp_path / "themes").resolve()
    assert found == [here / "mine", here / "default", (own_themes() / "default").resolve()]


def test_in_a_checkout_the_same_folder_counts_once() -> None:
    root = own_themes().parent
    assert theme_dirs(Config(), root)[0] == [(own_themes() / "default").resolve()]


def test_an_unknown_theme_is_told(tmp_path: Path) -> None:
    found, problems = theme_dirs(replace(Config(), themes=("nowhere", "default")), tmp_path)
    assert [str(problem) for problem in problems] == [
        'sitegen.toml: error: no theme "nowhere"\n    hint: make the folder themes/nowhere/'
    ]
    assert len(found) == 1
