"""Which stories have which grams, by the quicker of two ways; both come to the same."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from sitegen.site.search.grams import grams, invert
from sitegen.site.search.postings import MANY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from sitegen.site.search.folding import Groups
    from sitegen.site.search.grams import Inverted

WORTH = 300
"""Stories for which it is worth to import numpy: that takes as long as these take more without it."""


def inverted(texts: Sequence[str], own: Groups = ()) -> Inverted:
    """Which of these texts have which grams."""
    # Once it is imported it is the quicker way for any number.
    by_columns = _by_columns() if len(texts) >= WORTH or _by_columns.cache_info().currsize else None
    if by_columns and len(texts) < MANY:
        return by_columns(texts, own)
    return invert(grams(text, own) for text in texts)


@cache
def _by_columns() -> Callable[[Sequence[str], Groups], Inverted] | None:
    """The way that wants numpy, where it is installed."""
    try:
        from sitegen.site.search.columns import invert_columns
    except ImportError:
        return None
    return invert_columns
