"""The editors' side: story files both ways, the ledger, and what editors did. The only door to content/."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.content.carrying import carry
    from sitegen.content.escape import plain_form, to_markdown
    from sitegen.content.loading import Archive, load
    from sitegen.content.markdown import to_html
    from sitegen.content.outcome import Conflict, ImportReport
    from sitegen.content.standing import Standing

__all__ = [
    "Archive",
    "Conflict",
    "ImportReport",
    "Standing",
    "carry",
    "load",
    "plain_form",
    "to_html",
    "to_markdown",
]
# Imported when asked for: a parser of YAML and one of Markdown take 0.1 s, and most runs need neither.
_HOMES = {
    "Archive": "loading",
    "Conflict": "outcome",
    "ImportReport": "outcome",
    "Standing": "standing",
    "carry": "carrying",
    "load": "loading",
    "plain_form": "escape",
    "to_html": "markdown",
    "to_markdown": "escape",
}


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(name)
    return getattr(import_module(f"sitegen.content.{_HOMES[name]}"), name)
