"""The account of figures."""

from __future__ import annotations

from dataclasses import astuple, replace
from typing import TYPE_CHECKING

from sitegen.content import carry, load
from sitegen.content.figures import figures_of
from sitegen.content.filed import FiledClippingRecord, clipping_file
from sitegen.model import Figure, Tags
from sitegen.site import printed
from sitegen.site.catalogue import make_catalogue
from sitegen.site.labels import load_labels
from sitegen.site.page import in_full
from sitegen.site.pages.figures import plan_figures
from sitegen.site.printed import FigureMemory, Printed
from sitegen.site.rendering import make_site, make_theme, render
from sitegen.slugs import pinyin_slug
from tests.content.paper import page
from tests.site.made import ARCHIVE, CLIPPING, CONFIG, DEFAULT, RECORD, Parsed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    import pytest

    from sitegen.model import ClippingRecord, Record

FIGURES = (
    Figure("920万平方米", 9_200_000, 9_200_000, "平方米", "供热面积", "卧石乡", "供热面积达920万平方米。", 4),
    Figure("<3万元>", 30_000, 30_000, "元", "收入", "", "收入<3万元>。"),
)


def test_figures_stand_by_place_with_their_sentence_and_sort_by_value() -> None:
    catalogue = make_catalogue(ARCHIVE.records, ARCHIVE.clippings, {}, CONFIG, pinyin_slug)
    catalogue = replace(catalogue, printed=Printed({RECORD.id: tuple(map(astuple, FIGURES))}))
    planned = list(map(in_full, plan_figures(catalogue, replace(CONFIG, page_size=1))))
    assert [page.path for page in planned] == ["figures/index.html"]
    labels, _ = load_labels((DEFAULT,), "zh-Hans")
    content, problem = render(make_theme(make_site(CONFIG, (DEFAULT,)), (DEFAULT,), labels), planned[0])
    assert problem is None
    shown = Parsed(content.decode())
    assert shown.text.index("卧石乡") < shown.text.index("<3万元>")
    keys = [tag.attributes["data-key"] for tag in shown.tags if "data-key" in tag.attributes]
    assert keys == ["平方米 0000000009200000.000", "元 0000000000030000.000"]
    assert "../stories/xiu-hao-guan-qu/index.html" in shown.links()


def test_without_figures_there_is_no_page_of_them() -> None:
    catalogue = make_catalogue(ARCHIVE.records, ARCHIVE.clippings, {}, CONFIG, pinyin_slug)
    assert figures_of((CLIPPING,), ARCHIVE.records) == {}
    assert list(plan_figures(catalogue, CONFIG)) == []


def test_a_number_that_an_editor_corrected_is_no_figure_any_more() -> None:
    clipping = replace(CLIPPING, story_ids=("a",), figures=(FIGURES,))
    record = replace(RECORD, id="a", body="供热面积达 920 万平方米。\n\n收入\\<3万元>。")
    assert figures_of((clipping,), (record,)) == {"a": list(FIGURES)}
    record = replace(record, body=record.body.replace("920", "290"))
    assert figures_of((clipping,), (record,)) == {"a": [FIGURES[1]]}
    assert figures_of((clipping,), ()) == {}, "the story was deleted"


def test_what_stories_print_is_looked_up_again_only_where_a_file_is_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Marks stand for the bytes of the story's file and of its clipping's."""
    asked: list[str] = []

    def noted(clippings: Sequence[ClippingRecord], records: Sequence[Record]) -> dict[str, Sequence[Figure]]:
        asked.extend(record.headline for record in records)
        return figures_of(clippings, records)

    monkeypatch.setattr(printed, "figures_of", noted)
    clipping, split, _ = page(["头版", "投入3万元。", "二版", "修路20公里。"], (1, 3))
    road = Figure("20公里", 20, 20, "公里", line=4)
    tags = (Tags(figures=(Figure("3万元", 30_000, 30_000, "元", line=2),)), Tags(figures=(road, road)))
    carry([(clipping, split, tags)], tmp_path / "content")
    archive = load(tmp_path / "content")[0]
    (filed,) = archive.clippings
    assert isinstance(filed, FiledClippingRecord)
    front, second = sorted(archive.records, key=lambda record: record.path)
    wanted = {front.id: tags[0].figures, second.id: tags[1].figures}

    def looked_up(**marks: bytes) -> list[str]:
        asked.clear()
        paths = {"front": front.path, "second": second.path, "clipping": clipping_file(filed)}
        known = {paths[name]: mark for name, mark in marks.items()}
        assert FigureMemory(tmp_path / "figures", b"1").printed(replace(archive, marks=known)).every() == wanted
        return asked

    assert looked_up(front=b"1", second=b"2", clipping=b"3") == ["头版", "二版"]
    assert looked_up(front=b"1", second=b"2", clipping=b"3") == []
    assert looked_up(front=b"1", second=b"4", clipping=b"3") == ["二版"]
    assert looked_up(front=b"1", second=b"4", clipping=b"5") == ["头版", "二版"]
    (tmp_path / "figures").write_bytes(b"spoilt")
    assert looked_up(front=b"1", second=b"4", clipping=b"5") == ["头版", "二版"]
    assert looked_up(front=b"1", second=b"4") == ["头版", "二版"], "the clipping may be another now"
