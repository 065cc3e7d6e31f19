"""What a reader's toggle needs of a page: its stretches of words as they are, each with its other form."""

from __future__ import annotations

import json
from html import unescape
from typing import TYPE_CHECKING

from sitegen.site.traditional.markup import converted, stretches

if TYPE_CHECKING:
    from collections.abc import Callable


def words_of(html: str, convert: Callable[[str], str]) -> bytes:
    """A script that hands over the words of a page that have another form: texts and attributes, as a browser has them.

    The forms come from whole blocks, as in an edition; what stands in one form in one place and in another in the next
    is turned as where it stands first.
    """
    found: dict[str, str] = {}
    for before, after in zip(stretches(html), stretches(converted(html, convert)), strict=True):
        if before != after:
            found.setdefault(unescape(before), unescape(after))
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"sitegenWords({text})\n".encode("utf-8", "replace")
