"""Which story of a clipping's new reading is which story file."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.content.ledger import LOST_HISTORY, OWN_STORY, StoryRow, numbering
from sitegen.content.matching import Earlier, Renumbering, match, match_texts, numbers, renumbered, story_text
from sitegen.content.merging import BODY
from sitegen.slugs import digest_mark

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.content.desk import Desk
    from sitegen.model import Clipping, Story


NOT_MADE = "gone-"
"""Begins what stands for the id of a story that was never made."""


def restore_rows(desk: Desk, name: str) -> None:
    """Where rows of the ledger are lost, what the clipping's own file tells: which stories there were, their lines."""
    found = desk.clipping_record(name)
    if found is None:
        return
    known = desk.clippings.get(name)
    # of a clipping that was gone the untouched stories went too, and come back with it
    whole = known is None or known.digest != ""
    record, kept = found
    count = numbering(record.clipping)
    # A story without an id was not made, for its lines were an editor's; it must not be made now either.
    made = {
        identity or f"{NOT_MADE}{digest_mark(f'{name}:{story.lines}', 12)}": story.lines
        for identity, story in zip(record.story_ids, record.split.stories, strict=True)
    }
    for identity, lines in {**kept, **made}.items():
        row = desk.rows.get(identity)
        if row is not None and not row.wrote and identity in desk.paths:
            desk.rows[identity] = replace(row, numbering=count, lines=lines or row.lines)
        elif (
            row is None
            and identity not in desk.forgotten
            and (desk.rebuild or (whole and not identity.startswith(NOT_MADE)))
        ):
            # It was made once and is not here: an editor deleted it.
            desk.rows[identity] = StoryRow(identity, "?", name, count, lines, LOST_HISTORY)
            desk.of_clipping.setdefault(name, []).append(identity)
            desk.taken.add(identity)
    for identity in desk.of(name):
        if desk.rows[identity].wrote or identity in made or identity in kept:
            continue
        if identity in desk.paths:
            desk.rows[identity] = replace(desk.rows[identity], wrote=OWN_STORY)
        else:
            del desk.rows[identity]


def renumber(desk: Desk, ids: Sequence[str], clipping: Clipping, count: str) -> dict[str, str]:
    """Gives the rows of a clipping the line numbers of its present text.

    Returns the old text of the stories whose lines could not be found again.
    """
    rows = [desk.rows[identity] for identity in ids]
    if all(row.numbering == count for row in rows):
        return {}
    known = desk.clipping_record(clipping.name)
    before = known[0].clipping if known is not None else None
    old_count = numbering(before) if before is not None else ""
    moved: Renumbering | None = None
    lost: dict[str, str] = {}
    for row in rows:
        lines = row.lines
        if before is not None and old_count != count and row.numbering in ("", old_count):
            if moved is None:
                moved = renumbered(before.lines, clipping.lines)
            lines = moved.spans(row.lines)
            if not moved.is_sure(row.lines):
                held = numbers(row.lines)
                lost[row.id] = "".join(line.text for line in before.lines if line.number in held)
        last = len(clipping.lines)
        lines = tuple((first, min(end, last)) for first, end in lines if first <= last)
        desk.rows[row.id] = replace(row, numbering=count, lines=lines)
    return lost


def matched(
    desk: Desk, ids: Sequence[str], lines: Sequence[frozenset[int]], stories: Sequence[Story], lost: Mapping[str, str]
) -> dict[int, str]:
    """Which story is which earlier one: by lines, then by text for those whose lines are lost, then by what is left."""
    found: dict[int, str] = {}

    def by_lines(some: Sequence[str]) -> None:
        earlier = []
        for identity in some:
            row = desk.rows[identity]
            # what nothing is known of comes after what the machine wrote, at this import and at the next
            known = row.wrote and row.base(BODY) != LOST_HISTORY[BODY].base
            rank = 2 if identity not in desk.paths else 0 if known else 1
            earlier.append(Earlier(identity, numbers(row.lines), rank))
        found.update(match(earlier, [frozenset() if at in found else mine for at, mine in enumerate(lines)]))

    by_lines([identity for identity in ids if identity not in lost])
    if lost:
        rest = {at: story_text(story) for at, story in enumerate(stories) if at not in found}
        again = match_texts(lost, rest)
        for at, identity in again.items():
            desk.rows[identity] = replace(desk.rows[identity], lines=stories[at].lines)
        found.update(again)
        by_lines([identity for identity in lost if identity not in again.values()])
    return found
