"""The keys of pages: what stands for all that a page is made from, its theme and what it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.site.looks import template_keys

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sitegen.site.keys import Keys
    from sitegen.site.page import Page


class PageKeys(NamedTuple):
    """Gives a page its key, in any process."""

    keys: Keys
    looks: Mapping[str, bytes]
    """Of each template what it and all that it takes from others come to, with what every page is given."""
    every: bytes
    """Stands for the program and for what every page is given."""

    def of(self, page: Page) -> bytes:
        return self.keys.of(
            self.looks.get(page.template), page.path, page.template, page.title, page.description, page.section,
            page.trail, page.source, page.context, page.later,
        )  # fmt: skip


def page_keys(keys: Keys, theme_dirs: Sequence[Path], *given: object) -> PageKeys:
    """The keys of pages of this theme, to which so much is given besides their own."""
    every = keys.of(*given)
    looks = {name: keys.of(every, own) for name, own in template_keys(theme_dirs).items()}
    return PageKeys(keys, looks, every)
