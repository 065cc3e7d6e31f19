"""The account of figures."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.content.figures import figures_of
from sitegen.model import Figure
from sitegen.site.catalogue import make_catalogue
from sitegen.site.labels import load_labels
from sitegen.site.pages.figures import plan_figures
from sitegen.site.rendering import make_site, make_theme, render
from sitegen.slugs import pinyin_slug
from tests.site.made import ARCHIVE, CLIPPING, CONFIG, DEFAULT, RECORD, Parsed

if TYPE_CHECKING:
    from collections.abc import Sequence

FIGURES = (
    Figure("920万平方米", 9_200_000, 9_200_000, "平方米", "供热面积", "卧石乡", "供热面积达920万平方米。", 4),
    Figure("<3万元>", 30_000, 30_000, "元", "收入", "", "收入<3万元>。"),
)


def test_figures_stand_by_place_with_their_sentence_and_sort_by_value() -> None:
    catalogue = make_catalogue(ARCHIVE.records, ARCHIVE.clippings, {}, CONFIG, pinyin_slug)
    figures: dict[str, Sequence[Figure]] = {RECORD.id: FIGURES}
    planned = list(plan_figures(catalogue, replace(CONFIG, page_size=1), figures))
    assert [page.path for page in planned] == ["figures/index.html"]
    labels, _ = load_labels((DEFAULT,), "zh-Hans")
    content, problem = render(make_theme(make_site(CONFIG, (DEFAULT,)), (DEFAULT,), labels), planned[0])
    assert problem is None
    page = Parsed(content.decode())
    assert page.text.index("卧石乡") < page.text.index("<3万元>")
    keys = [tag.attributes["data-key"] for tag in page.tags if "data-key" in tag.attributes]
    assert keys == ["平方米 0000000009200000.000", "元 0000000000030000.000"]
    assert "../stories/xiu-hao-guan-qu/index.html" in page.links()


def test_without_figures_there_is_no_page_of_them() -> None:
    catalogue = make_catalogue(ARCHIVE.records, ARCHIVE.clippings, {}, CONFIG, pinyin_slug)
    assert figures_of((CLIPPING,), ARCHIVE.records) == {}
    assert list(plan_figures(catalogue, CONFIG, {})) == []


def test_a_number_that_an_editor_corrected_is_no_figure_any_more() -> None:
    clipping = replace(CLIPPING, story_ids=("a",), figures=(FIGURES,))
    record = replace(RECORD, id="a", body="供热面积达 920 万平方米。\n\n收入\\<3万元>。")
    assert figures_of((clipping,), (record,)) == {"a": list(FIGURES)}
    record = replace(record, body=record.body.replace("920", "290"))
    assert figures_of((clipping,), (record,)) == {"a": [FIGURES[1]]}
    assert figures_of((clipping,), ()) == {}, "the story was deleted"
