"""The list of stories that want a look: none that is sure, the worst first, and never a screenful too long."""

from __future__ import annotations

from sitegen.commands.doubtful import told
from sitegen.model import Record


def record(number: int, confidence: float, *doubts: str) -> Record:
    return Record(f"甲县/a/{number:02} 标题.md", f"a-{number}", "标题", confidence=confidence, doubts=doubts)


def test_sure_stories_are_not_listed() -> None:
    assert list(told([record(1, 0.9), record(2, 1.0)], "content", 20)) == []


def test_the_least_sure_stand_first_each_with_its_first_doubt() -> None:
    records = [record(1, 0.7), record(2, 0.5, "line 9 may end another story", "and more"), record(3, 0.97, "why")]
    assert list(told(records, "content", 20)) == [
        "3 stories want a look, the least sure first:",
        "  0.50  content/甲县/a/02 标题.md: line 9 may end another story",
        "  0.70  content/甲县/a/01 标题.md: its lines fit together less well than those of most",
        "  0.97  content/甲县/a/03 标题.md: why",
        "    hint: once you have looked at one, take `confidence` and `doubts` out of its file",
    ]


def test_one_story_is_counted_in_the_singular() -> None:
    assert next(told([record(1, 0.5)], "content", 20)) == "1 story wants a look, the least sure first:"


def test_a_long_list_is_cut_and_counted() -> None:
    lines = list(told([record(number, 0.5) for number in range(25)], "content", 20))
    assert len(lines) == 23
    assert lines[0].startswith("25 stories")
    assert lines[-2] == "  and 5 more: `sitegen import -v` lists every one"
