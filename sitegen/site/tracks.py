"""Which pages are as they were for sure, told by what each was planned from last time, without planning it again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.site.keys import SIZE
from sitegen.site.noting import touched
from sitegen.site.page import Draft

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from sitegen.site.page import AnyPage
    from sitegen.site.target import Kept


def unchanged(last: Kept, grounds: Mapping[str, bytes], marks: bytes) -> Callable[[AnyPage], bool]:
    """Tells a page that would come out as the last build made it.

    `grounds` stand for all that the pages of a template are made from besides what stories say, and `marks`, one after
    the other in the order of the catalogue, for that. On the same ground a page asks for the same stories.
    """
    if len(last.marks) != len(marks):
        return lambda page: False
    starts = range(0, len(marks), SIZE) if last.marks != marks else ()
    others = {at // SIZE for at in starts if last.marks[at : at + SIZE] != marks[at : at + SIZE]}
    firm = {name for name, ground in grounds.items() if last.grounds.get(name) == ground}

    def same(page: AnyPage) -> bool:
        if not isinstance(page, Draft) or page.template not in firm or page.path not in last.parts:
            return False
        seen = last.seen.get(page.path)
        return seen is not None and not (others and touched(seen, others))

    return same
