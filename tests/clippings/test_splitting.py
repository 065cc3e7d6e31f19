"""The splitter as a whole: nothing lost, nothing invented, the same every time, whatever the text is."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sitegen import han
from sitegen.clippings.splitting import split
from sitegen.model import Clipping, Line, Pins
from tests.trust.targets import letters

SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))
SEED_LINES = [line for path in SEEDS for line in path.read_text(encoding="utf-8").split("\n")]

hostile = st.text(st.characters(codec="utf-8", exclude_characters="\n\r"), max_size=40)
chinese = st.text("本报讯记者通讯员，。、；：“”（）！？——…近日县镇村年月日图为摄 　一二三123ABC", max_size=40)
seed_line = st.sampled_from(SEED_LINES)
pages = st.lists(st.one_of(seed_line, seed_line, chinese, hostile, st.just("")), max_size=60)


def clipping(lines: list[str], pins: Pins | None = None) -> Clipping:
    return Clipping("page.txt", tuple(Line(number, line) for number, line in enumerate(lines, 1)), pins=pins)


@given(pages)
@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_every_letter_is_kept_exactly_once(lines: list[str]) -> None:
    found = split(clipping(lines))
    assert letters(found) == Counter(han.letters("\n".join(lines)))


@given(pages)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_spans_lie_within_the_page_and_reading_twice_gives_the_same(lines: list[str]) -> None:
    found = split(clipping(lines))
    spans = [span for story in found.stories for span in (*story.lines, *story.title_lines)]
    spans += [span for story in found.stories for passage in story.body for span in passage.lines]
    spans += [left.lines for left in found.other]
    assert all(1 <= first <= last <= len(lines) for first, last in spans)
    assert split(clipping(lines)) == found


@given(st.lists(st.integers(0, len(SEED_LINES) - 1), min_size=1, max_size=80), st.integers(0, 60))
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_shuffled_and_truncated_seed_lines_lose_nothing(order: list[int], cut: int) -> None:
    lines = [SEED_LINES[at][: cut or None] for at in order]
    assert letters(split(clipping(lines))) == Counter(han.letters("\n".join(lines)))


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem[:3])
def test_confidence_is_a_chance_and_stories_have_bodies(path: Path) -> None:
    found = split(clipping(path.read_text(encoding="utf-8").split("\n")))
    assert found.stories
    assert all(0.0 <= story.confidence <= 1.0 and story.body for story in found.stories)


@pytest.mark.parametrize(
    "lines",
    [[], [""], ["\f"], ["。"], ["——"], ["本报讯"], ["\u200b"], ["　　"], ["图为"], ["1"] * 50, ["本报讯 甲。"] * 30],
    ids=repr,
)
def test_pages_with_next_to_nothing_are_split_without_complaint(lines: list[str]) -> None:
    assert letters(split(clipping(lines))) == Counter(han.letters("\n".join(lines)))


def test_a_very_long_page_costs_no_more_per_line_than_a_short_one() -> None:
    """Counted in pieces decided together, not in seconds: the sections stay of one size."""
    from sitegen.clippings.pieces import Piece
    from sitegen.clippings.sections import MOST_PIECES, sections_of
    from sitegen.clippings.splitting import laid_out

    page = SEED_LINES * 4
    items = laid_out([Line(number, line) for number, line in enumerate(page, 1)]).items
    sizes = [sum(isinstance(item, Piece) for item in section) for section in sections_of(items)]
    assert len(sizes) > 2
    assert max(sizes) <= MOST_PIECES + 1
    assert sum(sizes) == sum(isinstance(item, Piece) for item in items)


BRIEFS = [
    "春耕备播忙",
    "",
    "本报讯 近日，某县某镇的农民抢抓农时，翻地整畦，田间一派繁忙景象。",
    "",
    "镇农技站的技术员走进地头，手把手指导农户选种拌种。",
    "",
    "新桥通车了",
    "",
    "本报讯 一座横跨南河的新桥日前建成通车，两岸群众出行不再绕路。",
]


def test_a_pinned_story_keeps_its_lines_in_the_pinned_order() -> None:
    pins = Pins(stories=(((5, 5), (3, 3)), ((9, 9),)))
    found = split(clipping(BRIEFS, pins))
    first = next(story for story in found.stories if "技术员" in "".join(p.text for p in story.body))
    assert [passage.lines for passage in first.body] == [((5, 5),), ((3, 3),)]


def test_a_pinned_succession_overrules_the_dateline() -> None:
    found = split(clipping(BRIEFS, Pins(follows=((9, 5),))))
    bodies = ["".join(passage.text for passage in story.body) for story in found.stories]
    assert any("技术员" in body and "新桥" in body for body in bodies)


def test_a_pinned_headline_is_one_and_ignored_lines_are_in_no_story() -> None:
    found = split(clipping(BRIEFS, Pins(headlines=((7, 7),), ignore=((5, 5),))))
    assert "新桥通车了" in [story.headline for story in found.stories]
    assert ("noise", (5, 5)) in [(left.role, left.lines) for left in found.other]
    assert "技术员" not in "".join(passage.text for story in found.stories for passage in story.body)


def test_pinned_columns_are_read_in_their_order() -> None:
    lines = ["两岸群众从此出行不再绕路。", "", "本报讯 一座横跨南河的新桥日前建成通车，", ""]
    found = split(clipping(lines, Pins(columns=((3, 3), (1, 1)))))
    assert [passage.text for story in found.stories for passage in story.body] == [
        "本报讯 一座横跨南河的新桥日前建成通车，两岸群众从此出行不再绕路。"
    ]
