"""What an import is about to do, written before it does it, so that one killed at any instant can be finished.

write   <a line of the ledger as it will be>
remove  <id>
done    <id>
"""

from __future__ import annotations

import os
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sitegen.content.frontmatter import read_story
from sitegen.content.ledger import Ledger, StoryRow, read_story_line, story_line
from sitegen.content.merging import file_hashes
from sitegen.content.store import STATE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path


@dataclass(frozen=True, slots=True)
class Plan:
    """What a journal tells of an import that did not end."""

    writes: Mapping[str, StoryRow] = field(default_factory=dict)
    removes: frozenset[str] = frozenset()
    done: frozenset[str] = frozenset()


class Journal:
    """The journal of the import at work; the file appears with the first entry."""

    def __init__(self, content_dir: Path) -> None:
        self._path = content_dir / STATE / "journal"
        self._descriptor: int | None = None

    def plan_write(self, row: StoryRow) -> None:
        self._append(f"write\t{story_line(row)}\n")

    def plan_remove(self, identity: str) -> None:
        self._append(f"remove\t{identity}\n")

    def done(self, identity: str) -> None:
        self._append(f"done\t{identity}\n")

    def _append(self, line: str) -> None:
        if self._descriptor is None:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._descriptor = os.open(self._path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
        data = line.encode("utf-8", "surrogatepass")
        while data:
            data = data[os.write(self._descriptor, data) :]

    def close(self, *, finished: bool) -> None:
        """Ends the journal; it goes away where all that it plans is in the ledger."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
        if finished:
            self._path.unlink(missing_ok=True)


def read_plan(content_dir: Path) -> Plan | None:
    """What the journal of a killed import tells; None where the last one ended well."""
    try:
        text = (content_dir / STATE / "journal").read_bytes().decode("utf-8", "replace")
    except OSError:
        return None
    writes: dict[str, StoryRow] = {}
    removes: set[str] = set()
    done: set[str] = set()
    for line in text.split("\n")[:-1]:  # what no newline ends was being written at the kill
        kind, _, rest = line.partition("\t")
        if kind == "write" and (row := read_story_line(rest)) is not None:
            writes[row.id] = row
            done.discard(row.id)
            removes.discard(row.id)
        elif kind == "remove":
            removes.add(rest)
            done.discard(rest)
        elif kind == "done":
            done.add(rest)
    return Plan(writes, frozenset(removes), frozenset(done))


def recovered(ledger: Ledger, plan: Plan, paths: Mapping[str, str], content_dir: Path) -> Ledger:
    """The ledger as it would be, had it been written after each file; `paths` tells where each id is found."""
    stories = dict(ledger.stories)
    for identity, row in plan.writes.items():
        before = stories.get(identity)
        path = paths.get(identity)
        if path is None:
            if identity in plan.done:  # written, and deleted by an editor since
                stories[identity] = row
            continue
        if identity in plan.done or before is None or _was_written(content_dir / path, before, row):
            stories[identity] = replace(row, path=path)
    for identity in plan.removes:
        if identity not in paths:
            stories.pop(identity, None)
    return replace(ledger, stories=stories)


def _was_written(path: Path, before: StoryRow, planned: StoryRow) -> bool:
    """True where a file holds more of what was planned than of what was there before."""
    try:
        story, _ = read_story(path.read_bytes(), path.name)
    except OSError:
        return False
    if story is None:
        return False
    mine = file_hashes(story)
    changed = [key for key in {*before.wrote, *planned.wrote} if before.base(key) != planned.base(key)]
    after = sum(mine.get(key, "") == planned.base(key) for key in changed)
    return after > sum(mine.get(key, "") == before.base(key) for key in changed) or not changed
