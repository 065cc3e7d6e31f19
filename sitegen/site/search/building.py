"""All files of the search index, from the catalogue of an archive."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sitegen.site.search import completion
from sitegen.site.search.facets import BLOCK, blocks, by_frequency
from sitegen.site.search.files import File, script
from sitegen.site.search.folding import COMMON, LETTERS, PLAIN, aliases, folded_char
from sitegen.site.search.grams import BREAK, Lists, shards
from sitegen.site.search.postings import ALPHABET, number
from sitegen.site.search.quickest import packing
from sitegen.site.search.slices import make_slice, stretches
from sitegen.site.traditional.converter import converter

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from sitegen.site.catalogue import Catalogue
    from sitegen.site.search.facets import Value
    from sitegen.site.search.postings import Pack
    from sitegen.site.search.slices import Share
    from sitegen.site.traditional.editions import OtherEdition

PAGE = 48
"""Shards that one page of the directory lists."""
WEIGHT = 400
"""Bytes that one step of a shard's weight stands for, as the directory gives it."""


@dataclass(slots=True)
class Whole:
    """The index of all stories so far."""

    packing: Pack
    lists: Lists = field(default_factory=Lists)
    titles: Lists = field(default_factory=Lists)
    special: dict[str, str] = field(default_factory=dict)
    """What rarer characters stand for."""
    facets: list[tuple[Value, ...]] = field(default_factory=list)

    def add(self, share: Share) -> None:
        """Puts the next stories to it."""
        lists, titles, special, facets = share
        start = len(self.facets)
        self.lists.add(lists, start)
        self.titles.add(titles, start)
        self.special.update(special)
        self.facets += facets


def build_search(catalogue: Catalogue, words: Mapping[str, Any], other: OtherEdition | None = None) -> Iterator[File]:
    """The index as files of the site, each a script that hands its data to the search page.

    The `other` edition uses the same index, and has in its own script what is shown of it: texts and names.
    """
    whole = Whole(packing(len(catalogue.records)))
    for stretch in stretches(catalogue.records, catalogue.entries, words, other, catalogue.variants):
        made = make_slice(stretch)
        yield from made.texts
        whole.add(made.share)
    yield from index_files(catalogue, whole, other)
    yield from word_files(catalogue, other)


def word_files(catalogue: Catalogue, other: OtherEdition | None = None) -> Iterator[File]:
    """What completes a query; a story's text is nothing to it."""
    pieces = list(completion.shards(completion.headwords(catalogue), catalogue.variants))
    pages = yield from _index("c", pieces)
    yield script("c/root", pages)
    if other:
        convert = converter(other.how)
        for place, (_, text) in enumerate(pieces):
            path, content = script(f"c/{place // 1000}/{place}", completion.turned(text, convert))
            yield other.pair.other.folder + path, content


def index_files(catalogue: Catalogue, whole: Whole, other: OtherEdition | None = None) -> Iterator[File]:
    """All but texts and completion."""
    common = {char: folded_char(char, catalogue.variants) for char in COMMON}
    lists = whole.lists.texts(whole.packing)
    known = frozenset(key for key in lists if len(key) == 1)
    met = {char: become for char, become in whole.special.items() if become.strip()}
    others = {**dict(aliases(known, catalogue.variants)), **common, **met}
    spelled = shards(lists, {char: others[char] for char in sorted(others)})
    text_pages = yield from _index("p", spelled)
    title_pages = yield from _index("h", shards(whole.titles.texts(whole.packing), {}))
    order = by_frequency(whole.facets)
    for place, block in enumerate(blocks(whole.facets, [entry.when.year for entry in catalogue.entries], order)):
        yield script(f"f/{place}", block)
    kinds, names = "".join(kind for kind, _ in order), [name for _, name in order]
    yield script("f/values", [kinds, names])
    if other:
        folder, convert = other.pair.other.folder, converter(other.how)
        path, content = script("f/values", [kinds, names, list(map(convert, names))])
        yield folder + path, content
    yield script(
        "root",
        {
            "stories": len(catalogue.records),
            "alphabet": ALPHABET,
            "letters": _escaped(LETTERS),
            "break": BREAK,
            "fold": common,
            "plain": "".join(char for char in PLAIN if folded_char(char, catalogue.variants) == char),
            "block": BLOCK,
            "page": PAGE,
            "p": text_pages,
            "h": title_pages,
        },
    )


def _index(name: str, pieces: Iterable[tuple[str, str]]) -> Generator[File, None, list[str]]:
    """The shards of one index and the pages of its directory; returns the first key of each page.

    A page has the first keys of its shards and their weights, so that the lightest can be asked for first.
    """
    firsts: list[str] = []
    weights: list[str] = []
    for place, (first, text) in enumerate(pieces):
        file = script(f"{name}/{place // 1000}/{place}", text)
        firsts.append(first)
        weights.append(number(min(len(file[1]) // WEIGHT, 59)))
        yield file
    for start in range(0, len(firsts), PAGE):
        page = " ".join([*firsts[start : start + PAGE], "".join(weights[start : start + PAGE])])
        yield script(f"{name}/d{start // PAGE}", page)
    return firsts[::PAGE]


def _escaped(letters: str) -> str:
    """The class of letters as JavaScript writes it."""
    return "".join(char if char.isascii() else f"\\u{{{ord(char):x}}}" for char in letters)
