"""Labelled stories with their people renamed: what is right for one name must be right for any."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from sitegen.tagging.lexicon import load_lexicon
from tests.accuracy.tagging import gold_story

if TYPE_CHECKING:
    from collections.abc import Mapping
    from random import Random

    from sitegen.model import Story

KEPT = ("习近平",)
COMMONEST = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董"
GIVEN = """
二虎 满囤 拴牛 改花 爱枝 秀英 玉兰 桂花 建国 建军 国庆 志强 志远 海霞 晓燕 丽娟 文彬 永胜 银锁
金锁 铁柱 根生 春生 来福 有才 得水 宝珍 翠莲 巧云 冬梅 秋菊 润生 保根 福昌 三槐 四清 五星 成毛
贵平 变变 俊俊 美丽 小红 小军 大明 天明 长青 兴旺 丰收 跃进 卫东 爱国 爱民 拥军 学文 子轩 梓涵
雨桐 佳琪 若溪 一鸣 浩然 宇航 思羽 嘉怡 雅静 婷婷 磊磊 鹏飞 鹏程 伟 强 婷 静 敏 磊 洋 勇 杰
娟 涛 超 明 霞 平 刚 桂英 林生 喜娥 计划 存粮 全喜 双喜 应心 瑞英 瑞芳 润莲 虎生 牛牛 引弟
耀宗 光明 向阳 东升 晋生 太平 安心 如意 万有 百顺 千里 世杰 守义 宏伟 新民 和平 前进 胜利 晓东
丽萍 俊峰 海龙 振华 文秀 淑珍 素芳 慧君 凤仙 喜梅 存柱 狗娃 石头 大年 长命 富贵 德厚 怀仁 子君
伊诺 沐阳 泽宇
""".split()  # noqa: SIM905


def renamed(told: Mapping[str, Any], random: Random) -> tuple[Story, set[str]]:
    """A gold story with new names for its people, and those names."""
    fields = ("kicker", "headline", "subhead", "byline", "captions", "body")
    text = json.dumps({field: told[field] for field in fields}, ensure_ascii=False)
    people: set[str] = set()
    for old in sorted(told["people"], key=lambda name: (-len(name), name)):
        new = old if old in KEPT else new_name(random, text)
        people.add(new)
        text = text.replace(old, new)
    return gold_story(json.loads(text)), people


def new_name(random: Random, text: str) -> str:
    """A name that is not in a text yet."""
    surnames = [name for name, worth in load_lexicon().surnames.items() if worth > 0 and len(name) == 1]
    while True:
        name = random.choice(COMMONEST if random.random() < 0.5 else surnames) + random.choice(GIVEN)
        if name not in text:
            return name
