"""The zipped site opens from a disk, searches, and has the chosen stories and their pictures."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SECOND

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page

    from tests.conftest import ArchiveFolder

STORY = """\
---
title: 卧石乡办起夜校
county: 云汀县
townships:
  - 卧石乡
id: ye-xiao
---

夜校开课。

![现场](图.png)
"""


@pytest.fixture
def unpacked(archive: ArchiveFolder, tmp_path: Path) -> Path:
    """The zip of one township of an archive that has more, unpacked."""
    archive.write("seeds/b.txt", SECOND)
    assert archive.run("import").code == 0
    archive.write("content/云汀县/夜校.md", STORY)
    archive.write("content/云汀县/图.png", b"\x89PNG")
    done = archive.run("export", "zip", "--township", "卧石乡", "--out", "part.zip")
    assert done.code == 0, done.err
    with zipfile.ZipFile(archive.root / "part.zip") as part:
        part.extractall(tmp_path / "usb")
    return tmp_path / "usb" / "wo-shi-xiang"


def test_it_opens_and_finds_only_what_was_chosen(unpacked: Path, page: Page) -> None:
    page.goto((unpacked / "index.html").as_uri())
    assert "测试档案" in page.title()
    page.goto((unpacked / "search/index.html").as_uri() + "?q=夜校")
    page.wait_for_selector("#search[data-state=done]")
    assert page.locator("#results h2").all_inner_texts() == ["卧石乡办起夜校"]
    page.goto((unpacked / "search/index.html").as_uri() + "?q=灌渠")
    page.wait_for_selector("#search[data-state=done]")
    assert page.locator("#results h2").count() == 0


def test_the_pictures_of_the_stories_come_along(unpacked: Path) -> None:
    assert [path.read_bytes() for path in (unpacked / "stories/ye-xiao").glob("*.png")] == [b"\x89PNG"]


def test_public_is_not_made(archive: ArchiveFolder) -> None:
    assert archive.run("import").code == 0
    assert archive.run("export", "zip").code == 0
    assert not (archive.root / "public").exists()
