"""`sitegen check` and `sitegen status` name what is wrong with its file and line."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sitegen.content import carry, load
from sitegen.content.checking import check_archive
from sitegen.content.links import inner_path
from sitegen.content.status import status
from sitegen.model import Leftover, Split
from tests.content.paper import edit, page, stories

if TYPE_CHECKING:
    from pathlib import Path

TOWNSHIPS = {"平遥县": ["岳壁乡", "古陶镇"], "介休市": ["张兰镇"]}


def _told(content: Path) -> list[tuple[str, int, str, str]]:
    archive, problems = load(content)
    found = [*problems, *check_archive(archive, content, TOWNSHIPS, ["农业", "生态环保"])]
    return [(problem.path, problem.line, problem.message, problem.hint) for problem in found]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    content = tmp_path / "content"
    carry([page(["头版", "第一段。", "第二段。"])], content)
    return content


def test_a_sound_archive_has_nothing_wrong(content: Path) -> None:
    assert _told(content) == []


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("townships: [岳璧乡]", '平遥县 has no township "岳璧乡"', "岳壁乡?"),
        ("topics: [农叶]", 'unknown topic "农叶"', "农业?"),
        ("mentioned_townships: [张兰镇]", '平遥县 has no township "张兰镇"', None),
    ],
)
def test_unknown_names_come_with_the_nearest_known(content: Path, line: str, message: str, hint: str | None) -> None:
    path = stories(content)["头版"]
    edit(content, path, "clipping:", f"{line}\nclipping:")
    told = _told(content)
    number = (content / path).read_text("utf-8").split("\n").index(line) + 1
    assert [found[:3] for found in told] == [(f"content/{path}", number, message)]
    assert hint is None or told[0][3] == hint


def test_an_unknown_county(content: Path) -> None:
    edit(content, stories(content)["头版"], "county: 平遥县", "county: 平遙县")
    assert _told(content)[0][2:] == ('unknown county "平遙县"', "平遥县?")


def test_pictures_and_links_without_files(content: Path) -> None:
    path = stories(content)["头版"]
    (content / path).with_name("有.jpg").write_bytes(b"x")
    edit(
        content,
        path,
        "第二段。",
        "![](有.jpg)\n\n![](无.jpg)\n\n[前文](../../无.md) [外](https://a.b/c.md) ![](../../../x.jpg)",
    )
    body = (content / path).read_text("utf-8").split("\n")
    assert [(line, message) for _, line, message, _ in _told(content)] == [
        (body.index("![](无.jpg)") + 1, "image without a file: 无.jpg"),
        (len(body) - 1, "image leads out of the archive: ../../../x.jpg"),
        (len(body) - 1, "link without a file: ../../无.md"),
    ]


def test_a_story_that_lost_its_clipping_or_its_lines(content: Path) -> None:
    path = stories(content)["头版"]
    edit(content, path, 'lines: "1-3"', 'lines: "1-9"')
    assert "it has 3" in _told(content)[0][2]
    edit(content, path, "clipping: a.txt", "clipping: b.txt")
    assert "b.txt is gone" in _told(content)[0][2]


def test_text_that_no_story_accounts_for(tmp_path: Path) -> None:
    clipping, split, tags = page(["要闻版", "头版", "第一段。"], (2,))
    carry([(clipping, split, tags)], tmp_path)
    archive, _ = load(tmp_path)
    problems = check_archive(archive, tmp_path, seeds="clippings")
    assert [(problem.path, problem.line, problem.source) for problem in problems] == [("clippings/a.txt", 1, "要闻版")]
    whole = Split("a.txt", split.stories, (Leftover("banner", "要闻版", (1, 1)),))
    carry([(clipping, whole, tags)], tmp_path)
    assert check_archive(load(tmp_path)[0], tmp_path) == []


@pytest.mark.parametrize(
    ("target", "inside"),
    [
        ("图.jpg", "县/a/图.jpg"),
        ("%E5%9B%BE.jpg", "县/a/图.jpg"),
        ("../b/x.md#z", "县/b/x.md"),
        ("/图.jpg", "图.jpg"),
        ("../../../x", ""),
        ("/../x", ""),
        ("https://a.b/x", None),
        ("//a.b/x", None),
        ("#z", None),
        ("mailto:a@b", None),
        ("http://[", None),
    ],
)
def test_where_links_lead(target: str, inside: str | None) -> None:
    assert inner_path("县/a/x.md", target) == inside


def test_the_figures_of_an_archive(tmp_path: Path) -> None:
    clipping, split, tags = page(["头版", "第一段。", "二版", "第二段。", "三版", "第三段。"], (1, 3, 5))
    unsure = replace(split.stories[1], confidence=0.5, doubts=("why",))
    split = Split("a.txt", (split.stories[0], unsure, split.stories[2]), (Leftover("banner", "要闻", (1, 1)),))
    carry([(clipping, split, tags)], tmp_path)
    found = stories(tmp_path)
    edit(tmp_path, found["头版"], "第一段", "第一节")
    (tmp_path / found["三版"]).unlink()
    (tmp_path / "手写.md").write_text("---\ntitle: 手写\n---\n", "utf-8")
    changed = replace(split.stories[0], body=(replace(split.stories[0].body[0], text="第1段。"),))
    carry([(clipping, Split("a.txt", (changed, *split.stories[1:]), split.other), tags)], tmp_path)
    figures = status(load(tmp_path)[0], tmp_path)
    assert (figures.clippings, figures.stories, figures.by_hand, figures.deleted) == (1, 3, 1, 1)
    assert (figures.edited, figures.edited_fields) == (1, (("body", 1),))
    assert figures.conflicts == ((found["头版"], "body"),)
    assert [record.headline for record in figures.doubtful] == ["二版"]
    assert figures.unassigned == 2
    edit(tmp_path, found["头版"], "第一节", "第一小节")
    assert status(load(tmp_path)[0], tmp_path).conflicts == (), "an editor has seen to it"
