"""An archive's own list of words: it counts at the next build, and what is wrong with it is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.conftest import ArchiveFolder

EDITION = 'title = "测试档案"\n[traditional]\nserved = "edition"\n'


def turned(archive: ArchiveFolder) -> str:
    return "".join(content.decode() for path, content in archive.files("public/zh-Hant/stories").items())


def test_a_changed_list_turns_the_pages_anew_and_no_clipping(archive: ArchiveFolder) -> None:
    archive.write("sitegen.toml", EDITION)
    assert archive.run("build").code == 0
    assert "灌渠修繕完工" in turned(archive)
    before = archive.files("public")
    archive.write("traditional.toml", '[words]\n"修缮" = "修膳"\n')
    second = archive.run("build")
    assert second.code == 0
    assert "0 of 1 clippings new or changed" in second.out + second.err
    assert "灌渠修膳完工" in turned(archive)
    after = archive.files("public")
    assert all(after[path] == content for path, content in before.items() if "zh-Hant/" not in path)
    (archive.root / "traditional.toml").unlink()
    assert archive.run("build").code == 0
    assert archive.files("public") == before


def test_a_mistake_in_the_list_is_told_with_its_line(archive: ArchiveFolder) -> None:
    archive.write("sitegen.toml", EDITION)
    archive.write("traditional.toml", '[words]\n"县志" = "縣"\n')
    done = archive.run("build")
    assert done.code != 0
    assert 'traditional.toml:2: error: "县志" needs a form of 2 characters' in done.err
