"""All files of the search index, from the catalogue of an archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitegen.site.search import completion
from sitegen.site.search.facets import BLOCK, blocks, by_frequency
from sitegen.site.search.files import File, script
from sitegen.site.search.folding import COMMON, LETTERS, PLAIN, aliases, folded_char
from sitegen.site.search.grams import BREAK, Lists, shards
from sitegen.site.search.postings import ALPHABET, number
from sitegen.site.search.slices import Slice, Stretch, make_slice, stretches
from sitegen.site.traditional.converter import converter

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable, Iterator, Mapping

    from sitegen.site.catalogue import Catalogue
    from sitegen.site.search.facets import Value
    from sitegen.site.traditional.editions import OtherEdition

    Run = Callable[[Callable[[Stretch], Slice], Iterable[Stretch]], Iterable[Slice]]

PAGE = 48
"""Shards that one page of the directory lists."""
WEIGHT = 400
"""Bytes that one step of a shard's weight stands for, as the directory gives it."""


def build_search(
    catalogue: Catalogue, words: Mapping[str, Any], other: OtherEdition | None = None, run: Run = map
) -> Iterator[File]:
    """The index as files of the site, each a script that hands its data to the search page.

    The `other` edition uses the same index, and has in its own script what is shown of it: texts and names.
    `run` makes the slices, as map does: in this process, or in several at once, but in their order.
    """
    whole, titles = Lists(), Lists()
    special: dict[str, str] = {}
    filed: list[tuple[Value, ...]] = []
    for made in run(make_slice, stretches(catalogue.records, catalogue.entries, words, other)):
        yield from made.texts
        whole.add(made.lists)
        titles.add(made.title_lists)
        special.update(made.special)
        filed += made.facets
    common = {char: folded_char(char) for char in COMMON}
    known = frozenset(key for key in whole.of if len(key) == 1)
    met = {char: become for char, become in special.items() if become.strip()}
    others = {**dict(aliases(known)), **{char: common[char] for char in COMMON}, **met}
    text_pages = yield from _index("p", shards(whole.texts(), {char: others[char] for char in sorted(others)}))
    title_pages = yield from _index("h", shards(titles.texts(), {}))
    headwords = completion.headwords(catalogue)
    word_pages = yield from _index("c", completion.shards(headwords))
    order = by_frequency(filed)
    for place, block in enumerate(blocks(filed, [entry.when.year for entry in catalogue.entries], order)):
        yield script(f"f/{place}", block)
    kinds, names = "".join(kind for kind, _ in order), [name for _, name in order]
    yield script("f/values", [kinds, names])
    if other:
        folder, convert = other.pair.other.folder, converter(other.how)
        path, content = script("f/values", [kinds, names, list(map(convert, names))])
        yield folder + path, content
        for place, (_, text) in enumerate(completion.shards(headwords)):
            path, content = script(f"c/{place // 1000}/{place}", completion.turned(text, convert))
            yield folder + path, content
    yield script(
        "root",
        {
            "stories": len(catalogue.records),
            "alphabet": ALPHABET,
            "letters": _escaped(LETTERS),
            "break": BREAK,
            "fold": common,
            "plain": PLAIN,
            "block": BLOCK,
            "page": PAGE,
            "p": text_pages,
            "h": title_pages,
            "c": word_pages,
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
