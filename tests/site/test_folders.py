"""What a folder holds is told rightly whatever was done to it since it was listed."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from sitegen.site.folders import Tree, keep_trees, read_trees, scan, tree_of

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.site.folders import Stamp

LONG_AGO = time.time() - 3600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder of folders that nobody has touched for an hour."""
    top = tmp_path / "site"
    for name in ("a/b/one.html", "a/two.html", "c/three.html", "four.html"):
        (top / name).parent.mkdir(parents=True, exist_ok=True)
        (top / name).write_text(name, encoding="utf-8")
    (top / "empty").mkdir()
    return top


def aged(folder: Path) -> Tree:
    """What it holds, as if it had been listed an hour after the last change."""
    found = scan(str(folder))
    return found._replace(began=found.began + 3600 * 10**9)


def held(tree: Tree) -> tuple[dict[str, Stamp], set[str]]:
    return tree.files(), set(tree.folders)


@pytest.mark.parametrize("closely", [True, False])
def test_what_is_known_is_what_is_there(folder: Path, closely: bool) -> None:
    files, folders = held(scan(str(folder), aged(folder), closely))
    assert (files, folders) == held(scan(str(folder)))
    assert files.keys() == {"a/b/one.html", "a/two.html", "c/three.html", "four.html", "empty/"}
    assert folders == {"", "a", "a/b", "c", "empty"}


def test_a_folder_that_nobody_touched_is_not_listed_again(folder: Path) -> None:
    known = aged(folder)
    told = known._replace(paths=tuple("c/told.html" if path == "c/three.html" else path for path in known.paths))
    assert "c/told.html" in scan(str(folder), told, closely=False).files()


def test_what_is_written_into_a_file_is_seen_by_a_close_look(folder: Path) -> None:
    known = aged(folder)
    with (folder / "c/three.html").open("a", encoding="utf-8") as file:
        file.write("more")
    assert scan(str(folder), known).files() == scan(str(folder)).files() != known.files()
    assert scan(str(folder), known, closely=False).files() == known.files()


@pytest.mark.parametrize("change", ["add", "delete", "replace", "rename", "folder away", "folder anew", "fill", "swap"])
def test_whatever_was_done_to_it_is_seen(folder: Path, change: str) -> None:
    known = aged(folder)
    match change:
        case "add":
            (folder / "a/b/new.html").write_text("new", encoding="utf-8")
        case "delete":
            (folder / "a/b/one.html").unlink()
        case "replace":
            (folder / "aside").write_text("other", encoding="utf-8")
            (folder / "aside").replace(folder / "a/b/one.html")
        case "rename":
            (folder / "a/b").rename(folder / "a/d")
        case "folder away":
            shutil.rmtree(folder / "a/b")
        case "folder anew":
            shutil.rmtree(folder / "c")
            (folder / "c").mkdir()
        case "fill":
            (folder / "empty/x.html").write_text("x", encoding="utf-8")
        case "swap":
            shutil.rmtree(folder / "c")
            (folder / "c").write_text("a file now", encoding="utf-8")
    assert held(scan(str(folder), known)) == held(scan(str(folder)))
    assert held(scan(str(folder), known, closely=False)) == held(scan(str(folder)))


def test_a_folder_listed_soon_after_a_change_is_listed_again(folder: Path) -> None:
    """Its time may not tell of the next change, where the disk's clock has not moved on."""
    known = scan(str(folder))
    before = (folder / "a/b").stat()
    (folder / "a/b/new.html").write_text("new", encoding="utf-8")
    os.utime(folder / "a/b", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "a/b/new.html" in scan(str(folder), known).files()


def test_trees_are_kept_whole_or_not_at_all(folder: Path, tmp_path: Path) -> None:
    known, below = scan(str(folder)), scan(str(folder / "a"))
    keep_trees(tmp_path / "trees", b"1", (known, Tree(), below))
    assert read_trees(tmp_path / "trees", b"1") == (known, below)
    assert read_trees(tmp_path / "trees", b"2") == ()
    (tmp_path / "trees").write_bytes((tmp_path / "trees").read_bytes()[:-1])
    assert read_trees(tmp_path / "trees", b"1") == ()


def test_a_tree_is_known_for_its_folder_s_also_under_another_name(folder: Path, tmp_path: Path) -> None:
    known, below = scan(str(folder)), scan(str(folder / "a"))
    folder.rename(tmp_path / "renamed")
    assert tree_of(str(tmp_path / "renamed"), (below, known)) == known
    assert tree_of(str(tmp_path), (below, known)) == Tree()
    assert tree_of(str(tmp_path / "gone"), (below, known)) == Tree()
