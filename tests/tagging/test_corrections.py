"""places.toml: what an archive adds to the gazetteer, with a line for whatever is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.tagging.corrections import load_corrections, parse_corrections
from sitegen.tagging.gazetteer import load_gazetteer

if TYPE_CHECKING:
    from pathlib import Path

GOOD = '[[place]]\ncounty = "安化县"\nname = "茶乡社区"\ntownship = "东坪镇"\n'


@pytest.mark.parametrize(
    ("bad", "line", "words"),
    [
        ('[[place]]\ncounty = "安花县"\nname = "新村"\n', 7, "no county"),
        ('[[place]]\ncounty = "朝阳区"\nname = "新村"\n', 7, "counties are called"),
        ('[[place]]\ncounty = "安化县"\n', 6, "name"),
        ('[[place]]\ncounty = "安化县"\nname = "村"\n', 8, "two characters"),
        ('[[place]]\ncounty = "安化县"\nname = "新村"\ntownship = "无名镇"\n', 9, "无名镇"),
        ('[[place]]\ncounty = "安化县"\nname = "新村"\nalias = "老村"\n', 9, "alias"),
        ('[[place]]\ncounty = "安化县"\nname = "新村"\naliases = "老村"\n', 9, "list"),
        ('[[former]]\ncounty = "安化县"\nname = "老乡"\n', 6, "now"),
        ("[[place]]\ncounty = 安化县\n", 7, ""),
        ("[[town]]\nname = 1\n", 6, "town"),
    ],
)
def test_a_bad_block_is_named_and_the_rest_is_used(bad: str, line: int, words: str) -> None:
    found, problems = parse_corrections(GOOD + "\n" + bad, "places.toml", load_gazetteer())
    assert [correction.place.name for correction in found] == ["茶乡社区"]
    (problem,) = problems
    assert words in problem.message
    assert problem.line == line
    assert problem.source


def test_a_block_after_a_bad_one_is_used() -> None:
    found, problems = parse_corrections('[[place]]\nname = "\n\n' + GOOD, "places.toml", load_gazetteer())
    assert [correction.place.name for correction in found] == ["茶乡社区"]
    assert len(problems) == 1


def test_files_that_are_no_text_are_told(tmp_path: Path) -> None:
    (tmp_path / "places.toml").write_bytes('[[place]]\nname = "安'.encode("gb18030"))
    _, problems = load_corrections(tmp_path, load_gazetteer())
    assert [problem.line for problem in problems] == [2]


def test_no_file_is_no_problem_and_former_names_come_with_the_package(tmp_path: Path) -> None:
    found, problems = load_corrections(tmp_path, load_gazetteer())
    assert problems == []
    assert all(correction.place.kind == "former" and correction.place.now for correction in found)
