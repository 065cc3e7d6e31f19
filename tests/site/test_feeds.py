"""Programs that read the site find what their formats demand, and the same bytes whenever it is made."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from sitegen.config import Config
from sitegen.content import Archive
from sitegen.content.published import publish
from sitegen.model import Record
from sitegen.site.feeds.atom import atom
from sitegen.site.feeds.channel import Channel, Item, full_text
from sitegen.site.feeds.harvest import Described, static_repository
from sitegen.site.feeds.jsonfeed import json_feed
from sitegen.site.feeds.opensearch import opensearch
from sitegen.site.feeds.sitemap import MOST, robots, sitemaps
from tests.site.made import ARCHIVE, CONFIG, Parsed, broken_links, build, many

SCHEMAS = Path(__file__).parent / "schemas"
ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LIBRARY = replace(CONFIG, oai_email="a@example.org", oai_gateway="https://gateway.example.org/oai/")
FEEDS = {
    "feed", "updates/feed", "townships/yun-ting-xian/feed", "townships/yun-ting-xian/yun-ting-zhen/feed",
    "townships/yun-ting-xian/wo-shi-xiang/feed", "topics/nong-ye-nong-cun/feed", "topics/jiao-yu-ren-cai/feed",
}  # fmt: skip


@cache
def schema(name: str) -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(str(SCHEMAS / f"{name}.rng")))


def valid(name: str, content: bytes) -> ElementTree.Element:
    """The root of a document that its schema allows."""
    grammar = schema(name)
    assert grammar.validate(etree.fromstring(content)), grammar.error_log
    return ElementTree.fromstring(content)


def valid_json(content: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(content)
    jsonschema.validate(found, json.loads((SCHEMAS / "jsonfeed.json").read_text("utf-8")))
    return found


def channel(*items: Item, base: str = "https://example.org/", **more: str) -> Channel:
    return Channel("a/feed", "a/index.html", more.get("title", "渠 & <水>"), items, base=base, author="云汀剪报")


EXACT = Item("stories/exact/index.html", "stories/exact/index.html", "渠 & <水>\x02", "来了", tags=("水利", "\x02"),
             authors=("许青禾",), printed="2024-02-03", when="2024-02-03")  # fmt: skip
ODD = Item("stories/odd/index.html", "stories/odd/index.html", "二", "三", when="2023-02-01")
UNDATED = Item("stories/undated/index.html", "stories/undated/index.html", "四", body="全文。\n\n![图](a.jpg)\n")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The made-up archive, published on one day and corrected on another, with all that programs can read."""
    out = tmp_path_factory.mktemp("site")
    rows = publish((), ARCHIVE.records, "2026-11-01")
    corrected = tuple(
        replace(record, byline="新署名") if record.id == "wo-shi" else record for record in ARCHIVE.records
    )
    rows = publish(rows, corrected, "2026-11-08")
    assert build(out, replace(ARCHIVE, records=corrected, published=rows), LIBRARY).problems == ()
    return out


def test_the_archive_and_each_county_township_and_topic_has_its_feeds(site: Path) -> None:
    made = {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("feed.xml")}
    assert made == FEEDS == {path.relative_to(site).with_suffix("").as_posix() for path in site.rglob("feed.json")}
    for name in FEEDS:
        root = valid("atom", (site / f"{name}.xml").read_bytes())
        found = valid_json((site / f"{name}.json").read_bytes())
        titles = [entry.findtext(f"{ATOM}title") for entry in root.findall(f"{ATOM}entry")]
        assert titles == [item["title"] for item in found["items"]]
        assert found["feed_url"] == f"https://example.org/{name}.json"
        read = feedparser.parse((site / f"{name}.xml").read_bytes())
        assert (read.bozo, read.version, len(read.entries)) == (False, "atom10", len(titles))


def test_the_feed_has_what_atom_demands() -> None:
    """RFC 4287: one id, title and updated each, an author, and links; ids never repeat."""
    for base in ("https://example.org/", ""):
        made = channel(EXACT, ODD, UNDATED, base=base)
        feed = valid("atom", atom(made).encode())
        ids = [found.text or "" for found in feed.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids)) == 4
        assert all(urlsplit(found).scheme for found in ids)
        assert ids[1:] == [item["id"] for item in valid_json(json_feed(made).encode())["items"]]


def test_a_date_that_is_not_known_is_not_said_to_be_one_of_publication() -> None:
    made = channel(EXACT, ODD, UNDATED)
    feed = ElementTree.fromstring(atom(made))
    updated = [found.text for found in feed.iter(f"{ATOM}updated")]
    assert updated == [f"{day}T00:00:00+08:00" for day in ("2024-02-03", "2024-02-03", "2023-02-01", "2024-02-03")]
    assert [found.text for found in feed.iter(f"{ATOM}published")] == ["2024-02-03T00:00:00+08:00"]
    dates = [(item.get("date_published"), item.get("date_modified")) for item in json.loads(json_feed(made))["items"]]
    assert dates == [("2024-02-03T00:00:00+08:00", None), (None, None), (None, None)]
    assert atom(channel()).count("<updated>") == 1


def test_what_readers_were_given_last_comes_first_with_its_day(site: Path) -> None:
    feed = ElementTree.parse(site / "feed.xml").getroot()
    first = feed.find(f"{ATOM}entry")
    assert first is not None
    assert first.findtext(f"{ATOM}id") == "https://example.org/stories/wo-shi/"
    assert first.findtext(f"{ATOM}updated") == "2026-11-08T00:00:00+08:00"
    (item, *_) = json.loads((site / "updates/feed.json").read_bytes())["items"]
    assert (item["title"], item["summary"]) == ("更正：卧石乡办起夜校", "署名")
    assert item["id"] == "https://example.org/stories/wo-shi/#corrected-2026-11-08"


@pytest.mark.parametrize("whole", [False, True])
def test_a_feed_is_limited_and_has_all_of_a_story_only_by_setting(whole: bool, tmp_path: Path) -> None:
    config = replace(CONFIG, feeds_entries=3, feeds_full_text=whole)
    assert build(tmp_path, many(5), config).problems == ()
    items = valid_json((tmp_path / "feed.json").read_bytes())["items"]
    assert len(items) == 3
    assert all(("content_html" in item, "content_text" in item) == (whole, not whole) for item in items)
    feed = valid("atom", (tmp_path / "feed.xml").read_bytes())
    assert len(list(feed.iter(f"{ATOM}content"))) == 3 * whole


def test_a_story_in_a_feed_needs_no_other_file() -> None:
    html = full_text("见[夜校](../b/夜校.md)与[网页](https://example.org/x)。\n\n![现场](图.jpg)\n\n<script>\n")
    assert '<a href="https://example.org/x"' in html
    assert html.count("<a ") == 1
    assert "夜校" in html
    assert "〔图：现场〕" in html
    assert "<img" not in html
    assert "<script" not in html


def test_the_sitemap_names_every_page_of_the_site_and_the_days_that_are_known(site: Path) -> None:
    root = valid("sitemap", (site / "sitemap.xml").read_bytes())
    days = {
        found.findtext(f"{SITEMAP}loc", "").removeprefix(CONFIG.base_url): found.findtext(f"{SITEMAP}lastmod")
        for found in root
    }
    assert all((site / file / "index.html").is_file() for file in days)
    moved = {f"stories/{alias}/" for record in ARCHIVE.records for alias in record.aliases}
    made = {path.parent.relative_to(site).as_posix() + "/" for path in site.rglob("index.html")}
    assert {file or "./" for file in days} == made - moved
    assert {file: day for file, day in days.items() if day} == {
        "stories/xiu-hao-guan-qu/": "2026-11-01",
        "stories/wo-shi/": "2026-11-08",
        "stories/wu-ti/": "2026-11-01",
    }
    assert "Sitemap: https://example.org/sitemap.xml" in (site / "robots.txt").read_text("utf-8").splitlines()


def test_very_many_pages_are_divided() -> None:
    paths = [f"stories/{number}/index.html" for number in range(MOST + 1)]
    files = dict(sitemaps(paths, "https://example.org/", {paths[0]: "2026-11-01", paths[1]: "2026-11-08"}))
    listed = valid("sitemap", files["sitemap.xml"])
    assert listed.tag == f"{SITEMAP}sitemapindex"
    names = [(found.text or "").removeprefix("https://example.org/") for found in listed.iter(f"{SITEMAP}loc")]
    assert [files[name].count(b"<loc>") for name in names] == [MOST, 1]
    assert [found.text for found in listed.iter(f"{SITEMAP}lastmod")] == ["2026-11-08"]
    for name in names:
        valid("sitemap", files[name])


def test_every_page_leads_to_its_feeds(site: Path) -> None:
    def feeds(path: str) -> set[str]:
        page = Parsed((site / path).read_text("utf-8"))
        found = {
            tag.attributes["href"] for tag in page.tags
            if tag.name == "link" and tag.attributes.get("type") in ("application/atom+xml", "application/feed+json")
        }  # fmt: skip
        return {((site / path).parent / href).resolve().relative_to(site.resolve()).as_posix() for href in found}

    assert feeds("stories/wo-shi/index.html") == {"feed.xml", "feed.json"}
    topic = {"topics/jiao-yu-ren-cai/feed.xml", "topics/jiao-yu-ren-cai/feed.json"}
    assert feeds("topics/jiao-yu-ren-cai/index.html") == {"feed.xml", "feed.json"} | topic
    assert broken_links(site) == []


def test_a_browser_finds_the_sites_search_under_the_name_that_its_form_has(site: Path) -> None:
    described = valid("opensearch", (site / "opensearch.xml").read_bytes())
    url = described.find("{http://a9.com/-/spec/opensearch/1.1/}Url")
    assert url is not None
    assert url.attrib["template"] == "https://example.org/search/index.html?q={searchTerms}"
    page = Parsed((site / "search/index.html").read_text("utf-8"))
    assert "q" in {tag.attributes.get("name") for tag in page.tags if tag.name == "input"}
    assert any(tag.attributes.get("rel") == "search" for tag in page.tags if tag.name == "link")


def test_a_site_without_search_offers_browsers_none(tmp_path: Path) -> None:
    assert build(tmp_path, ARCHIVE, replace(CONFIG, search=False)).problems == ()
    assert not (tmp_path / "opensearch.xml").exists()
    assert b"opensearch" not in (tmp_path / "index.html").read_bytes()


def test_harvesters_find_every_story_as_dublin_core(site: Path) -> None:
    root = valid("oai", (site / "oai.xml").read_bytes())
    oai, dc = "{http://www.openarchives.org/OAI/2.0/}", "{http://purl.org/dc/elements/1.1/}"
    records = {found.findtext(f".//{dc}title"): found for found in root.iter(f"{oai}record")}
    assert len(records) == len(ARCHIVE.records)
    found = records["卧石乡办起夜校"]
    assert found.findtext(f".//{oai}identifier") == "oai:example.org:wo-shi"
    assert found.findtext(f".//{oai}datestamp") == "2026-11-08"
    assert [one.text for one in found.iter(f"{dc}coverage")] == ["云汀县", "卧石乡"]
    assert root.findtext(f".//{oai}baseURL") == "https://gateway.example.org/oai/example.org/oai.xml"
    assert root.findtext(f".//{oai}earliestDatestamp") == "2026-11-01"


def test_without_an_address_there_is_what_needs_none(tmp_path: Path) -> None:
    assert build(tmp_path, ARCHIVE, replace(LIBRARY, base_url="")).problems == ()
    assert {path.name for path in tmp_path.glob("*.*") if path.suffix in (".xml", ".txt", ".json")} == {
        "feed.xml", "feed.json", "robots.txt",
    }  # fmt: skip
    assert b"Sitemap" not in robots("")
    feed = valid("atom", (tmp_path / "topics/jiao-yu-ren-cai/feed.xml").read_bytes())
    hrefs = [link.attrib["href"] for link in feed.iter(f"{ATOM}link")]
    assert "../../stories/wo-shi/index.html" in hrefs
    assert all((tmp_path / "topics/jiao-yu-ren-cai" / href).is_file() for href in hrefs)


words = st.text()


@settings(deadline=None)  # a busy machine is no fault
@given(words, words, words)
def test_any_text_makes_valid_files(title: str, summary: str, body: str) -> None:
    item = Item("stories/a/index.html", "stories/a/index.html", title, summary, body, (title,), (summary,))
    made = channel(item, title=title)
    valid("atom", atom(made).encode())
    valid_json(json_feed(made).encode())
    config = Config(title="题" + title, description=summary, base_url="https://example.org/", oai_email="a@example.org")
    if title.strip():
        valid("opensearch", opensearch(config))
    story = Described("a", "题" + title, (summary,), (body,), body, summary, "2024", (title,), "")
    valid("oai", static_repository([story], config))


def test_records_of_an_archive_without_publications_bear_no_day_of_their_own(tmp_path: Path) -> None:
    assert build(tmp_path, Archive((Record("a.md", "a", "题", "文。"),)), LIBRARY).problems == ()
    assert b"<lastmod>" not in (tmp_path / "sitemap.xml").read_bytes()
    assert "date_modified" not in (tmp_path / "feed.json").read_text("utf-8")
    valid("oai", (tmp_path / "oai.xml").read_bytes())
