"""The booklet is one file: it asks for no other, leads only to what is in it, and prints on pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pymupdf
import pytest

from sitegen.export.booklet import ADDRESS, write
from tests.export.books import book

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Page


@pytest.fixture(scope="module")
def html() -> str:
    return write(book(address=ADDRESS)).decode()


def test_it_leads_only_to_itself_and_to_the_web(html: str) -> None:
    ids = re.findall(r'id="([^"]+)"', html)
    assert len(ids) == len(set(ids))
    inside = re.findall(r'href="#([^"]+)"', html)
    assert set(inside) - set(ids) == set()
    assert {"s0001", "s0002", "s0003", "places"} <= set(inside)
    others = re.findall(r'(?:href|src)="(?!#)([^"]*)"', html)
    assert {address.split(":")[0] for address in others} == {"https", "data"}


def test_it_shows_its_pictures_and_asks_for_nothing(html: str, tmp_path: Path, page: Page) -> None:
    """The page fixture fails on any request but that for the file, and on any error of its own."""
    (tmp_path / "a.html").write_text(html, "utf-8")
    page.goto((tmp_path / "a.html").as_uri())
    assert page.locator("h1").inner_text() == "云汀 <剪报> & 档案"
    assert page.evaluate("Array.from(document.images, image => image.naturalWidth)") == [1, 1]
    assert page.evaluate("parseFloat(getComputedStyle(document.querySelector('.text p')).fontSize)") >= 20
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_each_story_begins_on_a_printed_page_of_its_own(html: str, tmp_path: Path, page: Page) -> None:
    (tmp_path / "a.html").write_text(html, "utf-8")
    page.goto((tmp_path / "a.html").as_uri())
    with pymupdf.open("pdf", page.pdf(prefer_css_page_size=True)) as printed:
        tops = [leaf.get_text(sort=True).strip().splitlines()[0] for leaf in printed]
    # Of the front, the contents, three stories (one with a kicker) and the index; a long story has more than one page.
    for top in ("云汀 <剪报> & 档案", "目录", "（无题）", "云汀镇", "无日期", "地名索引"):
        assert tops.count(top) == 1
