"""Invented stories: templates filled with names, places and figures, so that hundreds differ."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from random import Random

STORIES = Path(__file__).parent / "stories"
BylinePlace = Literal["", "head", "tail", "glued"]

_SLOT = re.compile(r"\{([^{}]+)\}")
_CHOICE = re.compile(r"\[([^\[\]]+)\]")
_RANGE = re.compile(r"([\d.]+)-([\d.]+)$")
_NUMBERS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a crosshead; a crosshead may be set in several lines."""

    kind: Literal["paragraph", "heading"]
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True)
class Article:
    """One story as its writer handed it in, before any layout."""

    id: str
    headline: tuple[str, ...]
    body: tuple[Block, ...]
    kicker: str = ""
    subhead: str = ""
    byline: str = ""
    byline_place: BylinePlace = ""
    captions: tuple[str, ...] = ()
    lost_head: bool = False
    lost_tail: bool = False

    @property
    def length(self) -> int:
        return sum(len(block.text) for block in self.body)


@dataclass(frozen=True, slots=True)
class Template:
    """A story with slots for names and figures, and alternatives to choose from."""

    id: str
    kind: str
    kickers: tuple[str, ...] = ()
    headlines: tuple[str, ...] = ()
    subheads: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class Cast:
    """The names of one paper's day: the county, and for each story its own people and villages."""

    random: Random
    county: str
    city: str
    year: int
    chosen: dict[str, str] = field(default_factory=dict)

    def new_story(self) -> Cast:
        return Cast(self.random, self.county, self.city, self.year)

    def fill(self, text: str) -> str:
        """The text with every alternative chosen and every slot filled."""
        text = _CHOICE.sub(lambda match: self.random.choice(match[1].split("|")), text)
        return _SLOT.sub(lambda match: self._slot(match[1]), text)

    def person(self) -> str:
        names = lists()
        return self.random.choice(names["姓"]) + self.random.choice(names["名"])

    def _slot(self, slot: str) -> str:
        if slot not in self.chosen:
            value, keep = self._new(slot)
            if not keep:
                return value
            self.chosen[slot] = value
        return self.chosen[slot]

    def _new(self, slot: str) -> tuple[str, bool]:
        """A value for a slot, and whether the story keeps to it."""
        rnd, names = self.random, lists()
        if match := _RANGE.match(slot):
            return _number(rnd, match[1], match[2]), False
        if slot[0] in "人":
            return self.person(), True
        if slot == "县":
            return self.county, True
        if slot == "县简":
            return (self.county[:-1] if len(self.county) > 2 else self.county), True
        if slot == "市":
            return self.city, True
        if slot == "年":
            return str(self.year), True
        if slot == "月日":
            return f"{rnd.randint(1, 12)}月{rnd.randint(1, 28)}日", False
        if slot[0] in "镇村" and len(slot) <= 2:
            return self._place(slot[0]), True
        if slot == "街道":
            return rnd.choice(names["地名"])[:2] + "街道", True
        base = slot.removesuffix("乙")
        if base in names:
            return rnd.choice(names[base]), True
        if slot == "版名":
            return rnd.choice(furniture()["版名"]), False
        if len(slot) >= 4 and all("\u4e00" <= char <= "\u9fff" for char in slot) and _words(slot):
            return rnd.choice(_words(slot)), False
        return rnd.choice(slot), False

    def _place(self, kind: str) -> str:
        taken = {value[:-1] for value in self.chosen.values()}
        name = self.random.choice([name for name in lists()["地名"] if name not in taken])
        if kind == "镇":
            return name[:2] + self.random.choice("镇镇镇乡乡")
        return name + "村"


@cache
def lists() -> dict[str, list[str]]:
    """Names of people, places and firms by kind."""
    groups = _sections("names.txt")
    return {key: lines if key == "县" else " ".join(lines).split() for key, lines in groups.items()}


@cache
def furniture() -> dict[str, list[str]]:
    """Banners, loose captions and credits, with slots."""
    return _sections("furniture.txt")


@cache
def templates() -> tuple[Template, ...]:
    """All story templates of the folder."""
    names = ("news", "brief", "quote", "policy", "notice", "feature", "more")
    return tuple(_template(head, lines) for name in names for head, lines in _sections(f"{name}.txt").items())


def cast(random: Random) -> Cast:
    """Some county, with its paper's year."""
    _, county, city = random.choice(lists()["县"]).split()
    return Cast(
        random, county, city, random.randint(1998, 2025) if random.random() < 0.3 else random.randint(2016, 2025)
    )


def write(template: Template, day: Cast) -> Article:
    """One story of a template, with its own names, dateline and byline."""
    own, rnd = day.new_story(), day.random
    kicker = own.fill(rnd.choice(template.kickers)) if template.kickers and rnd.random() < 0.6 else ""
    headline = tuple(own.fill(line.strip()) for line in rnd.choice(template.headlines).split("|"))
    subhead = own.fill(rnd.choice(template.subheads)) if template.subheads and rnd.random() < 0.7 else ""
    captions = tuple(own.fill(caption) for caption in template.captions if rnd.random() < 0.7)
    if template.kind == "feature" and rnd.random() < 0.2 and subhead and not subhead.startswith("——"):
        subhead = "——" + subhead
    article = Article(template.id, headline, _body(template, own), kicker, subhead, captions=captions)
    return _signed(article, template.kind, own)


def loose(kind: str, day: Cast) -> str:
    """A banner, caption or credit that belongs to no story."""
    return day.new_story().fill(day.random.choice(furniture()[kind]))


def _body(template: Template, own: Cast) -> tuple[Block, ...]:
    rnd = own.random
    number_style = rnd.choice(("{}、", "（{}）", "{d}.", "{d}、", "◆", "●", "■ ", "", ""))
    mark = rnd.choice(("", "", "", "", number_style))
    blocks: list[Block] = []
    count = 0
    for kind, text in template.parts:
        if kind == "p?" and rnd.random() < 0.5:
            continue
        if kind in ("x", "n"):
            style = number_style if kind == "n" else mark
            prefix = style.format(_NUMBERS[count % 9], d=count + 1)
            count += 1
            lines = own.fill(text).split("|")
            if rnd.random() < 0.4:
                lines = [" ".join(line.strip() for line in lines)]
            first, *rest = (line.strip() for line in lines)
            blocks.append(Block("heading", (prefix + first, *rest)))
        else:
            blocks.append(Block("paragraph", (own.fill(text),)))
    return tuple(blocks)


def _signed(article: Article, kind: str, own: Cast) -> Article:
    """The story with a dateline or a byline, as papers of this kind print them."""
    rnd = own.random
    if kind in ("news", "policy"):
        if rnd.random() < (0.8 if kind == "news" else 0.5):
            return _dated(article, own)
        return _bylined(article, own, rnd.choice(("", "head", "tail", "tail", "glued")))
    if kind == "brief":
        if rnd.random() < 0.45:
            return _dated(article, own)
        return _bylined(article, own, rnd.choice(("", "", "tail", "glued")))
    if kind == "picture":
        name = f"{rnd.choice(('', '', '本报记者 ', '通讯员 ', '记者 '))}{own.person()}"
        byline = rnd.choice((f"文/图 {name}", f"{name} 文/图", f"{name} 摄影报道", f"（{name} 摄）", f"图/文 {name}"))
        return replace(article, byline=byline, byline_place=rnd.choice(("tail", "glued")))
    if kind == "notice":
        return article
    return _bylined(article, own, rnd.choice(("head", "head", "tail", "glued", "")))


def _dated(article: Article, own: Cast) -> Article:
    rnd, short = own.random, own.county[:2]
    a, b, c = own.person(), own.person(), own.person()
    reporters = rnd.choice(
        (
            "", "", "", f"（记者 {a}）", f"（通讯员 {a}）", f"（记者 {a} 通讯员 {b}）", f"（通讯员 {a} {b}）",
            f"（{a} {b}）", f"（本报记者 {a}）", f"（记者 {a} {b} 通讯员 {c}）", f"（{a}）", f"（融媒体记者 {a}）",
            f"（记者{a} 通讯员{b}）", f"（{a}、{b}）",
        )
    )  # fmt: skip
    day = f"{rnd.randint(1, 12)}月{rnd.randint(1, 28)}日"
    opening = rnd.choice(
        ("本报讯",) * 12 + (f"本报{short}讯", f"本报{own.city}讯", f"{own.county}讯", f"{short}讯",
         f"新华社{own.city}{day}电",
         f"本报{own.city}{day}讯", f"{short}融媒讯", "本台讯", f"中新网{own.city}{day}电", f"本报{own.county}{day}电")
    )  # fmt: skip
    gap = rnd.choice((" ", " ", " ", "\u3000", "", "  "))
    if reporters and rnd.random() < 0.6:
        gap = ""
    first = article.body[0]
    dated = Block("paragraph", (f"{opening}{reporters}{gap}{first.lines[0]}",))
    article = replace(article, body=(dated, *article.body[1:]))
    if not reporters and rnd.random() < 0.25:
        return _bylined(article, own, rnd.choice(("tail", "glued")))
    return article


def _bylined(article: Article, own: Cast, place: BylinePlace) -> Article:
    if not place:
        return article
    rnd = own.random
    a, b, c = own.person(), own.person(), own.person()
    forms: tuple[str, ...]
    if place == "head":
        forms = (
            f"本报记者 {a}", f"本报记者 {a} {b}", f"本报记者 {a} 通讯员 {b}", f"□ {a}", f"□ {a} {b}", f"□ 本报记者 {a}",
            f"■ {a} {b}", f"■本报记者 {a}", f"○ {a} {b} {c}", f"记者 {a}", f"本报通讯员 {a}", f"□本报记者 {a} 文/图",
            f"{a} {b}", f"◎ {a}", f"文/{a}", f"本报全媒体记者 {a} 通讯员 {b} {c}", f"本报首席记者 {a}", f"● {a} {b}",
            f"本报记者 {a} 实习生 {b}",
        )  # fmt: skip
    else:
        forms = (
            f"（{a}）", f"（{a} {b}）", f"（通讯员 {a}）", f"（本报记者 {a}）", f"({a} {b})", f"({a})",
            f"（{a} {b} {c}）",
            f"（记者 {a} 通讯员 {b}）", f"（{a} 文/图）", f"（{a}、{b}）", f"（供稿：{a}）", f"（{a}{b}）",
        )  # fmt: skip
    return replace(article, byline=rnd.choice(forms), byline_place=place)


def _number(rnd: Random, low: str, high: str) -> str:
    if "." in low or "." in high:
        digits = max(len(part.partition(".")[2]) for part in (low, high))
        return f"{rnd.uniform(float(low), float(high)):.{digits}f}"
    return str(rnd.randint(int(low), int(high)))


def _words(slot: str) -> list[str]:
    """A slot of two-character words to choose from; longer slots only, so that 一二三四五 stays single."""
    if all(char in _NUMBERS + "十日" for char in slot) or len(slot) % 2:
        return []
    return [slot[i : i + 2] for i in range(0, len(slot), 2)]


def _template(head: str, lines: list[str]) -> Template:
    name, kind = head.split()
    fields: dict[str, list[str]] = {key: [] for key in "khsc"}
    parts: list[tuple[str, str]] = []
    for line in lines:
        key, _, value = line.partition(":")
        value = value.strip()
        if key in fields:
            fields[key] += [item.strip() for item in value.split(" / ")] if key == "k" else [value]
        elif key == "g":
            parts.append(("p", value))
        elif key != "b":
            parts.append((key, value))
    kickers = tuple(kicker for kicker in fields["k"] if kicker)
    return Template(
        f"invented-{name}", kind, kickers, tuple(fields["h"]), tuple(fields["s"]), tuple(fields["c"]), tuple(parts)
    )


def _sections(name: str) -> dict[str, list[str]]:
    groups: dict[str, list[str]] = {}
    lines: list[str] = []
    for line in (STORIES / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            lines = groups.setdefault(line[2:].strip(), [])
        elif line.strip():
            lines.append(line.strip())
    return groups
