"""Which stories a page was planned from: noted whenever one of them is asked for.

A plan knows of each story where it stands (frames.py). What a story says is lent out one by one, and every loan is
noted, so that nothing can be put on a page without being known for what the page hangs on. While pages are only being
listed there are no loans at all.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Generic, TypeVar, overload

Item = TypeVar("Item")
Found = TypeVar("Found")
Seen = bytes
"""Numbers of stories, four bytes each."""
FEW = 8
"""So many numbers are looked for one by one, which takes a tenth of the time."""


class UnnotedError(RuntimeError):
    """A story was asked for where nobody notes it: a mistake of the program."""


class _Nobody(set[int]):
    """Stands for the loans where there may be none."""

    def add(self, number: int) -> None:
        raise UnnotedError(
            "what a story says is asked for while pages are listed: ask for it in the page's own planner"
        )

    def update(self, *numbers: Any) -> None:
        if any(map(len, numbers)):
            self.add(0)


_NOBODY = _Nobody()


class Notes:
    """The stories that were asked for, by their numbers; at first by nobody in particular."""

    __slots__ = ("seen",)

    def __init__(self) -> None:
        self.seen: set[int] = set()

    @contextmanager
    def taken(self) -> Iterator[set[int]]:
        """What is asked for meanwhile; whoever takes notes already does not hear of it."""
        before, self.seen = self.seen, set()
        try:
            yield self.seen
        finally:
            self.seen = before

    @contextmanager
    def closed(self) -> Iterator[None]:
        """Meanwhile nothing may be asked for."""
        before, self.seen = self.seen, _NOBODY
        try:
            yield
        finally:
            self.seen = before


class Noted(Sequence[Item], Generic[Item]):
    """Something for each story, made when it is asked for first; whoever asks for it is noted."""

    __slots__ = ("_items", "_make", "_notes")

    def __init__(self, make: Callable[[int], Item], count: int, notes: Notes) -> None:
        self._make = make
        self._items: list[Item | None] = [None] * count
        self._notes = notes

    @overload
    def __getitem__(self, place: int) -> Item: ...

    @overload
    def __getitem__(self, place: slice) -> Sequence[Item]: ...

    def __getitem__(self, place: int | slice) -> Item | Sequence[Item]:
        if isinstance(place, slice):
            return [self[one] for one in range(*place.indices(len(self._items)))]
        self._notes.seen.add(place if place >= 0 else place + len(self._items))
        found = self._items[place]
        if found is None:
            found = self._items[place] = self._make(place)
        return found

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Item]:
        return map(self.__getitem__, range(len(self._items)))


class Once(Generic[Found]):
    """What several pages share, made when the first of them asks for it; what it was made from is noted for each."""

    __slots__ = ("_found", "_make", "_notes")

    def __init__(self, notes: Notes, make: Callable[[], Found]) -> None:
        self._notes = notes
        self._make = make
        self._found: tuple[Found, set[int]] | None = None

    def __call__(self) -> Found:
        if self._found is None:
            with self._notes.taken() as seen:
                self._found = (self._make(), seen)
        found, seen = self._found
        self._notes.seen.update(seen)
        return found


def packed(numbers: set[int]) -> Seen:
    return array("I", numbers).tobytes()


def touched(seen: Seen, numbers: set[int]) -> bool:
    """Whether one of the numbers is among those."""
    return not numbers.isdisjoint(memoryview(seen).cast("I"))


def all_touched(every: Mapping[str, Seen], numbers: set[int]) -> set[str]:
    """The names of those that asked for one of the numbers."""
    if len(numbers) > FEW:
        return {name for name, seen in every.items() if touched(seen, numbers)}
    marks = [packed({number}) for number in numbers]
    # The bytes of a number may also stand across two others.
    return {name for mark in marks for name, seen in every.items() if mark in seen and touched(seen, numbers)}
