"""The parse document has the form that scorers and people rely on."""

from __future__ import annotations

import json

from sitegen.clippings.document import document, document_text
from sitegen.clippings.reading import text_lines
from sitegen.model import (
    Caption,
    Clipping,
    DateTag,
    Imprint,
    Leftover,
    Passage,
    Split,
    Story,
    Tag,
    Tags,
)

CLIPPING = Clipping(
    "a.txt",
    text_lines("要闻\n岳壁乡\n推进整治\n本报讯 近日，\n整治开始。\n图为现场。\n张春燕\n"),
    Imprint("晋中日报"),
    "utf-8",
    "valid UTF-8",
)
STORY = Story(
    "岳壁乡",
    "推进整治",
    "",
    (Passage("paragraph", "本报讯 近日，整治开始。", ((4, 5),)),),
    "张春燕",
    (Caption("图为现场。", (6, 6)),),
    truncated_tail=True,
    confidence=0.9,
    doubts=("headline chosen over line 1",),
    lines=((2, 7),),
    title_lines=((2, 3),),
)
SPLIT = Split("a.txt", (STORY,), (Leftover("banner", "要闻", (1, 1)),))
TAGS = Tags(
    county=Tag("平遥县"),
    townships=(Tag("岳壁乡"),),
    mentioned_villages=(Tag("小城村"),),
    people=(Tag("刘湃莉", note="副乡长"), Tag("乔天明")),
    date=DateTag(text="近日"),
)


def test_the_document_is_plain_data() -> None:
    made = document(CLIPPING, SPLIT, (TAGS,))
    assert json.loads(json.dumps(made)) == made
    assert (made["page"], made["county"]) == ("a.txt", "平遥县")
    assert made["other"] == [{"role": "banner", "text": "要闻", "lines": [1, 1]}]
    story = made["stories"][0]
    assert story["body"] == [{"kind": "paragraph", "text": "本报讯 近日，整治开始。", "lines": [[4, 5]]}]
    assert (story["captions"], story["people"], story["townships"]) == (
        ["图为现场。"],
        ["刘湃莉", "乔天明"],
        ["岳壁乡"],
    )
    assert story["posts"] == ["副乡长", ""], "one of each person, in their order"
    assert story["mentioned_villages"] == ["小城村"]
    assert (story["truncated_tail"], story["date_text"], story["lines"]) == (True, "近日", [[2, 7]])


def test_without_tags_it_says_nothing_of_them() -> None:
    assert "townships" not in document(CLIPPING, SPLIT)["stories"][0]


def test_the_text_form_shows_every_line_with_its_role() -> None:
    text = document_text(CLIPPING, SPLIT, (TAGS,))
    for shown in (
        "1     banner",
        "2   1 title",
        "5   1 body",
        "6   1 caption",
        "7   1 byline",
        "end lost",
        "doubt: headline",
    ):
        assert shown in text
