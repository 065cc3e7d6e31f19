"""A selection has what was asked for, and says what cannot be had."""

from __future__ import annotations

from sitegen.content import Archive
from sitegen.export import Selection, choose
from sitegen.model import Clipping, ClippingRecord, Record, Split

FIRST = Record(
    "a.md", "guan-qu", "渠", date="2023-04", county="云汀县", townships=("云汀镇",), topics=("水利",), clipping="a.txt"
)
SECOND = Record("b.md", "ye-xiao", "校", townships=("卧石乡",), villages=("石汀村",), aliases=("xiao",))
CLIPPINGS = tuple(
    ClippingRecord(Clipping(name, ()), Split(name, ()), ("guan-qu", "ye-xiao")) for name in ("a.txt", "b")
)
ARCHIVE = Archive((FIRST, SECOND), CLIPPINGS)


def ids(selection: Selection) -> list[str]:
    chosen, problems = choose(ARCHIVE, selection, "云汀县")
    assert problems == []
    return [record.id for record in chosen.records]


def test_each_kind_chooses_and_all_kinds_count_together() -> None:
    assert ids(Selection()) == ["guan-qu", "ye-xiao"]
    assert ids(Selection(county=("云汀县",))) == ["guan-qu", "ye-xiao"]
    assert ids(Selection(township=("卧石乡",))) == ["ye-xiao"]
    assert ids(Selection(village=("石汀村",))) == ["ye-xiao"]
    assert ids(Selection(topic=("水利",), year=("2023",))) == ["guan-qu"]
    assert ids(Selection(year=("2023", "undated"))) == ["guan-qu", "ye-xiao"]
    assert ids(Selection(story=("xiao",))) == ["ye-xiao"]


def test_only_the_clippings_of_the_chosen_stories_come_along() -> None:
    chosen, _ = choose(ARCHIVE, Selection(story=("guan-qu",)))
    assert [(found.clipping.name, found.story_ids) for found in chosen.clippings] == [("a.txt", ("guan-qu", ""))]


def test_an_unknown_name_is_told_with_those_that_are_near() -> None:
    _, (problem,) = choose(ARCHIVE, Selection(township=("云汀鎮",)))
    assert str(problem) == "--township 云汀鎮: error: no story has this township\n    hint: did you mean 云汀镇?"
    _, (problem,) = choose(ARCHIVE, Selection(year=("x",)))
    assert problem.hint == "known: 2023、undated"


def test_an_empty_selection_is_told() -> None:
    _, (problem,) = choose(ARCHIVE, Selection(township=("卧石乡",), topic=("水利",)))
    assert problem.message == "no story is all of this at once: 卧石乡 · 水利"
    assert choose(Archive(), Selection())[1]
