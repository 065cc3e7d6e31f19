"""An archive in one screen: how much there is, how much of it people corrected, and what wants a look."""

from __future__ import annotations

import contextlib
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.content.filed import DamagedError
from sitegen.content.frontmatter import read_story
from sitegen.content.ledger import NAME, parse_ledger
from sitegen.content.merging import file_hashes
from sitegen.content.stock import ids_on_disk
from sitegen.han import letters
from sitegen.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.content.loading import Archive
    from sitegen.model import Record


@dataclass(frozen=True, slots=True)
class Status:
    """The figures of an archive."""

    clippings: int
    stories: int
    by_hand: int
    """Stories without a clipping."""
    edited: int
    """Stories of which an editor changed something."""
    edited_fields: tuple[tuple[str, int], ...]
    """How often each field was changed, most often first."""
    deleted: int
    """Stories that an editor deleted."""
    conflicts: tuple[tuple[str, str], ...]
    """Path and field where the machine's reading has changed since an editor's correction."""
    doubtful: tuple[Record, ...]
    """Stories to look at, least sure first."""
    unassigned: int
    """Characters of clippings that are in no story: banners, notices, lone headlines and captions."""
    unassigned_roles: tuple[tuple[str, int], ...] = ()
    """The same by what they were taken for, most first."""


def status(archive: Archive, content_dir: Path, sure: float = 0.75) -> Status:
    """The figures of an archive; stories below `sure` or with doubts want a look."""
    try:
        ledger, _ = parse_ledger((content_dir / NAME).read_text("utf-8"), NAME)
        rows = ledger.stories
    except (OSError, UnicodeDecodeError):
        rows = {}
    living = ids_on_disk(content_dir)
    edited = 0
    fields: Counter[str] = Counter()
    conflicts: list[tuple[str, str]] = []
    for record in archive.records:
        row = rows.get(record.id)
        if row is None or not row.wrote or row.own:
            continue
        try:
            story, _ = read_story((content_dir / record.path).read_bytes(), record.path)
        except OSError:
            continue
        if story is None:
            continue
        mine = file_hashes(story)
        changed = [key for key in {*mine, *row.wrote} if mine.get(key, "") != row.base(key)]
        edited += bool(changed)
        fields.update(changed)
        conflicts += [
            (record.path, key)
            for key in sorted(changed)
            if key in row.wrote and row.wrote[key].offered and mine.get(key, "") == row.wrote[key].against
        ]
    doubtful = [record for record in archive.records if record.confidence < sure or record.doubts]
    unassigned: Counter[str] = Counter()
    for clipping in archive.clippings:
        with contextlib.suppress(DamagedError):  # `sitegen check` tells of it
            for rest in clipping.split.other:
                if rest.role != "duplicate":
                    unassigned[rest.role] += len(letters(rest.text))
    return Status(
        clippings=len(archive.clippings),
        stories=len(archive.records),
        by_hand=sum(not record.clipping for record in archive.records),
        edited=edited,
        edited_fields=tuple(fields.most_common()),
        deleted=sum(identity not in living for identity in rows),
        conflicts=tuple(conflicts),
        doubtful=tuple(sorted(doubtful, key=lambda record: (record.confidence, record.path))),
        unassigned=unassigned.total(),
        unassigned_roles=tuple(unassigned.most_common()),
    )


def open_conflicts(found: Status, folder: str) -> list[Problem]:
    """What `sitegen check` says of conflicts that nobody has seen to yet; `folder` is the content folder's name."""
    message = "{}: the machine has come to another reading since an editor changed it; the editor's stays"
    hint = "change it, or say that it is right: `sitegen status --accept {}`"
    return [
        Problem(place, message.format(field), severity="note", hint=hint.format(place))
        for place, field in ((f"{folder}/{path}", field) for path, field in found.conflicts)
    ]
