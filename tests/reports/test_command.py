"""`sitegen report` as its user meets it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from sitegen.commands.report import FORMATS

if TYPE_CHECKING:
    from tests.conftest import ArchiveFolder


@pytest.fixture
def stories(archive: ArchiveFolder) -> ArchiveFolder:
    assert archive.run("import").code == 0
    return archive


@pytest.mark.parametrize(("kind", "form"), [(kind, form) for kind in FORMATS for form in FORMATS[kind]])
def test_each_form_is_the_same_bytes_again(stories: ArchiveFolder, kind: str, form: str) -> None:
    for name in ("a", "b"):
        done = stories.run("report", kind, "--format", form, "--out", f"{name}.{form}")
        assert (done.code, f"{name}.{form}: 1 story" in done.err) == (0, True)
    files = stories.files(".")
    assert files[f"a.{form}"] == files[f"b.{form}"] != b""


def test_a_report_is_named_after_the_archive_or_the_part(stories: ArchiveFolder) -> None:
    assert stories.run("report", "ledger").code == 0
    assert stories.run("report", "chronicle", "--year", "undated").code == 0
    assert {"ce-shi-dang-an-ledger.html", "undated-chronicle.html"} <= set(stories.files("."))


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["chronicle", "--format", "xlsx"], "--format html or md"),
        (["ledger", "--topic", "没有的"], "no story has this topic"),
        (["nonsense"], "invalid choice"),
    ],
)
def test_wrong_use_writes_nothing(stories: ArchiveFolder, arguments: list[str], words: str) -> None:
    before = stories.files(".")
    done = stories.run("report", *arguments)
    assert (done.code, words in done.err) == (2, True)
    assert stories.files(".") == before


def test_without_its_library_a_workbook_is_told_with_what_to_install(
    stories: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)  # as where it is not installed
    done = stories.run("report", "ledger", "--format", "xlsx")
    assert (done.code, "pip install 'sitegen[xlsx]'" in done.err) == (1, True)


def test_a_file_that_cannot_be_written_is_told(stories: ArchiveFolder) -> None:
    done = stories.run("report", "ledger", "--out", "nowhere/x.html")
    assert (done.code, "cannot be written" in done.err) == (1, True)
