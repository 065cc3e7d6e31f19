"""The site: from an archive to pages, search, feeds and all else that public/ holds."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.site.building import BuildReport, build_site

__all__ = ["BuildReport", "build_site"]


def __getattr__(name: str) -> object:
    # Imported when asked for: templates and Markdown take 0.2 s, and a build with nothing to do needs neither.
    if name not in __all__:
        raise AttributeError(name)
    from sitegen.site import building

    return getattr(building, name)
