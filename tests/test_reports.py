"""What is wrong, for programs: GitHub's annotations and JSON lose nothing and keep to one line a problem."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from sitegen.commands.reports import as_github, as_json
from sitegen.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ArchiveFolder

PROBLEM = Problem("县/a,b:c.md", "100% 不对\n二", 3, 5, "warning", "title: x", "title: y")


def test_json_has_every_part_once() -> None:
    told = json.loads(as_json([PROBLEM, PROBLEM, Problem("x", "y")]))
    assert (told["errors"], told["warnings"], told["notes"]) == (1, 1, 0)
    assert told["problems"][0] == {
        "path": "县/a,b:c.md",
        "message": "100% 不对\n二",
        "line": 3,
        "column": 5,
        "severity": "warning",
        "source": "title: x",
        "hint": "title: y",
    }
    assert json.loads(as_json([]))["problems"] == []


def test_annotations_escape_what_would_end_them(tmp_path: Path) -> None:
    assert as_github([PROBLEM, PROBLEM], tmp_path) == (
        "::warning file=县/a%2Cb%3Ac.md,line=3,col=5::100%25 不对%0A二%0Atitle: x%0Ahint: title: y\n"
    )
    assert as_github([Problem("x", "y", severity="note")], tmp_path) == "::notice file=x::y\n"


def test_paths_are_those_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert as_github([Problem("x", "y")], tmp_path / "archive") == "::error file=archive/x::y\n"


PLACES = '[[place]]\ncounty = "平遥县"\nname = "新设镇"\n\n[[place]]\ncounty = "无此县"\nname = "某镇"\n'


@pytest.mark.parametrize("form", ["text", "json", "github"])
@pytest.mark.parametrize(
    ("path", "text", "line"),
    [
        ("places.toml", PLACES, 6),
        ("places.toml", PLACES.replace("无此县", '介休市"x'), 6),
        ("topics.toml", '[[topic]]\nname = "渔业"\nkey = "yu ye"\n', 3),
        ("sitegen.toml", 'title = "x"\nnonsense = 1\n', 2),
        ("content/甲.md", "---\ntitle: 甲\ndate: 昨天\n---\n\n正文。\n", 3),
    ],
)
def test_a_malformed_line_fails_the_check_by_name(
    archive: ArchiveFolder, path: str, text: str, line: int, form: str
) -> None:
    archive.run("import")
    archive.write(path, text)
    done = archive.run("check", "--format", form)
    assert done.code == 1
    if form == "text":
        assert f"{path}:{line}: error: " in done.err
    elif form == "json":
        told = json.loads(done.out)["problems"]
        assert (path, line, "error") in [(one["path"], one["line"], one["severity"]) for one in told]
    else:
        assert [row for row in done.out.splitlines() if row.startswith(f"::error file={path},line={line}")]


def test_a_sound_archive_gives_no_annotation(archive: ArchiveFolder) -> None:
    archive.run("import")
    done = archive.run("check", "--format", "github")
    assert (done.code, done.out) == (0, "")
    assert json.loads(archive.run("check", "--format", "json").out)["problems"] == []


def test_a_place_of_the_archives_own_is_known(archive: ArchiveFolder) -> None:
    archive.run("import")
    story = "---\ntitle: 甲\ncounty: 平遥县\ntownships: [新设镇, 岳璧乡]\ntopics: [生态环宝]\n---\n\n正文。\n"
    archive.write("content/甲.md", story)
    archive.write("places.toml", PLACES[: PLACES.index("\n\n") + 1])
    told = json.loads(archive.run("check", "--format", "json").out)["problems"]
    assert [(one["line"], one["message"], one["hint"]) for one in told] == [
        (4, '平遥县 has no township "岳璧乡"', "岳壁乡?"),
        (5, 'unknown topic "生态环宝"', "生态环保?"),
    ]
