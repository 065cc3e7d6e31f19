"""What completes a query as one types: places, topics, people and headlines, by ideographs or by pinyin."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.site.search.folding import LETTERS, fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sitegen.site.catalogue import Catalogue
    from sitegen.site.search.folding import Groups

PLACE, TOPIC, PERSON, HEADLINE = "ptnh"
"""The kinds in the order in which they are offered."""
MOST = {PLACE: 6, TOPIC: 3, PERSON: 4, HEADLINE: 4}
"""So many of each are offered for a beginning that has too many."""
MANY = 40
DEEPEST = 6
"""Beginnings longer than this are few enough without a choice made here."""
LONGEST = 12
READ = 16
"""Characters of a headline that are read: more than anybody spells."""
SHARD = 6_000
RECORD = "\x7f"
TOP = "!"
"""After a beginning: the choice made for it; in order before all that begins with it."""
_OTHER = re.compile(f"[^{LETTERS}]+")


@dataclass(frozen=True, slots=True)
class Headword:
    kind: str
    word: str
    count: int
    """Stories that have it."""
    syllables: str
    """yue-bi-xiang; "" where it has no reading."""

    @property
    def rank(self) -> tuple[int, int, str]:
        return ("ptnh".index(self.kind), -self.count, self.word)


def headwords(catalogue: Catalogue) -> tuple[Headword, ...]:
    """All that the archive has a page for and readers would type, and the headlines."""
    places: Counter[str] = Counter(entry.county for entry in catalogue.entries if entry.county)
    for filed in (catalogue.main, catalogue.mentions, catalogue.villages):
        for (_, name), stories in filed.items():
            places[name] += len(stories)
    headlines = Counter(entry.headline for entry in catalogue.entries if entry.headline)
    slug = catalogue.slug
    return (
        *_of(PLACE, places, slug),
        *_of(TOPIC, {name: len(stories) for name, stories in catalogue.topics.stories.items()}, slug),
        *_of(PERSON, {name: len(stories) for name, stories in catalogue.people.stories.items()}, catalogue.person_slug),
        *_of(HEADLINE, headlines, lambda headline: slug(headline[:READ])),
    )


def shards(words: Sequence[Headword], own: Groups = ()) -> Iterator[tuple[str, str]]:
    """Records by spelling, cut to pieces: spelling, kind and count, syllables, word, parted by spaces."""
    ranked = sorted(words, key=lambda word: word.rank)
    spelled: dict[tuple[str, str, str], int] = {}
    begun: dict[str, list[int]] = defaultdict(list)
    # Words by their places in that order: numbers are sorted ten times as fast.
    for place, word in enumerate(ranked):
        for spelling in _spellings(word, own):
            spelled.setdefault((spelling, word.kind, word.word), place)
            for length in range(1, min(DEEPEST, len(spelling)) + 1):
                begun[spelling[:length]].append(place)
    records = [(spelling, place) for (spelling, _, _), place in spelled.items()]
    for beginning, found in begun.items():
        if len(found) > MANY:
            best = _best(ranked, found)
            records += [(f"{beginning}{TOP}{chr(97 + number)}", place) for number, place in enumerate(best)]
    records.sort()
    piece: list[str] = []
    first, size = "", 0
    for spelling, place in records:
        word = ranked[place]
        line = f"{spelling} {word.kind}{word.count} {word.syllables if word.kind != HEADLINE else ''} {word.word}"
        if piece and size + len(line) > SHARD and spelling != piece[-1].split(" ", 1)[0]:
            yield first, RECORD.join(piece)
            piece, size = [], 0
        first = first if piece else spelling
        piece.append(line)
        size += len(line) * 2
    if piece:
        yield first, RECORD.join(piece)


def turned(piece: str, convert: Callable[[str], str]) -> str:
    """A piece whose words are shown in another script; they are found as before."""
    lines = (record.split(" ", 3) for record in piece.split(RECORD))
    return RECORD.join(" ".join((*line[:3], convert(line[3]))) for line in lines)


def _of(kind: str, counts: Mapping[str, int], slug: Callable[[str], str]) -> Iterator[Headword]:
    for word, count in counts.items():
        yield Headword(kind, _line(word), count, slug(word))


def _line(word: str) -> str:
    return " ".join(word.replace("\x7f", "").split())


def _spellings(word: Headword, own: Groups) -> Iterable[str]:
    """How one may begin to type a word: its ideographs, its pinyin, the first letters of that."""
    syllables = word.syllables.split("-")
    spelled = (
        _OTHER.sub("", fold(word.word, own))[:LONGEST],
        "".join(syllables)[: 2 * LONGEST],
        "".join(syllable[:1] for syllable in syllables)[:LONGEST],
    )
    return dict.fromkeys(filter(None, spelled))


def _best(ranked: Sequence[Headword], found: Iterable[int]) -> Iterator[int]:
    left = dict(MOST)
    for place in sorted(set(found)):
        kind = ranked[place].kind
        if left[kind]:
            left[kind] -= 1
            yield place
