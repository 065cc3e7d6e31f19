"""Pages to files, by chunks: in this process, or in several at once.

A runner takes the workshop and the chunks and gives back what came of each, in any order. That is all that anything has
to do that would spread the work over more machines.
"""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import astuple, dataclass, field, replace
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from jinja2 import TemplateError

from sitegen.content.disk import ask_for
from sitegen.problems import Problem
from sitegen.site.errands import each, processes
from sitegen.site.forking import may_fork, meanwhile
from sitegen.site.page import planned
from sitegen.site.parts import place_files
from sitegen.site.rendering import Theme, make_theme, render_all

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sitegen.site.folders import Stamp
    from sitegen.site.noting import Seen
    from sitegen.site.page import AnyPage, Page
    from sitegen.site.pagekeys import PageKeys
    from sitegen.site.rendering import Site
    from sitegen.site.target import Target

Item = TypeVar("Item")
Result = TypeVar("Result")
CHUNK = 48
"""Pages of a chunk: few enough that no worker is idle for long at the end."""
MANY = 75
"""Pages of a template for which it is worth to put it together: that takes as long as it saves with so many."""
LIKELY = ("story.html", "township.html", "list.html", "topic.html", "year.html", "month.html", "stories.html")
"""Templates of which large archives have many pages, those of the most pages first."""
MANY_KEYS = 4_000
"""Pages for whose keys it is worth to start processes."""
HALVED = 8
"""Pages of which it is worth to have another process make half."""
WORTH = 4
"""Chunks for which it is worth to start processes."""


@dataclass(frozen=True, slots=True)
class Workshop:
    """What each process needs to make pages of plans; plain values, so that it can be sent anywhere."""

    site: Site
    theme_dirs: tuple[Path, ...]
    labels: Mapping[str, Any]
    keys: PageKeys
    target: Target
    copiers: tuple[Callable[[str, bytes], Iterable[tuple[str, bytes]]], ...] = ()
    """Each makes further files of a rendered page, from its path and bytes alone; functions of modules or partials."""

    frequent: frozenset[str] = frozenset()
    """Templates of which there are many pages to make."""
    headlines: Mapping[str, str] = field(default_factory=dict)
    """Marked where they may break."""
    content: str = ""
    """Where the texts of pages are read, if they are so many that the system may have to fetch them once more."""

    def theme(self) -> Theme:
        key = self.keys.every if self.keys.keys.versioned else b""
        return make_theme(self.site, self.theme_dirs, self.labels, self.frequent, key, self.keys.looks, self.headlines)

    def compile_likely(self, names: Sequence[str] = LIKELY) -> None:
        """Puts templates together of which a large archive has many pages, for whoever makes those.

        They are kept between runs, and two processes may be at it from either end; where there is no safe place for
        that, nothing comes of it.
        """
        theme = self.theme()
        if theme.environment.bytecode_cache is not None:
            for name in names:
                with contextlib.suppress(TemplateError):  # to be told of the page that it is for
                    theme.environment.whole(name)


class Made(NamedTuple):
    """What came of one page: its key, its files with their stamps, which of them are another than before, what went
    wrong.
    """

    page: str
    key: bytes
    files: Mapping[str, Stamp]
    fresh: tuple[str, ...]
    problem: Problem | None = None
    seen: Seen | None = None
    """The stories that it was planned from, as far as that is known."""


class Due(NamedTuple):
    """A page, its key where that is known, and the stories that it was planned from."""

    page: AnyPage
    key: bytes = b""
    seen: Seen | None = None


def keyed(keys: PageKeys, pages: Sequence[AnyPage], jobs: int) -> list[Due]:
    """The pages with their keys; those of many worked out in several processes, which need not be sent the pages."""
    if jobs < 2 or len(pages) < MANY_KEYS or not may_fork():
        return [Due(page, *found) for page, found in zip(pages, _keys(keys, pages), strict=True)]
    step = -(-len(pages) // jobs)
    parts = [pages[start : start + step] for start in range(0, len(pages), step)]
    # All of them at once: while processes are left running for the rest, no others can be forked.
    every = [found for part in each(partial(_keys, keys), parts, jobs) for found in part]
    return [Due(page, *found) for page, found in zip(pages, every, strict=True)]


def _keys(keys: PageKeys, pages: Sequence[AnyPage]) -> list[tuple[bytes, Seen | None]]:
    return [(keys.of(page), seen) for page, seen in map(planned, pages)]


def touch_up(workshop: Workshop, pages: Sequence[AnyPage], jobs: int) -> list[Made]:
    """What comes of a few pages of which most are to be made: each is planned once, and made where its key is new.

    Half of them by another process, where they are enough for that.
    """
    if len(pages) < HALVED:
        return _touched_up(workshop, pages)
    half = len(pages) // 2
    workshop.target.survey()  # told to this process, and not to be asked for by the other one
    with meanwhile(lambda: [_as_plain(made) for made in _touched_up(workshop, pages[half:])], jobs) as told:
        return [*_touched_up(workshop, pages[:half]), *map(_from_plain, told())]


def _touched_up(workshop: Workshop, pages: Sequence[AnyPage]) -> list[Made]:
    dues = [Due(page, workshop.keys.of(page), seen) for page, seen in map(planned, pages)]
    kept = [workshop.target.reusable(due.page.path, due.key) for due in dues]
    wanted = [due for due, files in zip(dues, kept, strict=True) if files is None]
    made = iter(_make(workshop, workshop.theme(), wanted))
    return [
        next(made) if files is None else Made(due.page.path, due.key, files, (), None, due.seen)
        for due, files in zip(dues, kept, strict=True)
    ]


def _as_plain(made: Made) -> tuple[Any, ...]:
    return (*made._replace(problem=None, files=dict(made.files)), astuple(made.problem) if made.problem else None)


def _from_plain(plain: tuple[Any, ...]) -> Made:
    *made, problem = plain
    return Made._make(made)._replace(problem=Problem(*problem) if problem else None)


def make_pages(
    workshop: Workshop, pages: Sequence[Due], jobs: int, extras: Callable[[], object] = lambda: None
) -> Iterator[Made]:
    """Makes the pages in up to `jobs` processes. Where these are others, this one makes the `extras` meanwhile."""
    counts = Counter(due.page.template for due in pages)
    workshop = replace(workshop, frequent=frozenset(name for name, count in counts.items() if count >= MANY))
    # Those of the commonest template first, all others together: see Ends.
    commonest = max(counts, key=counts.__getitem__, default="")
    pages = sorted(pages, key=lambda due: (due.page.template != commonest, due.page.template))
    chunks = [pages[start : start + CHUNK] for start in range(0, len(pages), CHUNK)]
    if jobs > 1 and len(chunks) >= WORTH:
        runs = in_processes(workshop, chunks, min(jobs, len(chunks)), extras)
    else:
        runs = in_this_process(workshop, chunks)
    for made in runs:
        yield from made


def in_this_process(workshop: Workshop, chunks: Sequence[Sequence[Due]]) -> Iterator[list[Made]]:
    """One chunk after the other."""
    workshop.target.make_folders(due.page.path for chunk in chunks for due in chunk)
    return map(partial(_make, workshop, workshop.theme()), chunks)


def in_processes(
    workshop: Workshop, chunks: Sequence[Sequence[Due]], jobs: int, extras: Callable[[], object]
) -> Iterator[list[Made]]:
    """The chunks in `jobs` processes of this machine."""
    from concurrent.futures import as_completed

    fork = may_fork()  # any other process must be sent its chunk
    _here[:] = [workshop, chunks, Ends(len(chunks))] if fork else [workshop]
    try:
        with processes(jobs, fork, _begin, () if fork else (workshop,)) as pool:
            # They are at it from here on. Nothing else holds the works: what came of a chunk is gone when it has been
            # looked at.
            works = as_completed([pool.submit(_next) if fork else pool.submit(_sent, chunk) for chunk in chunks])
            workshop.target.make_folders(due.page.path for chunk in chunks for due in chunk)
            extras()
            for work in works:
                yield work.result()
    finally:
        _here.clear()


class Ends:
    """The row of chunks, of which every other process takes those from its end.

    What a process goes on with is like what it has just made: it has the templates of one kind of page compiled, and
    the pieces that these pages share. So the lists of a site are made by few processes, and each piece of them once.
    """

    def __init__(self, count: int) -> None:
        import multiprocessing

        self._left = multiprocessing.get_context("fork").Array("q", [0, count, 0])

    def seat(self) -> bool:
        """Whether this process, one more, takes from the end."""
        with self._left.get_lock():
            seats: int = self._left[2]
            self._left[2] = seats + 1
        return seats % 2 == 1

    def take(self, last: bool) -> int:
        """The number of the first or of the last chunk that is left."""
        with self._left.get_lock():
            first: int = self._left[0]
            behind: int = self._left[1]
            self._left[:2] = (first, behind - 1) if last else (first + 1, behind)
        return behind - 1 if last else first


_here: list[Any] = []
"""Of a process that makes chunks: the workshop; where it was forked the chunks, their ends and which end it takes from;
its theme.
"""


def _begin(workshop: Workshop | None = None) -> None:
    if workshop:
        _here[:] = [workshop, workshop.theme()]
    else:
        _here[3:] = [_here[2].seat(), _here[0].theme()]


def _next() -> list[Made]:
    workshop, chunks, ends, last, theme = _here
    return _make(workshop, theme, chunks[ends.take(last)])


def _sent(chunk: Sequence[Due]) -> list[Made]:
    workshop, theme = _here
    return _make(workshop, theme, chunk)


def _make(workshop: Workshop, theme: Theme, chunk: Sequence[Due]) -> list[Made]:
    """Makes the pages of a chunk, all of them one step at a time.

    What a step needs, its code and its tables, stays in the processor's caches for one page after the other. Page by
    page each step would put that of the others out of them: stories' pages took a quarter longer.
    """
    if workshop.content:
        ask_for(f"{workshop.content}/{due.page.source}" for due in chunk if due.page.source)
    plans = [(*planned(due.page), due) for due in chunk]
    pages = [page for page, _, _ in plans]
    keys = [due.key or workshop.keys.of(page) for page, _, due in plans]
    return [
        Made(page.path, key, *place_files(workshop.target, contents), problem, due.seen if seen is None else seen)
        for (page, seen, due), key, (contents, problem) in zip(
            plans, keys, _contents(workshop, theme, pages), strict=True
        )
    ]


def _contents(
    workshop: Workshop, theme: Theme, pages: Sequence[Page]
) -> list[tuple[list[tuple[str, bytes]], Problem | None]]:
    """Of each page its files with their bytes, or none and what is wrong with its template."""
    return [
        ([(page.path, made), *(more for copier in workshop.copiers for more in copier(page.path, made))], None)
        if problem is None
        else ([], problem)
        for page, (made, problem) in zip(pages, render_all(theme, pages), strict=True)
    ]
