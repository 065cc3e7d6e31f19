"""What a story is about and what it merely mentions are kept apart; sections lead to their lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.config import Config
from sitegen.model import Imprint, Split
from sitegen.tagging.tagger import load_tagger
from tests.tagging.conftest import TagStory, make_clipping, make_story

if TYPE_CHECKING:
    from pathlib import Path

FEATURE = (
    "安化县抓实基层党建，各乡镇各有办法。",
    "# 梅城镇 一张网格管到底",
    "梅城镇把网格划到组。",
    "村村有人管。",
    "# 大福镇 “党建+”富了一方",
    "大福镇办起联合社。",
)


def test_focus_and_passing_mention(tag: TagStory) -> None:
    tags = tag("近日，安化县梅城镇的公路通车了，从前去县城要绕行大福镇。", headline="梅城镇修通致富路")
    assert [place.name for place in tags.townships] == ["梅城镇"]
    assert [place.name for place in tags.mentioned_townships] == ["大福镇"]
    assert tags.townships[0].code == "430923118"


def test_townships_in_turn_are_all_what_a_story_is_about(tag: TagStory) -> None:
    tags = tag("安化县推广联村党建。", "梅城镇成立联合支部。", "大福镇组织9个村抱团。", "江南镇建起茶厂。")
    assert {place.name for place in tags.townships} == {"梅城镇", "大福镇", "江南镇"}


def test_a_festival_is_no_township(tag: TagStory) -> None:
    tags = tag("安化县办好梅城梨花节、大福消夏节。")
    assert tags.townships == ()
    assert {place.name for place in tags.mentioned_townships} == {"梅城镇", "大福镇"}


def test_sections_carry_their_own_lines(tag: TagStory) -> None:
    sections = {place.name: place.lines for place in tag(*FEATURE, headline="党旗在山乡飘扬").townships}
    assert sections == {"梅城镇": ((2, 2), (3, 3), (4, 4)), "大福镇": ((5, 5), (6, 6))}


def test_a_village_of_two_townships_is_told_by_the_one_named(tag: TagStory) -> None:
    codes = set()
    for township in ("羊角塘镇", "田庄乡"):
        tags = tag(f"近日，安化县{township}白沙溪村的茶园开园了。")
        codes |= {place.code for place in tags.villages if place.name == "白沙溪村"}
    assert codes == {"430923108217", "430923209237"}


def test_a_focal_village_gives_its_township(tag: TagStory) -> None:
    tags = tag("近日，安化县九渡水村的便民桥通车了。", "九渡水村的人等了三十年。", headline="九渡水村架起连心桥")
    assert [place.name for place in tags.townships] == ["仙溪镇"]
    assert [place.name for place in tags.villages] == ["九渡水村"]


def test_captions_tell_where_the_text_is_short(tag: TagStory) -> None:
    captions = (
        "梅城镇的村民在采茶，今年的春茶比去年早上市十天，价钱也好。",
        "大福镇的合作社新建的冷库投入使用，带动农户增收。",
    )
    tags = tag("安化县一派春耕景象。", captions=captions)
    assert {place.name for place in tags.townships} == {"梅城镇", "大福镇"}


def test_evidence_is_printed_words_with_their_line(tag: TagStory) -> None:
    tags = tag("安化县近日下雨。", "梅城镇的水库满了。")
    (evidence,) = tags.townships[0].evidence
    assert (evidence.words, evidence.line) == ("梅城镇", 2)


def test_traditional_print_is_found_and_kept_as_evidence(tag: TagStory) -> None:
    tags = tag("近日，安化縣龍塘鎮的農產品賣到了長沙，農民們個個歡喜。")
    assert [place.name for place in tags.townships] == ["龙塘镇"]
    assert tags.townships[0].evidence[0].words == "龍塘鎮"


def test_an_archive_adds_places_and_former_names(tmp_path: Path) -> None:
    (tmp_path / "places.toml").write_text(
        '[[place]]\ncounty = "安化县"\nname = "茶乡社区"\ntownship = "东坪镇"\naliases = ["茶乡花园"]\n\n'
        '[[former]]\ncounty = "430923"\nname = "酉州乡"\nnow = ["东坪镇"]\nyear = "1995"\nevent = "并入"\n',
        encoding="utf-8",
    )
    tagger, problems = load_tagger(Config(), tmp_path)
    assert problems == []
    body = ("安化县酉州乡的老人搬进茶乡花园。茶乡社区的人来帮忙。",)
    tags = tagger.tag(make_clipping(*body, imprint=Imprint(county="安化县")), Split("x", (make_story(*body),)))[0]
    assert "茶乡社区" in [place.name for place in tags.villages]
    township = (*tags.townships, *tags.mentioned_townships)[0]
    assert (township.name, township.note) == ("东坪镇", "酉州乡")
    assert "酉州乡" in [evidence.words for evidence in township.evidence]


def test_places_of_other_counties_are_left_alone(tag: TagStory) -> None:
    tags = tag("近日，安化县组织干部到鹤龄镇、普安镇参观。")
    assert tags.townships == tags.mentioned_townships == ()


def test_villages_of_other_townships_are_kept_where_no_township_is_what_the_story_is_about(tag: TagStory) -> None:
    tags = tag("全县抓好三农工作。", "从梅城镇学校搬来的设备装好了。", "九渡水村的大棚、仙峰村的蛋鸡续建完成。")
    assert {place.name for place in tags.villages} >= {"九渡水村"}
