"""Which county a story is about: named in it, shown by its townships and villages, or taken from its page."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from sitegen.tagging.matching import NameIndex
from sitegen.tagging.reading import TITLES

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.model import Evidence
    from sitegen.tagging.gazetteer import County, Gazetteer
    from sitegen.tagging.reading import Part, Reading

FULL_NAME, SHORT_NAME, TOWNSHIP, VILLAGE = 4.0, 1.5, 3.0, 0.6
UNSUPPORTED = 0.05
TITLE_FACTOR, LEAD_FACTOR = 2.5, 1.5
PAGE_SHARE, CONFIGURED, PRINTED_IN = 1.0, 0.9, 50.0
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
                weights[code] += VILLAGE * self._villages_named(self.gazetteer.by_code[code], reading.parts)
        best = max(contested, key=lambda code: (weights[code], code))
        evidence = tuple(scores[best].evidence) if best in scores else ()
        return CountyGuess(self.gazetteer.by_code[best], weights[best], evidence)

    def _villages_named(self, county: County, parts: Iterable[Part]) -> int:
        names = {place.name for place in county.villages if len(place.name) > 2}
        text = "\n".join(part.text for part in parts)
        return sum(name in text for name in names)
