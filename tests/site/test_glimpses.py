"""The preview shows an edited story at once, and is in the end the site that a whole build makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.config import load_config
from sitegen.rebuilding import build
from sitegen.site.glimpses import Glimpses
from tests.site.test_incremental import QUIET, clean, site, story

if TYPE_CHECKING:
    from tests.conftest import ArchiveFolder


def test_a_glimpse_of_an_edited_story_is_the_page_that_a_whole_build_makes(archive: ArchiveFolder) -> None:
    for name in "abc":
        story(archive, name)
    config, _ = load_config(archive.root)
    glimpses = Glimpses()
    assert build(archive.root, config, QUIET, glimpses=glimpses).swapped
    content = archive.root / "content"
    story(archive, "b", title="改过的题", text="**另一段**话。")
    shown = glimpses.of(content, "b.md")
    assert build(archive.root, config, QUIET).swapped
    assert shown is not None
    assert shown == ("stories/b/index.html", (archive.root / "public/stories/b/index.html").read_bytes())
    assert "改过的题" in shown[1].decode()


def test_there_is_no_glimpse_of_what_only_a_whole_build_can_tell(archive: ArchiveFolder) -> None:
    story(archive, "a")
    config, _ = load_config(archive.root)
    glimpses = Glimpses()
    build(archive.root, config, QUIET, glimpses=glimpses)
    story(archive, "a", id="another")
    assert glimpses.of(archive.root / "content", "a.md") is None
    assert glimpses.of(archive.root / "content", "new.md") is None
    (archive.root / "content/a.md").unlink()
    assert glimpses.of(archive.root / "content", "a.md") is None


def test_what_a_quick_build_puts_off_the_next_build_makes(archive: ArchiveFolder) -> None:
    story(archive, "a")
    config, _ = load_config(archive.root)
    assert not build(archive.root, config, QUIET, quick=True).put_off, "there is nothing yet to leave as it was"
    story(archive, "a", text="石桥合龙了。")
    before = site(archive).keys()
    quick = build(archive.root, config, QUIET, quick=True)
    assert quick.put_off
    assert site(archive).keys() == before, "what is put off stands as it was; the search's own files, too"
    assert "石桥" in (archive.root / "public/stories/a/index.html").read_text("utf-8")
    wanted = clean(archive, archive.root.parent / "clean")
    assert {path: content for path, (content, _) in site(archive).items()} != wanted
    assert build(archive.root, config, QUIET).changed
    assert {path: content for path, (content, _) in site(archive).items()} == wanted
