"""Files are read whole, one by one and many in a row, however they come."""

from __future__ import annotations

import os
import threading
import time
from typing import TYPE_CHECKING

import pytest

from sitegen.content.disk import AHEAD, ask_for, bytes_ahead, bytes_of

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("size", [0, 1, 65_535, 65_536, 65_537, 131_072])
def test_a_file_of_any_size_is_read_whole(size: int, tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"x" * size)
    assert bytes_of(str(file)) == b"x" * size
    link = tmp_path / "link.md"
    link.symlink_to(file)
    assert bytes_of(str(link)) == b"x" * size
    assert bytes_of(str(link), links=False) is None
    assert bytes_of(str(tmp_path)) is None


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="a pipe gives what there is, and not what was asked for")
def test_a_file_that_comes_bit_by_bit_is_read_whole(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def write() -> None:
        with pipe.open("wb", buffering=0) as opened:
            for letter in (b"a", b"b", b"c"):
                opened.write(letter)
                time.sleep(0.05)

    writer = threading.Thread(target=write)
    writer.start()
    assert bytes_of(str(pipe)) == b"abc"
    writer.join()


@pytest.fixture(params=[True, False], ids=["asked for ahead", "as they come"])
def ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With and without a system that can be asked for files ahead."""
    if not request.param:
        monkeypatch.delattr(os, "posix_fadvise", raising=False)


@pytest.mark.usefixtures("ways")
@pytest.mark.parametrize("count", [0, 1, AHEAD, AHEAD + 1, 3 * AHEAD])
def test_many_files_are_read_in_their_order(count: int, tmp_path: Path) -> None:
    files = []
    for number in range(count):
        file = tmp_path / f"{number}.md"
        if number % 5 != 2:
            file.write_text(str(number), "utf-8")
        files.append(str(file))
    wanted = [None if number % 5 == 2 else str(number).encode() for number in range(count)]
    assert list(bytes_ahead(files)) == wanted, "of a file that is not there None"


@pytest.mark.usefixtures("ways")
def test_of_many_files_links_are_left_out_where_they_may_not_be(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a")
    (tmp_path / "b.md").symlink_to(tmp_path / "a.md")
    files = [str(tmp_path / name) for name in ("a.md", "b.md", "a.md")]
    assert list(bytes_ahead(files)) == [b"a"] * 3
    assert list(bytes_ahead(files, links=False)) == [b"a", None, b"a"]


@pytest.mark.skipif(not os.path.isdir("/proc/self/fd"), reason="tells which files a process has open")  # noqa: PTH112
def test_few_files_are_open_at_a_time_and_none_when_the_rest_is_not_wanted(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a")
    before = len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    reading = bytes_ahead([str(tmp_path / "a.md")] * 10 * AHEAD)
    for _ in range(3):
        next(reading)
        assert len(os.listdir("/proc/self/fd")) <= before + AHEAD  # noqa: PTH208
    reading.close()  # type: ignore[attr-defined]  # a generator
    assert len(os.listdir("/proc/self/fd")) == before  # noqa: PTH208


@pytest.mark.usefixtures("ways")
def test_what_cannot_be_fetched_is_asked_for_in_vain(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"a")
    (tmp_path / "link.md").symlink_to(tmp_path / "nowhere")
    ask_for(str(tmp_path / name) for name in ("a.md", "link.md", "nothing.md", "."))
    assert (tmp_path / "a.md").read_bytes() == b"a"
