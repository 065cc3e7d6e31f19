"""Pages come out the same whoever makes them: this process, forked ones, or ones that start from nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from sitegen.content.disk import ask_for
from sitegen.site import build_site, building, working
from sitegen.site.building import FEW
from sitegen.site.target import Target
from tests.site.made import ARCHIVE, CONFIG, DEFAULT, RECORD

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sitegen.content import Archive
    from sitegen.problems import Problem

STORIES = 40
MANY = replace(
    ARCHIVE,
    records=(
        *ARCHIVE.records,
        *(replace(RECORD, path=f"many/{n}.md", id=f"many-{n}", clipping="", lines=()) for n in range(STORIES)),
    ),
)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(working, "CHUNK", 8)
    monkeypatch.setattr(building, "LARGE", 8)


def files(out: Path, archive: Archive, jobs: int) -> dict[str, bytes]:
    out.mkdir()
    report = build_site(archive, CONFIG, [DEFAULT], out, jobs=jobs)
    assert not report.problems
    assert report.pages > STORIES
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}


def test_forked_processes_make_the_same_site(tmp_path: Path) -> None:
    assert files(tmp_path / "two", MANY, 2) == files(tmp_path / "one", MANY, 1)


@pytest.mark.usefixtures("beside_a_thread")
def test_processes_that_start_from_nothing_make_the_same_site(tmp_path: Path) -> None:
    assert files(tmp_path / "two", MANY, 2) == files(tmp_path / "one", MANY, 1)


@dataclass(frozen=True)
class Edited:
    """What came of an edit: files that are new, and what went wrong."""

    files: dict[str, bytes]
    problems: tuple[Problem, ...]


def edited(folder: Path, themes: list[Path], jobs: int) -> Edited:
    """Builds a site, changes the headline of every other story, and builds again on top of that."""
    first = build_site(MANY, CONFIG, [DEFAULT], Target(str(folder / "old")), version=b"1")
    records = [
        replace(record, headline="水渠又通了") if number % 2 else record for number, record in enumerate(MANY.records)
    ]
    target = Target(str(folder / "new"), str(folder / "old"), first.kept)
    report = build_site(replace(MANY, records=tuple(records)), CONFIG, themes, target, jobs=jobs, version=b"1")
    out = folder / "new"
    made = {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}
    return Edited(made, report.problems)


def test_a_few_pages_come_out_the_same_where_another_process_makes_half_of_them(tmp_path: Path) -> None:
    one, two = (edited(tmp_path / f"{jobs}", [DEFAULT], jobs) for jobs in (1, 2))
    assert one == two
    assert not one.problems
    assert working.HALVED < len(one.files) < FEW


def test_a_mistake_in_a_template_is_told_once_whoever_meets_it(tmp_path: Path) -> None:
    theme = tmp_path / "theme"
    (theme / "templates").mkdir(parents=True)
    (theme / "templates/story.html").write_text("{{ entry.nothing }}", encoding="utf-8")
    one, two = (edited(tmp_path / f"{jobs}", [theme, DEFAULT], jobs) for jobs in (1, 2))
    assert one == two
    assert [problem.line for problem in one.problems] == [1]


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_page_that_did_not_come_about_leaves_no_folder(tmp_path: Path, jobs: int) -> None:
    theme, out = tmp_path / "theme", tmp_path / "out"
    (theme / "templates").mkdir(parents=True)
    (theme / "templates/story.html").write_text("{{ entry.nothing }}", encoding="utf-8")
    out.mkdir()
    plain = replace(MANY, records=tuple(replace(record, body="水渠通了。") for record in MANY.records))
    report = build_site(plain, replace(CONFIG, data="none"), [theme, DEFAULT], out, jobs=jobs)
    assert report.problems
    assert [folder for folder in out.rglob("*") if folder.is_dir() and not any(folder.iterdir())] == []
    assert not (out / "stories/many-1").exists()


def test_texts_of_a_large_archive_are_asked_for_before_their_pages_are_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def note(files: Iterable[str]) -> None:
        wanted = list(files)
        asked.extend(wanted)
        ask_for(wanted)

    monkeypatch.setattr(working, "ask_for", note)
    content = tmp_path / "content"
    for record in MANY.records:
        (content / record.path).parent.mkdir(parents=True, exist_ok=True)
        (content / record.path).write_text(record.body, "utf-8")
    made = []
    for few in (len(MANY.records) + 1, len(MANY.records)):
        monkeypatch.setattr(building, "FETCHED_AGAIN", few)
        out = tmp_path / f"{few}"
        assert not build_site(MANY, CONFIG, [DEFAULT], out, content).problems
        made.append({file.relative_to(out): file.read_bytes() for file in out.rglob("*") if file.is_file()})
        if few > len(MANY.records):
            assert asked == [], "a smaller one's are in memory"
    assert set(asked) == {str(content / record.path) for record in MANY.records}
    assert made[0] == made[1]
