"""A story as search reads it: its searchable pieces in order, and what a list of hits shows of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.content.markdown import to_blocks
from sitegen.site.dates import When

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model import Record
    from sitegen.site.entries import Entry

PLACES = 3
"""So many places stand under a hit."""


class Card(NamedTuple):
    """All that search takes of a story besides its record: plain values, of which a key is soon made."""

    id: str
    county: str
    places: tuple[str, ...]
    when: tuple[int | str | bool, ...]
    """The fields of a `When`."""
    clipping: str
    fragment: bool
    doubtful: bool


def card_of(entry: Entry) -> Card:
    """What search takes of an entry."""
    return Card(
        entry.id,
        entry.county,
        tuple([link.text for link in entry.places[:PLACES]]),
        tuple(entry.when),
        entry.clipping,
        entry.fragment,
        entry.doubtful,
    )


@dataclass(frozen=True, slots=True)
class Document:
    """The pieces of a story. A query is looked for within a piece, never across two."""

    id: str
    titles: tuple[str, str, str]
    """Kicker, headline, subhead."""
    body: tuple[str, ...]
    captions: tuple[str, ...]
    byline: str
    tags: tuple[str, ...]
    place: str
    date: str
    clipping: str

    def text(self) -> str:
        """All that can be found, a line a piece."""
        return "\n".join((*self.titles, *self.body, *self.captions, self.byline, *self.tags))


def document(record: Record, card: Card, words: Mapping[str, Any]) -> Document:
    """The document of a story; `words` are the site's own, for the date."""
    blocks = (block.text for block in to_blocks(record.body))
    tags = (
        card.county,
        *record.townships,
        *record.mentioned_townships,
        *record.villages,
        *record.mentioned_villages,
        *record.topics,
        *record.people,
        *record.organisations,
        *record.reporters,
    )
    return Document(
        id=record.id,
        titles=(_line(record.kicker), _line(record.headline), _line(record.subhead)),
        body=tuple(filter(None, map(_line, blocks))),
        captions=tuple(filter(None, map(_line, record.captions))),
        byline=_line(record.byline),
        tags=tuple(filter(None, map(_line, dict.fromkeys(tags)))),
        place="、".join(card.places),
        date=_shown(When._make(card.when), words["when"]),
        clipping=card.clipping,
    )


def payload(found: Document, special: Mapping[str, str]) -> list[object]:
    """What the page loads to check and to show a story; `special` are the foldings that it does not have already."""
    return [
        found.id,
        *found.titles,
        found.body,
        found.captions,
        found.byline,
        found.tags,
        found.place,
        found.date,
        found.clipping,
        special,
    ]


def _line(text: str) -> str:
    return text.replace("\n", " ").strip() if "\n" in text else text


def _shown(when: When, words: Mapping[str, str]) -> str:
    """The story's own words for its date, and the date where they do not say it: 近日 2023, but 2023年 alone."""
    date = _date(when, words)
    return when.said if date in when.said else " ".join(filter(None, (when.said, date)))


def _date(when: When, words: Mapping[str, str]) -> str:
    """The date as lists print it: in brackets where the year is inferred."""
    if not when.year:
        return words["unknown"]
    if when.exact and when.month:
        return words["day" if when.day else "month"].format(y=when.year, m=when.month, d=when.day)
    return str(when.year) if when.certain else f"〔{when.year}〕"
