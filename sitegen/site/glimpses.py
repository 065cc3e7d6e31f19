"""A story's page at once after an edit, for the preview, before the site is made anew around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.content.loading import load_record
from sitegen.site.gists import gist_of
from sitegen.site.page import in_full
from sitegen.site.pages.stories import with_text
from sitegen.site.rendering import render

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sitegen.site.page import AnyPage
    from sitegen.site.rendering import Theme


class Glimpses:
    """Remembers the pages of stories as they were planned last, by their files below content/."""

    def __init__(self) -> None:
        self._pages: dict[str, AnyPage] = {}
        self._theme: Theme | None = None

    def __bool__(self) -> bool:
        return bool(self._pages)

    def remember(self, pages: Iterable[AnyPage], theme: Theme) -> None:
        """Takes them down; one is made at once, so that the templates are compiled when they are needed."""
        self._pages = {page.source: page for page in pages if page.template == "story.html"}
        self._theme = theme
        for page in list(self._pages.values())[:1]:
            render(theme, in_full(page))

    def of(self, content_dir: Path, path: str) -> tuple[str, bytes] | None:
        """Address and bytes of the page of a story as its file reads now; None where only a whole build can tell.

        What the story is filed under, and what other pages say of it, is as it was.
        """
        page = self._pages.get(path)
        if page is None or self._theme is None:
            return None
        record, _ = load_record(content_dir, path)
        shown = with_text(in_full(page), record, gist_of(record)) if record is not None else None
        if shown is None:
            return None
        content, problem = render(self._theme, shown)
        return (shown.path, content) if problem is None else None
