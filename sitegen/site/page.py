"""One page as planned: where it goes, which template makes it, and what that template is given."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from sitegen.site.noting import packed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sitegen.problems import Problem
    from sitegen.site.addresses import Link
    from sitegen.site.noting import Notes, Seen

Item = TypeVar("Item")
NEAR = 2
"""So many pages before and after its own a page of a list links to, beside the first and the last."""


class Later(NamedTuple):
    """Values of a page that are made when it is rendered, and not where the page is as it was.

    `make` is a function of a module, not one within another, and takes nothing but its arguments: they stand for the
    values when it is asked whether the page has to be made again.
    """

    make: Callable[..., Mapping[str, object]]
    arguments: tuple[object, ...] = ()

    def values(self) -> Mapping[str, object]:
        return self.make(*self.arguments)


@dataclass(frozen=True, slots=True)
class Page:
    """A page before it is rendered; plain values only, so that any process can render it."""

    path: str
    """Below the site's root, with forward slashes; also its identity."""
    template: str
    title: str
    context: Mapping[str, object] = field(default_factory=dict)
    """What the template is given by name."""
    description: str = ""
    section: str = ""
    """The heading of the navigation that it stands under: townships, topics, years, clippings, indexes."""
    trail: tuple[Link, ...] = ()
    """The way down to it, without itself."""
    source: str = ""
    """The file in content/ that it is made from, for messages."""
    files: tuple[tuple[str, str], ...] = ()
    """Pictures that go with it: path in the site, and below content/."""
    problems: tuple[Problem, ...] = ()
    """What is wrong with what it is made from."""
    later: Later | None = None
    """What else the template is given, dear to make."""


class Draft(NamedTuple):
    """A page of many alike: what a plan is checked by is at hand, all else is worked out where it is wanted.

    So the pages take little memory, are planned by whatever process makes them, and are not planned at all where
    nothing that they were planned from is another than before.
    """

    path: str
    template: str
    planner: Callable[..., Page]
    arguments: tuple[object, ...]
    notes: Notes
    """Where it is noted which stories are asked for."""
    source: str = ""
    files: tuple[tuple[str, str], ...] = ()
    problems: tuple[Problem, ...] = ()

    def page(self) -> tuple[Page, set[int]]:
        """The page, and the stories that it was planned from."""
        with self.notes.taken() as seen:
            return self.planner(*self.arguments), seen

    def __reduce__(self) -> tuple[Callable[[Page], Page], tuple[Page]]:
        # A process that is sent it gets the page itself, and not all that this is worked out from.
        return in_full, (in_full(self),)


AnyPage = Page | Draft


def in_full(page: AnyPage) -> Page:
    """The whole of a page."""
    return page if isinstance(page, Page) else page.page()[0]


def planned(page: AnyPage) -> tuple[Page, Seen | None]:
    """The same, and the stories that it was planned from; None where that is not known."""
    if isinstance(page, Page):
        return page, None
    found, seen = page.page()
    return found, packed(seen)


class Pager(NamedTuple):
    """Where a list goes on: all its pages, and the numbers of this one."""

    number: int
    urls: tuple[str, ...]
    first: int
    last: int
    total: int

    @property
    def near(self) -> tuple[int, ...]:
        """The numbers of the first page, the last and those near this one; 0 where some between them are left out."""
        count = len(self.urls)
        low, high = max(1, self.number - NEAR), min(count, self.number + NEAR)
        before = () if low == 1 else (1, 0)[: low - 1]
        after = () if high == count else (0, count)[-(count - high) :]
        return (*before, *range(low, high + 1), *after)


def parts(items: Sequence[Item], path: str, size: int) -> Iterator[tuple[str, Sequence[Item], Pager]]:
    """The pages of a list, each with its items: the first at `path`, the others at page/2/ and on below its folder."""
    folder = path.removesuffix("index.html")
    chunks = [items[start : start + size] for start in range(0, len(items), size)] or [items]
    urls = tuple(path if number == 1 else f"{folder}page/{number}/index.html" for number in range(1, len(chunks) + 1))
    first = 1
    for number, chunk in enumerate(chunks, 1):
        yield urls[number - 1], chunk, Pager(number, urls, first, first + len(chunk) - 1, len(items))
        first += len(chunk)


def paginate(
    items: Sequence[Item], path: str, size: int, make: Callable[[str, Sequence[Item], Pager], Page]
) -> Iterator[Page]:
    """The pages of a list of which the items are at hand."""
    return (make(*part) for part in parts(items, path, size))
