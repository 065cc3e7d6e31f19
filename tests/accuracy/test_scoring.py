"""The scorer must call a right reading right, and see each way of being wrong."""

from __future__ import annotations

import copy
import random
from typing import Any

import pytest

from tests.accuracy import pages, predictors
from tests.accuracy.scoring import byline_names, score_page, summarise

LABELLED = pages.labelled_pages()
PERFECT = {
    "story_f1", "body", "headline", "kicker", "subhead", "byline", "break_f1", "heading_f1", "caption_f1", "other_f1",
}  # fmt: skip


def story(
    headline: str = "桥通了", body: tuple[str, ...] = ("昨天，桥通了。", "人人高兴，车来车往。"), **more: Any
) -> dict[str, Any]:
    return {"headline": headline, "body": [{"kind": "paragraph", "text": text} for text in body], **more}


def figures(gold: dict[str, Any], predicted: dict[str, Any]) -> dict[str, float]:
    return summarise([score_page(gold, predicted)])


@pytest.mark.parametrize("page", LABELLED, ids=lambda page: f"{page.path.parent.name}/{page.name}")
def test_gold_is_right_by_its_own_measure(page: pages.LabelledPage) -> None:
    found = figures(page.gold, page.gold)
    assert {name for name in PERFECT if found[name] == 1.0} == PERFECT


@pytest.mark.parametrize("page", [page for page in LABELLED if page.kind.startswith("generated")], ids=lambda p: p.name)
def test_generated_gold_holds_every_letter_of_its_page(page: pages.LabelledPage) -> None:
    assert score_page(page.gold, page.gold, page.text).conserved


def test_white_space_width_and_dateline_do_not_count() -> None:
    gold = {"stories": [story("桥 通了", ("本报讯 昨天,桥通了。", "人人高兴，车来车往。"))]}
    assert figures(gold, {"stories": [story()]})["story_f1"] == 1.0
    assert figures(gold, {"stories": [story("桥　通了")]})["headline"] == 1.0


def test_a_body_with_a_strange_paragraph_is_not_found() -> None:
    wrong = {"stories": [story(body=("昨天，桥通了。", "人人高兴，车来车往。", "另一件事。"))]}
    found = figures({"stories": [story()]}, wrong)
    assert found["story_f1"] == 0.0
    assert 0.5 < found["body"] < 0.98


def test_an_extra_story_and_a_missing_one_lower_the_count() -> None:
    other = story("雨下了", ("田里有水，秧苗青青。",))
    both, one = {"stories": [story(), other]}, {"stories": [story()]}
    assert figures(one, both)["story_f1"] == pytest.approx(2 / 3)
    assert figures(both, one)["story_f1"] == pytest.approx(2 / 3)
    assert figures(both, one)["headline"] == 0.5


def test_accepted_readings_of_a_title_are_right() -> None:
    gold = {"stories": [story("聚焦 桥通了", headline_accept=["桥通了"], kicker="", kicker_accept=["聚焦"])]}
    found = figures(gold, {"stories": [story(kicker="聚焦")]})
    assert (found["headline"], found["kicker"]) == (1.0, 1.0)


def test_a_lost_paragraph_break_is_seen_and_a_weak_one_is_free() -> None:
    joined = {"stories": [story(body=("昨天，桥通了。人人高兴，车来车往。",))]}
    assert figures({"stories": [story()]}, joined)["break_f1"] == 0.0
    weak = story(inferred_breaks=[{"before": "人人高兴，车", "strength": "weak"}])
    assert figures({"stories": [weak]}, joined)["break_f1"] == 1.0


def test_bylines_are_compared_by_their_names() -> None:
    assert byline_names("（本报记者 甲乙 通讯员 丙丁）") == byline_names("□ 甲乙 丙丁") == "甲乙丙丁"
    assert byline_names("文/图 甲乙") == byline_names("甲乙 摄影报道")


def test_a_lost_letter_is_seen_and_a_doubled_one_too() -> None:
    source = "桥通了\n昨天，桥通了。\n人人高兴，车来车往。"
    whole = {"stories": [story()]}
    assert score_page(whole, whole, source).conserved
    assert not score_page(whole, whole, source + "了").conserved
    twice = {"stories": [story()], "other": [{"role": "duplicate", "text": "桥通了"}]}
    assert not score_page(whole, twice, source).conserved


@pytest.mark.parametrize("name", predictors.baselines())
def test_baselines_lose_no_letter(name: str) -> None:
    predict = predictors.baselines()[name]
    for page in random.Random(1).sample(LABELLED, 12):
        read = predictors.as_document(predict(pages.clipping(page)))
        assert score_page(page.gold, read, page.text).conserved, page.name


def test_a_damaged_reading_scores_less_in_what_was_damaged() -> None:
    page = next(page for page in LABELLED if any(story["captions"] for story in page.gold["stories"]))
    for key, figure in (("headline", "headline"), ("captions", "caption_f1"), ("body", "body")):
        broken = copy.deepcopy(page.gold)
        for item in broken["stories"]:
            item[key] = [] if key != "headline" else "别的"
        assert figures(page.gold, broken)[figure] < 1.0
