"""Keys: short bytes that stand for all that a file is made from. Same key, same file."""

from __future__ import annotations

import marshal
from dataclasses import fields, is_dataclass
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING, Any

from sitegen.content.filed import FiledClipping, FiledClippingRecord, FiledRecord, clipping_file
from sitegen.model import Clipping, ClippingRecord, Record
from sitegen.site.catalogue import Sheet
from sitegen.site.dates import When
from sitegen.site.enclosures import Enclosures
from sitegen.site.entries import Entry
from sitegen.site.pages.stories import Mention
from sitegen.site.places import County

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

SIZE = 16
_ATOMS = frozenset((str, int, float, bool, type(None), bytes))
_ONCE = frozenset((Record, FiledRecord))
"""Stand in the page of a story alone, and have keys of their own."""
_SHARED = frozenset(
    (Entry, ClippingRecord, FiledClippingRecord, FiledClipping, Clipping, Sheet, County, Mention, When, Enclosures)
)
"""Stand in many pages: the key of each is made once."""


class Keys:
    """Makes keys of values: of texts, numbers, tuples, mappings, named tuples, frozen dataclasses, and functions of the
    package.

    `version` goes into each: that of the program, which the same values may serve for something else tomorrow. `marks`
    stand for the bytes of files of content/, and so for all that a record or a clipping holds of them.
    """

    def __init__(self, version: bytes = b"", marks: Mapping[str, bytes] | None = None) -> None:
        self._version = version
        self._marks = marks or {}
        self._known: dict[int, tuple[object, bytes]] = {}

    @property
    def versioned(self) -> bool:
        return bool(self._version)

    def __reduce__(self) -> tuple[type[Keys], tuple[bytes, Mapping[str, bytes]]]:
        # Without what is known by its place in this process's memory.
        return Keys, (self._version, self._marks)

    def of(self, *values: object) -> bytes:
        """The key of some values together; a value that has none is a mistake of the program, a TypeError."""
        plain = [value if type(value) in _ATOMS else self._plain(value) for value in values]
        return blake2b(marshal.dumps(plain, 2), digest_size=SIZE, key=self._version).digest()

    def _plain(self, value: Any) -> object:
        """The value as nothing but texts, numbers, lists and tuples, which marshal writes in one way only.

        What holds values by their places is a list. A tuple is anything else, and begins with the name of its kind.
        """
        kind = type(value)
        if kind is tuple or kind is list:
            if value and type(value[0]) is tuple:
                try:  # most often such are texts and numbers all the way down
                    return ("()()", marshal.dumps(value, 2))
                except ValueError:
                    pass
            return [item if type(item) in _ATOMS else self._plain(item) for item in value]
        if kind in _SHARED:
            known = self._known.get(id(value))
            if known is None:
                # Kept with its key: no other value may get its id.
                known = self._known[id(value)] = (value, self._made(kind, value))
            return known[1]
        if kind in _ONCE:
            return self._made(kind, value)
        if kind is dict:
            pairs = value.items()
            return ("{}", [one if type(one) in _ATOMS else self._plain(one) for pair in pairs for one in pair])
        fields_of = _FIELDS.get(kind) or _fields(kind)
        if fields_of is not None:
            return (kind.__name__, [one if type(one) in _ATOMS else self._plain(one) for one in fields_of(value)])
        if isinstance(value, dict):
            return self._plain(dict(value))
        if isinstance(value, (set, frozenset)):
            return (kind.__name__, sorted([self.of(item) for item in value]))
        if isinstance(value, str):  # Markup
            return (kind.__name__, str.__str__(value))
        if callable(value) and "<" not in getattr(value, "__qualname__", "<"):
            return ("()", value.__module__, value.__qualname__)
        raise TypeError(f"no key can be made of {kind.__name__}: {value!r:.80}")

    def _made(self, kind: type, value: Any) -> bytes:
        """The key of one that stands in many pages; of what is in a file only that which the file does not tell."""
        if kind is FiledRecord and (mark := self._marks.get(value.path)):
            return self.of("story", mark, value.path, value.id, value.aliases, value.county)
        if kind is FiledClippingRecord and (mark := self._marks.get(clipping_file(value))):
            return self.of("clipping", mark, value.story_ids)
        whole = {FiledRecord: Record, FiledClippingRecord: ClippingRecord, FiledClipping: Clipping}.get(kind, kind)
        fields_of = _fields(whole)
        assert fields_of is not None
        return self.of(whole.__name__, *fields_of(value))


_FIELDS: dict[type, Callable[[Any], Iterable[object]]] = {}


def _fields(kind: type) -> Callable[[Any], Iterable[object]] | None:
    """What takes all fields of such a dataclass or named tuple out of one, fast; None of any other kind."""
    if kind in _FIELDS:
        return _FIELDS[kind]
    if issubclass(kind, tuple) and hasattr(kind, "_fields"):
        _FIELDS[kind] = iter
    elif is_dataclass(kind):
        names = [field.name for field in fields(kind)]
        one: Callable[[Any], Any] = attrgetter(*names) if names else lambda value: ()
        _FIELDS[kind] = one if len(names) != 1 else lambda value: (one(value),)
    return _FIELDS.get(kind)
