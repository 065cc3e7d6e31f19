"""Which county a story is about: named in it, shown by its townships and villages, or taken from its page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sitegen.tagging.matching import NameIndex
from sitegen.tagging.mentions import county_names
from sitegen.tagging.reading import TITLES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from sitegen.model import Evidence
    from sitegen.tagging.gazetteer import County, Gazetteer
    from sitegen.tagging.mentions import CountyNames
    from sitegen.tagging.reading import Reading

FULL_NAME, SHORT_NAME, TOWNSHIP = 4.0, 1.5, 3.0
_WORTH_OF_USE = {"place": 1.0, "doubtful": 0.5, "thing": 0.3}
UNSUPPORTED = 0.05
TITLE_FACTOR, LEAD_FACTOR = 2.5, 1.5
PAGE_SHARE, CONFIGURED, PRINTED_IN = 1.0, 0.9, 50.0
STRANGER = 1.5
"""Least weight of a county's places in a story where neither the story nor its page names the county."""
RIVALS = 6
"""How many counties of a page are told apart by their villages too."""
# what follows a county's name where not the county is meant but a thing called after it
_NOT_A_PLACE = ("路", "街", "道", "籍", "菜", "酥梨", "牛肉")


@dataclass(frozen=True, slots=True)
class CountyGuess:
    """A county with what speaks for it."""

    county: County
    weight: float
    evidence: tuple[Evidence, ...] = ()


@dataclass(slots=True)
class _Score:
    weight: float = 0.0
    short: float = 0.0
    """What shortened names would add: they are often other words, so they only count for a county known anyhow."""
    named: bool = False
    evidence: list[Evidence] = field(default_factory=list)


@dataclass(frozen=True)
class CountyFinder:
    """Finds the counties of a page's stories."""

    gazetteer: Gazetteer
    configured: str = ""
    names: Callable[[County], CountyNames] = county_names
    """Gives the names of a county's places; reading them takes some milliseconds, so they are best kept."""

    @cached_property
    def _index(self) -> NameIndex[tuple[float, tuple[County, ...]]]:
        index: NameIndex[tuple[float, tuple[County, ...]]] = NameIndex()
        for name, counties in self.gazetteer.by_township.items():
            if len(name) > 2:
                index.add(name, (TOWNSHIP, counties))
        for name, counties in self.gazetteer.by_name.items():
            full = tuple(county for county in counties if county.name == name)
            index.add(name, (FULL_NAME, full) if full else (SHORT_NAME, counties))
        return index

    def find(self, readings: Sequence[Reading], printed_in: str = "") -> tuple[CountyGuess | None, ...]:
        """The county of each story of one page; `printed_in` is the county that the clipping's imprint names."""
        stories = [self._scores(reading) for reading in readings]
        known = {code for scores in stories for code, score in scores.items() if score.named}
        known.update(county.code for name in (printed_in, self.configured) for county in self._named(name, {}))
        for scores in stories:
            for code, score in scores.items():
                score.weight += score.short if code in known else UNSUPPORTED * score.short
        page: dict[str, float] = defaultdict(float)
        for scores in stories:
            for code, score in scores.items():
                page[code] += score.weight * (1.0 if score.named else 0.3)
        prior = self._prior(page, printed_in)
        rivals = sorted(prior, key=lambda code: (-prior[code], code))[:RIVALS]
        return tuple(
            self._choose(scores, prior, rivals, reading) for scores, reading in zip(stories, readings, strict=True)
        )

    def _scores(self, reading: Reading) -> dict[str, _Score]:
        """What a story's own names of counties and townships say."""
        scores: dict[str, _Score] = defaultdict(_Score)
        lead = next((part for part in reading.parts if part.kind == "paragraph"), None)
        for part in reading.parts:
            factor = TITLE_FACTOR if part.kind in TITLES else LEAD_FACTOR if part is lead else 1.0
            for start, end, (kind, counties) in self._index.scan(part.text):
                if kind == SHORT_NAME and (end - start < 2 or part.text.startswith(_NOT_A_PLACE, end)):
                    continue
                for county in counties:
                    score = scores[county.code]
                    if kind == SHORT_NAME:
                        score.short += factor * kind / len(counties)
                    else:
                        score.weight += factor * kind / len(counties)
                    score.named = score.named or kind == FULL_NAME
                    if len(score.evidence) < 3:
                        score.evidence.append(part.evidence(start, end))
        return scores

    def _prior(self, page: dict[str, float], printed_in: str) -> dict[str, float]:
        total = sum(page.values()) or 1.0
        prior = {code: PAGE_SHARE * weight / total for code, weight in page.items() if weight / total > 0.02}
        for name, weight in ((printed_in, PRINTED_IN), (self.configured, CONFIGURED)):
            for county in self._named(name, prior):
                prior[county.code] = prior.get(county.code, 0.0) + weight
        return prior

    def _named(self, name: str, prior: dict[str, float]) -> Iterable[County]:
        """The county of a name that someone gave: by code, by name, by city and name."""
        if not name:
            return ()
        if name in self.gazetteer.by_code:
            return (self.gazetteer.by_code[name],)
        counties = self.gazetteer.by_name.get(name, ())
        if not counties:
            counties = tuple(
                county
                for county in self.gazetteer.counties
                if name.endswith(county.name) and (county.city in name or county.province in name)
            )
        return (max(counties, key=lambda county: prior.get(county.code, 0.0)),) if counties else ()

    def _choose(
        self, scores: dict[str, _Score], prior: dict[str, float], rivals: Sequence[str], reading: Reading
    ) -> CountyGuess | None:
        weights = {code: scores[code].weight + prior.get(code, 0.0) for code in scores}
        for code in rivals:
            weights.setdefault(code, prior[code])
        if not weights:
            return None
        contested = sorted(weights, key=lambda code: (-weights[code], code))[:RIVALS]
        if len(contested) > 1 and weights[contested[0]] < FULL_NAME + prior.get(contested[0], 0.0):
            for code in contested:
                weights[code] += self._places_named(self.gazetteer.by_code[code], reading)
            for code, weight in self._strangers(contested, reading):
                weights[code] = weight
                contested.append(code)
        best = max(contested, key=lambda code: (weights[code], code))
        evidence = tuple(scores[best].evidence) if best in scores else ()
        return CountyGuess(self.gazetteer.by_code[best], weights[best], evidence)

    def _strangers(self, contested: Sequence[str], reading: Reading) -> Iterable[tuple[str, float]]:
        """Counties of the province that the page does not name, but whose villages and townships a story does."""
        province = self.gazetteer.by_code[contested[0]].province
        shared: dict[str, float] = defaultdict(float)
        for part in reading.parts:
            for _, _, counties in self._short_townships.scan(part.text):
                for county in counties:
                    if county.province == province and county.code not in contested:
                        shared[county.code] += 1 / len(counties)
        for code in sorted(shared, key=lambda code: (-shared[code], code))[:RIVALS]:
            weight = self._places_named(self.gazetteer.by_code[code], reading)
            if weight >= STRANGER:
                yield code, weight

    @cached_property
    def _short_townships(self) -> NameIndex[tuple[County, ...]]:
        index: NameIndex[tuple[County, ...]] = NameIndex()
        for name, counties in self.gazetteer.by_short_township.items():
            index.add(name, counties)
        return index

    def _places_named(self, county: County, reading: Reading) -> float:
        """What the villages and the shortened townships of one county weigh that a story names."""
        worth = {
            mention.places[0].name: _WORTH_OF_USE[mention.use]
            for mention in self.names(county).mentions(reading.parts)
            if len(mention.places[0].name) > 2 and mention.form != "full"
        }
        return sum(worth.values())
