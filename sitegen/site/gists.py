"""The gist of a story: what lists and its neighbours need of its text, so that the text itself need not be read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.site.headlines import marked
from sitegen.site.leads import leads, undated
from sitegen.site.readings import MARKS, rare_among, uncommon

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import Record

LEAD_WIDTH = 112
BRIEF_WIDTH = 62
LITTLE = 16
"""Letters of a first paragraph that alone is no lead, as the rest of a sentence or a cry."""
_MARKDOWN = re.compile(
    r"\\([!-/:-@\[-`{-~])|^#{1,6}\s+|&#(\d+);|!\[[^\]]*\]\([^)]*\)|\[([^\]]*)\]\([^)]*\)", re.MULTILINE
)
_MARKS = ("\\", "#", "&", "]")
"""A text without any of them has nothing of Markdown to be taken out. To look for one character is quickest."""
_BLANK = re.compile(r"\n\s*\n")
_QUOTED = re.compile(r"“([^“”]{3,14})”|《([^《》]{3,20})》")


class Gist(NamedTuple):
    """Values that marshal knows, alone or in tuples, so that they can be kept."""

    lead: str
    brief: str
    length: int
    """Letters, digits and ideographs of the body."""
    quoted: tuple[str, ...]
    """Phrases and titles in quotes, each once."""
    enclosing: bool
    """The body may have links or pictures."""
    crossheads: tuple[tuple[int, str], ...]
    """Each with its place among the blocks of the body, from 1."""
    prints_year: bool
    """The year of its date stands in the headline or the body."""
    rare: tuple[str, ...]
    """Characters of titles and body that a reader may not know."""
    headline: str
    """Marked where it may break."""


def gist_of(record: Record) -> Gist:
    """The gist of a story, from its text alone."""
    body = record.body
    text = plain(body)
    odd = uncommon(text)
    first = undated(_opening(body))
    brief, longer = leads(first, BRIEF_WIDTH, LEAD_WIDTH)
    return Gist(
        longer,
        brief,
        _length(text, odd),
        tuple(dict.fromkeys([phrase or title for phrase, title in _QUOTED.findall(text)])),
        "]" in body and ("](" in body or "]:" in body or "][" in body),
        _crossheads(body),
        bool(record.date) and record.date.strip()[:4] in record.headline + body,
        rare_among([*odd, *uncommon("".join((record.kicker, record.headline, record.subhead)))]),
        marked(record.headline),
    )


def gleaned(record: Record) -> tuple[Any, ...]:
    """The same as plain values."""
    return tuple(gist_of(record))


def _length(text: str, odd: Sequence[str]) -> int:
    """How many letters, digits and ideographs a text has, of which these are the uncommon characters."""
    # To count a mark is quick, to look at each by itself is not.
    return len(text) - sum(map(text.count, MARKS)) - len(odd) + sum(map(str.isalnum, odd))


def _crossheads(body: str) -> tuple[tuple[int, str], ...]:
    if "#" not in body:
        return ()
    blocks = [block.strip() for block in _BLANK.split(body) if block.strip()]
    return tuple((number, block) for number, block in enumerate(blocks, 1) if block.startswith("#"))


def plain(markdown: str) -> str:
    """The text of a story's Markdown, near enough for a lead or a count: no marks, no escapes, of links the words."""
    if not any(mark in markdown for mark in _MARKS):  # quicker than a pattern, and nearly always so
        return markdown
    return _MARKDOWN.sub(lambda found: chr(int(found[2])) if found[2] else found[1] or found[3] or "", markdown)


def _opening(body: str) -> str:
    """What the lead is cut from: the first paragraph, and where that says too little the next as well."""
    opening = ""
    for paragraph in _paragraphs(body):
        opening += paragraph
        if len(opening) >= LITTLE:
            break
    return opening


def _paragraphs(markdown: str) -> Iterator[str]:
    """The blocks of a body that are not crossheads, one after the other."""
    start = 0
    while start <= len(markdown):
        found = _BLANK.search(markdown, start)
        block = markdown[start : found.start() if found else len(markdown)].strip()
        if block and not re.match(r"#{1,6}\s", block):
            text = plain(block)
            if text:
                yield text
        if found is None:
            break
        start = found.end()
