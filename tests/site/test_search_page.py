"""The search page in a reader's hands: address, facets, order, keyboard, marks on the page that it opens."""

from __future__ import annotations

import threading
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from sitegen.content import Archive
from sitegen.model import Record
from sitegen.site.scripts import compact
from tests.site.made import ARCHIVE, DEFAULT, SECOND, build, many

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, format: str, *_: object) -> None:  # noqa: A002  # the name is the library's
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up archive's site; not to be changed."""
    out = tmp_path_factory.mktemp("site")
    assert build(out).problems == ()
    return out


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site of more stories than a list of hits shows at once."""
    out = tmp_path_factory.mktemp("large")
    assert build(out, Archive((*many(60).records, *ARCHIVE.records), ARCHIVE.clippings)).problems == ()
    return out


def search(page: Page, site: Path, given: str) -> None:
    """Opens the search page with what stands behind the ? of its address, and waits for what is found."""
    page.goto((site / "search/index.html").as_uri() + given)
    page.wait_for_selector("#search:is([data-state=done], [data-state=partly])")


def titles(page: Page) -> list[str]:
    return page.locator("#results h2").all_inner_texts()


@pytest.mark.parametrize("given", ["?q=灌渠", "#q=灌渠"])
def test_a_bookmarked_search_shows_where_each_hit_comes_from(site: Path, page: Page, given: str) -> None:
    search(page, site, given)
    assert page.locator("#q").input_value() == "灌渠"
    item = page.locator("#results li.item")
    assert item.count() == 1
    assert item.locator(".kick").inner_text() == "云汀镇"
    assert item.locator("h2").inner_text() == "修好十里灌渠 浇透万亩麦田"
    assert item.locator("h2 mark").inner_text() == "灌渠"
    assert item.locator(".sentence mark").inner_text() == "灌渠"
    meta = item.locator(".meta").inner_text()
    assert "云汀镇" in meta
    assert "2023年4月" in meta
    assert "命中 2 处" in meta
    assert page.locator("[role=status]").inner_text() == "1 篇"


def test_where_nothing_is_found_other_ways_are_offered_and_nothing_is_sorted(site: Path, page: Page) -> None:
    search(page, site, "?q=高铁站台")
    assert not page.locator(".sorts").is_visible()
    assert page.locator("#ways").is_visible()
    search(page, site, "?q=灌渠")
    assert page.locator(".sorts").is_visible()
    assert not page.locator("#ways").is_visible()


def test_the_hit_is_marked_on_the_page_one_opens_and_n_and_p_walk(site: Path, page: Page) -> None:
    search(page, site, "?q=灌渠")
    page.locator("#results h2 a").click()
    page.wait_for_selector(".hits")
    assert page.locator(".titles mark").inner_text() == "灌渠"
    assert page.locator(".text mark").inner_text() == "灌渠"
    assert page.locator(".hits [role=status]").inner_text() == "第 1 处，共 2 处"
    page.keyboard.press("n")
    assert page.locator("mark[aria-current]").evaluate("one => Boolean(one.closest('.text'))")
    page.keyboard.press("n")
    assert page.locator(".hits [role=status]").inner_text() == "第 1 处，共 2 处"
    page.keyboard.press("p")
    assert page.locator(".hits [role=status]").inner_text() == "第 2 处，共 2 处"
    page.keyboard.press("Escape")
    assert page.locator("mark").count() == 0


def test_a_hit_over_a_gap_in_the_headline_is_marked_in_both_halves(site: Path, page: Page) -> None:
    search(page, site, "?q=灌渠浇透")
    page.locator("#results h2 a").click()
    page.wait_for_selector(".hits")
    assert "".join(page.locator("h1 mark").all_inner_texts()).replace(" ", "") == "灌渠浇透"


def test_facets_narrow_down_with_counts_and_stay_in_the_address(site: Path, page: Page) -> None:
    search(page, site, "?q=云汀镇")
    page.wait_for_selector("#facets details")
    assert len(titles(page)) == 3
    label = page.locator("#facets label", has_text="农业农村")
    assert label.locator(".n").inner_text() == "3"
    page.locator("#facets label", has_text="卧石乡").click()
    expect(page.locator("#results h2")).to_have_count(2)
    assert "t=" in page.url
    page.reload()
    page.wait_for_selector("#facets input:checked")
    assert len(titles(page)) == 2
    assert page.locator("#facets label", has_text="云汀镇").locator(".n").inner_text() == "1", "of the other township"
    assert page.locator("#facets label", has_text="未载").locator(".n").inner_text() == "1"


RANKED = (
    Record("a.md", "a", "夜校", "灌渠在村南。" + "麦子黄了。" * 30 + "夜校在村北。", date="2024-03"),
    Record("b.md", "b", "夜校", "灌渠边的夜校。" + "麦子黄了。" * 30, date="2024-01"),
    Record("c.md", "c", "灌渠修好", "麦子黄了。", date="2021"),
    Record("d.md", "d", "麦子", "灌渠，灌渠。", date="2022-01"),
    Record("e.md", "e", "麦子", "灌渠，灌渠。", date="2023-01"),
    Record("f.md", "f", "麦子", "盐井，灌渠。", date="2020"),
    Record("g.md", "g", "麦子", "麦子麦子，灌渠。", date="2025"),
)


@pytest.mark.parametrize(
    ("query", "order"),
    [
        ("灌渠", "ced"),  # a title first; then how often; of equals the later
        ("灌渠 夜校", "ba"),  # close together before far apart, though it is older
        ("灌渠&sort=date", "gabedcf"),  # by date alone
    ],
)
def test_hits_come_by_title_frequency_closeness_and_date(tmp_path: Path, page: Page, query: str, order: str) -> None:
    assert build(tmp_path, Archive(RANKED)).problems == ()
    search(page, tmp_path, f"?q={query}")
    links = page.locator("#results h2 a")
    found = [links.nth(place).get_attribute("href") or "" for place in range(links.count())]
    assert "".join(link.split("/")[-2] for link in found).startswith(order)


def test_one_may_look_in_titles_or_captions_alone(site: Path, page: Page) -> None:
    search(page, site, "?q=题：云汀镇")
    assert len(titles(page)) == 1
    search(page, site, "?q=图：麦田")
    assert len(titles(page)) == 1
    search(page, site, "?q=图：灌渠")
    assert titles(page) == []
    assert page.locator("#ways").is_visible(), "other ways in are offered"


def test_a_long_list_goes_on_to_its_end_and_by_year(large: Path, page: Page) -> None:
    search(page, large, "?q=灌渠&sort=date")
    assert page.locator("[role=status]").inner_text() == "61 篇"
    assert len(titles(page)) == 10
    while page.get_by_role("button", name="接着查").count():
        page.get_by_role("button", name="接着查").click()
        page.wait_for_timeout(20)
    assert len(titles(page)) == 61
    assert len(set(titles(page))) == 61


def test_the_keyboard_is_enough(site: Path, page: Page) -> None:
    page.goto((site / "stories/wo-shi/index.html").as_uri())
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("云汀镇")
    page.keyboard.press("Enter")
    page.wait_for_selector("#search[data-state=done]")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    second = page.locator("#results h2 a").nth(1)
    assert page.evaluate("document.activeElement.href") == second.evaluate("one => one.href")
    page.keyboard.press("Enter")
    page.wait_for_selector(".hits")


def test_going_back_brings_the_last_search_back(site: Path, page: Page) -> None:
    search(page, site, "?q=夜校")
    assert len(titles(page)) == 2
    page.locator("#q").fill("灌渠")
    page.keyboard.press("Enter")
    expect(page.locator("#results h2")).to_have_count(1)
    page.go_back()
    expect(page.locator("#results h2")).to_have_count(2)
    assert page.locator("#q").input_value() == "夜校"


def test_a_site_that_was_copied_without_its_data_says_so(tmp_path: Path, browser: Browser) -> None:
    build(tmp_path)
    (tmp_path / "search/data/root.js").unlink()
    page = browser.new_page()
    page.goto((tmp_path / "search/index.html").as_uri() + "?q=灌渠")
    page.wait_for_selector("#search[data-state=failed]")
    assert "search" in page.locator("#results .sum").inner_text()
    page.close()


def test_scripts_lose_bytes_and_no_meaning() -> None:
    script = '"use strict";\n// why\nvar a = "// no";  // so\n  b("x  //y");\n\n'
    assert compact(script) == '"use strict";\nvar a = "// no";\nb("x  //y");\n'
    assert compact("`\n  a\n`") == "`\n  a\n`"
    for file in DEFAULT.glob("assets/search*.js"):
        assert len(compact(file.read_text("utf-8")).encode()) <= 20_000, file.name


def test_printed_quotation_marks_count_and_can_be_left_out(site: Path, page: Page) -> None:
    search(page, site, "?q=“十里灌渠”")
    assert titles(page) == []
    page.get_by_role("button", name="不计引号再查").click()
    expect(page.locator("#results h2")).to_have_count(1)
    search(page, site, "?q=“渠水来得正好。”")
    assert len(titles(page)) == 1


@pytest.mark.parametrize(
    ("typed", "word"),
    [("yt", "云汀镇"), ("yunting", "云汀镇"), ("云t", "云汀镇"), ("云tingz", "云汀镇"), ("雲汀", "云汀镇"),
     ("xqh", "许青禾"), ("nyn", "农业农村"), ("xiuhao", "修好十里灌渠 浇透万亩麦田"), ("灌渠 ws", "卧石乡")],
)  # fmt: skip
def test_a_word_completes_by_ideographs_and_by_pinyin(site: Path, page: Page, typed: str, word: str) -> None:
    search(page, site, "?q=云")
    page.locator("#q").fill("")
    page.locator("#q").press_sequentially(typed)
    page.wait_for_selector(f"#complete [role=option]:has-text('{word}')")
    page.keyboard.press("ArrowDown")
    chosen = page.locator("#complete [aria-selected=true]")
    assert page.locator("#q").get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    page.locator("#complete [role=option]", has_text=word).first.click()
    assert word in page.locator("#q").input_value()
    assert not page.locator("#complete").is_visible()


def test_the_field_of_any_page_completes_and_loads_nothing_before(site: Path, page: Page) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for path, typed in (("stories/wo-shi/index.html", "yt"), ("index.html", "云tingz")):
        page.goto((site / path).as_uri())
        assert not [url for url in asked if "search.js" in url or "/data/" in url]
        page.keyboard.press("/")
        page.keyboard.type(typed)
        page.wait_for_selector("#complete [role=option]:has-text('云汀镇')")
        box = page.locator("#complete").bounding_box()
        assert box
        assert 0 <= box["x"] <= box["x"] + box["width"] <= 1280
        page.locator("#complete [role=option]", has_text="云汀镇").first.click()
        page.wait_for_selector("#search[data-state=done]")
        assert page.locator("#q").input_value() == "云汀镇"
        asked.clear()


def test_a_beginning_of_many_words_offers_a_few_of_each_kind(large: Path, page: Page) -> None:
    search(page, large, "?q=云")
    page.locator("#q").fill("d")
    page.wait_for_selector("#complete [role=option]")
    assert page.locator("#complete .row.h").count() == 4, "of sixty headlines"
    page.keyboard.press("Escape")
    assert not page.locator("#complete").is_visible()
    page.locator("#q").fill("zzz")
    page.wait_for_timeout(100)
    assert not page.locator("#complete").is_visible()


def test_a_headline_that_is_its_own_kicker_and_tag_stands_in_each_place(tmp_path: Path, page: Page) -> None:
    build(tmp_path, Archive((replace(SECOND, headline="卧石乡", kicker="卧石乡", body="夜校。"),), ()))
    search(page, tmp_path, "?q=卧石乡")
    assert page.locator(".kick").inner_text() == "卧石乡"
    assert titles(page) == ["卧石乡"]
    assert "卧石乡" in page.locator(".sentence").inner_text()


def test_it_is_the_same_from_a_web_server(site: Path, page: Page) -> None:
    handler = partial(Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{server.server_port}/search/?q=灌渠")
        page.wait_for_selector("#search[data-state=done]")
        assert titles(page) == ["修好十里灌渠 浇透万亩麦田"]
        page.locator("#results h2 a").click()
        page.wait_for_selector(".hits")
        server.shutdown()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_lists_of_hits_and_completions(
    large: Path, browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-playwright-python is not installed")
    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 800})
        search(page, large, "?q=云汀镇 村")
        page.wait_for_selector("#facets details")
        page.locator("#q").fill("云汀镇 yt")
        page.wait_for_selector("#complete [role=option]")
        page.keyboard.press("ArrowDown")
        found = axe.Axe().run(page).response["violations"]
        assert [(one["id"], [node["html"] for node in one["nodes"]]) for one in found] == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), width
    context.close()
