"""The page of updates says what is new, corrected and gone, and where it is."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.content.published import publish
from tests.site.made import ARCHIVE, CONFIG, Parsed, broken_links, build, many, reached

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.content import Archive


def published(archive: Archive = ARCHIVE) -> Archive:
    """All of it on one day, a correction and a withdrawal on the next, and one story that is new."""
    first, second, third = archive.records
    rows = publish((), (first, third, replace(third, id="gone", headline="撤下的")), "2026-11-01")
    records = (replace(first, body="改。"), second, third)
    return replace(archive, records=records, published=publish(rows, records, "2026-11-08"))


def test_a_day_tells_what_is_new_corrected_and_gone(tmp_path: Path) -> None:
    assert build(tmp_path, published()).problems == ()
    page = Parsed((tmp_path / "updates/index.html").read_text("utf-8"))
    text = page.text[page.text.rindex("2026-11-08") :]
    places = [
        text.index(word)
        for word in ("2026-11-08", "新增", "卧石乡办起夜校", "更正", "修好十里灌渠", "正文", "撤下 ", "撤下的")
    ]
    assert places == sorted(places)
    assert "首次发布：2026-11-01，3 篇。" in text
    assert broken_links(tmp_path) == []


def test_the_address_of_a_withdrawn_story_says_so(tmp_path: Path) -> None:
    assert build(tmp_path, published()).problems == ()
    page = Parsed((tmp_path / "stories/gone/index.html").read_text("utf-8"))
    assert "这篇文章已于 2026-11-08 撤下。" in page.text
    assert {"name": "robots", "content": "noindex"} in [tag.attributes for tag in page.tags if tag.name == "meta"]
    assert "stories/gone/" not in (tmp_path / "sitemap.xml").read_text("utf-8")


def test_a_withdrawn_address_that_leads_elsewhere_now_is_left_alone(tmp_path: Path) -> None:
    archive = published()
    records = (*archive.records[:2], replace(archive.records[2], aliases=("gone",)))
    assert build(tmp_path, replace(archive, records=records)).problems == ()
    assert "撤下" not in (tmp_path / "stories/gone/index.html").read_text("utf-8").split("<footer")[0]


def test_without_publications_the_page_says_so_and_can_be_reached(tmp_path: Path) -> None:
    assert build(tmp_path).problems == ()
    assert "还没有发布的记录" in (tmp_path / "updates/index.html").read_text("utf-8")
    assert reached(tmp_path)["updates/index.html"] == 1


def test_the_page_is_in_english_where_the_site_is(tmp_path: Path) -> None:
    assert build(tmp_path, published(), replace(CONFIG, language="en")).problems == ()
    text = Parsed((tmp_path / "updates/index.html").read_text("utf-8")).text
    assert all(word in text for word in ("New", "Corrected", "Withdrawn", "First published: 2026-11-01, 3 stories."))


def test_very_many_updates_are_divided_and_the_first_day_is_not_listed(tmp_path: Path) -> None:
    archive = many(7)
    rows = publish(publish((), archive.records[:2], "2026-11-01"), archive.records, "2026-11-08")
    assert build(tmp_path, replace(archive, published=rows), replace(CONFIG, page_size=2)).problems == ()
    assert (tmp_path / "updates/page/3/index.html").is_file()
    assert not (tmp_path / "updates/page/4").exists()
    assert broken_links(tmp_path) == []
