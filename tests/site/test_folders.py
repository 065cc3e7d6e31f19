"""What a folder holds is told rightly whatever was done to it since it was listed."""

from __future__ import annotations

import os
import shutil
import time
from typing import TYPE_CHECKING

import pytest

from sitegen.site.folders import Tree, keep_tree, numbers, read_tree, scan

if TYPE_CHECKING:
    from pathlib import Path

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
    return Tree(found.files, found.folders, found.began + 3600 * 10**9)


def listed(folder: Path, known: Tree) -> tuple[dict[str, int], set[str]]:
    files, folders = numbers(str(folder), known)
    assert len(folders) == len(set(folders))
    return files, set(folders)


def test_what_is_known_is_what_is_there(folder: Path) -> None:
    files, folders = listed(folder, aged(folder))
    assert (files, folders) == listed(folder, Tree())
    assert files.keys() == {"a/b/one.html", "a/two.html", "c/three.html", "four.html"}
    assert folders == {"a", "a/b", "c", "empty"}


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
    assert listed(folder, known) == listed(folder, Tree())


def test_a_folder_listed_soon_after_a_change_is_listed_again(folder: Path) -> None:
    """Its time may not tell of the next change, where the disk's clock has not moved on."""
    known = scan(str(folder))
    before = (folder / "a/b").stat()
    (folder / "a/b/new.html").write_text("new", encoding="utf-8")
    os.utime(folder / "a/b", ns=(before.st_atime_ns, before.st_mtime_ns))
    assert "a/b/new.html" in listed(folder, known)[0]


def test_a_tree_is_kept_whole_or_not_at_all(folder: Path, tmp_path: Path) -> None:
    known = scan(str(folder))
    keep_tree(tmp_path / "tree", b"1", known)
    assert read_tree(tmp_path / "tree", b"1") == known
    assert read_tree(tmp_path / "tree", b"2") == Tree()
    (tmp_path / "tree").write_bytes((tmp_path / "tree").read_bytes()[:-1])
    assert read_tree(tmp_path / "tree", b"1") == Tree()
