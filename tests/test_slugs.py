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


def test_a_surname_is_read_as_one() -> None:
    assert pinyin_slug("单雄信", person=True) == "shan-xiong-xin"
    assert pinyin_slug("单雄信") != pinyin_slug("单雄信", person=True)
    assert pinyin_slug("尉迟恭", person=True) == "yu-chi-gong"


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
