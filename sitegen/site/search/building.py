"""All files of the search index, from the catalogue of an archive."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

from sitegen.site.search import completion
from sitegen.site.search.documents import document, payload, searchable
from sitegen.site.search.facets import BLOCK, blocks, by_frequency, values
from sitegen.site.search.folding import LETTERS, aliases, folded_char
from sitegen.site.search.grams import BREAK, grams, invert, shards
from sitegen.site.search.postings import ALPHABET

if TYPE_CHECKING:
    from collections.abc import Generator, Iterable, Iterator, Mapping

    from sitegen.site.catalogue import Catalogue

FOLDER = "search/data"
PAGE = 48
"""Shards that one page of the directory lists."""
COMMON = 64
"""Foldings that the page has from the start: wide punctuation and what else most stories have."""
File = tuple[str, bytes]


def build_search(catalogue: Catalogue, words: Mapping[str, Any]) -> Iterator[File]:
    """The index as files of the site, each a script that hands its data to the search page."""
    documents = [
        document(record, entry, words) for record, entry in zip(catalogue.records, catalogue.entries, strict=True)
    ]
    folded = [searchable(found) for found in documents]
    seen = Counter(char for found in documents for char in set(found.text()))
    changed = {char: become for char in seen if char != "\n" and (become := folded_char(char)) != char}
    common = {char: changed[char] for char in sorted(changed, key=lambda char: (-seen[char], char))[:COMMON]}

    plain = (char for char in seen if char not in changed and not char.isalnum() and not char.isascii())
    usual = sorted(sorted(plain), key=lambda char: -seen[char])[:COMMON]

    whole = invert(grams(text) for _, text in folded)
    known = frozenset(key for key in whole if len(key) == 1)
    others = {**dict(aliases(known)), **{char: become for char, become in changed.items() if become.strip()}}
    for number, found in enumerate(documents):
        yield script(f"t/{number // 1000}/{number}", payload(found, common))
    text_pages = yield from _index("p", shards(whole, {char: others[char] for char in sorted(others)}))
    title_pages = yield from _index("h", shards(invert(grams(text) for text, _ in folded), {}))

    word_pages = yield from _index("c", completion.shards(completion.headwords(catalogue)))

    filed = [values(record, entry) for record, entry in zip(catalogue.records, catalogue.entries, strict=True)]
    order = by_frequency(filed)
    for number, block in enumerate(blocks(filed, [entry.when.year for entry in catalogue.entries], order)):
        yield script(f"f/{number}", block)
    yield script("f/values", ["".join(kind for kind, _ in order), [name for _, name in order]])
    yield script(
        "root",
        {
            "stories": len(documents),
            "alphabet": ALPHABET,
            "letters": _escaped(LETTERS),
            "break": BREAK,
            "fold": common,
            "plain": "".join(usual),
            "block": BLOCK,
            "page": PAGE,
            "p": text_pages,
            "h": title_pages,
            "c": word_pages,
        },
    )


def script(name: str, data: object) -> File:
    """A file that hands its data over when it is loaded as a script."""
    # Line separators are white space inside of texts, but end lines in scripts of old browsers.
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    text = text.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{FOLDER}/{name}.js", f'sitegenSearch("{name}",{text})\n'.encode("utf-8", "replace")


def _index(name: str, pieces: Iterable[tuple[str, str]]) -> Generator[File, None, list[str]]:
    """The shards of one index and the pages of its directory; returns the first key of each page."""
    firsts: list[str] = []
    for number, (first, text) in enumerate(pieces):
        firsts.append(first)
        yield script(f"{name}/{number // 1000}/{number}", text)
    for page in range(0, len(firsts), PAGE):
        yield script(f"{name}/d{page // PAGE}", " ".join(firsts[page : page + PAGE]))
    return firsts[::PAGE]


def _escaped(letters: str) -> str:
    """The class of letters as JavaScript writes it."""
    return "".join(char if char.isascii() else f"\\u{{{ord(char):x}}}" for char in letters)
