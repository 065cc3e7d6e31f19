"""Carries the machine's readings into content/, around whatever editors did there."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sitegen.content.clippingfile import parse_clipping, render_clipping
from sitegen.content.fields import ORDER, machine_body, machine_values, spans_text, tidy
from sitegen.content.frontmatter import new_story, nfc, read_story, write_story
from sitegen.content.journal import Journal, read_plan, recovered
from sitegen.content.ledger import (
    LOST_HISTORY,
    NAME,
    OWN_STORY,
    ClippingRow,
    Ledger,
    StoryRow,
    Wrote,
    field_hash,
    numbering,
    parse_ledger,
    render_ledger,
)
from sitegen.content.loading import by_name
from sitegen.content.matching import Earlier, Renumbering, holds, match, match_texts, numbers, renumbered, without_gaps
from sitegen.content.merging import BODY, OWN, file_hashes, merge, untouched
from sitegen.content.names import clipping_path, folded, story_path
from sitegen.content.stock import ids_on_disk, take_stock
from sitegen.content.store import LockedError, clear_leftovers, locked, remove, write_whole
from sitegen.model import ClippingRecord
from sitegen.problems import Problem
from sitegen.slugs import digest_mark, pinyin_slug, unique

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from pathlib import Path

    from sitegen.content.frontmatter import StoryText, Value
    from sitegen.model import Clipping, Split, Story, Tags

LONGEST_SLUG = 40
"""Characters of a headline in an address."""


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that an editor changed and the machine now reads otherwise; the editor's stands."""

    path: str
    line: int
    field: str
    kept: str
    offered: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, story files by their paths below content/."""

    problems: tuple[Problem, ...] = ()
    created: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    """Changed, in fields that no editor touched."""
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    """Stories that no editor touched and the machine no longer finds."""
    kept_edits: int = 0
    """Fields in which an editor's reading stood against another of the machine's."""
    conflicts: tuple[Conflict, ...] = ()


def carry(
    items: Sequence[tuple[Clipping, Split, tuple[Tags, ...]]],
    content_dir: Path,
    *,
    all_clippings: bool = False,
    present: Collection[str] | None = None,
    reader: str = "",
) -> ImportReport:
    """Writes the stories of some clippings into content/; what an editor did stays.

    `present` names every clipping of seeds/, also those that are not among `items` because nothing changed or they
    could not be read. With `all_clippings` the stories of clippings that are in neither go, unless edited. `reader`
    names what read the clippings, for `stale`.
    """
    try:
        with locked(content_dir):
            return _Import(content_dir, reader).run(items, present, all_clippings)
    except LockedError:
        return ImportReport((Problem(f"{content_dir.name}/", "another import is writing here", hint="wait for it"),))
    except OSError as error:
        name = error.filename if isinstance(error.filename, str) else f"{content_dir.name}/"
        message = f"cannot be written: {error.strerror or error}"
        return ImportReport((Problem(name, message, hint="the next import finishes what this one began"),))


def stale(content_dir: Path, digests: Mapping[str, str], reader: str) -> frozenset[str]:
    """The clippings, of those named with their digests, that must be read and carried in again."""
    ledger, problems = _read_ledger(content_dir)
    if problems or read_plan(content_dir) is not None:
        return frozenset(digests)
    rows = ledger.clippings
    return frozenset(
        name
        for name, digest in digests.items()
        if name not in rows or (rows[name].digest, rows[name].reader) != (digest, reader)
    )


def _read_ledger(content_dir: Path) -> tuple[Ledger, list[Problem]]:
    shown = f"{content_dir.name}/{NAME}"
    try:
        text = (content_dir / NAME).read_bytes().decode("utf-8", "surrogatepass")
    except FileNotFoundError:
        return Ledger(), []
    except UnicodeDecodeError:
        return Ledger(), [Problem(shown, "not UTF-8; made anew", severity="warning")]
    return parse_ledger(text, shown)


@dataclass(slots=True)
class _Told:
    problems: list[Problem] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    kept_edits: int = 0
    conflicts: list[Conflict] = field(default_factory=list)


class _Import:
    """One import at work, from the ledger as it was to the ledger as it is."""

    def __init__(self, content_dir: Path, reader: str) -> None:
        self.content_dir = content_dir
        self.reader = reader
        self.told = _Told()
        self.journal = Journal(content_dir)
        self.failed: set[str] = set()
        """Clippings of which something could not be written."""

    def run(
        self,
        items: Sequence[tuple[Clipping, Split, tuple[Tags, ...]]],
        present: Collection[str] | None,
        all_clippings: bool,
    ) -> ImportReport:
        self.open()
        names = {clipping.name for clipping, _, _ in items}
        here = {*names, *(present or ())}
        if all_clippings or present is not None:
            self.follow_renamed(items, here)
        for clipping, split, tags in items:
            self.carry_one(clipping, split, tags)
        if all_clippings:
            self.drop_gone(here)
        self.close()
        told = self.told
        return ImportReport(
            tuple(told.problems),
            tuple(told.created),
            tuple(told.written),
            told.unchanged,
            tuple(told.removed),
            told.kept_edits,
            tuple(told.conflicts),
        )

    # The beginning and the end

    def open(self) -> None:
        """Reads the ledger, finishes the books of a killed import, and sees what editors did."""
        ledger, problems = _read_ledger(self.content_dir)
        self.told.problems += problems
        self.rebuild = bool(problems) or not ledger.clippings
        plan = read_plan(self.content_dir)
        if plan is not None:
            clear_leftovers(self.content_dir)
        on_disk = ids_on_disk(self.content_dir)
        if plan is not None:
            first = {identity: min(paths, key=by_name) for identity, paths in on_disk.items() if identity}
            ledger = recovered(ledger, plan, first, self.content_dir)
            self.write_ledger(ledger)
            self.journal.close(finished=True)
        self.clippings = dict(ledger.clippings)
        self.stock = take_stock(self.content_dir, ledger.stories, on_disk)
        self.name_stories()
        self.of_clipping: dict[str, list[str]] = {}
        for identity, row in self.stock.rows.items():
            self.of_clipping.setdefault(row.clipping, []).append(identity)
        self.taken_paths = {folded(path) for path in self.stock.paths.values()}
        self.clipping_paths = {folded(row.path) for row in self.clippings.values()}

    def close(self) -> None:
        self.write_ledger(Ledger(self.stock.rows, self.clippings))
        self.journal.close(finished=True)

    def write_ledger(self, ledger: Ledger) -> None:
        data = render_ledger(ledger).encode("utf-8", "surrogatepass")
        path = self.content_dir / NAME
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)

    def name_stories(self) -> None:
        """Writes an id into the files that have none, and an alias where an editor chose another."""
        for path, identity, before in self.stock.to_name:
            story = self.read(path)
            if story is None:
                continue
            changes: dict[str, Value] = {"id": identity} if story.values.get("id") != identity else {}
            if before:
                changes["aliases"] = self.aliases_with(story, before)
            if changes and self.write(path, story, changes, None):
                self.told.written.append(path)

    def aliases_with(self, story: StoryText, identity: str) -> tuple[str, ...]:
        """The aliases of a story, and one more."""
        said = tidy("aliases", story.values.get("aliases", ()))
        return tuple(dict.fromkeys((*(said if isinstance(said, tuple) else ()), identity)))

    # Files

    def shown(self, path: str) -> str:
        return f"{self.content_dir.name}/{path}"

    def read(self, path: str) -> StoryText | None:
        """A story file in parts; None where it cannot be read, which leaves it alone."""
        try:
            story, problems = read_story((self.content_dir / path).read_bytes(), self.shown(path))
        except OSError as error:
            self.told.problems.append(Problem(self.shown(path), f"cannot be read: {error.strerror or error}"))
            return None
        if story is None:
            self.told.problems += problems
        return story

    def write(self, path: str, story: StoryText, changes: Mapping[str, Value], body: str | None) -> bool:
        """Changes a story file, unless an editor has saved it since it was read."""
        place = self.content_dir / path
        try:
            now, _ = read_story(place.read_bytes(), path)
            if now != story:
                message = "saved by someone while the import was at work; left as it is"
                hint = "the next import looks at it again"
                self.told.problems.append(Problem(self.shown(path), message, severity="warning", hint=hint))
                return False
            text = None if body is None else _with_edges(story, body)
            write_whole(place, write_story(story, changes, text, ORDER))
        except OSError as error:
            self.told.problems.append(Problem(self.shown(path), f"cannot be written: {error.strerror or error}"))
            return False
        return True

    def clipping_record(self, name: str) -> ClippingRecord | None:
        """A clipping as content/ has it from the last import."""
        row = self.clippings.get(name)
        path = row.path if row is not None else clipping_path(name, ())
        try:
            record, _ = parse_clipping((self.content_dir / path).read_bytes(), path)
        except OSError:
            return None
        return record if record is not None and record.clipping.name == name else None

    # Clippings that moved or went

    def follow_renamed(self, items: Sequence[tuple[Clipping, Split, tuple[Tags, ...]]], here: Collection[str]) -> None:
        """A clipping that is gone, and one of another name with the same bytes: its stories go along."""
        gone = {row.digest: name for name, row in sorted(self.clippings.items(), reverse=True) if name not in here}
        for clipping, _, _ in items:
            before = gone.get(clipping.digest)
            if clipping.name in self.clippings or before is None or before not in self.clippings:
                continue
            self.clippings[clipping.name] = replace(self.clippings.pop(before), name=clipping.name, digest="")
            ids = self.of_clipping.pop(before, [])
            self.of_clipping.setdefault(clipping.name, []).extend(ids)
            for identity in ids:
                self.stock.rows[identity] = replace(self.stock.rows[identity], clipping=clipping.name)
            message = f"has become {clipping.name}; its stories went along"
            self.told.problems.append(Problem(before, message, severity="note"))

    def drop_gone(self, here: Collection[str]) -> None:
        """Takes away the untouched stories of clippings that are no more; edited ones stay and are told of."""
        gone = sorted({name for name in {*self.clippings, *self.of_clipping} if name and name not in here})
        if gone and not here:
            message = f"no clippings at all, where there were {len(gone)}; no story was removed"
            self.told.problems.append(Problem(self.shown(""), message, hint="is seeds/ where it should be?"))
            return
        for name in gone:
            left = [identity for identity in self.of_clipping.get(name, []) if not self.drop_row(identity, name)]
            if not left and name in self.clippings:
                remove(self.content_dir / self.clippings[name].path, self.content_dir)
            if not left:
                self.clippings.pop(name, None)

    def drop_row(self, identity: str, name: str) -> bool:
        """Takes a story of a clipping that is gone away; False where it stays."""
        row = self.stock.rows[identity]
        path = self.stock.paths.get(identity)
        if path is None:
            del self.stock.rows[identity]
            return True
        story = self.read(path)
        if story is not None and untouched(story, row):
            return self.remove_story(row, path)
        if row.wrote and not row.own and name in self.clippings and self.clippings[name].digest:
            message = f"its clipping {name} is gone; the story stays, for an editor changed it"
            self.told.problems.append(Problem(self.shown(path), message, severity="warning"))
        return False

    def remove_story(self, row: StoryRow, path: str) -> bool:
        self.journal.plan_remove(row.id)
        try:
            remove(self.content_dir / path, self.content_dir)
        except OSError as error:
            self.told.problems.append(Problem(self.shown(path), f"cannot be removed: {error.strerror or error}"))
            return False
        self.journal.done(row.id)
        self.told.removed.append(path)
        del self.stock.rows[row.id]
        del self.stock.paths[row.id]
        return True

    # One clipping

    def carry_one(self, clipping: Clipping, split: Split, tags: tuple[Tags, ...]) -> None:
        """Brings the stories of one clipping up to its present reading."""
        count = numbering(clipping)
        name = clipping.name
        blank = {line.number for line in clipping.lines if not line.text.strip()}
        stories = [replace(story, lines=without_gaps(story.lines, blank)) for story in split.stories]
        known = self.clippings.get(name)
        listed = [identity for identity in self.of_clipping.get(name, []) if identity in self.stock.rows]
        if known is None or self.rebuild or any(not self.stock.rows[identity].wrote for identity in listed):
            self.rows_from_record(name)
        every = [identity for identity in self.of_clipping.get(name, []) if identity in self.stock.rows]
        ids = [identity for identity in every if not self.stock.rows[identity].own]
        lost = self.renumber(ids, clipping, count)
        lines = [numbers(story.lines) for story in stories]
        found = self.matched(ids, lines, stories, lost)
        owners = dict(found)
        matched = set(found.values())
        orphans = [identity for identity in ids if identity not in matched]
        for identity in orphans:
            if not self.stock.rows[identity].wrote:
                # Its history is lost and the machine no longer finds it: from now on it is an editor's.
                self.stock.rows[identity] = replace(self.stock.rows[identity], wrote=LOST_HISTORY)
        claims = _Claims(self, ids, matched, [identity for identity in every if self.stock.rows[identity].own])
        for index, story in enumerate(stories):
            values = machine_values(story, tags[index], name, "")
            body = machine_body(story)
            if index in found:
                self.update(found[index], story, values, body, count, claims)
                continue
            claimant = claims.claimant(lines[index], story)
            if claimant is not None:
                self.tell_claimed(claimant, story)
                continue
            made = self.create(index + 1, story, values, body, clipping, count)
            if made is not None:
                owners[index] = made
        for identity in orphans:
            if identity not in claims.held():
                self.let_go(identity, {owners[at]: mine for at, mine in enumerate(lines) if at in owners})
        record = ClippingRecord(clipping, split, tuple(owners.get(at, "") for at in range(len(split.stories))))
        self.write_clipping(record)

    def rows_from_record(self, name: str) -> None:
        """Where the ledger is lost, what the clipping's own file tells: which stories there were, and their lines."""
        record = self.clipping_record(name)
        if record is None:
            return
        count = numbering(record.clipping)
        rows = self.stock.rows
        for identity, story in zip(record.story_ids, record.split.stories, strict=True):
            # A story without an id was not made, for its lines were an editor's; it must not be made now either.
            identity = identity or f"gone-{digest_mark(f'{name}:{story.lines}', 12)}"
            row = rows.get(identity)
            if row is not None and not row.wrote and identity in self.stock.paths:
                rows[identity] = replace(row, numbering=count, lines=row.lines or story.lines)
            elif row is None and self.rebuild:
                # It was made once and is not here: an editor deleted it.
                rows[identity] = StoryRow(identity, "?", name, count, story.lines, LOST_HISTORY)
                self.of_clipping.setdefault(name, []).append(identity)
                self.stock.taken.add(identity)
        for identity in self.of_clipping.get(name, []):
            if identity in rows and not rows[identity].wrote and identity not in record.story_ids:
                rows[identity] = replace(rows[identity], wrote=OWN_STORY)

    def renumber(self, ids: Sequence[str], clipping: Clipping, count: str) -> dict[str, str]:
        """Gives the rows of a clipping the line numbers of its present text.

        Returns the old text of the stories whose lines could not be found again.
        """
        rows = [self.stock.rows[identity] for identity in ids]
        if all(row.numbering == count for row in rows):
            return {}
        before = self.clipping_record(clipping.name)
        old_count = numbering(before.clipping) if before is not None else ""
        moved: Renumbering | None = None
        lost: dict[str, str] = {}
        for row in rows:
            lines = row.lines
            if before is not None and old_count != count and row.numbering in ("", old_count):
                if moved is None:
                    moved = renumbered(before.clipping.lines, clipping.lines)
                lines = moved.spans(row.lines)
                if not moved.is_sure(row.lines):
                    held = numbers(row.lines)
                    lost[row.id] = "".join(line.text for line in before.clipping.lines if line.number in held)
            last = len(clipping.lines)
            lines = tuple((first, min(end, last)) for first, end in lines if first <= last)
            self.stock.rows[row.id] = replace(row, numbering=count, lines=lines)
        return lost

    def matched(
        self, ids: Sequence[str], lines: Sequence[frozenset[int]], stories: Sequence[Story], lost: Mapping[str, str]
    ) -> dict[int, str]:
        """Which story is which earlier one; by text first for those whose lines are lost, as in a new recognition."""
        found = match_texts(lost, {at: _text(story) for at, story in enumerate(stories)}) if lost else {}
        for at, identity in found.items():
            self.stock.rows[identity] = replace(self.stock.rows[identity], lines=stories[at].lines)
        earlier = []
        for identity in ids:
            row = self.stock.rows[identity]
            if identity not in found.values():
                rank = 2 if identity not in self.stock.paths else 0 if row.wrote else 1
                earlier.append(Earlier(identity, numbers(row.lines), rank))
        rest = match(earlier, [frozenset() if at in found else mine for at, mine in enumerate(lines)])
        return {**found, **rest}

    def keeps_text(self, identity: str, *, matched: bool) -> bool:
        """True for a story whose text stays whatever the machine reads: deleted, edited, or an editor's own.

        Where the machine still finds it, only its body counts; else any correction keeps the whole file.
        """
        path = self.stock.paths.get(identity)
        if path is None:
            return True
        row = self.stock.rows[identity]
        story = self.read(path)
        if story is None:
            return True
        if matched and row.wrote:
            return file_hashes(story).get(BODY, "") != row.base(BODY)
        return not untouched(story, row)

    # One story

    def update(
        self,
        identity: str,
        story: Story,
        values: dict[str, Value],
        body: str,
        count: str,
        claims: _Claims,
    ) -> None:
        """Brings one story file up to the present reading, but for what an editor changed."""
        row = self.stock.rows[identity]
        path = self.stock.paths.get(identity)
        if path is None:
            self.told.unchanged += 1
            return
        new = {**{key: field_hash(value) for key, value in values.items() if key not in OWN}, BODY: field_hash(body)}
        same = all(row.base(key) == new.get(key, "") for key in {*new, *row.wrote})
        if same and row.wrote and row.lines == story.lines:
            self.told.unchanged += 1
            return
        text = self.read(path)
        if text is None:
            return
        taken_in = claims.taken_in(numbers(story.lines), identity)
        held = (BODY, "lines") if taken_in else ()
        merged = merge(text, row, values, body, held)
        changes = dict(merged.changes)
        wrote = dict(merged.wrote)
        mine = file_hashes(text)
        follows = not held and mine.get(BODY, "") in (row.base(BODY) if row.wrote else new[BODY], merged.body)
        claimed = story.lines if follows else row.lines
        if not follows and not row.wrote:
            wrote["lines"] = Wrote("*")
        elif not follows and mine.get("lines", "") == row.base("lines"):
            # The text is an editor's and its lines stay, but the clipping may count them anew.
            anew = spans_text(claimed)
            wrote["lines"] = Wrote(field_hash(anew))
            if field_hash(anew) != mine.get("lines", ""):
                changes["lines"] = anew
        after = replace(row, numbering=count, lines=claimed, wrote=wrote)
        if changes or merged.body is not None:
            self.journal.plan_write(after)
            if not self.write(path, text, changes, merged.body):
                self.failed.add(row.clipping)
                return
            self.journal.done(identity)
            self.told.written.append(path)
        else:
            self.told.unchanged += 1
        self.stock.rows[identity] = after
        self.tell_conflicts(path, text, merged.conflicts, values, body)
        self.told.kept_edits += len(merged.kept)
        if taken_in and field_hash(body) != mine.get(BODY, ""):
            self.tell_taken_in(path, text, taken_in, body)

    def create(
        self, number: int, story: Story, values: dict[str, Value], body: str, clipping: Clipping, count: str
    ) -> str | None:
        """Writes the file of a new story and gives it its address."""
        first = story.lines[0][0] if story.lines else 0
        identity = given_id(story.headline, clipping.name, first, self.stock.taken)
        county = values.get("county", "") or clipping.imprint.county
        path = story_path(str(county), clipping.name, number, story.headline, self.taken_paths)
        values = {**values, "id": identity}
        wrote = {key: Wrote(field_hash(value)) for key, value in values.items() if key not in OWN}
        if body:
            wrote[BODY] = Wrote(field_hash(body))
        row = StoryRow(identity, path, clipping.name, count, story.lines, wrote)
        self.journal.plan_write(row)
        try:
            write_whole(self.content_dir / path, new_story(values, body, ORDER))
        except OSError as error:
            self.failed.add(clipping.name)
            self.told.problems.append(Problem(self.shown(path), f"cannot be written: {error.strerror or error}"))
            return None
        self.journal.done(identity)
        self.stock.rows[identity] = row
        self.stock.paths[identity] = path
        self.stock.taken.add(identity)
        self.taken_paths.add(folded(path))
        self.told.created.append(path)
        return identity

    def let_go(self, identity: str, living: Mapping[str, frozenset[int]]) -> None:
        """Takes away an untouched story that the machine no longer finds; its address leads to where its text went."""
        row = self.stock.rows[identity]
        mine = numbers(row.lines)
        heir = max(living, key=lambda other: (len(living[other] & mine), other), default="")
        path = self.stock.paths[identity]
        if not self.remove_story(row, path):
            return
        heir_path = self.stock.paths.get(heir)
        if heir_path is None or 2 * len(living[heir] & mine) < len(mine):
            return
        text = self.read(heir_path)
        if text is not None:
            self.write(heir_path, text, {"aliases": self.aliases_with(text, identity)}, None)

    def write_clipping(self, record: ClippingRecord) -> None:
        """Keeps the clipping's text and reading, and notes it as carried in where all went well."""
        name = record.clipping.name
        known = self.clippings.get(name)
        path = known.path if known is not None else clipping_path(name, self.clipping_paths)
        self.clipping_paths.add(folded(path))
        data = render_clipping(record)
        place = self.content_dir / path
        try:
            if not place.exists() or place.read_bytes() != data:
                write_whole(place, data)
        except OSError as error:
            self.failed.add(name)
            self.told.problems.append(Problem(self.shown(path), f"cannot be written: {error.strerror or error}"))
        digest = "" if name in self.failed else record.clipping.digest
        self.clippings[name] = ClippingRow(name, digest, self.reader, path)

    # What editors are told

    def tell_conflicts(
        self, path: str, text: StoryText, keys: Sequence[str], values: Mapping[str, Value], body: str
    ) -> None:
        for key in keys:
            kept = text.body if key == BODY else text.values.get(key, "")
            offered = body if key == BODY else values.get(key, "")
            line = text.body_line if key == BODY else text.line_of(key)
            conflict = Conflict(path, line, key, _short(kept), _short(offered))
            self.told.conflicts.append(conflict)
            source = "" if key == BODY else text.lines[text.places[key][0]].strip() if key in text.places else ""
            message = f'{key}: yours stays; the machine now reads "{conflict.offered}", here stands "{conflict.kept}"'
            self.told.problems.append(Problem(self.shown(path), message, line, severity="warning", source=source))

    def tell_claimed(self, identity: str, story: Story) -> None:
        path = self.stock.paths.get(identity)
        if path is None:
            return  # deleted by an editor, who knows
        message = (
            f'the machine finds a story of its own in lines {spans_text(story.lines)}, "{story.headline}"; not made'
        )
        hint = "its lines belong to this story, which an editor changed"
        self.told.problems.append(Problem(self.shown(path), message, severity="note", hint=hint))

    def tell_taken_in(self, path: str, text: StoryText, identities: Sequence[str], body: str) -> None:
        others = ", ".join(self.stock.paths.get(other) or f"{other} (deleted)" for other in identities)
        message = f"the machine now reads the text of {others} as part of this story; left as it was"
        self.told.problems.append(Problem(self.shown(path), message, text.body_line, severity="note"))
        self.told.conflicts.append(Conflict(path, text.body_line, BODY, _short(text.body), _short(body)))


def _with_edges(story: StoryText, body: str) -> str:
    """A body with the empty lines that the file has before and after it."""
    if not story.fenced:
        return f"{body}\n"
    return f"\n{body}\n" if body else "\n"


class _Claims:
    """The lines of a clipping that an editor has decided about, by story; read from the files only when asked."""

    def __init__(self, work: _Import, ids: Sequence[str], matched: Collection[str], own: Sequence[str]) -> None:
        self._work = work
        self._own = own
        self._ids = ids
        self._matched = matched
        self._held: dict[str, frozenset[int]] | None = None

    def held(self) -> Mapping[str, frozenset[int]]:
        if self._held is None:
            work = self._work
            self._held = {
                identity: numbers(work.stock.rows[identity].lines)
                for identity in self._ids
                if work.keeps_text(identity, matched=identity in self._matched)
            }
        return self._held

    def claimant(self, lines: frozenset[int], story: Story) -> str | None:
        """The story that holds most of these lines, where editors have decided about more than half of them.

        An editor's own story holds what its text says, for the lines in it may be those of the story it was
        copied from.
        """
        held = {identity: lines & claimed for identity, claimed in self.held().items()}
        if held and 2 * len(frozenset().union(*held.values())) > len(lines):
            return max(held, key=lambda identity: (len(held[identity]), identity))
        text = _text(story)
        for identity in self._own:
            path = self._work.stock.paths.get(identity)
            own = self._work.read(path) if path is not None else None
            if own is not None and holds(own.body, text):
                return identity
        return None

    def taken_in(self, lines: frozenset[int], mine: str) -> list[str]:
        """The stories of others most of whose lines are among these."""
        return [
            identity
            for identity, claimed in self.held().items()
            if identity != mine and 2 * len(lines & claimed) > len(claimed)
        ]


def given_id(headline: str, clipping: str, first: int, taken: Collection[str]) -> str:
    """The address of a new story: its headline in pinyin, and a mark made from where it stands."""
    seed = f"{nfc(clipping)}:{first}"
    slug = pinyin_slug(headline)
    while len(slug) > LONGEST_SLUG:
        slug = slug.rpartition("-")[0] or slug[:LONGEST_SLUG]
    mark = digest_mark(seed, 32)
    for length in (4, 8, 16):
        found = "-".join(filter(None, (slug, mark[:length])))
        if found not in taken:
            return found
    return unique(slug, f"{seed}:{len(taken)}", taken)


def _text(story: Story) -> str:
    return story.headline + "".join(passage.text for passage in story.body)


def _short(value: Value) -> str:
    text = value if isinstance(value, str) else "、".join(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"
