"""Which stories stand on a page: drawn by chance, without one twice, lost ends and all."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from tests.generator.material import Article, Block, cast, furniture, loose, templates, write

if TYPE_CHECKING:
    from random import Random

    from tests.generator.material import Cast, Template

_HAN_COMMA = re.compile(r"(?<=[\u4e00-\u9fff”》]),")
GOLD = Path(__file__).resolve().parents[1] / "pages" / "gold"


@dataclass(frozen=True, slots=True)
class Contents:
    """What a page holds, before it is laid out."""

    articles: tuple[Article, ...]
    banners: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    orphans: tuple[tuple[str, ...], ...] = ()


def contents(random: Random, labelled_stories: bool = False, damage: bool = True) -> Contents:
    """A page's stories and furniture; `labelled_stories` mixes in those of the labelled pages."""
    day = cast(random)
    pool = _pool(random)
    labelled = random.sample(gold_articles(), 4) if labelled_stories and random.random() < 0.5 else []
    sort = random.random()
    if sort < 0.07:
        articles = [_write_kind(random, day, ("feature",))]
    elif sort < 0.17:
        articles = [write(template, day) for template in pool if template.kind in ("brief", "picture")][
            : random.randint(5, 11)
        ]
    else:
        articles = _mixed(random, day, pool, labelled)
    used = {article.id for article in articles}
    orphans = []
    if damage:
        articles = [_damaged(article, random) for article in articles]
        for _ in range(random.choice((0, 0, 0, 0, 1, 1, 2))):
            template = random.choice([template for template in templates() if template.id not in used])
            used.add(template.id)
            orphans.append(write(template, day).headline)
    few = random.choice((0, 1, 1, 2))
    return Contents(
        tuple(articles),
        _distinct("banner", random.choice((0, 1, 1, 1, 2, 3)), day),
        _distinct("caption", few, day),
        _distinct("credit", random.choice((0, 0, 1, 1, 2)), day),
        tuple(orphans),
    )


@cache
def gold_articles() -> tuple[Article, ...]:
    """The whole stories of the labelled pages, each once, as more raw material."""
    found: dict[str, Article] = {}
    for path in sorted(GOLD.glob("s*/*.json")):
        page = json.loads(path.read_text(encoding="utf-8"))
        for story in page.get("stories", ()):
            whole = not story["truncated_head"] and story["headline"] and "\u5831" not in story["body"][0]["text"]
            if whole and story["id"] not in found and path.stem[:3] not in ("t13", "t06", "t11", "t07", "t15"):
                found[story["id"]] = _from_gold(story)
    return tuple(found.values())


def _from_gold(story: dict[str, object]) -> Article:
    # the labelled pages differ in their commas; a page has one kind of them
    body = tuple(Block(item["kind"], (_HAN_COMMA.sub("，", item["text"]),)) for item in story["body"])  # type: ignore[attr-defined]
    byline = str(story["byline"])
    place = "" if not byline else "head" if byline.startswith(("本报", "□")) else "tail"
    headline = str(story["headline"])
    return Article(
        id=str(story["id"]),
        headline=tuple(headline.split(" ")) if headline.count(" ") == 1 else (headline,),
        body=body,
        kicker=str(story["kicker"]),
        subhead=str(story["subhead"]),
        byline=byline
        if byline.startswith(("本报", "□", "（", "(")) or "图" in byline
        else f"（{byline}）"
        if byline
        else "",
        byline_place=place,  # type: ignore[arg-type]
        captions=tuple(story["captions"]),  # type: ignore[arg-type]
    )


def _pool(random: Random) -> list[Template]:
    return random.sample(templates(), len(templates()))


def _write_kind(random: Random, day: Cast, kinds: tuple[str, ...]) -> Article:
    return write(random.choice([template for template in templates() if template.kind in kinds]), day)


def _mixed(random: Random, day: Cast, pool: list[Template], labelled: list[Article]) -> list[Article]:
    """Stories until the page is full; briefs and pictures are fillers."""
    target, most = random.randint(1200, 4600), random.randint(3, 11)
    articles: list[Article] = []
    long = 0
    for template in pool:
        if sum(article.length for article in articles) > target or len(articles) >= most:
            break
        if labelled and random.random() < 0.4:
            articles.append(labelled.pop())
        if template.kind == "feature":
            if long:
                continue
            long += 1
        if template.kind == "notice" and random.random() < 0.6:
            continue
        articles.append(write(template, day))
    return articles


def _damaged(article: Article, random: Random) -> Article:
    """Now and then a story has lost its beginning and headline, its end, or its headline alone."""
    chance = random.random()
    bare = {"kicker": "", "headline": (), "subhead": ""}
    if chance < 0.025 and len(article.body) > 1 and article.body[1].kind == "paragraph":
        first = article.body[0].text
        cut = random.randint(len(first) // 3, max(len(first) // 3, len(first) - 4))
        byline = {} if article.byline_place != "head" else {"byline": "", "byline_place": ""}
        head = Block("paragraph", (first[cut:].strip(),))
        return replace(article, body=(head, *article.body[1:]), lost_head=True, **bare, **byline)  # type: ignore[arg-type]
    if chance < 0.04 and len(article.body) > 1 and article.body[-1].kind == "paragraph":
        last = article.body[-1].text
        cut = random.randint(min(20, len(last) // 2), max(len(last) // 2, len(last) - 3))
        byline = {"byline": "", "byline_place": ""} if article.byline_place in ("tail", "glued") else {}
        tail = Block("paragraph", (last[:cut].strip(),))
        return replace(article, body=(*article.body[:-1], tail), lost_tail=True, **byline)  # type: ignore[arg-type]
    if chance < 0.06 and article.body[0].text.startswith("本报"):
        return replace(article, **bare)  # type: ignore[arg-type]
    return article


def _distinct(kind: str, count: int, day: Cast) -> tuple[str, ...]:
    assert kind in furniture()
    found = [loose(kind, day) for _ in range(count)]
    return tuple(dict.fromkeys(found))
