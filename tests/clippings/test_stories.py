"""What a story is put together from: who reported it, and whether its beginning is lost."""

from __future__ import annotations

import pytest

from sitegen.clippings import lexicon
from sitegen.clippings.splitting import split
from sitegen.clippings.stories import _reporters
from sitegen.model import Clipping, Line


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("（记者 周一鸣 通讯员 吴小满）", ("周一鸣", "吴小满")),
        ("（记者 周一鸣 通讯员吴小满）", ("周一鸣", "吴小满")),
        ("本报记者周一鸣、吴小满 摄影报道", ("周一鸣", "吴小满")),
        ("记者 周一鸣 记者吴小满", ("周一鸣", "吴小满")),
        ("（吴小满 文/图）", ("吴小满",)),
    ],
)
def test_names_are_told_from_what_people_are(byline: str, names: tuple[str, ...]) -> None:
    assert _reporters([], byline) == names


def test_a_few_letters_in_front_that_begin_no_word_tell_of_a_lost_beginning() -> None:
    text = """石桥镇路灯亮了

本报讯 石桥镇的主街上新装了八十盏路灯，照亮了村民回家的路，大家都说好。

北坡镇

北坡镇水渠通水

业高质量发展。

今年北坡镇的水渠修好了，村民们盼了多年的水流进了地里，日子越过越有盼头，大家都说这水来得正是时候。"""
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    whole, rest = split(Clipping("page", lines)).stories
    assert (whole.truncated_head, rest.truncated_head) == (False, True)


@pytest.mark.parametrize("text", ["雪落了一夜。", "老井还在。", "天冷了。", "春到山乡。"])
def test_a_short_sentence_is_not_what_is_left_of_one(text: str) -> None:
    assert not lexicon.begins_no_word(text)
