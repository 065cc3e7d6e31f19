"""`sitegen topics`: the list, and why a story has its topics, told from the file that an editor has before them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ArchiveFolder

TOPICS = """\
[[topic]]
name = "渔业"
key = "yuye"
definition = "捕鱼和养鱼。"
[topic.terms]
5 = "渔船 鱼塘"
1 = "水面"
[[topic]]
name = "体育"
key = "tiyu"
[topic.terms]
3 = "比赛"
"""
STORY = """\
---
title: 鱼塘丰收
topics: [渔业, 旧题]
id: yu-tang
---

清早，渔船回来了。

## 水面上的比赛

渔船都回来了。
"""


@pytest.fixture
def pond(archive: ArchiveFolder) -> ArchiveFolder:
    archive.write("topics.toml", TOPICS)
    archive.write("content/县/鱼塘.md", STORY)
    return archive


def test_the_list_counts_stories_and_names_what_it_lacks(pond: ArchiveFolder) -> None:
    done = pond.run("topics")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines() == [
        "     1  渔业 (yuye)  捕鱼和养鱼。",
        "     0  体育 (tiyu)",
        "     1  旧题  not in the list of topics",
    ]


@pytest.mark.parametrize("named", ["content/县/鱼塘.md", "县/鱼塘.md", "yu-tang", "{}/content/县/鱼塘.md"])
def test_why_a_story_has_its_topics(pond: ArchiveFolder, named: str) -> None:
    done = pond.run("topics", "--explain", named.format(pond.root))
    assert (done.code, done.err) == (0, "")
    told = done.out.splitlines()
    assert told[:2] == ["content/县/鱼塘.md: 鱼塘丰收", "in the file: 渔业、旧题"]
    assert told[3:] == [
        "* 渔业 22.4",
        "       11.6  鱼塘 ×4.0, weight 5  line 2",
        "        9.2  渔船 ×2.6, weight 5  lines 7, 11",
        "        1.6  水面 ×2.0, weight 1  line 9",
        "  体育 4.8",
        "        4.8  比赛 ×2.0, weight 3  line 9",
    ], told


def test_a_story_that_is_not_there(pond: ArchiveFolder) -> None:
    done = pond.run("topics", "--explain", "无.md")
    assert (done.code, done.out) == (1, "")
    assert "无.md: error: no story" in done.err


def test_a_bad_line_of_the_list_is_named_and_the_rest_counts(pond: ArchiveFolder, tmp_path: Path) -> None:
    pond.write("topics.toml", TOPICS.replace('3 = "比赛"', 'many = "比赛"'))
    done = pond.run("topics")
    assert done.code == 1
    assert "topics.toml:11: error: " in done.err
    assert "渔业 (yuye)" in done.out


def test_the_pages_say_what_the_archive_says_of_topics_and_places(pond: ArchiveFolder) -> None:
    pond.write(
        "content/县/镇.md", "---\ntitle: 甲\ncounty: 安化县\ntownships: [梅城镇]\ntopics: [渔业]\n---\n\n正文。\n"
    )
    pond.write(
        "places.toml",
        '[[former]]\ncounty = "安化县"\nname = "虚构乡"\nnow = ["梅城镇"]\nyear = "1995"\nevent = "并入梅城镇"\n',
    )
    done = pond.run("build")
    assert done.code == 0, done.err
    pages = {name: data.decode() for name, data in pond.files("public").items() if name.endswith(".html")}
    topic = next(text for name, text in pages.items() if name.startswith("topics/yuye/"))
    assert "捕鱼和养鱼。" in topic
    assert "<span>渔船</span>" in topic
    township = next(text for name, text in pages.items() if name.endswith("mei-cheng-zhen/index.html"))
    assert "1995年，虚构乡并入梅城镇" in township
    former = next(text for name, text in pages.items() if name.endswith("xu-gou-xiang/index.html"))
    assert "mei-cheng-zhen/index.html" in former
    assert "虚构乡今属此地。" in former


def test_a_renamed_topic_keeps_its_address_and_an_earlier_one_leads_there(pond: ArchiveFolder) -> None:
    """Also for stories in which an editor has written the earlier name."""
    pond.run("build")
    assert "渔业" in pond.files("public")["topics/yuye/index.html"].decode()
    renamed = TOPICS.replace('name = "渔业"', 'name = "水产业"').replace(
        'key = "yuye"', 'key = "yuye"\naliases = ["渔业", "fishing"]'
    )
    pond.write("topics.toml", renamed)
    done = pond.run("build")
    assert done.code == 0, done.err
    public = pond.files("public")
    assert "鱼塘丰收" in public["topics/yuye/index.html"].decode()
    assert "<h1>水产业" in re.sub(r"<h1[^>]*>", "<h1>", public["topics/yuye/index.html"].decode())
    for old in ("yu-ye", "fishing"):
        moved = public[f"topics/{old}/index.html"].decode()
        assert 'content="0; url=../../topics/yuye/index.html"' in moved
        assert 'rel="canonical"' in moved
    story = public["stories/yu-tang/index.html"].decode()
    assert "水产业" in story
    assert "topics/yuye/index.html" in story
    assert 'unknown topic \\"渔业' not in pond.run("check", "--format", "json").out
