"""Three readings of a field, and which one stays: the machine's last one, what stands in the file, the new one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sitegen.content.fields import KNOWN, LISTS, tidy, tidy_body
from sitegen.content.ledger import Wrote, field_hash

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from sitegen.content.frontmatter import StoryText
    from sitegen.content.ledger import StoryRow
    from sitegen.content.yamltext import Value

Action = Literal["leave", "write", "conflict"]

BODY = "body"
OWN = frozenset(("id", "aliases"))
"""Fields that the machine gives once and does not read from clippings."""
QUIET = frozenset(("lines", "confidence", "doubts", "clipping", "period"))
"""Fields in which a difference with an editor is no news."""


@dataclass(frozen=True, slots=True)
class Merged:
    """What an import does to one story file."""

    changes: Mapping[str, Value]
    """Fields to write; an empty value takes the field out."""
    body: str | None
    """The body to write; None leaves it."""
    wrote: Mapping[str, Wrote]
    conflicts: tuple[str, ...]
    """Fields in which both sides changed; the editor's stands."""
    kept: tuple[str, ...]
    """Fields that are an editor's and differ from the machine's reading."""


def decide(mine: str, wrote: Wrote, new: str) -> tuple[Action, Wrote]:
    """What happens to one field, all by hashes: `mine` in the file, `new` of the machine's present reading.

    An editor's value stays for ever, also where the machine comes to agree with it for a while: `base` changes only
    when the machine writes.
    """
    if mine == wrote.base:
        return ("leave", Wrote(new)) if new == mine else ("write", Wrote(new))
    if new in (mine, wrote.base):
        return "leave", Wrote(wrote.base)
    if new == wrote.offered:
        return "leave", wrote
    return "conflict", Wrote(wrote.base, new, mine)


def merge(
    story: StoryText, row: StoryRow, values: Mapping[str, Value], body: str, held: Collection[str] = ()
) -> Merged:
    """The new reading laid over a story file; fields in `held` are left as if the editor had them."""
    mine = file_hashes(story)
    new = {**{key: field_hash(value) for key, value in values.items() if key not in OWN}, BODY: field_hash(body)}
    # A row without hashes is one whose history is lost: what differs from the present reading is an editor's.
    known = row.wrote or {key: Wrote(hashed) for key, hashed in new.items()}
    wrote: dict[str, Wrote] = {}
    changes: dict[str, Value] = {}
    conflicts: list[str] = []
    kept: list[str] = []
    new_body: str | None = None
    edited_body = mine.get(BODY, "") != known.get(BODY, Wrote()).base
    # The body first, for the lines go with it: they say what the body was made of.
    for key in sorted({*new, *known}, key=lambda key: (key != BODY, key)):
        hashed, before = mine.get(key, ""), known.get(key, Wrote())
        if key in held or (key == "lines" and edited_body):
            wrote[key] = before
            continue
        action, wrote[key] = decide(hashed, before, new.get(key, ""))
        if action == "write":
            if key == BODY:
                new_body = body
            else:
                changes[key] = values.get(key, () if key in LISTS else "")
        elif action == "conflict":
            if key in QUIET:
                wrote[key] = before
            else:
                conflicts.append(key)
        if hashed not in (before.base, new.get(key, "")) and key not in QUIET:
            kept.append(key)
    held_wrote = {key: value for key, value in wrote.items() if value != Wrote()}
    return Merged(changes, new_body, held_wrote, tuple(conflicts), tuple(kept))


def file_hashes(story: StoryText) -> dict[str, str]:
    """The hash of each field of a story file, and of its body; empty ones have none."""
    hashes = {
        key: field_hash(tidy(key, value)) for key, value in story.values.items() if key in KNOWN and key not in OWN
    }
    hashes[BODY] = field_hash(tidy_body(story.body))
    return {key: hashed for key, hashed in hashes.items() if hashed}


def untouched(story: StoryText, row: StoryRow) -> bool:
    """True where everything in a story file is as the machine wrote it, with no field, comment or note added."""
    if not row.wrote or row.own or set(story.values) - KNOWN:
        return False
    if any(line.startswith("#") or (" #" in line and '"' not in line) for line in story.lines):
        return False
    mine = file_hashes(story)
    return all(mine.get(key, "") == row.base(key) for key in {*mine, *row.wrote})
