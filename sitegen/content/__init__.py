"""The editors' side: story files both ways, the ledger, and what editors did. The only door to content/."""

from __future__ import annotations

from sitegen.content.carrying import carry
from sitegen.content.escape import plain_form, to_markdown
from sitegen.content.loading import Archive, load
from sitegen.content.report import Conflict, ImportReport
from sitegen.content.standing import Standing, standing

__all__ = [
    "Archive",
    "Conflict",
    "ImportReport",
    "Standing",
    "carry",
    "load",
    "plain_form",
    "standing",
    "to_html",
    "to_markdown",
]


def __getattr__(name: str) -> object:
    # The Markdown parser takes 70 ms to import, and an import of clippings needs none.
    if name == "to_html":
        from sitegen.content.markdown import to_html

        return to_html
    raise AttributeError(name)
