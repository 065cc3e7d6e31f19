"""What a story is put together from: who reported it, and whether its beginning is lost."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize(
    ("first", "lost"), [("业高质量发展。", True), ("下雪了。", False), ("春到山乡农事忙。", False)]
)
def test_a_few_letters_in_front_that_begin_no_word_tell_of_a_lost_beginning(first: str, lost: bool) -> None:
    text = f"北坡镇水渠通水\n\n{first}\n\n北坡镇的水渠今年修好了，村民们盼了多年的水流进了地里，家家都添了菜苗。"
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    (story,) = split(Clipping("page", lines)).stories
    assert story.truncated_head is lost
