"""What a stretch of the stories adds to the index: depends on these stories alone, and so can be made anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sitegen.site.search.documents import document, payload
from sitegen.site.search.facets import values
from sitegen.site.search.files import File, script
from sitegen.site.search.folding import COMMON, changing, fold, folded_char
from sitegen.site.search.grams import grams, invert
from sitegen.site.search.turning import turn
from sitegen.site.traditional.converter import converter

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.model import Record
    from sitegen.site.catalogue import Entry
    from sitegen.site.search.facets import Value
    from sitegen.site.traditional.editions import OtherEdition

SLICE = 2_000
"""Stories of a slice: enough that putting the lists together is cheap, few enough that their lists need little room."""
_KNOWN = frozenset(COMMON)
Inverted = dict[str, tuple[int, int, str]]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Some stories in the order of the catalogue; `start` is the number of the first."""

    start: int
    records: Sequence[Record]
    entries: Sequence[Entry]
    words: Mapping[str, Any]
    other: OtherEdition | None = None
    """The edition that wants the same texts in its own script."""


@dataclass(frozen=True, slots=True)
class Slice:
    """What came of them."""

    texts: tuple[File, ...]
    lists: Inverted
    title_lists: Inverted
    special: Mapping[str, str]
    """What characters of the texts stand for that are not among the common ones."""
    facets: tuple[tuple[Value, ...], ...]


def stretches(
    records: Sequence[Record], entries: Sequence[Entry], words: Mapping[str, Any], other: OtherEdition | None = None
) -> Iterable[Stretch]:
    """All stories, cut."""
    for start in range(0, len(records), SLICE):
        yield Stretch(start, records[start : start + SLICE], entries[start : start + SLICE], words, other)


def make_slice(stretch: Stretch) -> Slice:
    """The texts of these stories as files, and which of them have which grams."""
    files: list[File] = []
    whole: list[set[int]] = []
    titles: list[set[int]] = []
    every: dict[str, str] = {}
    convert = converter(stretch.other.how) if stretch.other else None
    for number, (record, entry) in enumerate(zip(stretch.records, stretch.entries, strict=True), stretch.start):
        found = document(record, entry, stretch.words)
        text = found.text()
        whole.append(grams(fold(text)))
        titles.append(grams(fold("\n".join(found.titles))))
        special = special_of(text)
        every.update(special)
        files.append(script(text_name(number), payload(found, special)))
        if convert and stretch.other:
            turned, folds = turn(found, convert)
            special = {**special_of(turned.text()), **folds}
            path, content = script(text_name(number), payload(turned, special))
            files.append((stretch.other.pair.other.folder + path, content))
    facets = tuple(values(record, entry) for record, entry in zip(stretch.records, stretch.entries, strict=True))
    return Slice(tuple(files), invert(whole, stretch.start), invert(titles, stretch.start), every, facets)


def text_name(number: int) -> str:
    """The name of the file that has a story's text."""
    return f"t/{number // 1000}/{number}"


def special_of(text: str) -> dict[str, str]:
    """What the rarer characters of a text become; the text was folded before."""
    return {char: folded_char(char) for char in sorted(changing(text) - _KNOWN)}
