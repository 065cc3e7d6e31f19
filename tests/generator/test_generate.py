"""Generated pages must be the same for a seed, keep every letter, and be as various as real ones."""

from __future__ import annotations

import re
from collections import Counter
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.accuracy.scoring import everything, squeeze
from tests.generator.generate import generate
from tests.generator.material import cast, templates, write
from tests.generator.page import gold_articles
from tests.generator.wrapping import NOT_FIRST, NOT_LAST, Measure, char_width, wrap

SEEDS = range(3000, 3040)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_page_of_text_holds_its_gold_sign_by_sign(seed: int) -> None:
    text, gold = generate("t", seed)
    assert Counter(squeeze(text)) == Counter(everything(gold))
    assert gold["stories"]


@pytest.mark.parametrize("seed", SEEDS)
def test_lines_of_gold_hold_their_passages(seed: int) -> None:
    text, gold = generate("t", seed)
    lines = text.split("\n")
    for story in gold["stories"]:
        for passage in story["body"]:
            printed = squeeze([lines[n - 1] for a, b in passage["lines"] for n in range(a, b + 1)])
            assert squeeze(passage["text"]) in printed


def test_a_seed_gives_one_page_and_another_seed_another() -> None:
    assert generate("t", 3001) == generate("t", 3001)
    assert generate("t", 3001)[0] != generate("t", 3002)[0]


def test_pages_differ_in_layout() -> None:
    families = Counter(family for seed in SEEDS for family in generate("t", seed)[1]["families"])
    assert {"blank:every", "blank:paragraphs", "blank:blocks", "title:before", "title:after", "long"} <= set(families)


def test_stories_of_labelled_pages_stay_out_unless_asked_for() -> None:
    known = {article.id for article in gold_articles()}
    assert not known & {story["id"] for seed in SEEDS for story in generate("t", seed)[1]["stories"]}
    assert known & {story["id"] for seed in SEEDS for story in generate("t", seed, labelled_stories=True)[1]["stories"]}


@pytest.mark.parametrize("template", templates(), ids=lambda template: template.id)
def test_no_slot_of_a_template_is_left_open(template: object) -> None:
    for seed in range(5):
        article = write(template, cast(Random(seed)))  # type: ignore[arg-type]
        parts = [article.kicker, *article.headline, article.subhead, article.byline, *article.captions]
        assert not re.search(r"[{}\[\]|]", "".join([*parts, *(block.text for block in article.body)]))


@given(
    text=st.text(alphabet="县镇村了的，。、“”（）《》0123.%Aa ", min_size=1, max_size=120),
    width=st.integers(8, 30),
    edge=st.sampled_from(("pull", "hang", "squeeze", "loose")),
    seed=st.integers(0, 99),
)
def test_wrapping_keeps_every_sign_and_the_width(text: str, width: int, edge: str, seed: int) -> None:
    lines = wrap(text, Measure(width, edge), 2.0, Random(seed))  # type: ignore[arg-type]
    assert squeeze(lines) == squeeze(text)
    longest = max((len(run) for run in re.findall(r"[0-9A-Za-z.,%:/@-]+", text)), default=0)
    slack = 6 + longest  # hung and carried signs, and numbers that stay whole
    assert all(sum(map(char_width, line)) <= width + slack for line in lines)


def test_no_line_of_ordinary_text_begins_with_a_comma_or_ends_with_an_opening_quote() -> None:
    text = "他说：“水来了，电也通了。”大家听了，都笑了；有人问：“路呢？”他答：“明年就修（已立项）。”" * 3
    for width in range(10, 30):
        lines = wrap(text, Measure(width, "pull"), 2.0, Random(0))
        assert not any(line[0] in NOT_FIRST or line[-1] in NOT_LAST for line in lines)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
@pytest.mark.parametrize("kind", ["p", "mixed"])
def test_a_page_out_of_a_pdf_keeps_its_letters(kind: str) -> None:
    for seed in range(4000, 4006):
        text, gold = generate(kind, seed)  # type: ignore[arg-type]
        assert Counter(squeeze(text)) == Counter(everything(gold))
        assert generate(kind, seed)[0] == text  # type: ignore[arg-type]
