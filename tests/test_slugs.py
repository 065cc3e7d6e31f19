"""Addresses are ASCII, read as people say the names, and never clash."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import sitegen
from sitegen.slugs import digest_mark, pinyin_slug, unique


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("岳壁乡", "yue-bi-xiang"),
        ("卜宜乡", "bu-yi-xiang"),
        ("洪洞县", "hong-tong-xian"),
        ("平遥长山药", "ping-yao-chang-shan-yao"),
        ("平遙縣", "ping-yao-xian"),
        ("绿色", "lv-se"),
        ("“文旅+”ＡＩ 2.0版", "wen-lv-ai-2-0-ban"),
        ("café", "cafe"),
        ("！？", ""),
        ("con", "con-1"),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert pinyin_slug(text) == slug


@pytest.mark.parametrize(
    ("place", "slug"),
    [
        ("长山药", "chang-shan-yao"), ("平遥长山药", "ping-yao-chang-shan-yao"), ("卜宜乡", "bu-yi-xiang"),
        ("盂县", "yu-xian"), ("洪洞", "hong-tong"), ("长治市", "chang-zhi-shi"), ("长子县", "zhang-zi-xian"),
        ("解州镇", "hai-zhou-zhen"), ("单县", "shan-xian"), ("会稽", "kuai-ji"), ("左家堡村", "zuo-jia-bu-cun"),
        ("襄垣乡", "xiang-yuan-xiang"), ("朱坑乡", "zhu-keng-xiang"), ("香乐乡", "xiang-le-xiang"), ("六安", "lu-an"),
        ("番禺", "pan-yu"), ("厦门", "xia-men"), ("乐亭", "lao-ting"), ("蔚县", "yu-xian"), ("繁峙", "fan-shi"),
        ("汪湛村", "wang-zhan-cun"), ("苌池镇", "chang-chi-zhen"), ("重阳", "chong-yang"),
    ],
)  # fmt: skip
def test_places_and_things_are_read_as_people_there_say(place: str, slug: str) -> None:
    assert pinyin_slug(place) == slug


@pytest.mark.parametrize(
    ("person", "slug"),
    [
        ("单雄信", "shan-xiong-xin"), ("解振华", "xie-zhen-hua"), ("仇英", "qiu-ying"), ("曾国荃", "zeng-guo-quan"),
        ("乐毅", "yue-yi"), ("任建新", "ren-jian-xin"), ("查良镛", "zha-liang-yong"), ("区桂芝", "ou-gui-zhi"),
        ("盖叫天", "ge-jiao-tian"), ("员半千", "yun-ban-qian"), ("折从阮", "she-cong-ruan"),
        ("种师道", "chong-shi-dao"), ("缪荃孙", "miao-quan-sun"), ("翟志刚", "zhai-zhi-gang"),
        ("华罗庚", "hua-luo-geng"), ("尉迟恭", "yu-chi-gong"),
        ("万俟卨", "mo-qi-xie"), ("单于洪", "chan-yu-hong"), ("朴树", "piao-shu"), ("葛优", "ge-you"),
    ],
)  # fmt: skip
def test_a_surname_is_read_as_one(person: str, slug: str) -> None:
    assert pinyin_slug(person, person=True) == slug


@given(st.text(max_size=300))
def test_a_slug_is_short_and_safe(text: str) -> None:
    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", pinyin_slug(text))
    assert len(pinyin_slug(text)) <= 82


@given(st.lists(st.text(max_size=4), unique=True, max_size=20))
def test_unique_never_gives_one_twice(seeds: list[str]) -> None:
    taken: set[str] = set()
    for seed in seeds:
        found = unique("same", seed, taken)
        assert found not in taken
        taken.add(found)


def test_a_mark_depends_on_the_text_alone() -> None:
    assert digest_mark("平遥县", 8) == digest_mark("平遥县", 32)[:8]
    assert digest_mark("平遥县", 8) != digest_mark("平遥", 8)


def test_every_reading_has_one_syllable_a_character() -> None:
    table = tomllib.loads((Path(sitegen.__file__).parent / "data" / "readings.toml").read_text("utf-8"))
    for words in table.values():
        for word, said in words.items():
            assert len(said.split()) == len(word), word
            assert re.fullmatch(r"[a-z ]+", said), word
