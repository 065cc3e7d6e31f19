"""Corrections leave a trace: what changed stands on the story's page, with the original one click away."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.content import carry, load
from sitegen.site.changes import AROUND, changes
from tests.content.paper import edit, page, stories
from tests.site.made import Parsed

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ArchiveFolder

LONG = "一" * 50 + "旧" + "二" * 50


def _read(content: Path) -> tuple[str, ...]:
    """The changes of the one story, as text: [-gone-] {+new+}."""
    archive, _ = load(content)
    signs = {"same": "{}", "removed": "[-{}-]", "added": "{{+{}+}}"}
    return tuple(
        f"{change.field}: " + "".join(signs[piece.kind].format(piece.text) for piece in change.pieces)
        for change in changes(archive.records[0], archive.clippings[0])
    )


def _imported(tmp_path: Path) -> Path:
    carry([page(["头版新文", LONG, "第二段。"])], tmp_path)
    return tmp_path


def test_an_untouched_story_has_no_trace(tmp_path: Path) -> None:
    assert _read(_imported(tmp_path)) == ()


def test_each_change_comes_with_the_nearest_words(tmp_path: Path) -> None:
    content = _imported(tmp_path)
    path = stories(content)["头版新文"]
    edit(content, path, "title: 头版新文", "title: 头版旧文")
    edit(content, path, "旧" + "二" * 50, "新" + "二" * 50)
    assert _read(content) == (
        "title: 头版[-新-]{+旧+}文",
        f"body: ……{'一' * AROUND}[-旧-]{{+新+}}{'二' * AROUND}……",
    )
    edit(content, path, "第二段。", "第二段。\n\n多一段。")
    assert _read(content)[2] == "body: {+多一段。+}"
    edit(content, path, "多一段。", '![麦田](麦田.png "图为麦田。")\n\n![](a.png)')
    assert "".join(_read(content)[2:]).count("〔图：麦田〕") == 1, "a reader sees no markup"
    assert "png" not in "".join(_read(content))


def test_a_story_written_by_hand_has_none(tmp_path: Path) -> None:
    archive, _ = load(_imported(tmp_path))
    assert changes(archive.records[0], None) == ()
    assert changes(replace(archive.records[0], id="another"), archive.clippings[0]) == ()


def test_the_page_of_an_edited_story_shows_it_and_leads_to_the_original(archive: ArchiveFolder) -> None:
    archive.run("import")
    (path,) = (archive.root / "content").rglob("*.md")
    text = path.read_text("utf-8")
    identity = text.partition("\nid: ")[2].partition("\n")[0]
    archive.run("build")
    name = f"public/stories/{identity}/index.html"
    before = Parsed((archive.root / name).read_text("utf-8"))
    assert "已校订" not in before.text
    path.write_text(text.replace("title: ", "title: 新<"), encoding="utf-8")
    assert archive.run("build").code == 0
    shown = (archive.root / name).read_text("utf-8")
    after = Parsed(shown)
    assert "改动 1 处" in after.text
    assert "#changes" in after.links()
    assert "<ins>新&lt;</ins>" in shown
    assert any(link.startswith("../../clippings/") for link in after.links())
