"""What single pages promise their readers: townships without mere mentions, gaps, a table's shades, ways both ways."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.content import Archive
from sitegen.model import Line, Passage
from sitegen.site.catalogue import make_catalogue
from sitegen.site.page import in_full
from sitegen.site.pages.front import plan_front
from sitegen.site.pages.topics import plan_matrix
from sitegen.site.paragraphs import by_line, paragraphs
from sitegen.site.places import County, Township
from sitegen.slugs import pinyin_slug
from tests.site.made import ARCHIVE, CLIPPING, CONFIG, RECORD, Parsed, build, pages

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sitegen.model import Record
    from sitegen.site.page import Page
    from sitegen.site.places import Places

TOWNSHIP = "townships/yun-ting-xian/yun-ting-zhen"
VILLAGES = {"石汀村": ("云汀镇",), "柳湾村": ("云汀镇",), "榆坡村": ("卧石乡",)}
PLACES = {"云汀县": County("云汀县", townships=(Township("云汀镇"), Township("卧石乡")), villages=VILLAGES)}


def front(records: Sequence[Record], places: Places = PLACES) -> Mapping[str, Page]:
    """The pages that stand for an archive as a whole, by path."""
    catalogue = make_catalogue(records, (), places, CONFIG, pinyin_slug)
    return {page.path: in_full(page) for page in plan_front(catalogue, CONFIG)}


def matrix(counts: Mapping[tuple[str, str], int]) -> Mapping[str, Any]:
    """What the table of townships by topics is given, where each pair has so many stories."""
    records = [
        replace(RECORD, id=f"{town}-{topic}-{n}", townships=(town,), topics=(topic,), clipping="", lines=())
        for (town, topic), count in counts.items()
        for n in range(count)
    ]
    catalogue = make_catalogue(records, (), PLACES, CONFIG, pinyin_slug)
    return in_full(next(iter(plan_matrix(catalogue, {})))).context


def test_a_township_has_its_own_stories_alone_on_a_page(tmp_path: Path) -> None:
    build(tmp_path)
    everything = Parsed((tmp_path / TOWNSHIP / "index.html").read_text("utf-8"))
    main = Parsed((tmp_path / TOWNSHIP / "main" / "index.html").read_text("utf-8"))
    assert "../../../townships/yun-ting-xian/yun-ting-zhen/main/index.html" in everything.links()
    assert "卧石乡办起夜校" in everything.text
    assert "卧石乡办起夜校" not in main.text, "a story that only mentions the township is left out"
    assert "修好十里灌渠" in main.text
    assert not (tmp_path / "townships/yun-ting-xian/wo-shi-xiang/main").exists(), (
        "where all are its own there is no page"
    )


@pytest.mark.parametrize(
    ("dates", "gaps"),
    [
        (("2021-03", "2021-05", "2022-02"), ((2021, ((4, 4), (6, 12))), (2022, ((1, 1),)))),
        (("2021-03", "2021-04"), ()),
        (("2021", "2022"), ()),
        (("2020-11", "2021", "2022-01"), ((2020, ((12, 12),)),)),
    ],
    ids=["runs", "none between", "no month known", "a year of which no month is known"],
)
def test_months_without_a_story_are_told_between_the_first_and_the_last(dates: tuple[str, ...], gaps: object) -> None:
    records = [replace(RECORD, id=f"s-{n}", date=date, clipping="", lines=()) for n, date in enumerate(dates)]
    assert front(records)["gaps/index.html"].context["empty_months"] == gaps


def test_villages_that_no_story_names_are_listed_by_township() -> None:
    context = front([replace(RECORD, clipping="", lines=())])["gaps/index.html"].context
    assert context["villages"] == (("云汀县", 1, 3, (("云汀镇", ("柳湾村",)), ("卧石乡", ("榆坡村",)))),)


def test_home_offers_words_of_its_own_to_search_for() -> None:
    tries = front([RECORD])["index.html"].context["tries"]
    assert [link.text for link in tries] == ["云汀镇", "石汀村", "许青禾"]  # type: ignore[attr-defined]
    assert front([])["index.html"].context["tries"] == ()


def test_the_shades_of_a_small_table_are_one_two_and_up_to_four() -> None:
    context = matrix({("云汀镇", "农业农村"): 1, ("云汀镇", "教育人才"): 2, ("卧石乡", "农业农村"): 5})
    assert context["bounds"] == (1, 2, 4)
    assert [[cell.step for cell in row.cells] for row in context["rows"]] == [[1, 2], [4, 0]]


def test_the_shades_of_a_large_table_have_a_quarter_of_its_cells_each() -> None:
    counts = {("云汀镇", f"题{n}"): 20 + n for n in range(8)}
    context = matrix(counts)
    steps = sorted(cell.step for row in context["rows"] for cell in row.cells if cell.count)
    assert steps == [1, 1, 2, 2, 3, 3, 4, 4]
    first, second, third = context["bounds"]
    assert 0 < first < second < third


def test_a_large_table_of_one_number_still_has_steps_that_rise() -> None:
    bounds = matrix({("云汀镇", f"题{n}"): 30 for n in range(4)})["bounds"]
    assert bounds == (30, 31, 32)


def test_lines_lead_to_their_paragraph_and_a_paragraph_to_its_lines(tmp_path: Path) -> None:
    found = paragraphs(1, RECORD, "stories/x/index.html", CLIPPING)
    assert [(one.number, one.lines, one.url) for one in found] == [
        (1, "4–7", "stories/x/index.html#p1"),
        (2, "9", "stories/x/index.html#p2"),
    ]
    assert {line: one.number for line, one in by_line([found]).items()} == {4: 1, 5: 1, 7: 1, 9: 2}
    build(tmp_path)
    clipping = Parsed((tmp_path / "clippings/a-1/index.html").read_text("utf-8"))
    marked = [
        tag.attributes["id"] for tag in clipping.tags if tag.attributes.get("data-p") == "1-1" and tag.name == "li"
    ]
    assert marked == ["l4", "l5", "l7"]
    assert "../../stories/xiu-hao-guan-qu/index.html#p2" in clipping.links()


def test_an_editors_own_paragraph_has_no_lines_and_moves_no_number() -> None:
    record = replace(RECORD, body="编者按：渠在镇北。\n\n" + RECORD.body)
    assert [one.number for one in paragraphs(1, record, "", CLIPPING)] == [2, 3]


def test_of_a_paragraph_that_two_stories_claim_the_first_has_its_lines() -> None:
    twice = replace(
        CLIPPING,
        clipping=replace(CLIPPING.clipping, lines=(Line(1, "一。"),)),
        split=replace(
            CLIPPING.split,
            stories=(replace(CLIPPING.split.stories[0], body=(Passage("paragraph", "一。", ((1, 1),)),)),),
        ),
    )
    one, two = (paragraphs(number, replace(RECORD, body="一。"), "", twice) for number in (1, 2))
    assert by_line([one, two])[1].key == "1-1"


def test_a_page_that_is_not_there_finds_its_way_from_any_depth_where_the_address_is_known(tmp_path: Path) -> None:
    for base, start in (
        ("", "townships/"),
        ("https://example.org/", "/townships/"),
        ("https://a.b/c/d/", "/c/d/townships/"),
    ):
        build(tmp_path / start.replace("/", "-"), Archive(ARCHIVE.records), replace(CONFIG, base_url=base))
        page = Parsed((tmp_path / start.replace("/", "-") / "404.html").read_text("utf-8"))
        assert f"{start}index.html" in page.links()
        assert f"{start.removesuffix('townships/')}assets/style.css" in page.links()


def test_clippings_and_years_lead_on_to_those_beside_them(tmp_path: Path) -> None:
    sheets = [replace(CLIPPING, clipping=replace(CLIPPING.clipping, name=f"b_{n}.txt"), story_ids=()) for n in range(3)]
    years = [
        replace(RECORD, id=f"s{year}", path=f"{year}.md", clipping="", date=str(year)) for year in (2020, 2023, 2024)
    ]
    build(tmp_path, Archive((*years, replace(RECORD, id="u", path="u.md", clipping="", date="")), tuple(sheets)))
    found = pages(tmp_path)
    for path, ways in (
        ("clippings/b-0", {"next": "../../clippings/b-1/index.html"}),
        ("clippings/b-1", {"prev": "../../clippings/b-0/index.html", "next": "../../clippings/b-2/index.html"}),
        ("years/2023", {"prev": "../../years/2020/index.html", "next": "../../years/2024/index.html"}),
        ("years/2024", {"prev": "../../years/2023/index.html"}),
        ("years/undated", {}),
    ):
        tags = [
            tag.attributes for tag in found[f"{path}/index.html"].tags if tag.name == "a" and "rel" in tag.attributes
        ]
        assert {tag["rel"]: tag["href"] for tag in tags} == ways, path


def test_tiny_charts_say_their_numbers(tmp_path: Path) -> None:
    build(tmp_path)
    for path in ("index.html", "townships/index.html"):
        charts = [tag.attributes for tag in pages(tmp_path)[path].tags if tag.attributes.get("class") == "spark"]
        assert "2021 1，2023 1，年份未载 1" in [one.get("aria-label") for one in charts], path


def test_a_month_says_which_month_it_is(tmp_path: Path) -> None:
    build(tmp_path)
    page = (tmp_path / "years/2023/04/index.html").read_text("utf-8")
    assert "<title>2023年4月 – 云汀剪报</title>" in page
    assert "<h1>2023年4月</h1><p>1 篇</p>" in page
    year = (tmp_path / "years/2023/index.html").read_text("utf-8")
    assert "<h1>2023年</h1>" in year
