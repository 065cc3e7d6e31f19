"""The printed booklet has pages of A4 that say what they are, and a contents that leads to the right ones."""

from __future__ import annotations

import os
import re
import shutil
from io import BytesIO
from typing import TYPE_CHECKING

import pymupdf
import pytest
from pypdf import PdfReader

from sitegen.export.booklet import ADDRESS
from sitegen.export.chromium import VARIABLE, find_browser, print_pdf
from sitegen.export.pdf import write
from sitegen.problems import Problem
from tests.export.books import book

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from tests.conftest import ArchiveFolder

TITLE = "云汀 <剪报> & 档案 · 云汀镇"


@pytest.fixture(scope="module")
def environment(request: pytest.FixtureRequest) -> Mapping[str, str]:
    """One in which a browser is found: on PATH, else Playwright's."""
    if find_browser(os.environ):
        return os.environ
    browser = request.getfixturevalue("browser")
    return {**os.environ, VARIABLE: browser.browser_type.executable_path}


@pytest.fixture(scope="module")
def printed(environment: Mapping[str, str]) -> bytes:
    content, problems = write(book(address=ADDRESS), environment)
    assert problems == []
    return content


def test_each_page_says_what_it_is_and_which(printed: bytes) -> None:
    with pymupdf.open("pdf", printed) as pdf:
        texts = [page.get_text(sort=True) for page in pdf]
        assert all(abs(page.rect.width - 595) < 1 and abs(page.rect.height - 842) < 1 for page in pdf)
    heads = ["".join(text.strip().splitlines()[0].split()) for text in texts]
    assert "".join(TITLE.split()) not in heads[0], "the front has no head"
    assert heads[1] == "".join(f"{TITLE}目录".split())
    for number, text in enumerate(texts[1:], 2):
        assert text.strip().splitlines()[-1].strip() == str(number)
    story = next(text for text in texts if "渠水来了，见夜校" in "".join(text.split()))
    assert "修好“十里”灌渠&<麦田>" in "".join(story.strip().splitlines()[0].split()), "a head may hold any text"
    assert heads[-1].endswith("地名索引")


def test_the_contents_and_the_index_name_the_pages_where_the_stories_begin(printed: bytes) -> None:
    reader = PdfReader(BytesIO(printed))
    begin = {
        name.lstrip("/"): (reader.get_destination_page_number(place) or 0) + 1
        for name, place in reader.named_destinations.items()
    }
    with pymupdf.open("pdf", printed) as pdf:
        texts = ["".join(page.get_text(sort=True).split(" ")) for page in pdf]
    contents = "".join(texts[1 : begin["s0001"] - 1])
    index = "".join(texts[begin["places"] - 1 :])
    for anchor, title in (
        ("s0001", "（无题）"),
        ("s0002", "修好“十里”灌渠"),
        ("s0003", "无日期"),
        ("places", "地名索引"),
    ):
        found = re.search(rf"{title}\D*?(\d+)", contents)
        assert found, title
        assert int(found[1]) == begin[anchor]
    assert re.search(rf"修好“十里”灌渠\D*?{begin['s0002']}\b", index)
    assert "888" not in contents + index


def test_the_stories_are_in_the_outline(printed: bytes) -> None:
    outline = str(PdfReader(BytesIO(printed)).outline)
    assert all(title in outline for title in ("目录", "修好“十里”灌渠 & <麦田>", "无日期", "地名索引"))


def test_the_same_book_is_the_same_bytes(printed: bytes, environment: Mapping[str, str]) -> None:
    assert write(book(address=ADDRESS), environment)[0] == printed
    told = PdfReader(BytesIO(printed)).metadata
    assert told is not None
    assert (told["/Title"], told["/Creator"], told["/CreationDate"]) == (TITLE, "sitegen", "D:20240501000000Z")


def test_without_a_browser_the_reader_is_told_what_to_do(
    archive: ArchiveFolder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert archive.run("import").code == 0
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv(VARIABLE, "no-such-program")
    done = archive.run("export", "pdf")
    assert (done.code, "no browser here that could print" in done.err, VARIABLE in done.err) == (1, True, True)
    assert not list(archive.root.glob("*.pdf*"))


def test_a_program_that_prints_nothing_is_told() -> None:
    program = shutil.which("false")
    assert program
    problem = print_pdf(b"", program)
    assert isinstance(problem, Problem)
    assert "printed nothing" in problem.message
