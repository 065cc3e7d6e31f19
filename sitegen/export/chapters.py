"""Chapters and lists of them as XHTML, which every form of the book takes as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.export.book import Book, Chapter, Group


def chapter_html(chapter: Chapter, heading: str = "h1") -> str:
    """A story with its titles, its facts and where it came from."""
    facts = "　".join(filter(None, (chapter.date, chapter.byline)))
    parts = (
        _paragraph("kicker", chapter.kicker),
        f"<{heading}>{chapter.headline}</{heading}>",
        _paragraph("subhead", chapter.subhead),
        _paragraph("facts", facts),
        _paragraph("fragment", chapter.fragment),
        f'<div class="text">\n{chapter.body}</div>' if chapter.body else "",
        *(_paragraph("caption", f"图片说明：{caption}") for caption in chapter.captions),
        # How it is cited and where it stands is said in the words of the source, whatever the book's script.
        _paragraph("source", "<br/>".join(filter(None, (chapter.citation, chapter.origin))), ' translate="no"'),
    )
    return "\n".join(filter(None, parts))


def links(book: Book, group: Group, tag: str, address: str) -> str:
    """The chapters of a group, each in a `tag` of its own."""
    chapters = [book.chapters[number] for number in group.chapters]
    return "\n".join(
        f'<{tag}><a href="{address.format(chapter.anchor)}">{chapter.headline}</a></{tag}>' for chapter in chapters
    )


def index(book: Book, groups: Iterable[Group], address: str) -> str:
    """Names, each with its chapters below it."""
    rows = "\n".join(f"<dt>{group.name}</dt>\n{links(book, group, 'dd', address)}" for group in groups)
    return f"<dl>\n{rows}\n</dl>"


def _paragraph(kind: str, html: str, more: str = "") -> str:
    return f'<p class="{kind}"{more}>{html}</p>' if html else ""
