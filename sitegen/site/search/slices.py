"""What a stretch of the stories adds to the index: depends on these stories alone, and so can be made anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING, Any
from zlib import crc32

from sitegen.site.search.documents import Card, card_of, document, payload
from sitegen.site.search.facets import values
from sitegen.site.search.files import File, script
from sitegen.site.search.folding import COMMON, changing, folded_char
from sitegen.site.search.grams import Inverted
from sitegen.site.search.quickest import inverted
from sitegen.site.search.turning import turn
from sitegen.site.traditional.converter import converter

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sitegen.model import Record
    from sitegen.site.entries import Entry
    from sitegen.site.search.facets import Value
    from sitegen.site.search.folding import Groups
    from sitegen.site.traditional.editions import OtherEdition

SLICE = 512
"""Stories of a slice, on the average: an edited story means that the lists of so many are made anew."""
LONGEST = 4 * SLICE
_KNOWN = frozenset(COMMON)
Share = tuple[Inverted, Inverted, dict[str, str], tuple[tuple["Value", ...], ...]]
"""What a slice adds to the index, numbered from nought: lists, those of titles alone, what its rarer characters stand
for, and the facets of its stories. Plain values, that can be kept on the disk."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some stories in the order of the catalogue; `start` is the number of the first."""

    start: int
    records: Sequence[Record]
    cards: Sequence[Card]
    words: Mapping[str, Any]
    other: OtherEdition | None = None
    """The edition that wants the same texts in its own script."""
    variants: Groups = ()


@dataclass(frozen=True, slots=True)
class Slice:
    """What came of them."""

    texts: tuple[File, ...]
    share: Share


def stretches(
    records: Sequence[Record],
    entries: Sequence[Entry],
    words: Mapping[str, Any],
    other: OtherEdition | None = None,
    variants: Groups = (),
) -> Iterator[Stretch]:
    """All stories, cut where their ids say, so that a story that comes or goes moves no other cut."""
    cards = list(map(card_of, entries))
    cuts = [place for place, card in enumerate(cards, 1) if crc32(card.id.encode()) % SLICE == 0]
    start = 0
    for end in chain(cuts, (len(records),)):
        while start < end:
            until = min(end, start + LONGEST)
            yield Stretch(start, records[start:until], cards[start:until], words, other, variants)
            start = until


def make_slice(stretch: Stretch) -> Slice:
    """The texts of these stories as files, and which of them have which grams."""
    files: list[File] = []
    every: dict[str, str] = {}
    convert = converter(stretch.other.how) if stretch.other else None
    own = stretch.variants
    stories = list(zip(stretch.records, stretch.cards, strict=True))
    documents = [document(record, card, stretch.words) for record, card in stories]
    texts = [found.text() for found in documents]
    whole = inverted(texts, own)
    titles = inverted(["\n".join(found.titles) for found in documents], own)
    for number, (found, text) in enumerate(zip(documents, texts, strict=True), stretch.start):
        special = special_of(text, own)
        every.update(special)
        files.append(script(text_name(number), payload(found, special)))
        if convert and stretch.other:
            turned, folds = turn(found, convert, own)
            special = {**special_of(turned.text(), own), **folds}
            path, content = script(text_name(number), payload(turned, special))
            files.append((stretch.other.pair.other.folder + path, content))
    facets = tuple(values(record, card) for record, card in stories)
    return Slice(tuple(files), (whole, titles, every, facets))


def text_name(number: int) -> str:
    """The name of the file that has a story's text."""
    return f"t/{number // 1000}/{number}"


def special_of(text: str, own: Groups = ()) -> dict[str, str]:
    """What the rarer characters of a text become; the text was folded before."""
    return {char: folded_char(char, own) for char in sorted(changing(text, _KNOWN, own))}
