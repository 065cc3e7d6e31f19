"""With numpy and without it the index is the same to the byte; no small archive waits for its import."""

from __future__ import annotations

import subprocess
import sys
from itertools import accumulate, chain
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.site.search.columns import CHUNK, invert_columns, pack_columns
from sitegen.site.search.grams import grams, invert
from sitegen.site.search.postings import MANY, ended, gaps, number, pack
from sitegen.site.search.quickest import WORTH

if TYPE_CHECKING:
    from pathlib import Path

WRITTEN = "云汀鎮嶽𠮷薴Ａａ①㎡ﬁé\u0301한ﷺ… \u3000  ab，。“「—-.\\aB1\n\r\x00\x7f\ud800\u202e\U0010ffff"
TEXT = st.text(max_size=30) | st.text(st.sampled_from(WRITTEN), max_size=30)
OWN = st.sampled_from([(), ("云雲雨", "a1"), ("汀…", "，b")])
STORIES = st.lists(st.tuples(st.sampled_from([0, 0, 1, 59, 60, 61, CHUNK, 255, 256, 300]), TEXT), max_size=8)
"""Texts, and how many empty ones are before each."""


@settings(deadline=None, max_examples=150)
@given(STORIES, OWN)
def test_columns_come_to_what_single_stories_come_to(stories: list[tuple[int, str]], own: tuple[str, ...]) -> None:
    texts = list(chain.from_iterable(([""] * empty + [text]) for empty, text in stories))
    assert invert_columns(texts, own) == invert(grams(text, own) for text in texts)


@pytest.mark.parametrize("gap", [1859, 1860, 1861, MANY - 2])
def test_however_far_stories_are_from_one_another(gap: int) -> None:
    texts = ["云汀", *[""] * (gap - 1), "云汀镇", "云汀"]
    assert invert_columns(texts, ()) == invert(map(grams, texts))


@settings(deadline=None, max_examples=100)
@given(st.lists(st.sampled_from([1, 1, 1, 2, 3, 6, 60, 61, 300, 2000]), min_size=1, max_size=400))
def test_a_bit_a_story_is_the_same_bit(steps: list[int]) -> None:
    numbers = [place - 1 for place in accumulate(steps)]
    text = number(numbers[0]) + gaps(numbers)
    assert ended(text, numbers[-1], pack_columns) == ended(text, numbers[-1])
    groups = numbers[-1] // 24 + 1
    assert pack_columns(text, groups) == pack(text, groups), "also where gaps are shorter"


SITE = """
import sys
{before}
from hashlib import blake2b
from pathlib import Path
from tests.site.made import build, many
out = Path({out!r})
assert build(out, many({stories})).problems == ()
for file in sorted((out / "search" / "data").rglob("*.js")):
    print(file.relative_to(out), blake2b(file.read_bytes()).hexdigest())
print("numpy", bool(sys.modules.get("numpy")))
"""


def site(out: str, stories: int, before: str = "") -> list[str]:
    """The names and hashes of the search's files, as another process made them; last, whether it had numpy."""
    code = SITE.format(out=out, stories=stories, before=before)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout.splitlines()


def test_a_site_is_the_same_without_numpy(tmp_path: Path) -> None:
    stories = 3 * WORTH
    *files, numpy = site(str(tmp_path / "with"), stories)
    *without, none = site(str(tmp_path / "without"), stories, 'sys.modules["numpy"] = None  # as if not installed')
    assert files == without
    assert len(files) > stories
    assert (numpy, none) == ("numpy True", "numpy False")


def test_a_small_archive_does_not_wait_for_numpy(tmp_path: Path) -> None:
    assert site(str(tmp_path), 40)[-1] == "numpy False"
