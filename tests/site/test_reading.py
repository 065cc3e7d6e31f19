"""The site in a reader's browser, opened from the disk: with and without script, narrow and wide, light and dark."""

from __future__ import annotations

import threading
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import pytest

from tests.site.made import CONFIG, build, pages

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

    from sitegen.config import Config

KINDS = {
    "home": "index.html",
    "story": "stories/xiu-hao-guan-qu/index.html",
    "fragment": "stories/wo-shi/index.html",
    "stories": "stories/index.html",
    "clipping": "clippings/a-1/index.html",
    "clippings": "clippings/index.html",
    "townships": "townships/index.html",
    "township": "townships/yun-ting-xian/yun-ting-zhen/index.html",
    "main": "townships/yun-ting-xian/yun-ting-zhen/main/index.html",
    "cell": "townships/yun-ting-xian/yun-ting-zhen/topics/nong-ye-nong-cun/index.html",
    "topics": "topics/index.html",
    "topic": "topics/nong-ye-nong-cun/index.html",
    "matrix": "matrix/yun-ting-xian/index.html",
    "years": "years/index.html",
    "year": "years/2023/index.html",
    "month": "years/2023/04/index.html",
    "people": "people/index.html",
    "person": "people/xu-qing-he/index.html",
    "reporters": "reporters/index.html",
    "reporter": "reporters/xu-qing-he/index.html",
    "organisations": "organisations/index.html",
    "organisation": "organisations/wo-shi-xiang-ye-xiao/index.html",
    "villages": "villages/index.html",
    "village": "villages/yun-ting-xian/shi-ting-cun/index.html",
    "indexes": "indexes/index.html",
    "gaps": "gaps/index.html",
    "updates": "updates/index.html",
    "data": "data/index.html",
    "about": "about/index.html",
    "search": "search/index.html",
    "404": "404.html",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up archive's site; not to be changed."""
    out = tmp_path_factory.mktemp("site")
    assert build(out).problems == ()
    return out


@contextmanager
def serving(handler: Any) -> Iterator[str]:
    """A host on this machine, by its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()
        thread.join()


@pytest.fixture(scope="module")
def host(site: Path) -> Iterator[str]:
    """The address of a host that has the site and shows its 404.html at every other address."""

    with hosting(site) as address:
        yield address


@contextmanager
def hosting(site: Path, folder: str = "/") -> Iterator[str]:
    """A host that has the site in a folder and shows its 404.html at every other address."""

    class Handler(SimpleHTTPRequestHandler):
        def send_head(self) -> Any:
            there = self.path.startswith(folder)
            self.path = "/" + self.path.removeprefix(folder)
            if not there or not Path(self.translate_path(self.path)).exists():
                self.path = "/404.html"
            return super().send_head()

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with serving(partial(Handler, directory=str(site))) as address:
        yield address.rstrip("/") + folder


@pytest.fixture
def addresses(site: Path, host: str) -> dict[str, str]:
    """Where a reader meets each kind of page: on a disk, and what is not there on a host, at any depth."""
    return {
        kind: f"{host}no/such/page/at/all/" if kind == "404" else (site / path).as_uri() for kind, path in KINDS.items()
    }


def kind_of(path: str) -> str:
    """What kind of page a path is: its folders, names replaced."""
    folders = path.split("/")[:-1]
    return "/".join(folder if number % 3 == 0 else "*" for number, folder in enumerate(folders)) or path


def test_every_kind_of_page_is_looked_at(site: Path) -> None:
    """A new kind of page must be added to the list above."""
    assert {kind_of(path) for path in pages(site)} == {kind_of(path) for path in KINDS.values()}


def test_no_page_is_wider_than_the_screen_and_all_load_their_style(addresses: dict[str, str], page: Page) -> None:
    """The page fixture also sees to it that the Content-Security-Policy stops nothing of ours."""
    for kind, address in addresses.items():
        page.goto(address)
        assert page.evaluate("getComputedStyle(document.body).margin") == "0px", kind
        for width in (360, 390, 768, 1280):
            page.set_viewport_size({"width": width, "height": 800})
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{kind} at {width}"


@pytest.mark.parametrize("folder", ["/", "/archive/", "disk"])
def test_where_no_public_address_is_set_a_lost_reader_is_led_back_all_the_same(
    tmp_path: Path, browser: Browser, folder: str
) -> None:
    """In its own folder, on a host or a disk, and at any depth where that is a host's top, there without script too."""
    build(tmp_path, config=replace(CONFIG, base_url="", traditional_served="edition"))
    context = browser.new_context()
    page = context.new_page()
    with hosting(tmp_path, folder if folder != "disk" else "/") as address:
        top = address if folder != "disk" else tmp_path.as_uri() + "/"
        for lost in ("x", "stories/x/", "a/b/c/d/e/f") if folder == "/" else ("404.html",):
            page.goto(top + lost)
            assert page.evaluate("getComputedStyle(document.body).margin") == "0px", lost
            assert page.locator(".hub a").first.evaluate("one => one.href") == top + "index.html"
            assert page.get_by_role("search").evaluate("one => one.action") == top + "search/index.html"
            page.get_by_role("button", name="暗", exact=True).click()
            assert page.evaluate("document.documentElement.dataset.theme") == "dark"
        if folder == "/":
            page.route("**/a/b", lambda route: route.fulfill(path=tmp_path / "zh-Hant/404.html"))
            page.goto(top + "a/b")
            assert page.locator(".hub a").first.evaluate("one => one.href") == top + "zh-Hant/index.html"
            page = browser.new_context(java_script_enabled=False).new_page()
            page.goto(top + "a/b/c/d/e/f")
            page.locator("noscript a").click()
            assert page.url == top + "index.html"
            page.context.close()
    context.close()


@pytest.mark.parametrize(
    "config",
    [replace(CONFIG, traditional_served="edition"), replace(CONFIG, language="en")],
    ids=["with another edition", "in English"],
)
def test_seven_or_longer_words_of_navigation_fit_too_and_so_do_large_letters(
    tmp_path: Path, page: Page, config: Config
) -> None:
    build(tmp_path, config=config)
    for path in ("index.html", "about/index.html"):
        for size, widths in (("", (320, 701, 768)), ("l", (390, 701, 768, 901))):
            page.goto((tmp_path / path).as_uri())
            page.evaluate("size => { document.documentElement.dataset.size = size }", size)
            for width in widths:
                page.set_viewport_size({"width": width, "height": 800})
                over = page.evaluate("document.documentElement.scrollWidth - innerWidth")
                assert over <= 0, f"{path} at {width} {size}"


def test_the_header_stands_in_one_row_and_nothing_falls_on_the_masthead(tmp_path: Path, page: Page) -> None:
    """In English with two editions, whose words are the longest."""
    build(tmp_path, config=replace(CONFIG, traditional_served="edition", language="en"))
    page.set_viewport_size({"width": 768, "height": 800})
    page.goto((tmp_path / "about/index.html").as_uri())
    places = page.evaluate(
        "Array.from(document.querySelectorAll('.top .brand a, .top .nav a, .top .find'))"
        ".map(one => [one.getBoundingClientRect().top, one.getBoundingClientRect().bottom])"
    )
    assert max(top for top, _ in places) < min(bottom for _, bottom in places)
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto((tmp_path / "townships/index.html").as_uri())
    tops = "all => Array.from(new Set(all.map(one => one.getBoundingClientRect().top)))"
    assert len(page.locator(".nav a").evaluate_all(tops)) == 1, "with the word for the page in bold"
    page.goto((tmp_path / "index.html").as_uri())
    for width in (320, 360, 390):
        page.set_viewport_size({"width": width, "height": 800})
        low = page.evaluate(
            "Math.max(...Array.from(document.querySelectorAll('.nav a'), one => one.getBoundingClientRect().bottom))"
        )
        assert low <= page.locator("h1").bounding_box()["y"], width  # type: ignore[index]


def test_targets_are_large_enough_for_a_thumb(site: Path, page: Page) -> None:
    """Navigation, buttons and rows of lists; links inside a text are as high as their line."""
    page.set_viewport_size({"width": 390, "height": 800})
    for kind in ("home", "townships", "matrix", "people", "indexes", "years"):
        page.goto((site / KINDS[kind]).as_uri())
        low = page.evaluate(
            """() => Array.from(document.querySelectorAll(".nav a, button, .towns a, .bars a, .matrix td a, .hub li"))
               .filter(one => one.offsetParent && one.getBoundingClientRect().height < 43).map(one => one.outerHTML)"""
        )
        assert low == [], kind


def sizes(page: Page) -> list[float]:
    """How high a line of the text, a row of the catalogue and a word of the navigation stand on the screen."""
    return [
        page.locator(place).first.bounding_box()["height"]  # type: ignore[index]
        for place in (".dateline", ".facts dt", ".nav a")
    ]


def test_settings_are_remembered_and_work_on_every_page(site: Path, page: Page) -> None:
    page.goto((site / KINDS["story"]).as_uri())
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.get_by_role("button", name="暗", exact=True).click()
    small = sizes(page)
    page.get_by_role("button", name="大", exact=True).click()
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") != before
    assert sizes(page) == [pytest.approx(1.22 * size, abs=1) for size in small], "of the text and of all beside it"
    at_the_top = page.get_by_role("button", name="字号 大")
    assert at_the_top.get_attribute("aria-pressed") == "true", "where a story begins the same choice is shown"
    page.goto((site / KINDS["about"]).as_uri())
    assert page.evaluate("document.documentElement.dataset.theme") == "dark"
    assert page.get_by_role("button", name="暗", exact=True).get_attribute("aria-pressed") == "true"


def test_what_was_set_holds_before_the_page_is_whole(site: Path, page: Page) -> None:
    """Over a slow line a reader in the dark sees no flash of light."""
    whole = threading.Event()

    class Slow(SimpleHTTPRequestHandler):
        def copyfile(self, source: Any, outputfile: Any) -> None:
            text = source.read()
            head, end, rest = text.partition(b"<footer")
            outputfile.write(head)
            if end and "stories" in self.path:
                outputfile.flush()
                whole.wait(20)
            outputfile.write(end + rest)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with serving(partial(Slow, directory=str(site))) as address:
        page.goto(address + KINDS["about"])
        page.get_by_role("button", name="暗", exact=True).click()
        page.goto(address + KINDS["story"], wait_until="commit")
        try:
            page.wait_for_selector("html[data-theme=dark]", state="attached", timeout=10_000)
            assert page.evaluate("document.readyState") == "loading"
        finally:
            whole.set()


def test_pinyin_stands_above_names_when_asked_for_and_goes_again(site: Path, page: Page) -> None:
    page.goto((site / KINDS["story"]).as_uri())
    assert page.locator("ruby").count() == 0
    text = page.locator(".text").inner_text()
    page.get_by_role("button", name="注", exact=True).click()
    assert page.locator(".text rt").first.inner_text() == "yún"
    page.get_by_role("button", name="不注", exact=True).click()
    assert page.locator(".text").inner_text() == text


def test_a_story_and_its_lines_light_up_together(site: Path, page: Page) -> None:
    page.goto((site / KINDS["clipping"]).as_uri())
    page.locator("#l4").hover()
    assert "lit" in (page.locator("#s1").get_attribute("class") or "")
    assert page.locator(".asked").evaluate_all("all => all.map(one => one.id || one.textContent)") == [
        "1",
        "l4",
        "l5",
        "l7",
    ], "of its story the paragraph stands out, with the number that leads to it"
    page.get_by_role("link", name="第 2 段，原文 9 行").focus()
    assert page.locator(".lines .asked").evaluate_all("all => all.map(one => one.id)") == ["l9"]
    page.goto((site / KINDS["clipping"]).as_uri() + "#s1")
    page.reload()
    assert page.locator(".lines .lit").count() == 7


def test_traditional_pages_are_set_in_traditional_faces(tmp_path: Path, page: Page) -> None:
    build(tmp_path, config=replace(CONFIG, traditional_served="edition"))
    for folder, script in (("", "SC"), ("zh-Hant/", "TC")):
        page.goto((tmp_path / folder / KINDS["story"]).as_uri())
        for place in ("h1", ".text", ".head h2", "body"):
            faces = page.locator(place).first.evaluate("one => getComputedStyle(one).fontFamily")
            assert faces.split(",")[0].strip(' "').endswith(script), place


def test_a_table_is_sorted_by_its_heads(site: Path, page: Page) -> None:
    page.goto((site / KINDS["clippings"]).as_uri())
    page.get_by_role("button", name="行数").click()
    assert page.locator("th[aria-sort=ascending]").inner_text() == "行数"
    page.get_by_role("button", name="行数").click()
    assert page.locator("th[aria-sort=descending]").inner_text() == "行数"


def test_keyboard_reaches_the_text_by_the_skip_link(site: Path, page: Page) -> None:
    page.goto((site / KINDS["story"]).as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.locator(".skip").bounding_box()["y"] >= 0  # type: ignore[index]
    page.keyboard.press("Enter")
    assert page.url.endswith("#main")


def test_without_script_nothing_is_missing_and_no_control_is_dead(site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((site / KINDS["story"]).as_uri())
    assert page.get_by_role("heading", level=1).is_visible()
    assert not page.locator("#settings").is_visible()
    page.get_by_role("button", name="查").click()
    assert page.get_by_role("heading", name="检索").is_visible()
    assert page.get_by_role("main").get_by_role("link", name="乡镇").is_visible()
    context.close()


def violations(browser: Browser, addresses: dict[str, str], scheme: Literal["light", "dark"]) -> dict[str, Any]:
    """What axe finds: all rules in light, with that of WCAG 2.2 on targets, and in dark what colours can change."""
    from axe_playwright_python.sync_playwright import Axe

    context = browser.new_context(bypass_csp=True, color_scheme=scheme)
    page = context.new_page()
    found = {}
    light = {"rules": {"target-size": {"enabled": True}}}
    for kind, address in addresses.items():
        page.goto(address)
        options = light if scheme == "light" else {"runOnly": ["color-contrast"]}
        response = Axe().run(page, options=options).response
        if response["violations"]:
            found[kind] = [(one["id"], one["nodes"][0]["html"]) for one in response["violations"]]
    context.close()
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_on_any_kind_of_page(
    addresses: dict[str, str], browser: Browser, scheme: Literal["light", "dark"]
) -> None:
    assert violations(browser, addresses, scheme) == {}


def test_axe_finds_nothing_in_english(tmp_path: Path, browser: Browser) -> None:
    """Its words are longer, and each Chinese name must say that it is Chinese."""
    assert build(tmp_path, config=replace(CONFIG, language="en", base_url="")).problems == ()
    english = {kind: (tmp_path / path).as_uri() for kind, path in KINDS.items()}
    assert violations(browser, english, "light") == {}
