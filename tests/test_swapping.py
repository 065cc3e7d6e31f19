"""public/ is the old site or the new one, whole, whatever happens between."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from sitegen.swapping import drop, open_aside, swap_in

if TYPE_CHECKING:
    from pathlib import Path


def publish(public: Path, files: dict[str, str]) -> bool:
    """Makes a site of these files and swaps it in; whether it is another than before."""
    aside, problems = open_aside(public)
    assert problems == []
    assert aside is not None
    for name, text in files.items():
        (aside / name).parent.mkdir(parents=True, exist_ok=True)
        (aside / name).write_text(text)
    changed, problems = swap_in(aside, public)
    assert problems == []
    return changed


def content(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_the_new_site_takes_the_place_of_the_old_whole(tmp_path: Path) -> None:
    public = tmp_path / "public"
    assert publish(public, {"index.html": "1", "gone/index.html": "x"})
    assert publish(public, {"index.html": "2"})
    assert content(tmp_path) == {"public/index.html": "2"}


def test_same_files_keep_their_time_and_the_same_site_is_no_change(tmp_path: Path) -> None:
    public = tmp_path / "public"
    publish(public, {"index.html": "1", "a/index.html": "1"})
    os.utime(public / "index.html", (1, 1))
    assert not publish(public, {"index.html": "1", "a/index.html": "1"})
    assert publish(public, {"index.html": "1", "a/index.html": "2"})
    assert publish(public, {"index.html": "1"})
    assert (public / "index.html").stat().st_mtime == 1


def test_a_dropped_site_leaves_the_old_one(tmp_path: Path) -> None:
    public = tmp_path / "public"
    publish(public, {"index.html": "1"})
    aside, _ = open_aside(public)
    assert aside is not None
    (aside / "index.html").write_text("2")
    drop(aside)
    assert content(tmp_path) == {"public/index.html": "1"}


def test_a_run_that_ended_in_mid_swap_is_mended_by_the_next(tmp_path: Path) -> None:
    public = tmp_path / "public"
    publish(public, {"index.html": "1"})
    public.rename(tmp_path / "public.old")
    (tmp_path / "public.new").mkdir()
    (tmp_path / "public.new" / "half").touch()
    aside, problems = open_aside(public)
    assert problems == []
    assert aside is not None
    assert list(aside.iterdir()) == []
    assert content(public) == {"index.html": "1"}


def test_what_is_no_site_is_never_replaced(tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.mkdir()
    (public / "letters.doc").write_text("mine")
    aside, problems = open_aside(public)
    assert aside is None
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
    aside, problems = open_aside(public)
    assert aside is None
    assert str(problems[0]).startswith("public: error: ")
