"""Invented stories set in real counties, their tags known because the names were filled in: the widest test of tags.

The templates are those of the page generator; places come from the gazetteer, so every page is of another county.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from random import Random
from typing import TYPE_CHECKING, Any

from sitegen.model import Caption, Clipping, Passage, Split, Story
from sitegen.tagging.gazetteer import load_gazetteer
from tests.accuracy.renaming import new_name
from tests.generator import material

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.tagging.gazetteer import County, Place

STORIES_A_PAGE = 6


@dataclass(slots=True)
class RealCast(material.Cast):
    """A cast whose townships and villages are those of a real county."""

    place: County | None = None
    told: list[RealCast] = field(default_factory=list)
    """The casts of the stories written for this day."""

    def new_story(self) -> RealCast:
        own = replace(self, chosen={}, told=[])
        self.told.append(own)
        return own

    def person(self) -> str:
        # the generator's names are all of one kind; a county's people are also called 拴牛 or 三槐
        return new_name(self.random, "") if self.random.random() < 0.6 else super(RealCast, self).person()

    def _new(self, slot: str) -> tuple[str, bool]:
        assert self.place is not None
        if slot == "街道":
            return self._township(("街道",)), True
        return super(RealCast, self)._new(slot)

    def _place(self, kind: str) -> str:
        assert self.place is not None
        if kind == "镇":
            return self._township(("镇", "乡"))
        near = [village for village in self._villages() if village.township == self.chosen.get("镇")]
        taken = set(self.chosen.values())
        free = [village.name for village in near or self._villages() if village.name not in taken]
        return self.random.choice(free or ["新村"])

    def _township(self, endings: tuple[str, ...]) -> str:
        assert self.place is not None
        names = [place.name for place in self.place.townships if place.name not in self.chosen.values()]
        return self.random.choice([name for name in names if name.endswith(endings)] or names)

    def _villages(self) -> list[Place]:
        assert self.place is not None
        return [village for village in self.place.villages if village.kind == "village" and len(village.name) < 6]


def invented_pages(count: int, seed: int = 1) -> Iterator[tuple[Clipping, Split, list[dict[str, Any]]]]:
    """Pages of six stories each: the clipping, its right split and each story's gold tags."""
    random = Random(seed)
    gazetteer = load_gazetteer()
    rural = [county for county in gazetteer.counties if county.name.endswith("县") and len(county.villages) > 40]
    for number in range(count):
        county = random.choice(rural)
        year = random.randint(2016, 2025)
        day = RealCast(random, county.name, county.city.removesuffix("市"), year, place=county)
        articles = [material.write(template, day) for template in random.sample(material.templates(), STORIES_A_PAGE)]
        gold = [_gold(own, article, county) for own, article in zip(day.told, articles, strict=True)]
        split = Split(f"invented{number}", tuple(map(_story, articles)))
        yield Clipping(f"invented{number}.txt", ()), split, gold


def _story(article: material.Article) -> Story:
    return Story(
        kicker=article.kicker,
        headline=" ".join(article.headline),
        subhead=article.subhead,
        body=tuple(Passage(block.kind, block.text, ()) for block in article.body),
        byline=article.byline,
        captions=tuple(Caption(caption, (0, 0)) for caption in article.captions),
    )


def _gold(own: RealCast, article: material.Article, county: County) -> dict[str, Any]:
    texts = [article.kicker, *article.headline, article.subhead, *article.captions]
    text = "\n".join(texts + [block.text for block in article.body])
    named = {slot: value for slot, value in own.chosen.items() if value in text}
    return {
        "id": article.id,
        "county": county.name,
        "townships": [value for slot, value in named.items() if slot in ("镇", "街道")],
        "mentioned_townships": [value for slot, value in named.items() if slot in ("镇乙", "镇丙", "镇", "街道")],
        "people": [value for slot, value in named.items() if slot.startswith("人")],
    }
