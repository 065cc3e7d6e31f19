"""Which pages are as they were for sure, told by what each was planned from last time, without planning it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.site.keys import SIZE
from sitegen.site.noting import touched
from sitegen.site.page import Draft

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.site.page import AnyPage
    from sitegen.site.target import Kept


FEEDS = "feeds"
"""Stands for them among the templates."""


class Tracks:
    """Tells what would come out as the `last` build made it.

    `grounds` stand for all that the pages of a template are made from besides what stories say, and `marks`, one after
    the other in the order of the catalogue, for that. On the same ground a page asks for the same stories.
    """

    def __init__(self, last: Kept, grounds: Mapping[str, bytes], marks: bytes) -> None:
        self._last = last
        self._firm: set[str] = set()
        self._others: set[int] = set()
        """The stories that say something else now."""
        if len(last.marks) == len(marks):
            self._firm = {name for name, ground in grounds.items() if last.grounds.get(name) == ground}
            starts = range(0, len(marks), SIZE) if last.marks != marks else ()
            self._others = {at // SIZE for at in starts if last.marks[at : at + SIZE] != marks[at : at + SIZE]}

    def same(self, page: AnyPage) -> bool:
        return isinstance(page, Draft) and self.key_of(page.path, page.template) is not None

    def key_of(self, name: str, kind: str) -> bytes | None:
        """The key of such a part; None where it may be another now."""
        last = self._last
        seen = last.seen.get(name) if kind in self._firm and name in last.parts else None
        known = seen is not None and not (self._others and touched(seen, self._others))
        return last.parts[name][0] if known else None
