"""People with their posts; precision before recall, and reporters are no people of the story."""

from __future__ import annotations

import pytest

from sitegen.tagging.people import tag_people
from tests.tagging.conftest import TagStory, reading


def people(*body: str, headline: str = "") -> list[str]:
    return [tag.name for tag in tag_people(reading(*body, headline=headline))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“今年能多卖三万元。”村党支部书记周德胜说。", ["周德胜"]),
        ("“路通了，心就亮了。”78岁的何桂英笑着说。", ["何桂英"]),
        ("脱贫户李满囤家的羊圈又添了三只羊羔。", ["李满囤"]),
        ("副镇长王磊介绍，全镇有茶园三万亩。", ["王磊"]),
        ("校长欧阳文秀表示，学校还要建图书室。", ["欧阳文秀"]),
        ("党支部书记张会高兴地说，账已经还清。", ["张会"]),
        ("农机手段志强的出现，改变了这种局面。", ["段志强"]),
        ("我县教师袁平、方文杰、潘建华等9人受到表彰。", ["袁平", "方文杰", "潘建华"]),
        ("“我们商量着办。”居民代表马秀兰和赵永福说。", ["马秀兰", "赵永福"]),
    ],
)
def test_people_are_found_whole(text: str, expected: list[str]) -> None:
    assert people("近日，镇里开了会。" + text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "高质量发展迈出新步伐，金融服务更加方便。",
        "送上新年的祝福，让温暖传到每一户。",
        "全面推进乡村振兴，马不停蹄抓落实。",
        "文化惠民活动送到田间，江河安澜。",
        "加强党的建设，严格程序，明确责任。",
        "王家村的老井出水了，白沙镇的路也通了。",
    ],
)
def test_common_words_are_nobody(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "修缮了西观音堂、万泰厚、双林寺。推动万泰厚、宝丰源等票号改造提升。",
        "引进了华康源、高福来等8家企业。",
        "金银花、黄连翘、白云苓等中药材长势喜人。",
        "方大同、万泰厚等百年老店铺重新开张。",
    ],
)
def test_members_of_a_list_of_shops_or_crops_are_nobody(text: str) -> None:
    assert people(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("村民李满囤、周德胜等30户农户入了股。", ["李满囤", "周德胜"]),
        ("乔永茂等票号重新开张。“房子修好了。”店主乔永茂说。", ["乔永茂"]),
        ("会上，村民李满囤、周德胜等企业职工领到奖金。", ["李满囤", "周德胜"]),
    ],
)
def test_a_list_of_people_stays_one_and_who_speaks_is_somebody(text: str, expected: list[str]) -> None:
    assert people(text) == expected


@pytest.mark.parametrize(
    "opening",
    [
        "本报讯（记者 林国强 通讯员 陈小燕）",
        "本报讯（林国强、陈小燕）",
        "本报讯 （通讯员 林国强）",
        "新华社长沙3月2日电（记者林国强）",
    ],
)
def test_reporters_are_left_out(opening: str) -> None:
    assert people(f"{opening}近日，村民孙有福领到了分红。") == ["孙有福"]


def test_a_post_is_kept_as_printed_with_its_place(tag: TagStory) -> None:
    tags = tag("近日，安化县大福镇开了会。", "“要把路修好。”大福镇党委副书记周德胜说。")
    (person,) = tags.people
    assert (person.name, person.note) == ("周德胜", "大福镇党委副书记")
    assert (person.evidence[0].words, person.evidence[0].line) == ("大福镇党委副书记周德胜", 2)


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("会上，县委常委、组织部长周德胜介绍，", "组织部长"),
        ("“修路。”镇党委书记周德胜说。", "镇党委书记"),
        ("“修路。”老党员周德胜说。", "老党员"),
    ],
)
def test_a_post_is_taken_whole(text: str, post: str) -> None:
    assert [tag.note for tag in tag_people(reading(text))] == [post]


def test_a_name_is_kept_as_it_is_printed() -> None:
    assert people("近日，镇里开了会。村民王昇说，日子好了。") == ["王昇"]


def test_who_is_proven_once_is_not_cut_short_elsewhere() -> None:
    names = people("村民任金锁说，要修路。", "孩子一头扎进任金锁的怀里。")
    assert names == ["任金锁"]
