"""The people of a story as names and posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable

_PERSON = re.compile(r"^(?P<name>[^（(]+?)\s*(?:[（(](?P<post>.*)[）)])?$", re.DOTALL)


class Person(NamedTuple):
    name: str
    post: str = ""


def people_of(values: Iterable[str]) -> tuple[Person, ...]:
    """Names and posts of a record's people: 甲（某乡副乡长）."""
    found = (_PERSON.match(value.strip()) for value in values if value.strip())
    return tuple(Person(match["name"].strip(), (match["post"] or "").strip()) for match in found if match)
