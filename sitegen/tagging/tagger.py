"""All tags of a clipping's stories, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sitegen.model import Tag, Tags
from sitegen.tagging.corrections import load_corrections
from sitegen.tagging.county import CountyFinder
from sitegen.tagging.dates import page_years, tag_date
from sitegen.tagging.figures import tag_figures
from sitegen.tagging.gazetteer import load_gazetteer
from sitegen.tagging.mentions import CountyNames, county_names
from sitegen.tagging.organisations import tag_organisations
from sitegen.tagging.people import tag_people
from sitegen.tagging.places import PlaceTags, tag_places
from sitegen.tagging.reading import read_story
from sitegen.tagging.topics import load_topics

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.config import Config
    from sitegen.model import Clipping, Split
    from sitegen.problems import Problem
    from sitegen.tagging.corrections import Correction
    from sitegen.tagging.county import CountyGuess
    from sitegen.tagging.gazetteer import County
    from sitegen.tagging.reading import Reading
    from sitegen.tagging.topics import Topics


@dataclass(frozen=True)
class CountyBook:
    """The names of counties' places with an archive's corrections, each county read when first asked for."""

    corrections: tuple[Correction, ...] = ()
    _read: dict[str, CountyNames] = field(default_factory=dict, compare=False, repr=False)

    def __call__(self, county: County) -> CountyNames:
        if county.code not in self._read:
            self._read[county.code] = county_names(county, self.corrections)
        return self._read[county.code]


@dataclass(frozen=True)
class Tagger:
    """Tags stories with the facts of one archive."""

    finder: CountyFinder
    topics: Topics

    def tag(self, clipping: Clipping, split: Split) -> tuple[Tags, ...]:
        """The tags of each story of a clipping, in the order of the stories."""
        readings = [read_story(story, clipping) for story in split.stories]
        counties = self.finder.find(readings, clipping.imprint.county)
        years = page_years(readings)
        return tuple(
            replace(self._tags(reading, guess), topics=topics, date=tag_date(reading, clipping.imprint.date, years))
            for reading, guess, topics in zip(readings, counties, self.topics.tag_page(readings), strict=True)
        )

    def _tags(self, reading: Reading, guess: CountyGuess | None) -> Tags:
        mentions = self.names(guess.county).mentions(reading.parts) if guess else []
        places = tag_places(reading, self.names(guess.county), mentions) if guess else PlaceTags()
        return Tags(
            county=_county_tag(guess) if guess else None,
            townships=places.townships,
            mentioned_townships=places.mentioned_townships,
            villages=places.villages,
            mentioned_villages=places.mentioned_villages,
            people=tag_people(reading, mentions),
            organisations=tag_organisations(reading, guess.county if guess else None),
            figures=tag_figures(reading, mentions, guess.county.name if guess else ""),
        )

    def names(self, county: County) -> CountyNames:
        """The names of one county's places, with the archive's corrections."""
        return self.finder.names(county)


def _county_tag(guess: CountyGuess) -> Tag:
    return Tag(guess.county.name, guess.county.code, round(guess.weight, 2), evidence=guess.evidence)


def load_tagger(config: Config, root: Path) -> tuple[Tagger, list[Problem]]:
    """A tagger with the package's facts and those of the archive at `root`, and what is wrong with the latter."""
    gazetteer = load_gazetteer()
    corrections, problems = load_corrections(root, gazetteer)
    topics, more = load_topics(root)
    kept = CountyBook(corrections)
    return Tagger(CountyFinder(gazetteer, config.county, kept), topics), problems + more
