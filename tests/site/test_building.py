"""The site as a whole: every link leads somewhere, nothing is lost, nothing gets in."""

from __future__ import annotations

import re
import struct
import zlib
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from sitegen.content import Archive
from sitegen.model import Line, Passage
from sitegen.site import build_site
from tests.site.made import (
    ARCHIVE,
    BODY,
    CLIPPING,
    CONFIG,
    DEFAULT,
    RECORD,
    SECOND,
    THEMES,
    Parsed,
    broken_links,
    build,
    many,
    pages,
    reached,
)

if TYPE_CHECKING:
    from pathlib import Path


STORY = "stories/xiu-hao-guan-qu/index.html"
ATTACK = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{ 7*7 }}&amp;</style>"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up archive's site; not to be changed."""
    out = tmp_path_factory.mktemp("site")
    report = build(out)
    assert report.problems == ()
    assert report.pages == len(pages(out))
    return out


def test_every_link_and_anchor_of_a_site_leads_somewhere(site: Path) -> None:
    assert broken_links(site) == []


def test_no_page_is_an_orphan_and_every_story_is_three_clicks_from_home(site: Path) -> None:
    steps = reached(site)
    unreached = pages(site).keys() - steps.keys()
    assert unreached == {"404.html", "stories/ye-xiao/index.html", "search/index.html"} - steps.keys()
    assert all(steps[path] <= 3 for path in steps if path.startswith("stories/"))


def test_every_page_has_one_h1_a_title_a_language_and_landmarks(site: Path) -> None:
    for path, page in pages(site).items():
        assert page.count("h1") == 1, path
        assert page.count("main") == 1, path
        assert page.count("title") == 1, path
        assert next(tag for tag in page.tags if tag.name == "html").attributes["lang"] == "zh-Hans", path
        ids = [tag.attributes["id"] for tag in page.tags if "id" in tag.attributes]
        assert len(ids) == len(set(ids)), path


def test_no_page_has_inline_script_or_style_or_asks_another_server(site: Path) -> None:
    for path, page in pages(site).items():
        for tag in page.tags:
            assert tag.name != "style", path
            assert "style" not in tag.attributes, path
            assert not any(name.startswith("on") for name in tag.attributes), path
            waits = not {"defer", "async"} & tag.attributes.keys()
            assert tag.name != "script" or ("src" in tag.attributes and not waits), path
        loads = [link for tag in page.tags if tag.name in ("img", "script") for link in [tag.attributes.get("src", "")]]
        loads += [tag.attributes["href"] for tag in page.tags if tag.attributes.get("rel") == "stylesheet"]
        assert not any(link.startswith(("http:", "https:", "//")) for link in loads), path


def test_the_same_archive_gives_the_same_bytes(site: Path, tmp_path: Path) -> None:
    """Also when the records come in another order."""
    build(tmp_path / "again", Archive(ARCHIVE.records[::-1], ARCHIVE.clippings))
    again = {file.relative_to(tmp_path / "again"): file.read_bytes() for file in (tmp_path / "again").rglob("*.*")}
    assert again == {file.relative_to(site): file.read_bytes() for file in site.rglob("*.*")}


def test_a_story_shows_its_text_its_tags_and_its_lines(site: Path) -> None:
    page = Parsed((site / STORY).read_text("utf-8"))
    shown = re.sub(r"\s", "", page.text)
    for part in BODY.replace("本报讯 ", "").split("。"):
        assert part in shown
    for words in ("4–7", "许青禾", "云汀镇副镇长", "石汀村", "农业农村", "2023年4月", "图为石汀村麦田"):
        assert words in shown
    assert "../../clippings/a-1/index.html#l4" in page.links()
    assert "剪报未载" in shown, "a byline that the clipping lacks is said to be missing"


def test_a_clipping_shows_every_line_once_and_accounts_for_every_character(site: Path) -> None:
    page = (site / "clippings/a-1/index.html").read_text("utf-8")
    for line in CLIPPING.clipping.lines:
        assert page.count(f'id="l{line.number}"') == (1 if line.text else 0)
    assert "每一个字都有去处" in page
    assert "抓党建促发展" in page
    assert "<del>修渠</del>修渠" in page


def test_an_inferred_year_stands_in_brackets_and_an_unknown_one_is_said_to_be_unknown(site: Path) -> None:
    assert "〔2021〕" in (site / "stories/wo-shi/index.html").read_text("utf-8")
    assert "年份未载" in (site / "stories/wu-ti/index.html").read_text("utf-8")


def test_an_old_address_leads_to_the_new_one(site: Path) -> None:
    moved = (site / "stories/ye-xiao/index.html").read_text("utf-8")
    assert 'content="0; url=../../stories/wo-shi/index.html"' in moved
    assert re.findall('rel="canonical" href="([^"]*)"', moved) in (
        ["../../stories/wo-shi/index.html"],
        [f"{CONFIG.base_url}stories/wo-shi/"],
    )


def test_attack_strings_in_every_field_stay_text(tmp_path: Path) -> None:
    texts = ("headline", "body", "kicker", "subhead", "date_text", "date_basis", "county", "byline")
    lists = ("townships", "mentioned_townships", "villages", "topics", "people", "organisations", "reporters",
             "captions", "doubts")  # fmt: skip
    fields: dict[str, Any] = {**dict.fromkeys(texts, ATTACK), **dict.fromkeys(lists, (ATTACK,))}
    record = replace(RECORD, path=f"{ATTACK}.md", **fields)
    lines = tuple(replace(line, text=line.text + ATTACK) for line in CLIPPING.clipping.lines)
    clipping = replace(CLIPPING, clipping=replace(CLIPPING.clipping, lines=lines))
    config = replace(CONFIG, title=ATTACK, description=ATTACK, seal="<b>&", edit_url="https://example.org/{path}")
    report = build(tmp_path, Archive((record, SECOND), (clipping,)), config)
    assert report.problems == ()
    for path, page in pages(tmp_path).items():
        assert "<script>" not in (tmp_path / path).read_text("utf-8"), path
        assert page.count("img") == 0, path
        assert not any(name.startswith("on") for tag in page.tags for name in tag.attributes), path
        assert "49" not in page.text.replace("2149", ""), f"{path}: a template ran inside a text"
    assert broken_links(tmp_path) == []


def test_long_lists_are_paged_and_every_story_is_on_one_page(tmp_path: Path) -> None:
    report = build(tmp_path, many(23), replace(CONFIG, page_size=10))
    assert report.problems == ()
    listed = [
        link
        for path, page in pages(tmp_path).items()
        if re.fullmatch(r"stories/(page/\d+/)?index\.html", path)
        for link in page.links()
        if "s-" in link
    ]
    assert len({link.rpartition("stories/")[2] for link in listed}) == 23
    assert (tmp_path / "stories/page/3/index.html").is_file()
    assert broken_links(tmp_path) == []


def test_names_that_sound_alike_have_pages_of_their_own(tmp_path: Path) -> None:
    records = tuple(replace(RECORD, path=f"{name}.md", id=f"p-{n}", people=(name,), townships=(f"{name}镇",))
                    for n, name in enumerate(("李丽", "李莉", "黎力")))  # fmt: skip
    assert build(tmp_path, Archive(records, ())).problems == ()
    found = [path for path in pages(tmp_path) if re.match(r"people/[^/]+/index", path)]
    assert len(found) == 3


def test_two_pages_on_one_path_stop_the_build_before_anything_is_written(tmp_path: Path) -> None:
    report = build(tmp_path, Archive((RECORD, replace(SECOND, id="Xiu-Hao-Guan-Qu")), ()))
    assert [problem.path for problem in report.problems] == [SECOND.path]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("identity", ["../../etc", "a/../../b", "con\\x", "a:b", ""])
def test_an_address_that_leads_out_of_the_site_is_refused(tmp_path: Path, identity: str) -> None:
    report = build(tmp_path / "out", Archive((replace(RECORD, id=identity),), ()))
    assert report.problems != ()
    assert list((tmp_path / "out").iterdir()) == []


def test_an_empty_archive_is_a_site_too(tmp_path: Path) -> None:
    assert build(tmp_path, Archive()).problems == ()
    assert broken_links(tmp_path) == []


def test_pages_stay_light(site: Path, tmp_path: Path) -> None:
    """In bytes before compression; what searches is weighed by tests/bench, as it comes when somebody searches."""
    story = (site / STORY).stat().st_size - len(BODY.encode())
    assert story <= 30_000
    assert sum(file.stat().st_size for file in site.glob("assets/*.css")) <= 30_000, "all of the theme's"
    engine = set(site.glob("assets/search*.js")) - {site / "assets/search-hits.js"}
    assert sum(file.stat().st_size for file in engine) <= 35_000
    build(tmp_path / "turned", config=replace(CONFIG, base_url="", traditional_served="toggle"))
    for folder in (site, tmp_path / "turned"):
        engine = set(folder.glob("assets/search*.js")) - {folder / "assets/search-hits.js"}
        for path, page in pages(folder).items():
            loaded = {folder / link[link.index("assets/") :] for link in page.links() if link.endswith(".js")}
            scripts = sum(file.stat().st_size for file in loaded - engine)
            assert 0 < scripts <= 20_000, path
            assert engine.isdisjoint(loaded) or path == "search/index.html", path
    build(tmp_path, many(120))
    assert max(file.stat().st_size for file in tmp_path.rglob("*.html")) <= 200_000


def test_a_long_clipping_goes_on_over_pages_and_lines_are_still_found(tmp_path: Path) -> None:
    text = "灌渠修缮完工，渠水流进麦田。" * 4
    lines = (*CLIPPING.clipping.lines, *(Line(number, text) for number in range(11, 1500)))
    story = replace(
        CLIPPING.split.stories[0], body=(Passage("paragraph", "尾", ((1400, 1400),)),), lines=((1, 2), (1400, 1400))
    )
    clipping = replace(
        CLIPPING, clipping=replace(CLIPPING.clipping, lines=lines), split=replace(CLIPPING.split, stories=(story,))
    )
    assert build(tmp_path, Archive((replace(RECORD, body="尾"),), (clipping,))).problems == ()
    assert broken_links(tmp_path) == []
    found = pages(tmp_path)
    assert "clippings/a-1/page/4/index.html" in found
    assert any(re.search(r"a-1/page/\d+/index.html#l1400$", link) for link in found[STORY].links())
    ids = [one for path, page in found.items() if path.startswith("clippings/a-1/") for one in page.ids()]
    assert all(ids.count(f"l{line.number}") == 1 for line in lines if line.text)
    assert max(file.stat().st_size for file in tmp_path.rglob("*.html")) <= 200_000


def test_pictures_beside_a_story_are_shown_and_others_are_named(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "云汀县" / "图").mkdir(parents=True)
    (content / "云汀县" / "图" / "麦田 1.JPG").write_bytes(b"jpg")
    (tmp_path / "secret.png").write_bytes(b"png")
    body = (
        "![麦田](../图/麦田%201.JPG)\n\n[夜校](../hand/卧石乡.md)，[站](https://example.org/x)。\n\n"
        "![](../../../secret.png) ![](https://example.org/a.png) ![](../图/gone.png)"
    )
    archive = Archive((replace(RECORD, body=body), SECOND), (CLIPPING,))
    report = build_site(archive, CONFIG, (DEFAULT,), tmp_path / "out", content)
    assert [problem.severity for problem in report.problems] == ["warning"] * 3
    page = Parsed((tmp_path / "out" / STORY).read_text("utf-8"))
    sources = [tag.attributes["src"] for tag in page.tags if tag.name == "img"]
    assert sources[0] == "mai-tian-1.jpg"
    assert (tmp_path / "out" / STORY).with_name("mai-tian-1.jpg").read_bytes() == b"jpg"
    assert sources[1:3] == ["../../assets/no-picture.svg"] * 2
    assert "../../stories/wo-shi/index.html" in page.links()
    assert "https://example.org/x" in page.links()


def png(width: int, height: int) -> bytes:
    """A black picture."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    rows = zlib.compress(bytes(width + 1) * height)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")


def test_a_picture_says_how_large_it_is_and_a_broken_one_does_not(tmp_path: Path) -> None:
    content = tmp_path / "content"
    (content / "云汀县" / "图").mkdir(parents=True)
    (content / "云汀县" / "图" / "a.png").write_bytes(png(640, 480))
    (content / "云汀县" / "图" / "b.png").write_bytes(b"no picture at all")
    body = '![甲](../图/a.png "图为甲。")\n\n![乙](../图/b.png)'
    archive = Archive((replace(RECORD, body=body), SECOND), (CLIPPING,))
    assert build_site(archive, CONFIG, (DEFAULT,), tmp_path / "out", content).problems == ()
    page = Parsed((tmp_path / "out" / STORY).read_text("utf-8"))
    sizes = [(tag.attributes.get("width"), tag.attributes.get("height")) for tag in page.tags if tag.name == "img"]
    assert sizes == [("640", "480"), (None, None)]


def test_a_long_index_of_names_has_a_page_for_each_letter(tmp_path: Path) -> None:
    surnames, given = "李王张赵陈林黄周吴徐孙马", "丽莉黎国海燕平清秋"
    names = tuple(one + two + three for one in surnames for two in given for three in given)
    records = [
        replace(RECORD, id=f"s-{n}", path=f"{n}.md", clipping="", lines=(), people=names[n::4]) for n in range(4)
    ]
    assert build(tmp_path, Archive(tuple(records))).problems == ()
    assert broken_links(tmp_path) == []
    steps = reached(tmp_path)
    assert "people/letters/l/index.html" in steps
    persons = {path for path in pages(tmp_path) if re.fullmatch(r"people/[^/]+/index.html", path)}
    assert len(persons) == len(names)
    assert persons <= steps.keys()


def test_a_site_in_english_marks_the_language_of_its_stories(tmp_path: Path) -> None:
    assert build(tmp_path, config=replace(CONFIG, language="en")).problems == ()
    page = (tmp_path / STORY).read_text("utf-8")
    assert '<html lang="en">' in page
    assert '<h1 itemprop="headline" lang="zh-Hans">' in page
    assert re.search(r'<p id="p1"(?: data-lines="[\d: ]+")? lang="zh-Hans">', page)
    assert "<dt>Date</dt>" in page
    assert "Index terms" in page


def test_every_theme_that_ships_builds_without_a_problem(tmp_path: Path) -> None:
    for theme in sorted(folder for folder in THEMES.iterdir() if folder.is_dir() and folder != DEFAULT):
        assert build(tmp_path / theme.name, themes=(theme, DEFAULT)).problems == ()
        assert broken_links(tmp_path / theme.name) == []
