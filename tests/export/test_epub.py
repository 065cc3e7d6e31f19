"""The EPUB is one that readers open: sound to its checker, with all stories and ways to them."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.content import Archive
from sitegen.export.book import Script
from sitegen.export.epub import write as epub
from sitegen.model import Record
from sitegen.site.traditional.converter import conversion, converter
from sitegen.site.traditional.markup import converted
from sitegen.site.traditional.wordlist import load_wordlist
from tests.export.books import BARE, PIXEL, book

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.export.book import Book

EPUBCHECK = shutil.which("epubcheck")


def files(content: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as found:
        return {name: found.read(name) for name in found.namelist()}


@pytest.fixture(scope="module")
def made() -> Mapping[str, bytes]:
    return files(epub(book()))


def traditional() -> Script:
    how = conversion("s2t", load_wordlist(None)[0])
    return Script("zh-Hant", partial(converted, convert=converter(how)))


@pytest.mark.parametrize(
    "made",
    [book(script=traditional()), book(Archive((BARE,)))],
    ids=["all that a story can hold, in traditional characters", "one bare story"],
)
def test_epubcheck_finds_neither_error_nor_warning(made: Book, tmp_path: Path) -> None:
    target = tmp_path / "a.epub"
    target.write_bytes(epub(made))
    assert EPUBCHECK
    # Debian's epubcheck is the jar itself, which runs by name only where the kernel was told how.
    is_jar = Path(EPUBCHECK).read_bytes()[:2] == b"PK"
    command = ["java", "-jar", EPUBCHECK] if is_jar else [EPUBCHECK]
    done = subprocess.run([*command, "--failonwarnings", str(target)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "0 errors / 0 warnings" in done.stdout


def test_the_first_file_says_what_it_is_where_readers_look_for_it() -> None:
    content = epub(book())
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    assert content == epub(book())


def test_stories_stand_in_the_order_of_time_and_those_without_a_year_last(made: Mapping[str, bytes]) -> None:
    nav = made["book/nav.xhtml"].decode()
    years = [
        nav.index(words) for words in ("2021年", "（无题）", "2024年", "修好“十里”灌渠 &amp; &lt;麦田&gt;", "未注年份")
    ]
    assert years == sorted(years)


def test_every_place_leads_to_its_stories(made: Mapping[str, bytes]) -> None:
    places = made["book/places.xhtml"].decode()
    assert [places.count(f"<dt>{name}</dt>") for name in ("云汀县云汀镇", "云汀县卧石乡", "云汀县石汀村")] == [1, 1, 1]
    wo_shi = places[places.index("卧石乡</dt>") :].split("<dt>")[0]
    assert ("s0001.xhtml" in wo_shi, "s0002.xhtml" in wo_shi) == (True, True)
    assert "未分乡镇" in made["book/townships.xhtml"].decode()


def test_a_story_has_its_pictures_its_notes_and_links_to_other_stories(made: Mapping[str, bytes]) -> None:
    story = made["book/s0002.xhtml"].decode()
    assert made["book/p0001.png"] == PIXEL
    assert story.count('src="p0001.png"') == 2
    assert "〔图：丢了的〕" in story
    assert '<a href="s0001.xhtml">夜校</a>' in story
    assert "没有的" in story
    assert "nowhere" not in story
    assert "许青禾. 云汀镇　修好“十里”灌渠 &amp; &lt;麦田&gt;[N]. 云汀日报，2024-01-12（3）." in story
    assert "剪报 a.txt，第 1–3，5 行" in story


def test_an_inferred_year_stands_in_brackets_and_lost_ends_are_told(made: Mapping[str, bytes]) -> None:
    story = made["book/s0001.xhtml"].decode()
    assert "〔2021年〕" in story
    assert "剪报中缺开头与结尾。" in story


def test_a_book_in_the_other_script_says_so_and_cites_in_that_of_its_source() -> None:
    made, other = files(epub(book())), files(epub(book(script=traditional())))
    assert made.keys() == other.keys()
    story = other["book/s0002.xhtml"].decode()
    assert "雲汀鎮" in story
    assert "渠水<strong>來了</strong>" in story
    assert "许青禾. 云汀镇　修好“十里”灌渠" in story, "the citation is that of the paper"
    assert 'src="p0001.png"' in story
    for name, content in other.items():
        assert b"zh-Hans" not in content, name
    assert "縣舊報" in other["book/package.opf"].decode()
    identifiers = {re.search(rb"urn:uuid:[^<]+", each["book/package.opf"]) for each in (made, other)}
    assert len({found[0] for found in identifiers if found}) == 2, "two books, side by side in one reader"


@settings(max_examples=40, deadline=None)
@given(st.text(), st.text(), st.lists(st.text(), max_size=2))
def test_any_text_makes_sound_xml(headline: str, body: str, places: list[str]) -> None:
    record = Record("a.md", "a", headline, body=body, townships=tuple(places), byline=headline)
    for name, content in files(epub(book(Archive((record,)), headline))).items():
        if name.endswith((".xhtml", ".opf", ".svg", ".ncx", ".xml")):
            ElementTree.fromstring(content)
