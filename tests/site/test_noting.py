"""What a page was planned from is known, whoever asked first, and nothing is asked for unnoted."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sitegen.site.catalogue import Catalogue, make_catalogue
from sitegen.site.noting import Noted, Notes, Once, UnnotedError, packed, touched
from sitegen.site.page import Draft, Page, planned
from sitegen.site.planning import plan
from sitegen.slugs import pinyin_slug
from tests.site.made import CONFIG, RECORD

if TYPE_CHECKING:
    from sitegen.config import Config


@pytest.fixture
def catalogue() -> Catalogue:
    records = [
        replace(RECORD, id=f"s{number}", path=f"s{number}.md", headline=f"第{number}件事", date=f"2021-03-{number:02}")
        for number in range(1, 31)
    ]
    return make_catalogue(records, (), {}, CONFIG, pinyin_slug)


def numbers(seen: bytes | None) -> set[int]:
    assert seen is not None
    return set(memoryview(seen).cast("I"))


def pages(catalogue: Catalogue, config: Config = CONFIG) -> dict[str, tuple[Page, bytes | None]]:
    return {page.path: planned(page) for page in plan(catalogue, replace(config, page_size=10), {})}


def test_a_page_of_a_list_hangs_on_the_stories_that_it_shows(catalogue: Catalogue) -> None:
    found = pages(catalogue)
    assert numbers(found["stories/index.html"][1]) == set(range(10))
    assert numbers(found["stories/page/3/index.html"][1]) == set(range(20, 30))
    assert numbers(found["years/2021/page/2/index.html"][1]) == set(range(10, 20))
    assert numbers(found["years/index.html"][1]) == set(), "a chart counts where stories stand"
    assert numbers(found["index.html"][1]) == set(range(30)), "the letters of all are counted"


def test_a_story_hangs_on_those_that_it_names(catalogue: Catalogue) -> None:
    page, seen = pages(catalogue)["stories/s15/index.html"]
    names = [catalogue.frames[number].id for number in sorted(numbers(seen))]
    assert {"s14", "s15", "s16"} <= set(names)
    shown = repr(page.context)
    assert all(f"stories/{name}/" in shown for name in names)


def test_nothing_is_asked_for_while_pages_are_listed(catalogue: Catalogue) -> None:
    with catalogue.notes.closed():
        for door in (catalogue.entries, catalogue.records, catalogue.gists):
            with pytest.raises(UnnotedError):
                door[0]
            with pytest.raises(UnnotedError):
                list(door)
            with pytest.raises(UnnotedError):
                door[1:3]
        assert catalogue.frames[0].id


def test_what_pages_share_is_noted_for_each_of_them() -> None:
    notes = Notes()
    items = Noted(str, 5, notes)
    shared = Once(notes, lambda: items[3] + items[-1])
    drafts = [Draft(name, "a.html", lambda: Page("a", "a.html", shared()), (), notes) for name in "ab"]
    assert [draft.page()[1] for draft in drafts] == [{3, 4}, {3, 4}]
    with notes.closed(), pytest.raises(UnnotedError):
        shared()


def test_a_page_that_asks_within_another_page_is_noted_for_itself_alone() -> None:
    notes = Notes()
    items = Noted(str, 5, notes)
    inner = Draft("b", "a.html", lambda: Page("b", "a.html", items[1]), (), notes)

    def outer() -> Page:
        inner.page()
        return Page("a", "a.html", items[2])

    assert Draft("a", "a.html", outer, (), notes).page()[1] == {2}


def test_numbers_are_packed_and_found() -> None:
    seen = packed({0, 7, 100_000})
    assert touched(seen, {7})
    assert touched(seen, {1, 100_000})
    assert not touched(seen, {1, 2})
    assert not touched(packed(set()), {1})
