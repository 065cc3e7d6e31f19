"""Labels with {blanks}, and what is put into them."""

from __future__ import annotations

import re
from string import Formatter

from markupsafe import Markup, escape

FILL = "fill"
"""The name of the filter that is `fill`."""
_MORE = re.compile(r"\{(?!\w+\})|(?<!\w)\}")
"""Something in a label that is no plain {blank}."""


def fill(text: str, **values: object) -> str:
    """A label with its {blanks} filled in; a number of four digits or more gets no separator."""
    if type(text) is Markup and not _MORE.search(text):  # as the library does it, but for forms of numbers and the like
        return Markup(str.format(str(text), **{name: escape(value) for name, value in values.items()}))
    return text.format(**values)


def form_of(label: str, names: list[str]) -> str | None:
    """The label with the places of these names for its blanks, {0} and {1}; None where it has other blanks."""
    label = str.__str__(label)
    if _MORE.search(label):
        return None
    blanks = {blank for _, blank, _, _ in Formatter().parse(label) if blank is not None}
    if not blanks <= set(names):
        return None
    return label.format(**{name: f"{{{place}}}" for place, name in enumerate(names)})
