"""Topics come from an editable list; a bad line of it is named and costs no more than itself."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

import pytest

from sitegen.tagging.topics import load_topics, parse_topics
from tests.tagging.conftest import reading

if TYPE_CHECKING:
    from pathlib import Path

GOOD = (
    '[[topic]]\nname = "渔业"\nkey = "yuye"\ndefinition = "捕鱼和养鱼。"\n[topic.terms]\n5 = "渔船 鱼塘"\n1 = "水面"\n'
)


def test_the_package_has_seventeen_topics_without_fault(tmp_path: Path) -> None:
    topics, problems = load_topics(tmp_path)
    assert problems == []
    assert len(topics.topics) == 17
    assert all(topic.definition and len(topic.terms) > 30 for topic in topics.topics)


def test_one_to_three_topics_in_falling_weight_with_their_words(tmp_path: Path) -> None:
    topics, _ = load_topics(tmp_path)
    tags = topics.tag(
        reading(
            "近日，村医背着药箱上门，为老人量血压、测血糖，建起健康档案。",
            "家庭医生签约后，慢性病患者不用再跑医院。",
            "下一步，村里还要修路。",
            headline="家庭医生进山来",
        )
    )
    assert tags[0].name == "医疗健康"
    assert 1 <= len(tags) <= 3
    assert [tag.weight for tag in tags] == sorted((tag.weight for tag in tags), reverse=True)
    assert "家庭医生" in [evidence.words for evidence in tags[0].evidence]


def test_headline_and_lead_count_more_than_the_closing(tmp_path: Path) -> None:
    topics, _ = load_topics(tmp_path)
    body = ("学校的孩子们上了一堂课。", "老师很高兴。", "大家都来看。", "下一步，要抓好消防演练。")
    weights = {score.topic.name: score.weight for score in topics.scores(reading(*body, headline="消防演练"))}
    closing = {score.topic.name: score.weight for score in topics.scores(reading(*body))}
    assert weights["公共安全"] > 2 * closing["公共安全"]


def test_a_word_that_every_story_of_a_page_has_counts_less(tmp_path: Path) -> None:
    topics, _ = load_topics(tmp_path)
    page = [reading("古城下了雪。", f"第{number}件事办好了。") for number in range(5)]
    beside, alone = topics.scores(page[0], page), topics.scores(page[0])
    assert beside[0].topic.name == alone[0].topic.name == "古城保护"
    assert beside[0].weight == pytest.approx(alone[0].weight / 2)
    assert topics.scores(page[0], page[:3]) == alone, "three stories prove no boilerplate"
    assert any("counted 0.50" in line for line in topics.explain(page[0], page))


def test_the_explanation_adds_up(tmp_path: Path) -> None:
    topics, _ = load_topics(tmp_path)
    lines = topics.explain(reading("渔民在鱼塘里捕捞，合作社收购。", headline="鱼塘丰收"))
    assert lines[0].startswith("* 农业农村")
    total = float(lines[0].split()[-1])
    following = list(takewhile(lambda line: line.startswith("      "), lines[1:]))
    assert sum(float(line.split()[0]) for line in following) == pytest.approx(total, abs=0.1 * len(following))
    assert any(line.endswith("鱼塘 ×5.6, weight 5  line 1") for line in following), lines


def test_an_archive_replaces_the_topics(tmp_path: Path) -> None:
    (tmp_path / "topics.toml").write_text(GOOD, encoding="utf-8")
    topics, problems = load_topics(tmp_path)
    assert problems == []
    assert [tag.name for tag in topics.tag(reading("鱼塘边停着渔船。"))] == ["渔业"]
    assert topics.tag(reading("学校放假了。")) == ()


@pytest.mark.parametrize(
    ("bad", "line", "words"),
    [
        ('[[topic]]\nname = "林业"\nkey = "Lin Ye"\n', 11, "a-z"),
        ('[[topic]]\nname = "林业"\nkey = "linye"\ncolour = "green"\n', 12, "colour"),
        ('[[topic]]\nname = "林业\nkey = "linye"\n', 10, "Illegal"),
        ('[[topic]]\nkey = "linye"\n', 9, "name"),
        ('[[topic]]\nname = "林业"\nkey = "linye"\n[topic.terms]\nheavy = "树林"\n', 12, "heavy"),
        ('[[topic]]\nname = "林业"\nkey = "linye"\n[topic.terms]\n5 = "树 林场"\n', 12, "two characters"),
        ('[[topik]]\nname = "林业"\n', 9, "topik"),
        ('[[topic]]\nname = "林业"\nkey = "linye"\naliases = "森林"\n', 12, "list of texts"),
        ('[[topic]]\nname = "林业"\nkey = "linye"\naliases = ["渔业"]\n', 12, "a topic above"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_is_used(bad: str, line: int, words: str) -> None:
    topics, problems = parse_topics(GOOD + "\n" + bad, "topics.toml")
    assert "渔业" in [topic.name for topic in topics]
    (problem,) = problems
    assert words in problem.message + problem.hint
    assert (problem.path, problem.line) == ("topics.toml", line)
    assert problem.severity == "error"
