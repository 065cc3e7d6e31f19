"""Search never misses and never shows a story without the words: compared with a plain scan of all texts."""

from __future__ import annotations

import random
import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import pytest
from opencc import OpenCC

from sitegen.content import load
from tests.site.searching import ask

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Page

    from sitegen.model import Record
    from tests.conftest import ArchiveFolder

SIMPLIFIED = OpenCC("t2s")
TRADITIONAL = OpenCC("s2t")
TWINS = str.maketrans({"著": "着", "「": "“", "」": "”", "〇": "零", "—": "—", "―": "—", "•": "·"})


@cache
def plain(text: str) -> str:
    """A folding of its own, in which this test compares: the one of the site is not asked."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = "".join(map(SIMPLIFIED.convert, text)).translate(TWINS)
    return re.sub(r"\s", "", text)


def pieces(record: Record) -> list[str]:
    """All that a reader of a story's page can point at."""
    body = re.sub(r"\\([^\w\s])", r"\1", re.sub(r"(?m)^## ", "", record.body)).split("\n\n")
    tags = (*record.townships, *record.mentioned_townships, *record.villages, *record.topics, *record.people)
    tags += record.mentioned_villages
    titles = (record.kicker, record.headline, record.subhead)
    more = (*record.captions, record.byline, *record.organisations, *record.reporters, record.county)
    return [text for text in (*titles, *body, *tags, *more) if text.strip()]


@pytest.fixture(scope="module")
def texts(seeds_archive: ArchiveFolder) -> dict[str, list[str]]:
    """The pieces of each story by its id."""
    archive, problems = load(seeds_archive.root / "content")
    assert problems == []
    return {record.id: pieces(record) for record in archive.records}


def scan(texts: dict[str, list[str]], *words: str) -> set[str]:
    """The stories that have all the words, each within one piece."""
    wanted = [plain(word) for word in words]
    return {
        story for story, found in texts.items() if all(any(word in plain(text) for text in found) for word in wanted)
    }


def spoken(text: str) -> str:
    """A text as one asks for it exactly: in quotes where it would mean something else without."""
    return f'"{text}"' if re.search(r"\s|^[-－]|^[^\s：:]{1,2}[:：]", text) else text


def substrings(texts: dict[str, list[str]], seed: int, count: int, lengths: Sequence[int]) -> Iterator[str]:
    """Random stretches of random pieces; none has a quotation mark that the query would take for its own."""
    chance = random.Random(seed)
    every = sorted(text for found in texts.values() for text in found)
    weights = list(map(len, every))
    while count:
        text = chance.choices(every, weights)[0]
        length = chance.choice(lengths)
        start = chance.randrange(max(1, len(text) - length + 1))
        found = text[start : start + length].strip()
        if found and '"' not in found:
            count -= 1
            yield found


def wide(text: str) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in text)


def compare(page: Page, archive: ArchiveFolder, expected: dict[str, set[str]]) -> None:
    """Each query must give these stories, each once, and no other."""
    answers = ask(page, archive.root / "public", list(expected))
    wrong = {
        query: (sorted(wanted - set(found)), sorted(set(found) - wanted))
        for (query, wanted), found in zip(expected.items(), answers, strict=True)
        if set(found) != wanted or len(found) != len(set(found))
    }
    assert wrong == {}, "missed and added by query"


def test_any_stretch_of_any_text_is_found_wherever_it_stands(
    seeds_archive: ArchiveFolder, texts: dict[str, list[str]], page: Page
) -> None:
    queries = [
        *substrings(texts, 1, 120, (1, 2)),
        *substrings(texts, 2, 200, (3, 4, 5, 6, 8)),
        *substrings(texts, 3, 80, (12, 20, 40, 90)),
    ]
    compare(page, seeds_archive, {spoken(query): scan(texts, query) for query in queries})


def test_punctuation_numbers_and_latin_are_matched_as_they_stand(
    seeds_archive: ArchiveFolder, texts: dict[str, list[str]], page: Page
) -> None:
    odd = re.compile(r"[，。、“”：；（）《》·—％%0-9A-Za-z]")
    queries = [text for text in substrings(texts, 4, 400, (1, 2, 4, 7, 11)) if odd.search(text)]
    assert len(queries) >= 100
    compare(page, seeds_archive, {spoken(query): scan(texts, query) for query in queries})


def test_traditional_wide_and_capital_letters_find_the_same_stories(
    seeds_archive: ArchiveFolder, texts: dict[str, list[str]], page: Page
) -> None:
    expected = {}
    for query in substrings(texts, 5, 60, (1, 2, 3, 4, 6)):
        for other in (TRADITIONAL.convert(query), wide(query), query.upper(), query.lower()):
            expected[spoken(other)] = scan(texts, query)
    compare(page, seeds_archive, expected)


VARIANTS = str.maketrans(
    "着零村线杰猫吃面只占布注污“”·—你烟岩",
    "著〇邨綫傑貓喫麪衹佔佈註汙「」•―妳菸巖",
)


def test_other_ways_of_writing_a_character_find_the_same_stories(
    seeds_archive: ArchiveFolder, texts: dict[str, list[str]], page: Page
) -> None:
    expected = {}
    for query in substrings(texts, 9, 900, (1, 2, 3, 5)):
        other = query.translate(VARIANTS)
        if other != query:
            expected[spoken(other)] = scan(texts, query)
    assert len(expected) >= 50
    compare(page, seeds_archive, expected)


def test_several_words_mean_all_of_them_and_a_minus_none(
    seeds_archive: ArchiveFolder, texts: dict[str, list[str]], page: Page
) -> None:
    chance = random.Random(6)
    words = [text for text in substrings(texts, 7, 400, (1, 2, 3, 4)) if not re.search(r"[-\s－:：“”]", text)]
    expected = {}
    for _ in range(60):
        first, second, third = chance.sample(words, 3)
        expected[f"{first} {second}"] = scan(texts, first, second)
        expected[f"{first} -{second}"] = scan(texts, first) - scan(texts, second)
        expected[f'{first} "{second}" -{third}'] = scan(texts, first, second) - scan(texts, third)
    compare(page, seeds_archive, expected)


def test_what_no_story_has_is_not_found(seeds_archive: ArchiveFolder, texts: dict[str, list[str]], page: Page) -> None:
    """Also where each pair of characters stands somewhere: stretches of two texts joined."""
    ends = list(substrings(texts, 8, 160, (2, 3, 4)))
    expected = {}
    for first, second in zip(ends[::2], ends[1::2], strict=True):
        query = (first + second).replace(" ", "").replace("-", "")
        expected[spoken(query)] = scan(texts, query)
    expected["𠮷"] = set()
    expected["xyzzy"] = set()
    compare(page, seeds_archive, expected)


def test_every_name_is_found(seeds_archive: ArchiveFolder, texts: dict[str, list[str]], page: Page) -> None:
    archive, _ = load(seeds_archive.root / "content")
    names = {
        name
        for record in archive.records
        for name in (
            *(re.sub(r"（.*）", "", person) for person in record.people),
            *record.townships, *record.mentioned_townships, *record.villages, *record.organisations,
            *record.reporters, *record.topics, record.county,
        )
    } - {""}  # fmt: skip
    assert len(names) > 100
    compare(page, seeds_archive, {spoken(name): scan(texts, name) for name in sorted(names)})


LATIN = (
    "空气质量ＰＭ2.5下降，５G＋工业互联网、O2O门店与APP“晋e办”上线。",
    "CCTV-13报道：café里的Wi-Fi 6免费，iPhone与Ａ座电梯可用；网址www.example.org/a?b=1。",
    "Ａ座A座a座，第№12号，GDP增长5.5％，H1N1疫苗、CBA联赛、Hello World，New  York也来了。",
    "pm10与PM 2.5不同；5 G，e 办，World Hello；WORLD\u3000Hello。",
)


def test_latin_among_chinese_is_matched_in_any_case_and_width(archive: ArchiveFolder, page: Page) -> None:
    """White space counts between two Latin words alone."""
    for number, text in enumerate(LATIN):
        archive.write(f"content/{number}.md", f"---\ntitle: 甲{number}\nid: s{number}\n---\n\n{text}\n")
    (archive.root / "seeds/a.txt").unlink()
    assert archive.run("build").code == 0

    def folded(text: str) -> str:
        text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text).lower())
        text = "".join(char for char in text if not unicodedata.combining(char))
        return re.sub(r"(?<![a-z]) | (?![a-z])", "", re.sub(r"\s+", " ", text))

    chance = random.Random(10)
    expected: dict[str, set[str]] = {}
    while len(expected) < 240:
        text = chance.choice(LATIN)
        start = chance.randrange(len(text))
        found = text[start : start + chance.choice((1, 2, 3, 4, 6, 9, 15))].strip()
        if not found or not re.search("[0-9A-Za-zＡ-Ｚ０-９]", found):
            continue
        truth = {f"s{number}" for number, text in enumerate(LATIN) if folded(found) in folded(text)}
        for other in (found, found.upper(), found.lower(), wide(found)):
            expected[f'"{other}"'] = truth
    compare(page, archive, expected)
