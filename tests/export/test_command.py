"""`sitegen export` as its user meets it: what it writes, what it says, and its exit codes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sitegen.cli import main
from sitegen.commands.export import DATA, KINDS

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ArchiveFolder


@pytest.fixture
def stories(archive: ArchiveFolder) -> ArchiveFolder:
    """An archive with its stories made."""
    assert archive.run("import").code == 0
    return archive


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind not in ("pdf", "zim")])
def test_each_kind_is_the_same_bytes_again(stories: ArchiveFolder, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    files = []
    for name in ("a", "b"):
        (stories.root / name).mkdir()
        done = stories.run("export", kind, "--out", f"{name}/x.{kind}")
        assert done.code == 0, done.err
        assert f"x.{kind}: 1 story" in done.err
        files.append(stories.files(name))
    assert files[0] == files[1]
    assert files[0]


def test_a_file_is_named_after_the_archive_or_the_part(stories: ArchiveFolder) -> None:
    assert stories.run("export", "csv").code == 0
    assert (stories.root / "ce-shi-dang-an.csv").is_file()
    assert json.loads((stories.root / "datapackage.json").read_text("utf-8"))["title"] == "测试档案"
    assert stories.run("export", "jsonl", "--year", "undated").code == 0
    assert (stories.root / "undated.jsonl").is_file()


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_part_is_wrong_use_and_writes_nothing(stories: ArchiveFolder, kind: str) -> None:
    before = stories.files(".")
    done = stories.run("export", kind, "--topic", "没有的")
    assert done.code == 2
    assert "no story has this topic" in done.err
    assert stories.files(".") == before


@pytest.mark.parametrize("kind", DATA)
def test_a_part_that_nothing_meets_is_wrong_use(stories: ArchiveFolder, kind: str) -> None:
    stories.write(
        "content/云汀县/夜校.md", '---\ntitle: 夜校\ntopics: [夜校]\nperiod: "2021"\nid: xiao\n---\n\n开课。\n'
    )
    before = stories.files(".")
    done = stories.run("export", kind, "--topic", "夜校", "--year", "undated")
    assert (done.code, "no story is all of this at once: 夜校 · undated" in done.err) == (2, True)
    assert stories.files(".") == before


def test_files_that_belong_together_come_together_or_not_at_all(stories: ArchiveFolder) -> None:
    """A JSONL without its clippings, or a table with the description of another, would mislead."""
    for blocked, kind in (("x.clippings.jsonl", "jsonl"), ("x.sqlite.metadata.json", "sqlite")):
        (stories.root / blocked).mkdir()
        before = stories.files(".")
        done = stories.run("export", kind, "--out", f"x.{kind}")
        assert (done.code, f"{blocked}: error: is there and no file" in done.err) == (1, True)
        assert stories.files(".") == before


def test_an_empty_archive_is_told(archive: ArchiveFolder) -> None:
    done = archive.run("export", "csv")
    assert (done.code, "no stories" in done.err) == (2, True)


def test_a_target_that_cannot_be_written_is_told_and_nothing_is_left(stories: ArchiveFolder) -> None:
    (stories.root / "folder").mkdir()
    before = stories.files(".")
    for kind in ("csv", "jsonl", "sqlite", "tei", "html", "epub"):
        for out, words in (("folder", "is there and no file"), ("nowhere/x", "cannot be written")):
            done = stories.run("export", kind, "--out", out)
            assert (done.code, words in done.err) == (1, True), kind
    assert stories.files(".") == before


def test_a_strangers_description_is_not_replaced(stories: ArchiveFolder) -> None:
    stories.write("datapackage.json", "mine")
    done = stories.run("export", "csv")
    assert (done.code, "will not be replaced" in done.err) == (1, True)
    assert not list(stories.root.glob("*.csv"))


def test_a_book_in_another_script_keeps_names_as_they_are(stories: ArchiveFolder) -> None:
    stories.write("traditional.toml", '[words]\n"灌渠" = "灌溝"\n')
    done = stories.run("export", "html", "--script", "traditional", "--out", "a.html")
    assert done.code == 0, done.err
    html = (stories.root / "a.html").read_text("utf-8")
    assert '<html lang="zh-Hant">' in html
    assert "雲汀鎮修好十里灌溝" in html
    assert "目錄" in html
    stories.write("sitegen.toml", 'title = "测试档案"\ntraditional.form = "s2tw"\n')
    assert stories.run("export", "html", "--script", "traditional", "--out", "b.html").code == 0
    assert '<html lang="zh-Hant-TW">' in (stories.root / "b.html").read_text("utf-8")
    assert stories.run("export", "html", "--script", "simplified", "--out", "c.html").code == 0
    assert stories.run("export", "html", "--out", "d.html").code == 0
    assert (stories.root / "c.html").read_bytes() == (stories.root / "d.html").read_bytes()


def test_an_archive_in_traditional_characters_says_so_and_may_be_turned(archive: ArchiveFolder) -> None:
    archive.write("content/雲汀縣/夜校.md", "---\ntitle: 鄉裏開辦夜校學習\nid: ye-xiao\n---\n\n這裏的鄉親們開課。\n")
    assert archive.run("export", "html", "--out", "a.html").code == 0
    html = (archive.root / "a.html").read_text("utf-8")
    assert '<html lang="zh-Hant">' in html
    assert "這裏的鄉親們開課" in html
    assert archive.run("export", "html", "--script", "simplified", "--out", "b.html").code == 0
    html = (archive.root / "b.html").read_text("utf-8")
    assert '<html lang="zh-Hans">' in html
    assert "这里的乡亲们开课" in html


def test_a_script_is_for_books(stories: ArchiveFolder) -> None:
    done = stories.run("export", "csv", "--script", "traditional")
    assert (done.code, "is for books" in done.err) == (2, True)
    assert not list(stories.root.glob("*.csv"))


def test_a_moment_that_is_none_is_wrong_use(stories: ArchiveFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "yesterday")
    done = stories.run("export", "csv")
    assert (done.code, "not a moment" in done.err) == (2, True)


def test_a_kind_that_is_none_is_wrong_use(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ending:
        main(["export", "docx", "--root", str(tmp_path)])
    assert ending.value.code == 2
    assert "invalid choice" in capsys.readouterr().err
