"""Carries the machine's readings into content/, around whatever editors did there."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sitegen.content.claims import Claims
from sitegen.content.departures import drop_gone, follow_renamed
from sitegen.content.desk import Desk
from sitegen.content.fields import machine_body, machine_values, spans_text
from sitegen.content.frontmatter import nfc
from sitegen.content.identifying import matched, renumber, restore_rows
from sitegen.content.ledger import LOST_HISTORY, StoryRow, Wrote, field_hash, numbering
from sitegen.content.matching import numbers, without_gaps
from sitegen.content.merging import BODY, OWN, file_hashes, merge
from sitegen.content.names import story_path
from sitegen.content.outcome import ImportReport
from sitegen.content.store import NOTHING_SEEN, locked
from sitegen.locking import LockedError
from sitegen.model import ClippingRecord
from sitegen.problems import Problem
from sitegen.slugs import digest_mark, pinyin_slug, unique

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from pathlib import Path

    from sitegen.content.store import Found
    from sitegen.content.yamltext import Value
    from sitegen.model import Clipping, Split, Story, Tags

LONGEST_SLUG = 40
"""Characters of a headline in an address."""


@dataclass(frozen=True, slots=True)
class _Reading:
    """The machine's present reading of one story, as fields and body of a file."""

    story: Story
    values: Mapping[str, Value]
    body: str
    numbering: str


def carry(
    items: Sequence[tuple[Clipping, Split, tuple[Tags, ...]]],
    content_dir: Path,
    *,
    all_clippings: bool = False,
    present: Collection[str] | None = None,
    reader: str = "",
    faulty: Collection[str] = (),
    slug: Callable[[str], str] = pinyin_slug,
    known: Mapping[str, Found] = NOTHING_SEEN,
) -> ImportReport:
    """Writes the stories of some clippings into content/; what an editor did stays.

    `present` names every clipping of seeds/, also those that are not among `items` because nothing changed or they
    could not be read. With `all_clippings` the stories of clippings that are in neither go, unless edited. `reader`
    names what read the clippings, for `standing`, which remembers the `faulty` ones too. `slug` spells headlines in
    pinyin, for the addresses of new stories. Story files that are `known` are not opened to see whose they are.
    """
    told: list[Problem] = []
    try:
        with locked(content_dir):
            desk = Desk(content_dir, reader, faulty, slug, known)
            told = desk.told.problems
            try:
                here = {*(clipping.name for clipping, _, _ in items), *(present or ())}
                if all_clippings or present is not None:
                    follow_renamed(desk, (clipping for clipping, _, _ in items), here)
                for clipping, split, tags in items:
                    _carry_one(desk, clipping, split, tags)
                if all_clippings:
                    drop_gone(desk, here)
                desk.close()
            finally:
                desk.journal.close(finished=False)
            return desk.told.report()
    except LockedError:
        told = [Problem(f"{content_dir.name}/", "another import is writing here", hint="wait for it")]
    except OSError as error:
        # The journal stays, and with it all that the next import needs.
        message = f"cannot be written: {error.strerror or error}"
        told = [*told, Problem(f"{content_dir.name}/", message, hint="the next import finishes what this one began")]
    return ImportReport(tuple(told))


def _carry_one(desk: Desk, clipping: Clipping, split: Split, tags: tuple[Tags, ...]) -> None:
    """Brings the stories of one clipping up to its present reading."""
    name = clipping.name
    count = numbering(clipping)
    blank = {line.number for line in clipping.lines if not line.text.strip()}
    stories = [replace(story, lines=without_gaps(story.lines, blank)) for story in split.stories]
    restore_rows(desk, name)
    own = [identity for identity in desk.of(name) if desk.rows[identity].own]
    ids = [identity for identity in desk.of(name) if not desk.rows[identity].own]
    lost = renumber(desk, ids, clipping, count)
    lines = [numbers(story.lines) for story in stories]
    owners = matched(desk, ids, lines, stories, lost)
    orphans = sorted({*ids} - {*owners.values()})
    for identity in orphans:
        if not desk.rows[identity].wrote:
            # Its history is lost and the machine no longer finds it: from now on it is an editor's.
            desk.rows[identity] = replace(desk.rows[identity], wrote=LOST_HISTORY)
    bodies = [machine_body(story) for story in stories]
    claims = Claims(desk, ids, {identity: field_hash(bodies[at]) for at, identity in owners.items()}, own)
    for index, story in enumerate(stories):
        reading = _Reading(story, machine_values(story, tags[index], name, ""), bodies[index], count)
        if index in owners:
            _update(desk, owners[index], reading, claims)
            continue
        claimant = claims.claimant(lines[index], story)
        if claimant is None:
            made = _create(desk, index + 1, reading, clipping)
            if made is not None:
                owners[index] = made
        elif claimant in desk.paths:
            desk.told.not_made(desk.paths[claimant], story)
    for identity in orphans:
        if identity not in claims.held():
            _let_go(desk, identity, {owners[at]: mine for at, mine in enumerate(lines) if at in owners})
    found = tuple(owners.get(at, "") for at in range(len(stories)))
    desk.keep_clipping(ClippingRecord(clipping, split, found, tuple(tag.figures for tag in tags)))


def _update(desk: Desk, identity: str, reading: _Reading, claims: Claims) -> None:
    """Brings one story file up to the present reading, but for what an editor changed."""
    row = desk.rows[identity]
    path = desk.paths.get(identity)
    values, body, story = reading.values, reading.body, reading.story
    new = {**{key: field_hash(value) for key, value in values.items() if key not in OWN}, BODY: field_hash(body)}
    same = row.lines == story.lines and all(row.base(key) == new.get(key, "") for key in {*new, *row.wrote})
    if path is None or (same and row.wrote):
        desk.told.unchanged += 1
        return
    text = desk.read(path)
    if text is None:
        desk.failed.add(row.clipping)
        return
    mine = file_hashes(text)
    taken_in = claims.taken_in(numbers(story.lines), identity)
    merged = merge(text, row, values, body, (BODY, "lines") if taken_in else ())
    changes, wrote, lines = dict(merged.changes), dict(merged.wrote), story.lines
    if taken_in or mine.get(BODY, "") not in (row.base(BODY) if row.wrote else new[BODY], merged.body):
        # The text stays, and so do the lines it is made of, but the clipping may count them anew.
        lines = row.lines
        if not row.wrote:
            wrote["lines"] = Wrote("*")
        elif mine.get("lines", "") == row.base("lines"):
            wrote["lines"] = Wrote(field_hash(spans_text(lines)))
            if wrote["lines"].base != row.base("lines"):
                changes["lines"] = spans_text(lines)
    after = replace(row, numbering=reading.numbering, lines=lines, wrote=wrote)
    if not desk.update(after, text, changes, merged.body):
        return
    desk.told.edits_stood(path, text, merged.conflicts, values, body)
    desk.told.kept_edits += len(merged.kept)
    if taken_in and field_hash(body) != mine.get(BODY, ""):
        others = [desk.paths.get(other) or f"{other} (deleted)" for other in taken_in]
        desk.told.not_taken_in(path, text, others, body)


def _create(desk: Desk, number: int, reading: _Reading, clipping: Clipping) -> str | None:
    """Writes the file of a new story and gives it its address; None where that failed."""
    story = reading.story
    first = story.lines[0][0] if story.lines else 0
    identity = given_id(story.headline, clipping.name, first, desk.taken, desk.slug)
    county = str(reading.values.get("county", "") or clipping.imprint.county)
    path = story_path(county, clipping.name, number, story.headline, desk.taken_paths)
    wrote = {key: Wrote(field_hash(value)) for key, value in reading.values.items() if key not in OWN}
    if reading.body:
        wrote[BODY] = Wrote(field_hash(reading.body))
    row = StoryRow(identity, path, clipping.name, reading.numbering, story.lines, wrote)
    return identity if desk.create(row, {**reading.values, "id": identity}, reading.body) else None


def _let_go(desk: Desk, identity: str, living: Mapping[str, frozenset[int]]) -> None:
    """Takes away an untouched story that the machine no longer finds; its address leads to where its text went."""
    mine = numbers(desk.rows[identity].lines)
    heir = max(living, key=lambda other: (len(living[other] & mine), other), default="")
    if heir in desk.paths and 2 * len(living[heir] & mine) >= len(mine):
        desk.lead_on(identity, heir)
    desk.remove(identity)


def given_id(headline: str, clipping: str, first: int, taken: Collection[str], slug: Callable[[str], str]) -> str:
    """The address of a new story: its headline in pinyin, and a mark made from where it stands."""
    seed = f"{nfc(clipping)}:{first}"
    spelled = slug(headline)
    while len(spelled) > LONGEST_SLUG:
        spelled = spelled.rpartition("-")[0] or spelled[:LONGEST_SLUG]
    mark = digest_mark(seed, 32)
    for length in (4, 8, 16):
        found = "-".join(filter(None, (spelled, mark[:length])))
        if found not in taken:
            return found
    return unique(spelled, f"{seed}:{len(taken)}", taken)
