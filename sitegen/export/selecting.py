"""A part of an archive: the stories of a place, a topic, a year."""

from __future__ import annotations

import difflib
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING

from sitegen.content import Archive
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.model import Record

UNDATED = "undated"
SHOWN = 8
"""So many known names stand in a hint."""


@dataclass(frozen=True, slots=True)
class Selection:
    """What is wanted: of each kind any of the names, and all kinds together; an empty kind wants everything."""

    county: tuple[str, ...] = ()
    township: tuple[str, ...] = ()
    village: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    year: tuple[str, ...] = ()
    story: tuple[str, ...] = ()

    @property
    def wanted(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The kinds that are restricted, with their names."""
        kinds = ((kind.name, getattr(self, kind.name)) for kind in fields(self))
        return tuple((kind, names) for kind, names in kinds if names)

    def __str__(self) -> str:
        return " · ".join(name for _, names in self.wanted for name in names)


def choose(archive: Archive, selection: Selection, county: str = "") -> tuple[Archive, list[Problem]]:
    """The stories wanted and their clippings; a name that no story has, or no story at all, is a problem.

    `county` is that of stories that name none.
    """
    if not selection.wanted:
        return archive, ([] if archive.records else [Problem("sitegen export", "the archive has no stories")])
    filed = [(record, _filed(record, county)) for record in archive.records]
    problems = [
        _unknown(kind, name, known)
        for kind, names in selection.wanted
        for known in [{found for _, names_of in filed for found in names_of[kind]}]
        for name in names
        if name not in known
    ]
    records = tuple(
        record for record, names_of in filed if all(set(names) & names_of[kind] for kind, names in selection.wanted)
    )
    if not problems and not records:
        problems.append(Problem("sitegen export", f"no story is all of this at once: {selection}"))
    ids = {record.id for record in records}
    named = {record.clipping for record in records}
    clippings = tuple(
        replace(found, story_ids=tuple(story if story in ids else "" for story in found.story_ids))
        for found in archive.clippings
        if found.clipping.name in named
    )
    return Archive(records, clippings), problems


def _filed(record: Record, county: str) -> Mapping[str, set[str]]:
    return {
        "county": {record.county or county} - {""},
        "township": set(record.townships),
        "village": set(record.villages),
        "topic": set(record.topics),
        "year": {record.date[:4] or UNDATED},
        "story": {record.id, *record.aliases},
    }


def _unknown(kind: str, name: str, known: set[str]) -> Problem:
    near = difflib.get_close_matches(name, sorted(known), n=3, cutoff=0.5)
    if near:
        hint = f"did you mean {' or '.join(near)}?"
    elif kind == "story":
        hint = "a story's id stands in its file and in the address of its page"
    else:
        shown = sorted(known)[:SHOWN]
        more = f" and {len(known) - SHOWN} more" if len(known) > SHOWN else ""
        hint = f"known: {'、'.join(shown)}{more}" if shown else ""
    return Problem(f"--{kind} {name}", f"no story has this {kind}", hint=hint)
