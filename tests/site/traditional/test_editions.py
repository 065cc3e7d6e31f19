"""The other edition of a whole site: page for page, linked both ways, searched, the same however it is built."""

from __future__ import annotations

import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from opencc import OpenCC

from sitegen.content import Archive
from sitegen.site import build_site
from sitegen.site.target import Target
from tests.site.made import ARCHIVE, CLIPPING, CONFIG, DEFAULT, RECORD, broken_links, build, pages
from tests.site.searching import ask

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

    from sitegen.model import Record

BOTH = replace(CONFIG, traditional_served="edition")
STORY = "stories/xiu-hao-guan-qu/index.html"
TURNED = OpenCC("s2t").convert


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up archive in both scripts; not to be changed."""
    out = tmp_path_factory.mktemp("both")
    assert build(out, config=BOTH).problems == ()
    return out


def test_every_page_has_its_other_and_every_link_leads_somewhere(site: Path) -> None:
    found = pages(site)
    first = {path for path in found if not path.startswith("zh-Hant/")}
    assert {path.removeprefix("zh-Hant/") for path in found if path.startswith("zh-Hant/")} == first
    assert len(first) >= 25
    assert broken_links(site) == []
    for path in first:
        words = found[path].text.split()
        kept = {"简", *(word for word in words if "content/" in word)}
        turned = [
            word if word in kept else after for word, after in zip(words, TURNED(" ".join(words)).split(), strict=True)
        ]
        assert found["zh-Hant/" + path].text.split() == turned, path


def test_each_page_names_the_other_and_the_switch_keeps_the_page(site: Path, page: Page) -> None:
    for path in (STORY, "zh-Hant/" + STORY):
        alternates = {
            tag.attributes["hreflang"]: tag.attributes["href"]
            for tag in pages(site)[path].tags
            if tag.name == "link" and "hreflang" in tag.attributes
        }
        assert alternates == {
            "zh-Hans": f"https://example.org/{STORY.removesuffix('index.html')}",
            "x-default": f"https://example.org/{STORY.removesuffix('index.html')}",
            "zh-Hant": f"https://example.org/zh-Hant/{STORY.removesuffix('index.html')}",
        }
    page.goto((site / STORY).as_uri() + "#p1")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    page.get_by_role("link", name="繁體").click()
    assert page.url == (site / "zh-Hant" / STORY).as_uri() + "#p1"
    assert page.locator("html").get_attribute("lang") == "zh-Hant"
    assert page.locator("h1").inner_text().replace(" ", "") == "修好十里灌渠澆透萬畝麥田"
    assert page.locator("[hreflang][aria-current]").inner_text() == "繁"
    page.get_by_role("link", name="简体").click()
    assert page.url == (site / STORY).as_uri() + "#p1"


def test_the_other_edition_says_its_own_address(site: Path) -> None:
    text = (site / "zh-Hant" / STORY).read_text("utf-8")
    address = f"https://example.org/zh-Hant/{STORY.removesuffix('index.html')}"
    assert f'<link rel="canonical" href="{address}">' in text
    assert f"<loc>{address}</loc>" in (site / "sitemap.xml").read_text("utf-8")
    feed = (site / "zh-Hant/feed.xml").read_text("utf-8")
    assert 'xml:lang="zh-Hant"' in feed
    assert f'href="{address}"' in feed
    assert "雲汀鎮" in feed


def test_search_finds_the_same_in_both_and_shows_each_in_its_script(site: Path, page: Page) -> None:
    queries = ["云汀镇", "雲汀鎮", "灌渠", "夜校", "麥田", "题：夜校", "題：夜校", "云汀镇 -麦田", "许青禾", "，"]
    assert ask(page, site / "zh-Hant", queries) == ask(page, site, queries)
    page.goto((site / "zh-Hant/search/index.html").as_uri() + "?q=云汀镇")
    page.wait_for_selector("#facets details")
    assert "雲汀鎮" in page.locator("#results .sentence mark").all_inner_texts()
    assert page.locator("#facets label", has_text="臥石鄉").count() == 1
    page.locator("#facets label", has_text="臥石鄉").click()
    page.wait_for_selector("#facets input:checked")
    page.locator("#q").fill("yt")
    page.wait_for_selector("#complete [role=option]:has-text('雲汀鎮')")
    page.locator("#results h2 a").first.click()
    page.wait_for_selector(".hits")
    assert "/zh-Hant/stories/" in page.url
    assert page.locator("mark").first.inner_text() == "雲汀鎮"


@pytest.mark.parametrize("jobs", [1, 2])
def test_built_anew_or_on_top_of_another_the_edition_is_the_same(tmp_path: Path, jobs: int) -> None:
    person = replace(RECORD, people=("于汀（镇长）",), body="镇长于汀说话。")
    changed = Archive((person, *ARCHIVE.records[1:]), ARCHIVE.clippings)
    clean, aside = tmp_path / "clean", tmp_path / "aside"
    build(clean, changed, BOTH)
    first = build_site(ARCHIVE, CONFIG, (DEFAULT,), Target(str(aside)))
    for archive, config in ((ARCHIVE, BOTH), (changed, BOTH)):
        shutil.rmtree(tmp_path / "standing", ignore_errors=True)
        aside.rename(tmp_path / "standing")
        target = Target(str(aside), str(tmp_path / "standing"), first.kept)
        aside.mkdir()
        first = build_site(archive, config, (DEFAULT,), target, jobs=jobs)
        target.complete({p: s for _, files in first.kept.parts.values() for p, s in files.items()}, first.fresh)
    assert files(aside) == files(clean)
    assert "鎮長于汀說話" in (aside / "zh-Hant" / STORY).read_text("utf-8")


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_an_english_site_turns_its_stories_and_not_its_own_words(tmp_path: Path) -> None:
    build(tmp_path, config=replace(BOTH, language="en"))
    first, other = (tmp_path / STORY).read_text("utf-8"), (tmp_path / "zh-Hant" / STORY).read_text("utf-8")
    assert '<html lang="en">' in first
    assert '<html lang="en">' in other
    assert '<h1 itemprop="headline" lang="zh-Hant">' in other
    assert "雲汀鎮" in other


def test_names_of_files_are_left_as_they_are(tmp_path: Path) -> None:
    story = replace(RECORD, clipping="县报.txt")
    clipping = replace(CLIPPING, clipping=replace(CLIPPING.clipping, name="县报.txt"))
    build(tmp_path, Archive((story,), (clipping,)), BOTH)
    for path in (STORY, "clippings/index.html"):
        assert 'translate="no">县报.txt<' in (tmp_path / "zh-Hant" / path).read_text("utf-8"), path
    assert f"content/{story.path}" in (tmp_path / "zh-Hant" / STORY).read_text("utf-8")


def test_readings_stand_above_names_of_the_other_edition(site: Path, page: Page) -> None:
    page.goto((site / "zh-Hant" / STORY).as_uri())
    page.get_by_role("button", name="注", exact=True).or_(page.get_by_role("button", name="註", exact=True)).click()
    assert page.locator(".text ruby").first.inner_text().startswith("雲")


def test_regions_have_their_own_language_in_the_same_folder(tmp_path: Path) -> None:
    build(tmp_path, config=replace(BOTH, traditional_form="s2tw"))
    text = (tmp_path / "zh-Hant" / STORY).read_text("utf-8")
    assert '<html lang="zh-Hant-TW">' in text
    assert 'hreflang="zh-Hant-TW"' in (tmp_path / STORY).read_text("utf-8")


def turned_archive() -> Archive:
    def one(record: Record) -> Record:
        return replace(
            record,
            headline=TURNED(record.headline),
            kicker=TURNED(record.kicker),
            body=TURNED(record.body),
            county=TURNED(record.county),
            townships=tuple(map(TURNED, record.townships)),
            villages=tuple(map(TURNED, record.villages)),
            people=tuple(map(TURNED, record.people)),
            clipping="",
            lines=(),
        )

    return Archive(tuple(map(one, ARCHIVE.records)), ())


def test_an_archive_in_traditional_characters_is_served_the_other_way_round(tmp_path: Path, page: Page) -> None:
    build(tmp_path, turned_archive(), BOTH)
    first, other = (tmp_path / STORY).read_text("utf-8"), (tmp_path / "zh-Hans" / STORY).read_text("utf-8")
    assert '<html lang="zh-Hant">' in first
    assert '<html lang="zh-Hans">' in other
    assert "雲汀鎮" in first
    assert "云汀镇" in other
    assert "鄉鎮" in first, "the site's own words too"
    assert "雲" not in other
    assert 'hreflang="zh-Hans"' in first
    assert broken_links(tmp_path) == []
    queries = ["雲汀鎮", "云汀镇", "灌渠", "夜校 镇", "题：夜校"]
    found = ask(page, tmp_path, queries)
    assert all(found)
    assert ask(page, tmp_path / "zh-Hans", queries) == found


def test_a_reader_turns_one_edition(tmp_path: Path, page: Page, browser: Browser) -> None:
    build(tmp_path, config=replace(CONFIG, traditional_served="toggle"))
    assert not list(tmp_path.glob("zh-Hant/**/*.html"))
    page.goto((tmp_path / STORY).as_uri())
    before = page.locator("main").inner_text()
    page.get_by_role("button", name="繁體").click()
    page.wait_for_selector("html[lang=zh-Hant]")
    assert "雲汀鎮" in page.locator(".text").inner_text()
    assert page.locator(".nav").get_attribute("aria-label") == "主要欄目"
    page.get_by_role("button", name="注", exact=True).or_(page.get_by_role("button", name="註", exact=True)).click()
    assert page.locator(".text ruby").first.inner_text().startswith("雲")
    page.reload()
    page.wait_for_selector("ruby")
    assert page.locator(".text ruby").first.inner_text().startswith("雲"), "readings come after the turning"
    page.goto((tmp_path / "townships/index.html").as_uri())
    page.wait_for_selector("html[lang=zh-Hant]")
    assert "雲汀鎮" in page.locator("main").inner_text()
    page.evaluate("localStorage.removeItem('sitegen.pinyin')")
    page.get_by_role("button", name="简体").click()
    page.wait_for_selector("html[lang=zh-Hans]")
    page.goto((tmp_path / STORY).as_uri())
    assert page.locator("main").inner_text() == before


def test_what_a_search_finds_is_turned_with_the_page(tmp_path: Path, page: Page) -> None:
    build(tmp_path, config=replace(CONFIG, traditional_served="toggle"))
    page.goto((tmp_path / "search/index.html").as_uri() + "?q=云汀镇")
    page.wait_for_selector("#facets details")
    assert page.locator("#results h2").first.inner_text() == "修好十里灌渠 浇透万亩麦田"
    page.get_by_role("button", name="繁體").click()
    page.wait_for_selector("#results h2:has-text('澆透萬畝麥田')")
    page.wait_for_selector("#facets details")
    assert page.locator("#results li").first.get_attribute("lang") == "zh-Hant"
    assert set(page.locator("#results .sentence mark").all_inner_texts()) == {"雲汀鎮"}
    assert page.locator("#facets label", has_text="臥石鄉").count() == 1
    assert page.locator("#q").input_value() == "云汀镇", "what the reader typed is left alone"
    page.locator("#q").fill("yt")
    page.wait_for_selector("#complete [role=option]:has-text('雲汀鎮')")
    page.locator("#results h2 a").first.click()
    page.wait_for_selector(".hits")
    assert page.locator("mark").first.inner_text() == "雲汀鎮"
