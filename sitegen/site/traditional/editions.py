"""The editions of a site: in the script of its clippings, and the other one beside it or on a reader's wish."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sitegen.site.traditional.converter import BACK, Conversion, conversion, converter, stock
from sitegen.site.traditional.edition import LANGUAGES, SIMPLIFIED, Edition, Pair, other_page, pair
from sitegen.site.traditional.wordlist import Wordlist, load_wordlist

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from sitegen.config import Config
    from sitegen.model import Record
    from sitegen.site.catalogue import Catalogue

NO, EDITION, TOGGLE = "no", "edition", "toggle"
_SAMPLE = 200
"""Stories that are looked at to tell the script of an archive."""
_FEW = 10
_TRADITIONAL = frozenset("們這國時會說對過來發個學經動與東問開關縣鄉鎮為萬")
_SIMPLIFIED = frozenset("们这国时会说对过来发个学经动与东问开关县乡镇为万")


@dataclass(frozen=True, slots=True)
class OtherEdition:
    """Makes the other edition's page of each page, or the words by which a reader turns it; for any process."""

    pair: Pair
    how: Conversion
    toggle: bool = False

    def __call__(self, path: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        convert = converter(self.how)
        if self.toggle:
            from sitegen.site.traditional.toggling import words_of

            yield path.removesuffix(".html") + ".words.js", words_of(content.decode(), convert)
        else:
            yield self.pair.other.folder + path, other_page(content.decode(), path, self.pair, convert).encode()


@dataclass(frozen=True, slots=True)
class Editions:
    """What a site says of its editions, and what makes the other one; `labels` is for the site's own words."""

    language: str = SIMPLIFIED
    """Of the clippings."""
    editions: tuple[Edition, ...] = ()
    """The first, and the other where it has pages of its own."""
    toggle: tuple[Edition, ...] = ()
    """The two scripts, where a reader may turn the pages of one edition."""
    other: OtherEdition | None = None
    labels: Conversion | None = None

    def words(self, labels: Mapping[str, Any]) -> Mapping[str, Any]:
        """The site's own words in the script of its clippings."""
        found = _turned(labels, converter(self.labels)) if self.labels else labels
        return found if isinstance(found, dict) else labels


def editions_of(
    config: Config, records: Sequence[Record], catalogue: Callable[[], Catalogue], wordlist: Wordlist | None = None
) -> Editions:
    """The editions that an archive has by its settings and the script of its clippings.

    Its `catalogue` is asked for where names are to be kept from being turned.
    """
    turned = is_traditional(records)
    served, form = config.traditional_served, config.traditional_form
    if served == NO and not turned:
        return Editions()
    wordlist = wordlist or load_wordlist(None)[0]
    both = pair(BACK if turned else form, turned, config.base_url)
    language = LANGUAGES[form] if turned else SIMPLIFIED
    first = Edition(language, "", both.first.name)
    both = Pair(first, both.other, config.base_url)
    how = conversion(BACK, wordlist) if turned else conversion(form, wordlist, _names(catalogue(), wordlist))
    return Editions(
        language,
        (first, both.other) if served == EDITION else (),
        (first, both.other) if served == TOGGLE else (),
        OtherEdition(both, how, served == TOGGLE) if served != NO else None,
        conversion(form, wordlist) if turned and config.language == SIMPLIFIED else None,
    )


def is_traditional(records: Sequence[Record]) -> bool:
    """Whether most of the stories are in traditional characters, by the titles of a few hundred, else their texts."""
    some = records[:: max(1, len(records) // _SAMPLE)]
    found = _script("".join(record.kicker + record.headline for record in some))
    return (found or _script("".join(record.body for record in some[:_FEW]))) > 0


def _script(text: str) -> int:
    """Above zero where a text is in traditional characters, below where in simplified ones, zero where none tells."""
    return sum(text.count(char) for char in _TRADITIONAL) - sum(text.count(char) for char in _SIMPLIFIED)


def _names(catalogue: Catalogue, wordlist: Wordlist) -> tuple[Any, ...]:
    """The protected names: every place of the archive's counties, and whoever its stories name."""
    places = [name for county in catalogue.places.values() for name in _places(county)]
    places += [name for filed in (catalogue.main, catalogue.mentions, catalogue.villages) for _, name in filed]
    people = sorted({*catalogue.people.stories, *catalogue.reporters.stories})
    from sitegen.site.traditional.names import protected

    return protected(wordlist, sorted(set(places)), people, stock("s2t"))


def _places(county: Any) -> Iterator[str]:
    yield county.name
    yield from (township.name for township in county.townships)
    yield from county.villages


def _turned(value: Any, convert: Any) -> Any:
    if isinstance(value, str):
        return convert(value)
    if isinstance(value, dict):
        return {key: _turned(found, convert) for key, found in value.items()}
    return [_turned(found, convert) for found in value] if isinstance(value, list) else value
