"""The ZIM is opened again by the library that Kiwix is made with: it searches, suggests, and shows the site."""

from __future__ import annotations

import sys
from io import BytesIO
from typing import TYPE_CHECKING

import pymupdf
import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher

from sitegen.export.zim import DESCRIPTION, TITLE, fixed, illustration, metadata
from tests.conftest import CLIPPING, SECOND
from tests.export.books import CONFIG, WHEN

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ArchiveFolder

STORY = """\
---
title: 卧石乡办起夜校
county: 云汀县
townships:
  - 卧石乡
id: ye-xiao
aliases: [xiao]
---

夜校开课。

![现场](图.png)
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ZIM of an archive of three stories."""
    from tests.conftest import ArchiveFolder

    archive = ArchiveFolder(tmp_path_factory.mktemp("zim"))
    archive.write("sitegen.toml", 'title = "测试档案"\ndescription = "一县的剪报"\n')
    archive.write("seeds/a.txt", CLIPPING)
    archive.write("seeds/b.txt", SECOND)
    archive.write("content/云汀县/夜校.md", STORY)
    archive.write("content/云汀县/图.png", illustration())
    assert archive.run("import").code == 0
    for name in ("a.zim", "b.zim"):
        done = archive.run("export", "zim", "--out", name)
        assert done.code == 0, done.err
        assert "Set entry indices" not in done.out, "what the library says of its progress is for nobody"
    assert (archive.root / "a.zim").read_bytes() == (archive.root / "b.zim").read_bytes()
    return archive.root / "a.zim"


@pytest.fixture
def zim(made: Path) -> Archive:
    return Archive(made)


def found(zim: Archive, words: str) -> set[str]:
    search = Searcher(zim).search(Query().set_query(words))
    return set(search.getResults(0, 10))


def test_it_is_whole(zim: Archive) -> None:
    assert zim.check()
    assert zim.has_fulltext_index
    assert zim.has_title_index
    assert (zim.main_entry.get_item().path, zim.has_new_namespace_scheme) == ("index.html", True)


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("夜校", {"ye-xiao"}),
        ("夜校开课", {"ye-xiao"}),
        ("卧石", {"ye-xiao"}),
        ("十里灌渠", {"灌渠"}),
        ("灌渠", {"灌渠"}),
        ("农家院", {"图书室"}),
        ("没有的话", set()),
        ("剪报原件", set()),
    ],
)
def test_stories_are_found_by_their_own_words_and_no_page_by_what_stands_on_each(
    zim: Archive, words: str, ids: set[str]
) -> None:
    titles = {zim.get_entry_by_path(path).title for path in found(zim, words)}
    known = {"ye-xiao": "卧石乡办起夜校", "灌渠": "云汀镇修好十里灌渠", "图书室": "晴溪乡图书室开进农家院"}
    assert titles == {known[name] for name in ids}


def test_titles_are_suggested(zim: Archive) -> None:
    def suggested(words: str) -> set[str]:
        search = SuggestionSearcher(zim).suggest(words)
        return {zim.get_entry_by_path(path).title for path in search.getResults(0, 20)}

    assert "卧石乡办起夜校" in suggested("夜校")
    assert "卧石乡" in suggested("卧石乡")


def test_a_page_and_its_picture_are_as_in_the_site(zim: Archive) -> None:
    story = zim.get_entry_by_path("stories/ye-xiao/index.html").get_item()
    assert story.mimetype == "text/html"
    html = bytes(story.content).decode()
    assert "夜校开课。" in html
    (picture,) = (name for name in html.split('"') if name.endswith(".png"))
    assert bytes(zim.get_entry_by_path(f"stories/ye-xiao/{picture}").get_item().content) == illustration()
    assert zim.has_entry_by_path("assets/style.css")
    assert not zim.has_entry_by_path("data/stories.csv")


def test_it_says_what_it_is(zim: Archive) -> None:
    said = {name: zim.get_metadata(name).decode() for name in ("Title", "Language", "Description", "Date", "Name")}
    assert said == {
        "Title": "测试档案",
        "Language": "zho",
        "Description": "一县的剪报",
        "Date": "1980-01-01",
        "Name": "sitegen_zh_ce-shi-dang-an",
    }
    assert zim.has_illustration(48)
    picture = pymupdf.Pixmap(BytesIO(bytes(zim.get_illustration_item(48).content)))
    assert (picture.width, picture.height) == (48, 48)
    assert {picture.pixel(0, 0), picture.pixel(12, 11)} == {(0xAE, 0x2E, 0x1B), (255, 255, 255)}


def test_long_metadata_are_cut_to_what_kiwix_takes() -> None:
    from dataclasses import replace

    said = metadata(replace(CONFIG, title="长" * 50, description="长" * 200), "云汀镇", WHEN)
    assert (len(said["Title"]), len(said["Description"])) == (TITLE, DESCRIPTION)


def test_the_check_sum_is_that_of_what_is_in_it(made: Path) -> None:
    content = made.read_bytes()
    assert fixed(content) == content


def test_without_the_library_the_reader_is_told_what_to_install(
    archive: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert archive.run("import").code == 0
    monkeypatch.setitem(sys.modules, "libzim.writer", None)  # as if it were not installed
    done = archive.run("export", "zim")
    assert (done.code, 'pip install "sitegen[zim]"' in done.err) == (1, True)
    assert not list(archive.root.glob("*.zim"))
