"""Names that a person would give, and that every file system can hold."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.names import clipping_path, folded, safe_name, story_path

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)


@given(TEXT)
def test_a_name_is_safe_everywhere(text: str) -> None:
    name = safe_name(text)
    assert len(f"99 {name} (9999).md".encode()) <= 255
    assert not set('<>:"/\\|?*\x00\n\t') & set(name)
    assert name == name.strip(" ")
    assert not name.endswith(".")
    assert not name.startswith(".")
    assert unicodedata.is_normalized("NFC", name)
    assert safe_name(name) == name


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("推进整治", "推进整治"),
        ("记者：1/2？", "记者：1／2？"),
        ("con", "con_"),
        ("COM1.x", "COM1.x_"),
        ("..", ""),
        ("a. ", "a"),
        ("甲\n乙\x00", "甲 乙"),
        ("平" * 100, "平" * 40),
    ],
)
def test_names(text: str, name: str) -> None:
    assert safe_name(text) == name


def test_paths_read_well_and_never_clash() -> None:
    taken: set[str] = set()
    for wanted in ("平遥县/a03/05 标题.md", "平遥县/a03/05 标题 (2).md"):
        path = story_path("平遥县", "a03.txt", 5, "标题", taken)
        assert path == wanted
        taken.add(folded(path))
    assert story_path("", "报/a03.txt", 12, "", ()) == "未分县/报/a03/12 无题.md"
    assert story_path("clippings", "a.txt", 1, "甲", ()).startswith("clippings_/")


def test_clippings_that_differ_in_case_have_files_of_their_own() -> None:
    first = clipping_path("A.txt", ())
    second = clipping_path("a.txt", {folded(first)})
    assert first == "clippings/A.json"
    assert folded(first) != folded(second)
