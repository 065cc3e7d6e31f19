"""Programs that read the site find what their formats demand, and the same bytes whenever it is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree

from sitegen.config import Config
from sitegen.site.addresses import Link
from sitegen.site.catalogue import Entry
from sitegen.site.dates import When
from sitegen.site.feeds import MOST, atom, build_feeds
from sitegen.site.page import Page
from tests.site.made import ARCHIVE, CONFIG, Parsed, build

if TYPE_CHECKING:
    from pathlib import Path

ATOM = "{http://www.w3.org/2005/Atom}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def entry(name: str, when: When) -> Entry:
    return Entry(
        id=name, url=f"stories/{name}/index.html",
        headline="渠 & <水>\x02", kicker="", subhead="", lead="来了", brief="",
        when=when, county="", places=(), topics=(Link("水利"),), clipping="", clipping_url="", number=0, first_line=0,
        last_line=0, lines="", length=2, fragment=False, doubtful=False,
    )  # fmt: skip


ENTRIES = (
    entry("exact", When(2024, 2, 3, certain=True, exact=True)),
    entry("odd", When(2023, 2, 30)),
    entry("undated", When()),
)


def test_the_feed_has_what_atom_demands() -> None:
    """RFC 4287: one id, title and updated each, an author, and links; ids never repeat."""
    for config in (CONFIG, replace(CONFIG, base_url="")):
        feed = ElementTree.fromstring(atom(ENTRIES, config))
        for element in (feed, *feed.findall(f"{ATOM}entry")):
            assert [len(element.findall(ATOM + name)) for name in ("id", "title", "updated")] == [1, 1, 1]
            assert all(urlsplit(found.text or "").scheme for found in element.findall(f"{ATOM}id"))
        assert feed.find(f"{ATOM}author/{ATOM}name") is not None
        ids = [found.text for found in feed.iter(f"{ATOM}id")]
        assert len(ids) == len(set(ids)) == 4


def test_a_date_that_is_not_known_is_not_said_to_be_one_of_publication() -> None:
    feed = ElementTree.fromstring(atom(ENTRIES, CONFIG))
    updated = [found.text for found in feed.iter(f"{ATOM}updated")]
    assert updated == [f"{day}T00:00:00+08:00" for day in ("2024-02-03", "2024-02-03", "2023-02-01", "2024-02-03")]
    assert [found.text for found in feed.iter(f"{ATOM}published")] == ["2024-02-03T00:00:00+08:00"]
    assert atom((), Config()).count("<updated>") == 1


def test_the_sitemap_names_every_page_of_the_site(tmp_path: Path) -> None:
    assert build(tmp_path).problems == ()
    addresses = [found.text or "" for found in ElementTree.parse(tmp_path / "sitemap.xml").iter(f"{SITEMAP}loc")]
    assert len(addresses) == len(set(addresses))
    files = {address.removeprefix(CONFIG.base_url) for address in addresses}
    assert all((tmp_path / file / "index.html").is_file() for file in files)
    moved = {f"stories/{alias}/" for record in ARCHIVE.records for alias in record.aliases}
    made = {path.parent.relative_to(tmp_path).as_posix() + "/" for path in tmp_path.rglob("index.html")}
    assert {file or "./" for file in files} == made - moved
    assert "Sitemap: https://example.org/sitemap.xml" in (tmp_path / "robots.txt").read_text("utf-8").splitlines()


def test_every_page_leads_to_the_feed(tmp_path: Path) -> None:
    assert build(tmp_path).problems == ()
    page = Parsed((tmp_path / "stories/wo-shi/index.html").read_text("utf-8"))
    (link,) = [tag.attributes["href"] for tag in page.tags if tag.attributes.get("type") == "application/atom+xml"]
    assert (tmp_path / "stories/wo-shi" / link).resolve() == tmp_path / "feed.xml"
    assert (tmp_path / "feed.xml").is_file()


def test_without_an_address_there_is_no_sitemap() -> None:
    files = dict(build_feeds(ENTRIES, (Page("index.html", "home.html", ""),), replace(CONFIG, base_url="")))
    assert set(files) == {"feed.xml", "robots.txt"}
    assert b"Sitemap" not in files["robots.txt"]
    assert b'href="stories/exact/index.html"' in files["feed.xml"]


def test_very_many_pages_are_divided() -> None:
    pages = [Page(f"stories/{number}/index.html", "story.html", "") for number in range(MOST + 1)]
    files = dict(build_feeds((), pages, CONFIG))
    listed = ElementTree.fromstring(files["sitemap.xml"])
    assert listed.tag == f"{SITEMAP}sitemapindex"
    names = [(found.text or "").removeprefix(CONFIG.base_url) for found in listed.iter(f"{SITEMAP}loc")]
    assert [files[name].count(b"<loc>") for name in names] == [MOST, 1]
