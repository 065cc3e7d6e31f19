"""Whatever the text, tagging ends, and its evidence stands in the text where it says."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.model import Clipping, Imprint, Line, Split, Tag, Tags
from sitegen.tagging.reading import part
from tests.accuracy.pages import clipping, labelled_pages
from tests.accuracy.tagging import gold_split, tagging_figures
from tests.tagging.conftest import make_clipping, make_story

if TYPE_CHECKING:
    from sitegen.tagging.tagger import Tagger

_WORDS = (
    "安化县 梅城镇 大福 仙峰村 、 和 等15个村 两镇 书记 王小明 说 。 ， “ ” 2023年 1月14日 3万元~5万元 有限公司",
    "（记者 李四） 縣 Ⅲ 𠮷 1998 ％ 第 一 节 至 至至 村 社区",
)
PIECES = st.sampled_from([*" ".join(_WORDS).split(), " ", "\u3000", "\n"])
TEXTS = st.one_of(st.lists(PIECES, max_size=25).map("".join), st.text(max_size=60))


def tags_of(tags: Tags) -> list[Tag]:
    lists = (tags.townships, tags.mentioned_townships, tags.villages, tags.topics, tags.people, tags.organisations)
    return [tag for listed in lists for tag in listed] + ([tags.county] if tags.county else [])


@settings(max_examples=120, deadline=None)
@given(st.lists(TEXTS, min_size=1, max_size=4), TEXTS)
def test_any_text_is_tagged_and_every_evidence_is_in_it(tagger: Tagger, body: list[str], headline: str) -> None:
    story = make_story(*body, headline=headline)
    page = Clipping("x", tuple(Line(number, text) for number, text in enumerate(body, 1)), Imprint(county="安化县"))
    (tags,) = tagger.tag(page, Split("x", (story,)))
    printed = [headline, *body]
    for tag in tags_of(tags):
        for evidence in tag.evidence:
            assert any(evidence.words in text for text in printed)
            assert not evidence.line or evidence.words in body[evidence.line - 1]
    assert all(figure.low <= figure.high for figure in tags.figures)


@given(TEXTS)
def test_folding_keeps_every_character_traceable(text: str) -> None:
    read = part("paragraph", text, traditional=True)
    assert len(read.origin) == len(read.text)
    assert list(read.origin) == sorted(set(read.origin))


def test_evidence_of_a_wrapped_paragraph_names_the_line_it_begins_in(tagger: Tagger) -> None:
    lines = ("安化县委要求各乡镇抓好", "春耕，大福", "镇先行一步，石门村跟上。")
    story = make_story("".join(lines))
    story = replace(story, body=(replace(story.body[0], lines=((1, 3),)),))
    (tags,) = tagger.tag(make_clipping(*lines), Split("x", (story,)))
    assert [(tag.name, tag.evidence[0].line) for tag in (*tags.townships, *tags.villages)] == [
        ("大福镇", 2),
        ("石门村", 3),
    ]


def test_a_story_takes_a_few_milliseconds(tagger: Tagger) -> None:
    pages = [(clipping(page), gold_split(page)) for page in labelled_pages(only="^t0")]
    for page, split in pages:
        tagger.tag(page, split)
    begin = time.process_time()
    for page, split in pages:
        tagger.tag(page, split)
    spent = (time.process_time() - begin) / sum(len(split.stories) for _, split in pages)
    assert spent < 0.010, "twice what is promised, for slow machines"


def test_the_figures_stay_above_their_floors(tagger: Tagger) -> None:
    found = {name: figures.summary() for name, figures in tagging_figures(labelled_pages(), tagger).items()}
    floors = {
        "seeds": {"county": 1.0, "township_f1": 0.97, "topic_f1": 0.85, "people_f1": 0.95},
        "tune": {"county": 0.98, "township_f1": 0.95, "topic_f1": 0.75, "people_f1": 0.90},
        "last": {"county": 0.98, "township_f1": 0.95, "topic_f1": 0.75, "people_f1": 0.90},
    }
    below = {
        (name, figure): found[name][figure]
        for name, wanted in floors.items()
        for figure, floor in wanted.items()
        if found[name][figure] < floor
    }
    assert below == {}
