"""What can be done in two ways, by the quicker one; both come to the same.

One of them wants numpy, whose import has to pay.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from sitegen.site.search.grams import grams, invert
from sitegen.site.search.postings import MANY, pack

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.site.search.folding import Groups
    from sitegen.site.search.grams import Inverted
    from sitegen.site.search.postings import Pack

WORTH = 300
"""Stories whose lists take as much longer without numpy as it takes to import it."""
WORTH_PACKING = 3_000
"""The same of stories whose lists are there, but for those that become a bit a story."""


def inverted(texts: Sequence[str], own: Groups = ()) -> Inverted:
    """Which of these texts have which grams."""
    found = _with_numpy(len(texts) >= WORTH)
    if found and len(texts) < MANY:
        return found.invert(texts, own)
    return invert(grams(text, own) for text in texts)


def packing(stories: int) -> Pack:
    """How the lists of so many stories are packed."""
    found = _with_numpy(stories >= WORTH_PACKING)
    return found.pack if found else pack


class _Ways(NamedTuple):
    invert: Callable[[Sequence[str], Groups], Inverted]
    pack: Pack


def _with_numpy(worth: bool) -> _Ways | None:
    """The ways of numpy where it is installed; once it is imported they are the quicker ones for any number."""
    return _ways() if worth or _ways.cache_info().currsize else None


@cache
def _ways() -> _Ways | None:
    try:
        from sitegen.site.search.columns import invert_columns, pack_columns
    except ImportError:
        return None
    return _Ways(invert_columns, pack_columns)
