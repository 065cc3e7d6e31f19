"""An import reads again whatever would be read otherwise now, and nothing else."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.config import Config
from sitegen.fingerprint import fingerprint
from tests.conftest import SECOND

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ArchiveFolder


def test_what_changes_a_reading_changes_it(tmp_path: Path) -> None:
    seen = [fingerprint(Config(), tmp_path), fingerprint(replace(Config(), county="某县"), tmp_path)]
    seen.append(fingerprint(replace(Config(), filename_patterns=()), tmp_path))
    (tmp_path / "places.toml").write_text("# 1")
    seen.append(fingerprint(Config(), tmp_path))
    (tmp_path / "places.toml").write_text("# 2")
    seen.append(fingerprint(Config(), tmp_path))
    assert len(set(seen)) == len(seen)


def test_what_does_not_does_not(tmp_path: Path) -> None:
    before = fingerprint(Config(), tmp_path)
    (tmp_path / "sitegen.toml").write_text('title = "甲"')
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "archive"\n')
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "a.toml").touch()
    assert fingerprint(replace(Config(), title="甲", page_size=3), tmp_path) == before


def test_only_new_and_changed_clippings_are_read_again(archive: ArchiveFolder) -> None:
    archive.write("seeds/b.txt", SECOND)
    assert "2 of 2 clippings" in archive.run("import").err
    assert "0 of 2 clippings" in archive.run("import").err
    archive.write("seeds/b.toml", 'date = "2024-01-12"\n')
    assert "1 of 2 clippings" in archive.run("import").err
    archive.write("sitegen.toml", 'county = "甲县"\n')
    assert "2 of 2 clippings" in archive.run("import").err
