"""What the joint decision goes by, signal by signal, on small pages of no real paper."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

import pytest

from sitegen.clippings import lexicon
from sitegen.clippings.cutting import cut_stacks
from sitegen.clippings.facts import facts_of
from sitegen.clippings.headlines import _kicker_worth
from sitegen.clippings.pieces import Stack, TitleRow
from sitegen.clippings.rows import rows_of
from sitegen.clippings.seams import run_on, seam_sign
from sitegen.clippings.splitting import laid_out, split
from sitegen.clippings.stacking import settled
from sitegen.clippings.threads import Body, body_of, follow_worth, start_worth
from sitegen.clippings.weights import Weights
from sitegen.model import Clipping, Line, Split


def page(text: str) -> Split:
    lines = tuple(Line(number, line) for number, line in enumerate(text.strip().split("\n"), 1))
    return split(Clipping("page", lines))


@pytest.mark.parametrize(
    ("before", "likely", "unlikely"),
    [
        ("制定了全县的实施方", "案，从三方面推进", "王老汉笑着说"),
        ("每亩给予补助6000", "元，农户拍手称快", "给项目带来转机"),
        ("镇里组织网格员逐户排", "查隐患", "王老汉笑着说"),
    ],
)
def test_a_text_goes_on_where_its_letters_do(before: str, likely: str, unlikely: str) -> None:
    assert run_on(before, likely) > run_on(before, unlikely)


def test_what_stands_at_a_seam_has_a_name() -> None:
    assert seam_sign("制定了实施方", "案推进这项工作").startswith("word")
    assert seam_sign("补助6000", "元") == "unit"
    assert seam_sign("补助6000", "给") == "number"
    assert seam_sign("", "元") == "none"
    assert run_on("", "") == 0.0


def test_words_at_the_edges_of_a_text() -> None:
    assert lexicon.opening("实施方案") >= 2
    assert lexicon.closing("推进实施") == 2
    assert lexicon.opening("") == lexicon.closing("") == 0


def test_a_row_before_a_number_may_stop_short_and_be_set_in_all_the_same() -> None:
    (row,) = rows_of([Line(1, "登记在册的传统院落共计约有")])
    assert facts_of(row, 17.0, True, "1000余处，多为砖木").fill == "in"
    assert facts_of(row, 15.0, True, "1000余处，多为砖木").fill == "full"
    assert facts_of(row, 17.0, True, "多为砖木").fill == "most"


_ENDS = "村里添了一座小广场，一到傍晚便热闹起来，大家都说日子越过越有滋味。"


@pytest.mark.parametrize(
    "opening",
    [
        "岚溪县北坡镇河湾村的蔬菜大棚里，种植户赶在上市前采收头茬黄瓜，车队在路口排成一行。",
        "8月16日，三十名义工走进养老院，为老人理发、包饺子，屋里笑声不断，邻居也来帮忙。",
        "县总工会近日举办钳工技能比武，来自十二家企业的八十名选手同台，观众挤满了厂房。",
        "初冬时节，货车司机驿站开门迎客，热水和热饭随到随有，歇脚的人一天比一天多起来。",
    ],
)
def test_what_opens_as_a_lead_does_speaks_for_another_story(opening: str) -> None:
    """Nothing stands between the two but a blank line: no title, no dateline."""
    goes_on = "说起这些变化，老人掰着指头数给人听：路灯亮了，水管通了，娃娃们上学也近了许多。"
    lead, plain = (_two_paragraphs(f"本报讯 {_ENDS}\n\n{text}") for text in (opening, goes_on))
    assert follow_worth(lead, 0, 1, Weights()) < follow_worth(plain, 0, 1, Weights())
    assert start_worth(lead, 1, Weights()) > start_worth(plain, 1, Weights())


def test_nothing_follows_what_opens_as_last_paragraphs_do() -> None:
    follows = "村民们把新修的水渠看了又看，商量着明年多种几亩辣椒，再添两台小型拖拉机。"
    last, plain = (
        _two_paragraphs(f"{opening}，镇里还要把水渠修到山后的坡地上去，让旱地也能浇上水。\n\n{follows}")
        for opening in ("下一步", "说到往后")
    )
    assert follow_worth(last, 0, 1, Weights()) < follow_worth(plain, 0, 1, Weights())


def _two_paragraphs(text: str) -> Body:
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    body = body_of(laid_out(lines).items)
    assert len(body.pieces) == 2
    return body


def _title_rows(*texts: str) -> list[TitleRow]:
    return [TitleRow("headline", row, 30.0) for row in rows_of([Line(n, text) for n, text in enumerate(texts, 1)])]


@pytest.mark.parametrize(
    ("first", "second"),
    [("河湾村首家共", "享菜园开园"), ("“文明", "餐桌”进农家"), ("岚溪县农贸市", "场主要农产品价格")],
)
def test_a_title_that_the_column_cut_in_two_is_one(first: str, second: str) -> None:
    upper, lower = _title_rows(first, second)
    roles = [row.role for row in settled([replace(upper, role="kicker"), lower], lambda key: 0.0)]
    assert roles == ["headline", "headline"]
    roles = [row.role for row in settled([upper, replace(lower, role="subhead")], lambda key: 0.0)]
    assert roles == ["headline", "headline"]


def test_who_said_what_the_headline_says_and_a_series_with_its_place_are_kickers() -> None:
    for kicker in ("县委书记在北坡镇调研时强调", "乡村振兴看岚溪"):
        upper, lower = _title_rows(kicker, "做强特色产业 促进农民增收")
        roles = [row.role for row in settled([upper, lower], lambda key: 0.0)]
        assert roles == ["kicker", "headline"]


_LIGHTS = """连日来，一到傍晚六时，河湾村的主街上次第亮起八十盏太阳能路灯，
照亮了村民回家的路。村民吴巧云说，再也不用打着手电串门了。
据了解，这批路灯由帮扶单位出资安装，质保期五年。"""
_HEATING = """本报讯 供热公司的师傅这几天忙着给各小区的暖气管道打压试水，
赶在供暖季到来之前排查漏点。住在老厂家属院的退休工人说，管道不漏了。
目前，全县供热管网的冷态注水已经全部完成，供暖锅炉点火试运行。"""


def test_headlines_of_two_stories_one_under_the_other_are_cut_apart() -> None:
    found = page(f"{_HEATING}\n\n供暖管道提前试压\n河湾村太阳能路灯亮起来\n{_LIGHTS}")
    assert {story.headline for story in found.stories} == {"供暖管道提前试压", "河湾村太阳能路灯亮起来"}


def _stack(role: Literal["kicker", "headline"], *printed: tuple[int, str]) -> Stack:
    rows = rows_of([Line(number, text) for number, text in printed])
    return Stack(tuple(TitleRow(role, row, 0.0) for row in rows), 0)


def test_a_stack_is_not_lightly_cut_through_a_word_but_rather_where_a_row_stands_higher_up() -> None:
    ((_, word),) = cut_stacks([_stack("headline", (1, "全县召开项目建"), (2, "设推进大会"))])
    ((_, plain),) = cut_stacks([_stack("headline", (1, "供暖管道试压"), (2, "河湾路灯亮了"))])
    ((_, higher_up),) = cut_stacks([_stack("headline", (9, "供暖管道试压"), (2, "河湾路灯亮了"))])
    assert word > plain > higher_up


def test_a_kicker_goes_to_the_story_that_names_its_township() -> None:
    kicker = _stack("kicker", (1, "石桥镇"))
    named, unnamed = (_kicker_worth(kicker, 4, text, Weights()) for text in ("石桥镇的路灯亮了", "路灯亮了"))
    assert named - unnamed > Weights().kicker_overlap


def test_titles_on_top_of_the_page_fall_to_the_bodies_in_turn() -> None:
    school = """本报讯 新学期第一天，中心小学的孩子们走进了新教学楼。
教室里的课桌椅全部换成了可以升降的，操场铺上了塑胶跑道。"""
    titles = ["供暖管道提前试压", "太阳能路灯亮起来", "孩子们搬进新教室"]
    found = page("\n\n".join([*titles, _HEATING, _LIGHTS, school]))
    assert [story.headline for story in found.stories] == titles


def test_no_letter_is_lost_where_a_stack_is_cut() -> None:
    text = f"{_HEATING}\n\n供暖管道提前试压\n河湾村太阳能路灯亮起来\n{_LIGHTS}"
    found = page(text)
    told = "".join(
        story.kicker + story.headline + story.subhead + "".join(part.text for part in story.body) + story.byline
        for story in found.stories
    ) + "".join(left.text for left in found.other)
    letters = sorted(char for char in text if char.isalnum())
    assert sorted(char for char in told if char.isalnum()) == letters
