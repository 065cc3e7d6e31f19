"""A clipping whose text changes without changing in length: its page is made again all the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.cli import main

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

OLD = "云汀镇修好十里灌渠\n本报讯（记者 张三） 近日，云汀镇的十里灌渠修缮完工，渠水流进六个村的麦田。\n"
NEW = OLD.replace("十里", "百里").replace("六个村", "九个村")


def _site(root: Path) -> dict[str, bytes]:
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_a_clipping_of_the_same_length_is_made_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sitegen.toml").write_text('title = "测试"\nlanguage = "zh-Hans"\n', encoding="utf-8")
    (tmp_path / "seeds").mkdir()
    for text in (OLD, NEW):
        (tmp_path / "seeds/a.txt").write_text(text, encoding="utf-8")
        assert main(["build"]) == 0
    again = _site(tmp_path / "public")
    (tmp_path / "public").rename(tmp_path / "first")
    (tmp_path / ".sitegen").rename(tmp_path / "forgotten")
    assert main(["build"]) == 0
    assert again == _site(tmp_path / "public")
    (page,) = (tmp_path / "public/clippings").glob("*/index.html")
    assert "百里灌渠" in page.read_text(encoding="utf-8")
