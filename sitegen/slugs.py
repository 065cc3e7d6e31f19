"""ASCII for addresses: Chinese names as pinyin, never the same for two things."""

from __future__ import annotations

import hashlib
import re
import tomllib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache, partial
from importlib import resources
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from sitegen.han import HAN

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping

LONGEST = 80
"""Characters of a slug: with folder and ending it stays far below the 255 bytes that a file name may have."""

_PIECE = re.compile(rf"(?P<han>[{HAN}]+)|(?P<ascii>[A-Za-z0-9]+)")
# Windows opens devices under these names, with any ending.
_DEVICES = frozenset(
    ("con", "prn", "aux", "nul", *(f"{kind}{digit}" for kind in ("com", "lpt") for digit in range(10)))
)


@dataclass(frozen=True, slots=True)
class Readings:
    """Words and surnames with their syllables, as an archive's own list gives them: with tone marks or without."""

    words: tuple[tuple[str, tuple[str, ...]], ...] = ()
    surnames: tuple[tuple[str, tuple[str, ...]], ...] = ()


NONE = Readings()


class _Table(NamedTuple):
    words: Mapping[str, tuple[str, ...]]
    surnames: Mapping[str, tuple[str, ...]]
    pattern: re.Pattern[str]
    own: frozenset[str]
    """The archive's own words: as a person's whole name they come before a surname."""


@lru_cache(maxsize=65536)
def pinyin_slug(text: str, *, person: bool = False, own: Readings = NONE) -> str:
    """A text as lower-case ASCII, hyphens between syllables: 岳坪乡 is yue-ping-xiang; "" where nothing can be said.

    `person` reads the first character as a surname; `own` are the archive's readings, which come before the package's.
    What has no reading is left out, and a long text is cut between syllables.
    """
    plain = "".join(
        char for char in unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", text)) if not _is_accent(char)
    )
    parts: list[str] = []
    for piece in _PIECE.finditer(plain):
        if piece["ascii"]:
            parts.append(piece["ascii"].lower())
        else:
            parts += _syllables(piece["han"], person and not parts, own)
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    return f"{slug}-1" if slug in _DEVICES else slug


def unique(slug: str, seed: str, taken: Collection[str]) -> str:
    """The slug itself, or with the shortest mark made from `seed` that nothing in `taken` has.

    The mark depends on the thing alone, so that another thing's coming or going never changes it.
    """
    mark = digest_mark(seed, 32)
    for length in (0, 4, 8, 16, 32):
        found = "-".join(filter(None, (slug, mark[:length])))
        if found and found not in taken:
            return found
    raise ValueError(f"no free address for {seed!r}")


def digest_mark(seed: str, length: int) -> str:
    """Up to 32 lower-case letters and digits that stand for a text, always the same ones."""
    alphabet = "0123456789abcdefghjkmnpqrstvwxyz"  # without i, l, o and u, which are misread or spell words
    number = int.from_bytes(hashlib.sha256(seed.encode("utf-8", "surrogatepass")).digest()[:20], "big")
    return "".join(alphabet[number >> 5 * place & 31] for place in range(length))


def _is_accent(char: str) -> bool:
    return unicodedata.category(char) == "Mn"


def toneless(syllable: str) -> str:
    """A syllable in ASCII: lǜ is lv."""
    marks = unicodedata.normalize("NFD", syllable.lower()).replace("u\u0308", "v")
    return "".join(char for char in marks if not unicodedata.combining(char))


def _syllables(han: str, person: bool, own: Readings) -> list[str]:
    readings = _readings(own)
    found: list[str] = []
    at = 0
    if person and han not in readings.own:
        for length in (2, 1):
            surname = readings.surnames.get(han[:length])
            if surname and len(han) > length:
                found += surname
                at = length
                break
    for word in readings.pattern.finditer(han, at):
        found += _by_dictionary(han[at : word.start()])
        found += readings.words[word[0]]
        at = word.end()
    return found + _by_dictionary(han[at:])


def _by_dictionary(han: str) -> list[str]:
    if not han:
        return []
    return [syllable for syllable in _reader()(han) if syllable.isascii() and syllable.isalnum()]


@cache
def _reader() -> Callable[[str], list[str]]:
    """The dictionary's syllables without their tones."""
    from pypinyin import Style  # 0.3 s and 55 MB, and most runs need no new address
    from pypinyin.converter import DefaultConverter
    from pypinyin.core import Pinyin

    class Toneless(DefaultConverter):  # type: ignore[misc, unused-ignore]
        """The library's own way works every word out anew, most of them characters that come again and again.

        One reader asks in one way, so the word alone tells what comes of it.
        """

        known: ClassVar[dict[str, list[list[str]]]] = {}

        def convert(self, words: str, *how: Any, **others: Any) -> list[list[str]]:
            found = self.known.get(words)
            if found is None:
                found = self.known[words] = super().convert(words, *how, **others)
            return found

    return partial(Pinyin(Toneless()).lazy_pinyin, style=Style.NORMAL, errors=_code_points)


def _code_points(unread: str) -> str:
    """What stands for characters that the dictionary does not know, so that they still tell two names apart."""
    return "".join(f"u{ord(char):x}" for char in unread)


@lru_cache(maxsize=4)
def _readings(own: Readings) -> _Table:
    table = tomllib.loads((resources.files("sitegen") / "data" / "readings.toml").read_text("utf-8"))
    words = {word: tuple(said.split()) for word, said in table["words"].items()} | _toneless(own.words)
    surnames = {name: tuple(said.split()) for name, said in table["surnames"].items()} | _toneless(own.surnames)
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    pattern = re.compile("|".join(map(re.escape, longest_first)))
    return _Table(words, surnames, pattern, frozenset(word for word, _ in own.words))


def _toneless(words: Iterable[tuple[str, tuple[str, ...]]]) -> dict[str, tuple[str, ...]]:
    return {word: tuple(map(toneless, said)) for word, said in words}
