"""What is kept between builds is read whole or not at all, and leaves nothing behind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import given
from hypothesis import strategies as st

from sitegen.cachefile import read_cache, write_cache

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

VALUE = {"水渠": (1, "修通", b"\x00", None), "账目": {"公示": 2.5}}


@given(st.data())
def test_a_file_that_was_cut_off_or_spoilt_is_none(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    path = tmp_path_factory.mktemp("cache") / "memory"
    write_cache(path, b"1", VALUE)
    whole = path.read_bytes()
    place = data.draw(st.integers(0, len(whole) - 1))
    path.write_bytes(whole[:place])
    assert read_cache(path, b"1") is None
    path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
    assert read_cache(path, b"1") is None


def test_another_version_reads_nothing(tmp_path: Path) -> None:
    write_cache(tmp_path / "memory", b"1", VALUE)
    assert read_cache(tmp_path / "memory", b"1") == VALUE
    assert read_cache(tmp_path / "memory", b"2") is None


def test_what_a_killed_process_left_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "memory.tmp").write_bytes(b"half of it")
    write_cache(tmp_path / "memory", b"1", VALUE)
    assert [path.name for path in tmp_path.iterdir()] == ["memory"]
    assert read_cache(tmp_path / "memory", b"1") == VALUE


def test_a_place_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file where a folder should be")
    write_cache(tmp_path / "state" / "memory", b"1", VALUE)
    assert read_cache(tmp_path / "state" / "memory", b"1") is None
