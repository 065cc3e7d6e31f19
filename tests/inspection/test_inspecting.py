"""A finished site is looked through: nothing is found in a good one, and each damage is told with its page and line."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sitegen.content.published import publish
from sitegen.inspection import inspect
from tests.site.made import ARCHIVE, CONFIG, DEFAULT, THEMES, build, many
from tests.site.test_feeds import LIBRARY, valid, valid_json
from tests.site.test_markup import judged, validated

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from tests.conftest import ArchiveFolder

HOME = "index.html"
STORY = "stories/xiu-hao-guan-qu/index.html"
CLIPPING = "clippings/a-1/index.html"


def test_the_site_of_the_seeds_is_good(seeds_archive: ArchiveFolder) -> None:
    done = seeds_archive.run("check", "--site")
    assert (done.code, "0 errors, 0 warnings" in done.err) == (0, True), done.err
    pages, links, clippings, clicks = map(int, re.findall(r"\d+", done.err.rpartition("public/: ")[2])[:4])
    assert (pages > 500, links > 10_000, clippings, clicks <= 3) == (True, True, 5, True)


def test_every_page_and_feed_of_the_seeds_is_valid(seeds_archive: ArchiveFolder) -> None:
    public = seeds_archive.root / "public"
    assert judged(public) == []
    assert validated(public) == []
    feeds = sorted(public.rglob("feed.xml"))
    assert len(feeds) > 40
    for feed in feeds:
        valid("atom", feed.read_bytes())
        valid_json(feed.with_name("feed.json").read_bytes())


@pytest.fixture(scope="module")
def good(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small site with an address of its own in a folder of a host, so that it has all that programs read."""
    out = tmp_path_factory.mktemp("good") / "site"
    rows = publish((), ARCHIVE.records, "2026-11-01")
    config = replace(LIBRARY, base_url="https://example.org/archive/")
    assert build(out, replace(ARCHIVE, published=rows), config).problems == ()
    return out


def looked(site: Path) -> list[str]:
    found = inspect(site, "https://example.org/archive/", ARCHIVE)
    return [str(problem).partition("\n")[0] for problem in found.problems]


def test_a_good_site_in_a_folder_of_a_host_is_good(good: Path) -> None:
    assert looked(good) == []


def put(path: str, before: str, after: str, count: int = 1) -> Callable[[Path], None]:
    """Changes the first such words of a file, or all."""

    def change(site: Path) -> None:
        text = (site / path).read_text("utf-8")
        assert before in text, (path, before)
        (site / path).write_text(text.replace(before, after, count), "utf-8")

    return change


def main(markup: str, path: str = STORY) -> Callable[[Path], None]:
    """Puts something into a page, in a line of its own."""
    return put(path, "</main>", f"\n{markup}</main>")


DAMAGE: dict[str, tuple[Callable[[Path], None], str]] = {
    "a page that is gone": (lambda site: (site / STORY).unlink(), f"site/{STORY}: error: no such page: {STORY}"),
    "a link into nothing": (main("<a href='../nowhere/index.html'>x</a>"), "a file that is not there: stories/nowhere"),
    "a link to a folder": (main("<a href='../../years/'>x</a>"), "leads to a file that is not there: years"),
    "an anchor into nothing": (main("<a href='#nowhere'>x</a>"), f"a place that is not there: {STORY}#nowhere"),
    "a way out": (main("<a href='../../../../x.html'>x</a>"), "leads out of the site: ../../../../x.html"),
    "a way to the host's root": (main("<a href='/x.html'>x</a>"), "leads to the root of a host: /x.html"),
    "another case": (main("<a href='../../Index.html'>x</a>"), "a file that is not there: Index.html"),
    "a script as address": (main("<a href='JavaScript:x'>x</a>"), "is no address for readers: JavaScript:x"),
    "no address": (main("<a href='//[x/'>x</a>"), "is no address: //[x/"),
    "a foreign picture": (main("<img src='//example.net/a.png' alt=''>"), "not the site's own: //example.net/a.png"),
    "a foreign picture among several": (
        main("<img src='../../assets/icon.svg' srcset='https://a.example/a.png 2x' alt=''>"),
        "not the site's own: https://a.example/a.png",
    ),
    "a foreign style": (put(STORY, "<title>", '<link rel="stylesheet" href="https://a.example/a.css"><title>'),
                        "not the site's own: https://a.example/a.css"),
    "a foreign script": (main("<script src='https://a.example/a.js'></script>"), "own: https://a.example/a.js"),
    "a script of its own": (main("<script>x()</script>"), "has a script of its own"),
    "a style of its own": (main("<style>p {}</style>"), "has a style of its own"),
    "script in an attribute": (main("<p onclick='x()'>x"), "has script in an attribute: <p onclick=…>"),
    "style in an attribute": (main("<p style='color: red'>x"), "that no page may have: <p style=…>"),
    "a frame": (main("<iframe></iframe>"), "has an element that no page may have: <iframe>"),
    "a form that leads away": (main("<form action='/x'></form>"), "leads to the root of a host: /x"),
    "data that is none": (main("<script type='application/ld+json'>{x}</script>"), "has data that no program can read"),
    "two of one id": (main("<p id='main'>x"), "has two of one id: main, first in line"),
    "no title": (put(STORY, "<title>", "<title></title><meta name='"), "has no title"),
    "no language": (put(STORY, ' lang="zh-Hans"', ""), "has no language"),
    "no policy": (put(STORY, "Content-Security-Policy", "x"), "has no Content-Security-Policy"),
    "a lax policy": (put(STORY, "default-src 'none'", "default-src 'none'; img-src *"), "lets in what is not the site's"),
    "a late policy": (put(STORY, '<meta charset="utf-8">', '<meta charset="utf-8"><script src="../../assets/reading.js"></script>'),
                      "loads something before its Content-Security-Policy"),
    "a refresh": (put(STORY, "<title>", "<meta http-equiv='refresh' content='0; url=https://a.example/'><title>"),
                  "not the site's own: https://a.example/"),
    "an orphan": (lambda site: shutil.copytree((site / STORY).parent, site / "stories/copy"),
                  "site/stories/copy/index.html: error: no link from home leads here"),
    "a text that is lost": (put(STORY, "石汀村用上了水", "石汀村", -1), "lacks a text of content/"),
    "a line of a clipping that is lost": (put(CLIPPING, "灌渠修", "灌修", -1), "lacks a text of content/"),
    "what is not UTF-8": (lambda site: (site / STORY).write_bytes(b"\xff"), f"site/{STORY}: error: is not UTF-8"),
    "a broken feed": (put("feed.xml", "</entry>", ""), "site/feed.xml:"),
    "a feed without a moment": (put("feed.xml", "<updated>", "<updated>x"), "has an updated that is no moment: x"),
    "a feed without a title": (
        put("updates/feed.xml", "<title>", "<titel>x</titel><title>y</title><title>"),
        "site/updates/feed.xml: error: has not one title, as Atom demands",
    ),
    "two entries of one id": (lambda site: _doubled(site), "has two entries of one id"),
    "a feed that leads into nothing": (put("feed.xml", 'href="https://example.org/archive/stories/', 'href="https://example.org/archive/storeys/'), "names a file that is not there: storeys/"),
    "a feed that is none": (put("feed.json", "jsonfeed.org", "example.org"), "is no JSON Feed"),
    "broken data": (put("feed.json", "{", "{,"), "site/feed.json:1: error: is no JSON that a program can read"),
    "data with a number that is none": (put(STORY.replace("index.html", "story.json"), "{", '{"x": NaN, '), "NaN is no number of JSON"),
    "a sitemap that leads into nothing": (put("sitemap.xml", "/stories/", "/storeys/"), "names a file that is not there: storeys/"),
    "a sitemap with less": (put("sitemap.xml", "/stories/xiu-hao-guan-qu/", "/stories/wu-ti/"), f"site/{STORY}: error: is in no sitemap"),
    "a sitemap of another": (put("sitemap.xml", "https://example.org/archive/stories", "https://example.net/stories"),
                             "names an address that is not the site's"),
    "a style that asks": (put("assets/cite.css", "\n", "\na { background: url(https://a.example/a.png) }\n"),
                          "site/assets/cite.css:2: error: asks for what is not the site's own"),
    "a style that imports": (put("assets/style.css", "\n", "\n@import 'nowhere.css';\n"), "asks for a file that is not there: assets/nowhere.css"),
    "a picture with script": (put("assets/icon.svg", ">", "><script>x()</script>"), "site/assets/icon.svg: error: has script in it"),
    "a table with a gap": (lambda site: _cut_row(site), "has rows of"),
}  # fmt: skip


def _doubled(site: Path) -> None:
    text = (site / "feed.xml").read_text("utf-8")
    start, end = text.index("<entry>"), text.index("</entry>") + len("</entry>")
    (site / "feed.xml").write_text(text[:end] + text[start:end] + text[end:], "utf-8")


def _cut_row(site: Path) -> None:
    table = next(iter(sorted(site.glob("data/*.csv"))))
    table.write_text(table.read_text("utf-8") + "x\r\n", "utf-8")


ALONE = {
    "a page that is gone", "no policy", "a late policy", "what is not UTF-8", "no title", "no language", "broken data",
    "a feed that is none", "a broken feed", "a lax policy", "an orphan", "a sitemap with less", "a sitemap of another",
}  # fmt: skip
"""Damage that would hide other damage."""


def test_damage_is_told(good: Path, tmp_path: Path) -> None:
    site = tmp_path / "all" / "site"
    shutil.copytree(good, site)
    together = [name for name in DAMAGE if name not in ALONE]
    for name in together:
        DAMAGE[name][0](site)
    found = looked(site)
    assert {name: found for name in together if not any(DAMAGE[name][1] in one for one in found)} == {}


@pytest.mark.parametrize("name", sorted(ALONE))
def test_damage_that_would_hide_other_damage_is_told(name: str, good: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(good, site)
    damage, expected = DAMAGE[name]
    damage(site)
    found = looked(site)
    assert any(expected in one for one in found), found


def test_a_problem_names_the_line(good: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(good, site)
    main("<a href='../nowhere/index.html'>x</a>")(site)
    lines = (site / STORY).read_text("utf-8").split("\n")
    number = next(number for number, line in enumerate(lines, 1) if "../nowhere/" in line)
    assert looked(site) == [
        f"site/{STORY}:{number}: error: leads to a file that is not there: stories/nowhere/index.html"
    ]


def test_a_story_far_from_home_is_told(tmp_path: Path) -> None:
    policy = "<meta http-equiv='Content-Security-Policy' content=\"default-src 'none'\">"
    head = f"<!DOCTYPE html><html lang=zh><head>{policy}"
    chain = ["index.html", "a.html", "b.html", "c.html", "stories/x/index.html"]
    for page, after in zip(chain, [*chain[1:], "c.html"], strict=True):
        (tmp_path / page).parent.mkdir(parents=True, exist_ok=True)
        way = after if "/" not in page else f"../../{after}"
        (tmp_path / page).write_text(f'{head}<title>x</title></head><a href="{way}">x</a>')
    shutil.copy(tmp_path / "a.html", tmp_path / "404.html")
    found = inspect(tmp_path)
    (problem,) = found.problems
    assert (problem.path, problem.severity) == (f"{tmp_path.name}/stories/x/index.html", "warning")
    assert problem.message == "1 stories are more than 3 clicks from home; this one 4"
    assert found.clicks == 4


def test_a_folder_without_a_site_is_told(archive: ArchiveFolder) -> None:
    done = archive.run("check", "--site")
    assert (done.code, "public: error: no site here" in done.err) == (2, True)
    archive.run("build")
    assert archive.run("check", "--site").code == 0
    assert archive.run("check", "--site", str(archive.root / "public")).code == 0


def test_a_site_older_than_content_is_told(archive: ArchiveFolder) -> None:
    archive.run("build")
    story = next(path for path in (archive.root / "content").rglob("*.md"))
    story.write_text(story.read_text("utf-8") + "\n编者后来添的一段话。\n", "utf-8")
    done = archive.run("check", "--site")
    assert done.code == 1
    assert "lacks a text of content/: 编者后来添的一段话" in done.err
    assert "sitegen build" in done.err


@pytest.mark.parametrize("theme", sorted(path.name for path in THEMES.iterdir() if path.is_dir()))
def test_the_site_of_every_theme_is_good(theme: str, tmp_path: Path) -> None:
    assert build(tmp_path / "site", themes=(*({THEMES / theme} - {DEFAULT}), DEFAULT)).problems == ()
    assert inspect(tmp_path / "site", CONFIG.base_url, ARCHIVE).problems == ()


def test_the_site_without_an_address_is_good(tmp_path: Path) -> None:
    assert build(tmp_path / "site", config=CONFIG).problems == ()
    assert inspect(tmp_path / "site", CONFIG.base_url, ARCHIVE).problems == ()


def test_a_mistake_of_every_page_is_told_of_some(good: Path, tmp_path: Path) -> None:
    site = tmp_path / "site"
    shutil.copytree(good, site)
    for page in site.rglob("*.html"):
        page.write_text(page.read_text("utf-8").replace("<main", "<main onclick='x()'", 1), "utf-8")
    found = inspect(site, "https://example.org/archive/").problems
    assert len(found) == 10
    assert found[-1].hint.endswith("more of the same")


def test_the_months_of_a_large_archive_are_near(tmp_path: Path) -> None:
    assert build(tmp_path / "site", many(120, date="2023-04", townships=(), topics=())).problems == ()
    found = inspect(tmp_path / "site", CONFIG.base_url)
    assert (found.problems, found.clicks) == ((), 2)
