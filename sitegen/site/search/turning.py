"""A story's text in the script of the other edition, so that it is still found by what the index has of it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.site.search.folding import fold, folded_char

if TYPE_CHECKING:
    from collections.abc import Callable

    from sitegen.site.search.documents import Document
    from sitegen.site.search.folding import Groups


def turn(found: Document, convert: Callable[[str], str], own: Groups = ()) -> tuple[Document, dict[str, str]]:
    """The document in the other script, and what its characters stand for where that is not what they always do.

    The index knows the first script's text, and what a query is held against must fold to the very same. A story whose
    other form does not, and cannot be told to, is shown as it is.
    """
    kicker, headline, subhead = map(convert, found.titles)
    turned = replace(
        found,
        titles=(kicker, headline, subhead),
        body=tuple(map(convert, found.body)),
        captions=tuple(map(convert, found.captions)),
        byline=convert(found.byline),
        tags=tuple(map(convert, found.tags)),
        place=convert(found.place),
        date=convert(found.date),
    )
    before, after = found.text(), turned.text()
    if fold(before, own) == fold(after, own):
        return turned, {}
    if len(before) != len(after):
        return found, {}
    meant: dict[str, str] = {}
    for char, first in zip(after, before, strict=True):
        if meant.setdefault(char, folded_char(first, own)) != folded_char(first, own):
            return found, {}
    return turned, {char: become for char, become in meant.items() if folded_char(char, own) != become}
