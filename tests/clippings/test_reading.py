"""From a file to a clipping: the same lines however it was saved, numbered as an editor's program numbers them."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.clippings.reading import clipping_digest, find_clippings, read_clipping, text_lines
from sitegen.config import Config
from sitegen.model import Clipping, Imprint, Pins

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.problems import Problem

LINE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\n"), max_size=20)
CHINESE = "近日，县委召开推进会，\n安排部署下一阶段工作。\n\n　　会议要求，各村要强化责任。\n"


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    folder = tmp_path / "seeds"
    folder.mkdir()
    return folder


def _read(folder: Path, name: str, data: bytes, sidecar: str = "") -> tuple[Clipping | None, list[Problem]]:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    if sidecar:
        path.with_suffix(".toml").write_text(sidecar, encoding="utf-8")
    return read_clipping(path, folder, Config())


def _clipping(result: tuple[Clipping | None, list[Problem]]) -> Clipping:
    clipping, problems = result
    assert clipping is not None, problems
    return clipping


@given(st.lists(LINE, max_size=8))
def test_line_ends_do_not_matter(lines: list[str]) -> None:
    texts = [line.text for line in text_lines("\n".join(lines))]
    assert texts == (lines[:-1] if lines and lines[-1] == "" else lines)
    assert text_lines("\r\n".join(lines)) == text_lines("\n".join(lines)) == text_lines("\r".join(lines))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encoding_does_not_matter(seeds: Path, encoding: str, end: str) -> None:
    plain = _clipping(_read(seeds, "a.txt", CHINESE.encode()))
    other = _clipping(_read(seeds, "b.txt", CHINESE.replace("\n", end).encode(encoding)))
    assert other.lines == plain.lines
    assert other.encoding_reason


def test_only_cr_and_lf_end_a_line() -> None:
    text = "一\x0c二\x0b三\x85四\u2028五\u2029六\x1c七"
    assert [line.text for line in text_lines(text)] == [text]


def test_text_is_kept_as_it_came(seeds: Path) -> None:
    text = "\x0c２０２３年\x07，Ａ；金\ufa0a\x00\n"
    assert _clipping(_read(seeds, "a.txt", text.encode())).lines[0].text == text[:-1]


def test_empty_and_huge_files_are_clippings(seeds: Path) -> None:
    assert _clipping(_read(seeds, "empty.txt", b"")).lines == ()
    huge = (CHINESE * 140_000).encode("gb18030")
    assert len(huge) > 10_000_000
    start = time.process_time()
    assert len(_clipping(_read(seeds, "huge.txt", huge)).lines) == 560_000
    assert time.process_time() - start < 10


def test_what_is_no_text_is_skipped_with_its_offset(seeds: Path) -> None:
    clipping, problems = _read(seeds, "a.txt", "平遥县".encode("gb18030") + b"\xff\xff")
    assert clipping is None
    assert problems[0].path == "seeds/a.txt"
    assert "offset 6" in problems[0].message


def test_a_sidecar_wins_over_the_file_name(seeds: Path) -> None:
    name = "2024-01-12_晋中日报_A03.txt"
    clipping = _clipping(_read(seeds, name, CHINESE.encode("gb18030"), 'date = 2024-01-13\nencoding = "gbk"\n'))
    assert clipping.imprint == Imprint("晋中日报", "2024-01-13", "A03")
    assert (clipping.encoding, clipping.encoding_reason) == ("gb18030", "declared in the sidecar")


def test_the_digest_covers_the_sidecar(seeds: Path) -> None:
    plain = _clipping(_read(seeds, "a.txt", CHINESE.encode()))
    with_sidecar = _clipping(_read(seeds, "a.txt", CHINESE.encode(), 'county = "平遥县"\n'))
    assert plain.digest != with_sidecar.digest
    assert clipping_digest(seeds / "a.txt") == with_sidecar.digest, "and needs no decoding"
    assert clipping_digest(seeds / "none.txt") == ""


def test_pins_are_read(seeds: Path) -> None:
    sidecar = """\
page_number = 3
[split]
headlines = [[1, 2]]
stories = [[[1, 1], [3, 4]], [[2, 2]]]
follows = [[4, 1]]
ignore = [[3, 3]]
columns = [[3, 4], [1, 2]]
"""
    clipping, problems = _read(seeds, "a.txt", CHINESE.encode(), sidecar)
    assert problems == []
    assert clipping is not None
    assert clipping.imprint.page_number == "3"
    assert clipping.pins == Pins(((1, 2),), (((1, 1), (3, 4)), ((2, 2),)), ((4, 1),), ((3, 3),), ((3, 4), (1, 2)))


@pytest.mark.parametrize(
    ("sidecar", "line", "words"),
    [
        ('paper = "晋中日报"\npapre = "x"\n', 2, "papre"),
        ("[split]\nheadlines = [[1, 2]]\nheadline = 3\n", 3, "split.headline"),
        ("[split]\nignore = [[1, 5]]\n", 2, "lines 1 to 4"),
        ("[split]\nignore = [[3, 2]]\n", 2, "before it begins"),
        ("[split]\nignore = [[true, 2]]\n", 2, "line numbers"),
        ("[split]\nignore = 3\n", 2, "list"),
        ("[split]\nstories = [[1, 2]]\n", 2, "pairs"),
        ("\ncounty = [1]\n", 2, "text"),
        ('date = "gestern"\n', 1, "date"),
        ("split = 1\n", 1, "table"),
        ("county = \n", 1, ""),
    ],
)
def test_a_mistake_in_a_sidecar_is_told_with_its_line(seeds: Path, sidecar: str, line: int, words: str) -> None:
    clipping, problems = _read(seeds, "a.txt", CHINESE.encode(), sidecar)
    assert clipping is not None, "the clipping is read all the same"
    assert [(problem.path, problem.line) for problem in problems] == [("seeds/a.toml", line)]
    assert words in problems[0].message
    assert problems[0].source


def test_find_leaves_out_what_is_no_clipping(seeds: Path, tmp_path: Path) -> None:
    for name in ("b.txt", "a.txt", "二/c.TXT", ".hidden.txt", ".git/d.txt", "a.toml", "note.md"):
        (seeds / name).parent.mkdir(exist_ok=True)
        (seeds / name).write_text("x", encoding="utf-8")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.txt").write_text("x", encoding="utf-8")
    try:
        (seeds / "link.txt").symlink_to(outside / "secret.txt")
        (seeds / "linked").symlink_to(outside)
        (seeds / "self").symlink_to(seeds)
    except OSError:
        pass  # a system that lets no one make links has none to follow
    assert [path.relative_to(seeds).as_posix() for path in find_clippings(seeds)] == ["a.txt", "b.txt", "二/c.TXT"]
