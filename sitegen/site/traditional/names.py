"""Names that a dictionary would write wrongly in traditional characters, with the form that they take.

岳坪乡 is 岳坪鄉 though 岳 is otherwise 嶽, and 于洋 is 于洋 where it is a person and not the end of 位于洋.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from sitegen.site.traditional.wordlist import Wordlist

_ENDINGS = re.compile("(?:街道办事处|地区办事处|民族乡|社区居委会|街道|苏木|社区|地区|[省市县区镇乡村旗])$")
_TITLES = "县区镇乡者员长任记师手授和与"
"""What a name may follow at once: 镇, 记者, 书记, 村主任. After any other ideograph it may be a word's end."""
_PLACES = _TITLES + "在到往赴至来去从自及为是有市"
_ASIDE = re.compile("[（(].*$")
_HAN = re.compile("[\u3400-\u9fff]{2,}")


class Name(NamedTuple):
    """A protected name; one that could be the end of another word counts at a text's beginning and `after` these."""

    text: str
    form: str
    after: str = ""


def protected(
    wordlist: Wordlist, places: Iterable[str], people: Iterable[str], convert: Callable[[str], str]
) -> tuple[Name, ...]:
    """Those of the names that `convert` alone writes in another form than they have, in the order of their texts."""
    found: dict[str, Name] = {}
    for person in people:
        for name in _person(_ASIDE.sub("", person), wordlist.surnames, convert):
            found.setdefault(name.text, name)
    for place in dict.fromkeys(places):
        for name in _place(place, wordlist, convert):
            found[name.text] = name
    return tuple(found[text] for text in sorted(found) if found[text].form != convert(text))


def _person(name: str, surnames: Mapping[str, str], convert: Callable[[str], str]) -> Iterator[Name]:
    surname = next((name[:length] for length in (2, 1) if name[:length] in surnames), "")
    if surname and len(name) > len(surname) and _HAN.fullmatch(name):
        # Two characters may be the end of one word and the beginning of another: 位于洋河.
        form = surnames[surname] + convert(name)[len(surname) :]
        yield Name(name, form, _TITLES if len(name) < 3 else "")


def _place(name: str, wordlist: Wordlist, convert: Callable[[str], str]) -> Iterator[Name]:
    if not _HAN.fullmatch(name):
        return
    plain = convert(name)
    if len(plain) != len(name):
        return
    surname = next((name[:length] for length in (2, 1) if name[:length] in wordlist.surnames), "")
    if name[len(surname) :].startswith(("家", "氏")):
        plain = wordlist.surnames[surname] + plain[len(surname) :] if surname else plain
    sure = "".join(wordlist.anywhere.get(char, become) for char, become in zip(name, plain, strict=True))
    whole = "".join(wordlist.whole.get(char, become) for char, become in zip(name, sure, strict=True))
    doubtful = whole != sure or (len(name) < 3 and sure == plain)
    yield Name(name, whole, _PLACES if doubtful else "")
    short = _ENDINGS.sub("", name)
    if sure != plain and len(short) > 1:
        yield Name(short, sure[: len(short)])
