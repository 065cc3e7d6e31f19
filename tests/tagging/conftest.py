"""Stories of a county of Hunan, whose places are real and whose events and people are not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sitegen.config import Config
from sitegen.model import Caption, Clipping, Imprint, Line, Passage, Split, Story, Tags
from sitegen.tagging.gazetteer import County, load_gazetteer
from sitegen.tagging.mentions import CountyNames, county_names
from sitegen.tagging.reading import Reading, read_story
from sitegen.tagging.tagger import Tagger, load_tagger

TagStory = Callable[..., Tags]


@pytest.fixture(scope="session")
def county() -> County:
    return load_gazetteer().by_code["430923"]


@pytest.fixture(scope="session")
def names(county: County) -> CountyNames:
    return county_names(county)


@pytest.fixture(scope="session")
def tagger(tmp_path_factory: pytest.TempPathFactory) -> Tagger:
    made, problems = load_tagger(Config(), Path(tmp_path_factory.mktemp("archive")))
    assert problems == []
    return made


def make_story(
    *body: str, headline: str = "", kicker: str = "", captions: tuple[str, ...] = (), first_line: int = 1
) -> Story:
    """A story with a line a paragraph; a paragraph that begins with # is a crosshead."""
    passages = []
    for number, text in enumerate(body, first_line):
        heading = text.startswith("# ")
        passages.append(Passage("heading" if heading else "paragraph", text.removeprefix("# "), ((number, number),)))
    return Story(kicker, headline, "", tuple(passages), captions=tuple(Caption(text, (0, 0)) for text in captions))


def make_clipping(*body: str, imprint: Imprint | None = None) -> Clipping:
    lines = tuple(Line(number, text) for number, text in enumerate(body, 1))
    return Clipping("x.txt", lines, imprint or Imprint())


def reading(*body: str, headline: str = "", kicker: str = "", captions: tuple[str, ...] = ()) -> Reading:
    return read_story(make_story(*body, headline=headline, kicker=kicker, captions=captions), make_clipping(*body))


@pytest.fixture
def tag(tagger: Tagger) -> TagStory:
    """Tags one story of the county, given by its paragraphs."""

    def run(*body: str, date: str = "", county: str = "安化县", **titles: str) -> Tags:
        clipping = make_clipping(*body, imprint=Imprint(county=county, date=date))
        return tagger.tag(clipping, Split("x.txt", (make_story(*body, **titles),)))[0]  # type: ignore[arg-type]

    return run
