"""What the other script must get right: the words that dictionaries confuse, names, and whole sentences."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.site.places import load_places
from sitegen.site.traditional.converter import BACK, FORMS, Conversion, conversion, converter, stock
from sitegen.site.traditional.names import protected
from sitegen.site.traditional.wordlist import load_wordlist, parse_wordlist

WORDLIST, _ = load_wordlist(None)
PLACES = [
    line.split("\t")
    for line in (Path(__file__).parent / "places.tsv").read_text("utf-8").splitlines()
    if not line.startswith("#")
]
PEOPLE = ("范国平（镇长）", "于洋", "余秋实", "钟志明", "党爱民", "万俟明")
NAMES = protected(WORDLIST, [place for place, _ in PLACES], PEOPLE, stock("s2t"))


def to(form: str) -> Conversion:
    return conversion(form, WORDLIST, NAMES)


def test_every_place_of_two_counties_has_its_own_form() -> None:
    counties = load_places({"平遥县", "盂县"})
    towns = {town.name for county in counties.values() for town in county.townships}
    villages = {name for county in counties.values() for name in county.villages}
    assert {place for place, _ in PLACES} == {*counties, *towns, *villages}
    convert = converter(to("s2t"))
    assert [(place, convert(place)) for place, form in PLACES if convert(place) != form] == []
    running = [(f"近日，记者在{place}采访。", f"近日，記者在{form}採訪。") for place, form in PLACES]
    assert [(text, convert(text)) for text, form in running if convert(text) != form] == []


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("头发，发展", "頭髮，發展"), ("皇后在后面", "皇后在後面"), ("里面", "裏面"),
        ("干部，干净，天干", "幹部，乾淨，天干"), ("平遥县", "平遙縣"), ("卜宜乡的萝卜", "卜宜鄉的蘿蔔"),
        ("云彩", "雲彩"), ("票号", "票號"), ("台湾", "臺灣"), ("日升昌", "日升昌"), ("日昇昌", "日昇昌"),
        ("范村", "范村"), ("沈阳", "瀋陽"), ("周而复始", "周而復始"), ("曲艺", "曲藝"), ("碗托", "碗托"),
        ("岳壁乡", "岳壁鄉"), ("姓范", "姓范"), ("《平遥县志》", "《平遙縣志》"), ("县志愿者", "縣志願者"),
        ("在岳壁、卜宜两乡", "在岳壁、卜宜兩鄉"), ("东岳壁虎", "東嶽壁虎"), ("县城以东岳壁乡", "縣城以東岳壁鄉"),
        ("规范，示范村", "規範，示範村"), ("三百余人，其余10余户", "三百餘人，其餘10餘戶"),
        ("这里村民说，社会里", "這裏村民說，社會裏"), ("岳壁镇里村", "岳壁鎮里村"),
        ("记者于洋，位于洋河", "記者于洋，位於洋河"),
        ("范国平、余秋实、钟志明、党爱民、万俟明", "范國平、余秋實、鍾志明、党愛民、万俟明"),
        ("党员，钟表", "黨員，鐘錶"), ("文件、程序、发布、信息、方便面", "文件、程序、發佈、信息、方便麪"),
        ("诉讼程序，红头文件", "訴訟程序，紅頭文件"), ("核实，娘家", "核實，娘家"), ("一只羊，只有", "一隻羊，只有"),
        ("胡同里吃面", "衚衕裏喫麪"), ("余先生姓余，范女士姓范", "余先生姓余，范女士姓范"),
        ("平台，舞台", "平臺，舞臺"), ("关系，联系，系统", "關係，聯繫，系統"),
    ],
)  # fmt: skip
def test_tricky_words(simplified: str, traditional: str) -> None:
    assert converter(to("s2t"))(simplified) == traditional


@pytest.mark.parametrize(
    ("form", "traditional"),
    [
        ("s2tw", "裡面，麵條，吃，臺灣，岳壁鄉，文件，程序，信息，縣志，范國平"),
        ("s2hk", "裏面，麪條，吃，台灣，岳壁鄉，文件，程序，信息，縣志，范國平"),
    ],
)
def test_regions_differ_in_characters_and_never_in_words(form: str, traditional: str) -> None:
    assert converter(to(form))("里面，面条，吃，台湾，岳壁乡，文件，程序，信息，县志，范国平") == traditional


def test_an_archive_has_the_last_word() -> None:
    own, problems = parse_wordlist('[words]\n"日升昌" = "日昇昌"\n"里面" = "裡面"\n')
    assert problems == []
    merged = type(own)(WORDLIST.words, own.words, WORDLIST.surnames, WORDLIST.anywhere, WORDLIST.whole)
    for form in FORMS:
        assert converter(conversion(form, merged))("日升昌里面") == "日昇昌裡面"
    assert converter(conversion(BACK, merged))("日昇昌裡面的頭髮") == "日升昌里面的头发"


def test_a_protected_word_may_end_a_text_though_a_longer_one_begins_alike() -> None:
    words = Conversion("s2t", (("岳壁", "岳壁"), ("岳壁乡镇", "岳壁鄉鎮")))
    assert converter(words)("去岳壁") == "去岳壁"


def test_the_key_tells_conversions_apart() -> None:
    keys = [to("s2t").key, to("s2tw").key, conversion("s2t", WORDLIST).key, conversion(BACK, WORDLIST).key]
    assert len(set(keys)) == 4
    assert to("s2t").key == conversion("s2t", WORDLIST, NAMES).key


@pytest.mark.parametrize(
    ("text", "message", "line"),
    [
        ('[words]\n"县志" = "縣"\n', '"县志" needs a form of 2 characters', 2),
        ('[words]\n"县" = 1\n', '"县" needs a form of 1 characters', 2),
        ("[word]\n", 'unknown key "word"', 1),
        ('[places.whole]\n"里村" = "里村"\n', '"里村" is more than one character', 2),
        ("words = 1\n", '"words" must be a table', 1),
        ("[words\n", "", 1),
    ],
)
def test_a_mistake_in_the_list_is_told_with_its_line(text: str, message: str, line: int) -> None:
    _, problems = parse_wordlist(text)
    assert [problem.line for problem in problems] == [line]
    assert message in problems[0].message


def test_the_rest_of_a_list_with_a_mistake_counts(tmp_path: Path) -> None:
    (tmp_path / "traditional.toml").write_text('[words]\n"县志" = "縣"\n"日升昌" = "日昇昌"\n', "utf-8")
    found, problems = load_wordlist(tmp_path)
    assert len(problems) == 1
    assert found.own == {"日升昌": "日昇昌"}
    assert found.words["县志"] == "縣志"


@settings(deadline=None, max_examples=80)
@given(st.text(st.sampled_from("岳壁乡范里村于洋县志记者在，发头后面干\ue000a1 \n<"), max_size=40))
def test_protected_words_hold_and_nothing_is_lost_whatever_stands_around_them(text: str) -> None:
    become = converter(to("s2t"))(text)
    assert len(become) == len(text)
    assert stock("t2s")(become.replace("范", "范")) == stock("t2s")(text)
    assert "嶽壁" not in become
    assert "縣誌" not in become
