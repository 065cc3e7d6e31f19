"""What stories are filed under, their order, their neighbours and their addresses."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sitegen.content import Archive
from sitegen.content.people import people_of
from sitegen.site.addresses import Link, distinct, root_of
from sitegen.site.catalogue import Catalogue, clipping_labels, make_catalogue
from sitegen.site.charts import bars, year_bars, years_between
from sitegen.site.dates import When
from sitegen.site.gists import plain
from sitegen.site.output import collisions
from sitegen.site.places import County, Township, read_places, read_villages, with_former
from sitegen.site.related import related
from sitegen.site.topiclist import read_topics
from sitegen.slugs import pinyin_slug
from tests.site.made import ARCHIVE, CLIPPING, CONFIG, RECORD, SECOND, build

if TYPE_CHECKING:
    from pathlib import Path


def catalogue(**county: object) -> Catalogue:
    places = {"云汀县": County("云汀县", "999999", townships=(Township("卧石乡", "999999200"), Township("空山乡")))}
    return make_catalogue(ARCHIVE.records, ARCHIVE.clippings, places if county else {}, CONFIG, pinyin_slug)


def test_the_latest_stand_first_and_the_undated_last() -> None:
    assert [entry.id for entry in catalogue().entries] == ["xiu-hao-guan-qu", "wo-shi", "wu-ti"]


def test_townships_of_the_gazetteer_come_first_and_others_are_not_lost() -> None:
    names = [township.name for township in catalogue(known=True).county("云汀县").townships]
    assert names == ["卧石乡", "空山乡", "云汀镇"]


def test_townships_that_sound_alike_stand_in_one_order_in_every_run() -> None:
    """A set has another order in each run of Python, and a sort leaves what is alike as it comes."""
    alike = ("时桥乡", "石桥乡", "十桥乡", "石乔乡", "实桥乡", "食桥乡", "拾桥乡")
    found = make_catalogue((replace(RECORD, townships=alike),), (), {}, CONFIG, pinyin_slug)
    assert len({pinyin_slug(name) for name in alike}) == 1
    assert [township.name for township in found.county("云汀县").townships] == sorted(alike)


def test_a_story_about_a_township_does_not_also_mention_it() -> None:
    found = catalogue()
    both = replace(RECORD, mentioned_townships=("云汀镇",))
    again = make_catalogue((both,), (), {}, CONFIG, pinyin_slug)
    assert found.main["云汀县", "云汀镇"] == (0,)
    assert again.mentions == {}


def test_places_of_one_name_in_two_counties_are_two_places() -> None:
    other = replace(RECORD, id="b", county="另县")
    found = make_catalogue((RECORD, other), (), {}, CONFIG, pinyin_slug)
    assert found.township_urls["云汀县", "云汀镇"] != found.township_urls["另县", "云汀镇"]


def test_related_stories_give_their_reason_and_are_not_of_the_same_clipping() -> None:
    same = replace(RECORD, id="same", people=("许青禾",))
    other = replace(RECORD, id="other", clipping="", townships=("别镇",), topics=())
    found = make_catalogue((RECORD, same, other), (CLIPPING,), {}, CONFIG, pinyin_slug)
    index = next(number for number, entry in enumerate(found.entries) if entry.id == RECORD.id)
    relations = related(found)[index]
    assert [found.entries[relation.story].id for relation in relations] == ["other"]
    assert relations[0].reasons[0] == ("person", ("许青禾",))


def test_people_are_read_with_their_posts() -> None:
    assert [(one.name, one.post) for one in people_of(("甲（乡长）", "乙", "丙(村（副）书记)", " "))] == [
        ("甲", "乡长"),
        ("乙", ""),
        ("丙", "村（副）书记"),
    ]


def test_markdown_is_stripped_of_its_escapes() -> None:
    assert plain("3\\~5\n\n## 题\n\n&#12288;甲\\*") == "3~5\n\n题\n\n\u3000甲*"


def test_clippings_are_called_by_their_number_where_it_is_theirs_alone() -> None:
    named = [replace(CLIPPING, clipping=replace(CLIPPING.clipping, name=name)) for name in
             ("000_a.txt", "001_b.txt", "x/001_c.txt", "晋中日报.txt")]  # fmt: skip
    assert clipping_labels(named) == {
        "000_a.txt": "000",
        "001_b.txt": "001_b",
        "x/001_c.txt": "x/001_c",
        "晋中日报.txt": "晋中日报",
    }


@given(st.lists(st.text(max_size=6), max_size=12))
def test_no_two_names_have_one_address(names: list[str]) -> None:
    found = distinct(names, pinyin_slug)
    assert len(set(found.values())) == len(found) == len(set(names))
    assert all(slug and slug.isascii() for slug in found.values())


def test_an_address_does_not_depend_on_names_that_sound_otherwise() -> None:
    assert distinct(["李丽", "李莉", "王五"], pinyin_slug)["李莉"] == distinct(["李丽", "李莉"], pinyin_slug)["李莉"]


def test_the_way_up_is_as_long_as_the_way_down() -> None:
    assert [root_of(path) for path in ("index.html", "a/index.html", "a/b/index.html")] == ["", "../", "../../"]


def test_paths_collide_whatever_their_case_and_where_a_file_would_be_a_folder() -> None:
    assert collisions([("a/index.html", "1"), ("b/index.html", "2")]) == []
    assert [problem.path for problem in collisions([("a/B.html", "1"), ("A/b.html", "2")])] == ["2"]
    assert [problem.path for problem in collisions([("a", "1"), ("a/b", "2")])] == ["2"]
    assert [problem.path for problem in collisions([("a/b", "1"), ("a", "2")])] == ["2"]


def test_bars_have_one_scale_and_what_is_there_is_seen() -> None:
    assert [bar.length for bar in bars([(Link("a"), 300), (Link("b"), 1), (Link("c"), 0)])] == [100, 1, 0]


def test_years_without_a_story_are_shown_and_the_undated_have_a_bar() -> None:
    dates = [When(2020, certain=True, exact=True), When(2022), When()]
    years = years_between(dates)
    assert years == (2020, 2021, 2022)
    assert [(bar.year, bar.certain, bar.inferred) for bar in year_bars(dates, years)] == [
        (2020, 1, 0),
        (2021, 0, 0),
        (2022, 0, 1),
        (0, 0, 1),
    ]


def test_places_are_read_from_their_table_and_a_shared_name_tells_nothing() -> None:
    lines = ["# x\n", "140728\t甲县\t市\t省\t001东街道 100西镇\n", "1\t乙县\tA\tB\t\n", "2\t乙县\tA\tC\t\n"]
    found = read_places(lines, {"甲县", "乙县"})
    assert found == {
        "甲县": County("甲县", "140728", "市", "省", (Township("东街道", "140728001"), Township("西镇", "140728100")))
    }
    assert read_villages(["140728001 001东坡社区 003下村", "140728100 001下村", "9 甲村"], found["甲县"]) == {
        "东坡社区": ("东街道",),
        "下村": ("东街道", "西镇"),
    }
    table = {"former": [{"county": "140728", "name": "丙乡", "now": ["西镇"], "year": "2001", "event": "并入"}]}
    assert with_former(found, table)["甲县"].townships[1].former[0].name == "丙乡"


def test_topics_are_read_with_their_weightiest_words_first() -> None:
    table = {"topic": [{"name": "甲", "definition": "乙", "terms": {"1": "小", "5": "大 更大"}}]}
    assert read_topics(table)["甲"].terms == ("大", "更大", "小")


def test_a_fragment_and_a_doubt_are_known_of_an_entry() -> None:
    entry = next(entry for entry in catalogue().entries if entry.id == SECOND.id)
    assert entry.fragment
    assert entry.doubtful


def test_people_are_filed_as_their_surnames_are_read(tmp_path: Path) -> None:
    """In addresses, in the order of names, and where one types them."""
    named = replace(RECORD, clipping="", lines=(), people=("单雄信", "邓公"), reporters=("解振华",))
    build(tmp_path, Archive((named,), ()))
    assert (tmp_path / "people/shan-xiong-xin/index.html").is_file()
    assert (tmp_path / "reporters/xie-zhen-hua/index.html").is_file()
    names = (tmp_path / "people/index.html").read_text("utf-8")
    assert names.index(">邓公<") < names.index(">单雄信<")
    completed = "".join(file.read_text("utf-8") for file in (tmp_path / "search/data/c").rglob("*.js"))
    assert "shanxiongxin n1 shan-xiong-xin 单雄信" in completed
    assert "sxx n1" in completed


def test_a_village_that_is_named_later_takes_no_address_from_one_that_sounds_alike() -> None:
    county = County("云汀县", "990101", villages={"南社村": ("东镇",), "南舍村": ("西镇",)})
    urls = []
    for named in (("南舍村",), ("南舍村", "南社村")):
        records = [replace(RECORD, id=name, county="云汀县", villages=(name,)) for name in named]
        catalogue = make_catalogue(records, (), {"云汀县": county}, CONFIG, pinyin_slug)
        urls.append(dict(catalogue.village_urls))
        assert {name for _, name in catalogue.village_urls} == set(named)
    assert urls[1]["云汀县", "南舍村"] == urls[0]["云汀县", "南舍村"]
    assert len(set(urls[1].values())) == 2
