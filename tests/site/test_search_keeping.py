"""The index is made anew only where stories changed, and is the same as if it had been made at once."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import pytest

from sitegen.config import Config
from sitegen.content import Archive
from sitegen.site.catalogue import make_catalogue
from sitegen.site.keys import Keys
from sitegen.site.labels import load_labels
from sitegen.site.search import build_search
from sitegen.site.search.keeping import Shelf, make_search, plan_search
from sitegen.site.target import Kept, Target
from sitegen.slugs import pinyin_slug
from tests.site.made import DEFAULT, many

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.model import Record
    from sitegen.site.catalogue import Catalogue

LABELS, _ = load_labels([DEFAULT], "zh-Hans")
STORIES = many(1400).records


def catalogue(archive: Archive) -> Catalogue:
    return make_catalogue(archive.records, (), {}, Config(title="云汀剪报"), pinyin_slug)


@dataclass(slots=True)
class Site:
    """A site that is built again and again."""

    root: Path
    runs: int = 0
    kept: Kept = Kept()  # noqa: RUF009  # frozen

    def make(self, records: tuple[Record, ...], jobs: int = 1) -> set[str]:
        """Builds on top of what stands; the names of the parts that came out anew."""
        standing, aside = self.root / f"{self.runs}", self.root / f"{self.runs + 1}"
        self.runs += 1
        aside.mkdir()
        target = Target(str(aside), str(standing) if self.runs > 1 else "", self.kept)
        shelf = Shelf(self.root / "shelf", b"1")
        listed, keys = catalogue(Archive(records, ())), Keys(b"1")
        plan = plan_search(listed, LABELS, None, target, keys)
        made = list(make_search(plan, listed, None, target, keys, shelf, jobs))
        stamps = target.complete(
            {path: stamp for one in made for path, stamp in one.files.items()}, [f for one in made for f in one.fresh]
        )
        self.kept = Kept({one.name: (one.key, {path: stamps[path] for path in one.files}) for one in made})
        return {one.name for one in made if one.fresh}

    def files(self) -> dict[str, bytes]:
        out = self.root / f"{self.runs}"
        return {path.relative_to(out).as_posix(): path.read_bytes() for path in out.rglob("*.js")}


def clean(records: tuple[Record, ...]) -> dict[str, bytes]:
    return dict(build_search(catalogue(Archive(records, ())), LABELS))


@pytest.mark.parametrize("jobs", [1, 2])
def test_one_changed_story_remakes_its_slice_and_the_index(tmp_path: Path, jobs: int) -> None:
    site = Site(tmp_path)
    first = site.make(STORIES, jobs)
    assert len(first) >= 4, "several slices"
    assert site.files() == clean(STORIES)
    shelved = {file.name for file in (tmp_path / "shelf").iterdir()}
    assert site.make(STORIES, jobs) == set()
    edited = (*STORIES[:700], replace(STORIES[700], body="灌渠通了水。"), *STORIES[701:])
    assert len(site.make(edited, jobs)) == 2
    assert site.files() == clean(edited)
    after = {file.name for file in (tmp_path / "shelf").iterdir()}
    assert len(after - shelved) == 1
    assert len(shelved - after) == 1


def test_stories_that_come_and_go_and_a_spoilt_shelf_change_nothing_of_what_comes_out(tmp_path: Path) -> None:
    site = Site(tmp_path)
    site.make(STORIES)
    shelved = {file.name for file in (tmp_path / "shelf").iterdir()}
    fewer = STORIES[3:]
    site.make(fewer)
    assert site.files() == clean(fewer)
    assert len(shelved & {file.name for file in (tmp_path / "shelf").iterdir()}) >= len(shelved) - 1
    for file in (tmp_path / "shelf").iterdir():
        file.write_bytes(file.read_bytes()[:-9])
    changed = (*fewer, replace(STORIES[0], id="new", body="夜校。"))
    site.make(changed)
    assert site.files() == clean(changed)
