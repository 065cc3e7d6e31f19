"""Which pages are as they were for sure, told by what each was planned from last time, without planning it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.site.keys import SIZE
from sitegen.site.noting import all_touched
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
        self._parts = last.parts
        self._firm: set[str] = set()
        self._known: set[str] = set()
        """What asked for none of the stories that say something else now."""
        if len(last.marks) == len(marks):
            self._firm = {name for name, ground in grounds.items() if last.grounds.get(name) == ground}
            starts = range(0, len(marks), SIZE) if last.marks != marks else ()
            others = {at // SIZE for at in starts if last.marks[at : at + SIZE] != marks[at : at + SIZE]}
            self._known = (last.seen.keys() & last.parts.keys()) - all_touched(last.seen, others)

    def same(self, page: AnyPage) -> bool:
        return type(page) is Draft and page.template in self._firm and page.path in self._known

    def key_of(self, name: str, kind: str) -> bytes | None:
        """The key of such a part; None where it may be another now."""
        return self._parts[name][0] if kind in self._firm and name in self._known else None
