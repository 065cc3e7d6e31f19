"""The parts of the search index: lists of numbers, folding, pairs, shards and their directory."""

from __future__ import annotations

import json
import re
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.config import Config
from sitegen.site.catalogue import make_catalogue
from sitegen.site.labels import load_labels
from sitegen.site.search import build_search
from sitegen.site.search.folding import LETTERS, aliases, fold, folded_char
from sitegen.site.search.grams import BREAK, GROUP, Lists, grams, invert, shards, spelled
from sitegen.site.search.postings import ALPHABET, BITMAP, decode, encode
from sitegen.slugs import pinyin_slug
from tests.site.made import ARCHIVE, DEFAULT, many

if TYPE_CHECKING:
    from sitegen.content import Archive

TEXT = st.text(max_size=40) | st.text(
    st.sampled_from("云汀鎮嶽薴Ａａ①㎡ﬁé\u0301 \u3000，。“「—-aB1\n\x00\ud800\u202e"), max_size=40
)


@settings(deadline=None, max_examples=60)
@given(st.sets(st.integers(0, 5000) | st.integers(0, 200_000), min_size=1, max_size=400))
def test_a_list_of_numbers_comes_back(numbers: set[int]) -> None:
    text = encode(sorted(numbers))
    assert decode(text) == sorted(numbers)
    assert set(text) <= {*ALPHABET, BITMAP}


def test_a_dense_list_takes_a_bit_a_story() -> None:
    assert len(encode(range(6000))) <= 1001
    gaping = [*range(3, 200), *range(1000, 5000, 2), *range(9000, 9900)]
    assert encode(gaping).startswith(BITMAP)
    assert decode(encode(gaping)) == gaping
    assert len(encode([5])) == 1


@settings(deadline=None, max_examples=60)
@given(TEXT)
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@settings(deadline=None, max_examples=60)
@given(TEXT, TEXT)
def test_a_stretch_of_a_text_is_a_stretch_of_the_folded_text(before: str, after: str) -> None:
    """Whatever stands around it; but for the one space that two Latin words keep between them."""
    whole, part = fold(before + "农村" + after), fold("农村" + after)
    assert whole.endswith(part)


@pytest.mark.parametrize(
    ("written", "folded"),
    [("岳壁鄉", "岳壁乡"), ("嶽", "岳"), ("ＡＢＣ１２３", "abc123"), ("“三不变”，", "“三不变”,"), ("「村」", "“村”"),
     ("二〇二三", "二零二三"), ("你 好\u3000吗", "你好吗"), ("Hello  World 2", "hello world2"), ("Café", "cafe"),
     ("看著", "看着"), ("薴", "苎"), ("\u200b村\ufeff", "村"), ("①㎡", "1m2"), ("乾隆", "干隆")],
)  # fmt: skip
def test_what_readers_need_not_think_of(written: str, folded: str) -> None:
    assert fold(written) == folded


@settings(deadline=None, max_examples=60)
@given(TEXT)
def test_the_index_knows_how_to_fold_whatever_the_texts_do_not_have(text: str) -> None:
    known = frozenset(fold(text))
    table = dict(aliases(known))
    assert all(known.issuperset(become) and folded_char(char) == become for char, become in table.items())
    assert not known & table.keys(), "a character that folds away is in no folded text"


@settings(deadline=None, max_examples=60)
@given(TEXT)
def test_every_pair_of_letters_is_in_the_index_with_breaks_for_punctuation(text: str) -> None:
    folded = fold(text)
    found = set(spelled(grams(folded)))
    kinds = [BREAK, *(char if re.match(f"[{LETTERS}]", char) else BREAK for char in folded), BREAK]
    pairs = {first + second for first, second in pairwise(kinds)} - {BREAK * 2}
    assert pairs == {gram for gram in found if len(gram) == 2}
    marks = {char for char in folded if not re.match(f"[{LETTERS}]", char)} - {" ", "\n"}
    assert marks == {gram for gram in found if len(gram) == 1}
    stories = Lists()
    stories.add(invert([grams(folded)]))
    assert set(folded) - {" ", "\n"} == stories.texts().keys() - pairs


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXT, max_size=12))
def test_each_gram_is_found_in_the_shard_that_the_directory_names(texts: list[str]) -> None:
    stories = Lists()
    stories.add(invert(grams(fold(text)) for text in texts))
    pieces = list(shards(stories.texts(), {}))
    firsts = [first for first, _ in pieces]
    keys = [key.encode("utf-16-be") for key in firsts]
    assert keys == sorted(keys)
    for gram, listing in stories.texts().items():
        at = max(place for place, key in enumerate(keys) if key <= gram.encode("utf-16-be"))
        assert listed(pieces[at][1])[gram] == listing
        folds = [fold(text) for text in texts]
        assert len(gram) > 1 or decode(listing) == [n for n, text in enumerate(folds) if gram in text]


@settings(deadline=None, max_examples=60)
@given(st.lists(TEXT, min_size=1, max_size=12), st.integers(1, 11))
def test_lists_of_stretches_are_put_together_as_if_made_at_once(texts: list[str], cut: int) -> None:
    found = [grams(fold(text)) for text in texts]
    whole, parts = Lists(), Lists()
    whole.add(invert(found))
    parts.add(invert(found[:cut]))
    parts.add(invert(found[cut:]), cut)
    assert parts.texts() == whole.texts()


def listed(piece: str) -> dict[str, str]:
    """A shard as the page reads it."""
    found = {}
    for group in piece.split(GROUP):
        head, own, *pairs = group.split(" ")
        found.update({head + pair[0]: pair[1:] for pair in pairs})
        if own:
            found[head] = own
    return found


def index(archive: Archive) -> dict[str, Any]:
    """The data of all files of an archive's index, by their names."""
    labels, _ = load_labels([DEFAULT], "zh-Hans")
    catalogue = make_catalogue(archive.records, archive.clippings, {}, Config(title="云汀剪报"), pinyin_slug)
    found = {}
    for path, content in build_search(catalogue, labels):
        match = re.fullmatch(r'sitegenSearch\("([^"]+)",(.*)\)\n', content.decode(), re.DOTALL)
        assert match
        assert path == f"search/data/{match[1]}.js"
        found[match[1]] = json.loads(match[2])
    return found


def test_shards_are_small_however_many_stories_there_are() -> None:
    found = index(many(400))
    assert found["root"]["stories"] == 400
    for name, data in found.items():
        if re.match(r"[phc]/\d", name):
            assert len(json.dumps(data, ensure_ascii=False).encode()) < 16_000, name


def test_the_text_of_a_story_brings_the_folding_that_it_needs() -> None:
    found = index(ARCHIVE)
    known = found["root"]["fold"]
    for name, data in found.items():
        if not name.startswith("t/"):
            continue
        table = {**known, **data[-1]}
        pieces = [*data[1:4], *data[4], *data[5], data[6], *data[7]]
        for char in set("".join(pieces)):
            assert table.get(char, char) == folded_char(char), name
