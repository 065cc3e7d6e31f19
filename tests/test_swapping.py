"""public/ is the old site or the new one, whole, whatever happens between."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.swapping import aside_of, drop, open_aside, swap_in

if TYPE_CHECKING:
    from pathlib import Path


def publish(public: Path, files: dict[str, str]) -> None:
    """Makes a site of these files and swaps it in."""
    aside = aside_of(public.parent, public)
    assert open_aside(public, aside) == []
    drop(aside)
    for name, text in files.items():
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        (aside / name).write_text(text)
    assert swap_in(aside, public) == []


def content(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_the_new_site_takes_the_place_of_the_old_whole_and_the_old_one_is_kept_aside(tmp_path: Path) -> None:
    public = tmp_path / "public"
    publish(public, {"index.html": "1", "gone/index.html": "x"})
    publish(public, {"index.html": "2"})
    assert content(public) == {"index.html": "2"}
    assert content(aside_of(tmp_path, public)) == {"index.html": "1", "gone/index.html": "x"}


def test_a_run_that_was_killed_before_the_new_site_was_in_leaves_the_old_one(tmp_path: Path) -> None:
    public = tmp_path / "public"
    publish(public, {"index.html": "1"})
    aside = aside_of(tmp_path, public)
    public.rename(tmp_path / "public.old")
    (aside / "half").mkdir(parents=True)
    assert open_aside(public, aside) == []
    assert content(public) == {"index.html": "1"}


def test_a_run_that_was_killed_when_the_new_site_was_in_leaves_the_new_one(tmp_path: Path) -> None:
    public = tmp_path / "public"
    publish(public, {"index.html": "1"})
    aside = aside_of(tmp_path, public)
    public.rename(tmp_path / "public.old")
    public.mkdir()
    (public / "index.html").write_text("2")
    assert open_aside(public, aside) == []
    assert content(public) == {"index.html": "2"}
    assert content(aside) == {"index.html": "1"}


def test_what_is_no_site_is_never_replaced(tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.mkdir()
    (public / "letters.doc").write_text("mine")
    problems = open_aside(public, aside_of(tmp_path, public))
    assert "holds files but no site" in str(problems[0])
    assert content(public) == {"letters.doc": "mine"}


@pytest.mark.parametrize("kind", ["file", "link", "below a file"])
def test_an_unwritable_place_is_told(tmp_path: Path, kind: str) -> None:
    public = tmp_path / "public"
    if kind == "file":
        public.touch()
    elif kind == "link":
        public.symlink_to(tmp_path)
    else:
        public = tmp_path / "f" / "public"
        (tmp_path / "f").touch()
    assert str(open_aside(public, aside_of(tmp_path, public))[0]).startswith("public: error: ")
