"""The county of a story comes from its own words, then from its page, and what the imprint says wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.tagging.county import CountyFinder
from sitegen.tagging.gazetteer import load_gazetteer
from tests.tagging.conftest import reading

if TYPE_CHECKING:
    from sitegen.tagging.reading import Reading


def found(*stories: Reading, printed_in: str = "", configured: str = "") -> list[str]:
    guesses = CountyFinder(load_gazetteer(), configured).find(stories, printed_in)
    return [guess.county.name if guess else "" for guess in guesses]


def test_a_new_county_needs_no_configuration() -> None:
    assert found(reading("近日，剑阁县普安镇举办技能培训。")) == ["剑阁县"]


def test_stories_of_one_page_keep_to_their_own_counties() -> None:
    page = (
        reading("安化县梅城镇的春茶开园了。"),
        reading("剑阁县鹤龄镇的核桃熟了。"),
        reading("羊角塘镇把危桥修好了。"),
    )
    assert found(*page) == ["安化县", "剑阁县", "安化县"]


def test_a_story_without_a_name_is_of_its_pages_county() -> None:
    assert found(reading("安化县去年新修公路12公里。"), reading("村里的老井又出水了。")) == ["安化县", "安化县"]


def test_a_visit_elsewhere_does_not_move_a_story() -> None:
    text = "梅城镇组织党员到剑阁县参观。回来后，梅城镇办起合作社。"
    assert found(reading(text, headline="安化县梅城镇抓实产业")) == ["安化县"]


def test_the_imprint_wins_and_the_configuration_helps() -> None:
    text = "朝阳街道开展义诊。"
    assert found(reading(text), printed_in="安化县") == ["安化县"]
    assert found(reading("村里修好了路。"), configured="剑阁县") == ["剑阁县"]


def test_a_word_that_is_also_a_countys_short_name_is_none() -> None:
    assert found(reading("安化县的古城要保护好，古城墙要修好。古城里有古城的规矩。")) == ["安化县"]


@pytest.mark.parametrize("text", ["", "好。", "……", "今天下雨。"])
def test_nothing_is_invented(text: str) -> None:
    assert found(reading(text)) == [""]


def test_a_county_that_neither_story_nor_page_names_is_known_by_its_villages() -> None:
    page = (
        reading("桃江县开了会，桃江县的路修好了。"),
        reading("仙溪的九渡水、仙峰、芙蓉3个村装了路灯，九渡水村的人高兴。"),
    )
    assert found(*page) == ["桃江县", "安化县"]
