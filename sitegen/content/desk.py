"""The content folder as an import works on it: every story's row and file, and each change noted before it is made."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sitegen.content.clippingfile import parse_clipping, read_kept, render_clipping
from sitegen.content.fields import ORDER, tidy
from sitegen.content.frontmatter import new_story, read_story, write_story
from sitegen.content.journal import Journal, read_plan, recovered
from sitegen.content.ledger import FAULTY, NAME, ClippingRow, Ledger, StoryRow, parse_ledger, render_ledger
from sitegen.content.loading import by_name
from sitegen.content.names import clipping_path, folded
from sitegen.content.report import Told
from sitegen.content.stock import ids_on_disk, take_stock
from sitegen.content.store import NOTHING_SEEN, clear_leftovers, remove, write_whole
from sitegen.problems import Problem
from sitegen.slugs import pinyin_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from sitegen.content.frontmatter import StoryText
    from sitegen.content.store import Found
    from sitegen.content.yamltext import Value
    from sitegen.model import ClippingRecord, Span


class Desk:
    """One import at work, from the ledger as it was to the ledger as it is."""

    def __init__(
        self,
        content_dir: Path,
        reader: str,
        faulty: Collection[str] = (),
        slug: Callable[[str], str] = pinyin_slug,
        known: Mapping[str, Found] = NOTHING_SEEN,
    ) -> None:
        """Reads the ledger, finishes the books of a killed import, and sees what editors did."""
        self.content_dir = content_dir
        self.reader = reader
        self.slug = slug
        self.faulty = faulty
        """Clippings of which the reading had something to say."""
        self.told = Told(content_dir.name)
        self.journal = Journal(content_dir)
        self.failed: set[str] = set()
        """Clippings of which something could not be read or written."""
        ledger, problems = read_ledger(content_dir)
        self.told.problems += problems
        self.rebuild = bool(problems) or not ledger.clippings
        """The ledger is lost or damaged."""
        plan = read_plan(content_dir)
        if plan is not None:
            clear_leftovers(content_dir)
        aliases: set[str] = set()
        on_disk = ids_on_disk(content_dir, aliases, known)
        if plan is not None:
            first = {identity: min(paths, key=by_name) for identity, paths in on_disk.items() if identity}
            # the journal goes on from there: were this import killed too, the next must know of both
            ledger = recovered(ledger, plan, first, content_dir)
        self.forgotten = {*aliases, *(plan.removes if plan is not None else ())}
        """Ids that no deleted story has, though a clipping's file may still name them."""
        self.clippings = dict(ledger.clippings)
        stock = take_stock(content_dir, ledger.stories, on_disk, aliases)
        self.rows = stock.rows
        self.paths = stock.paths
        self.taken = stock.taken
        self._name_stories(stock.to_name)
        self.of_clipping: dict[str, list[str]] = {}
        for identity, row in self.rows.items():
            self.of_clipping.setdefault(row.clipping, []).append(identity)
        self.taken_paths = {folded(path) for path in self.paths.values()}
        self._clipping_paths = {folded(row.path) for row in self.clippings.values()}

    def close(self) -> None:
        """Writes down what is now true."""
        self._write_ledger(Ledger(self.rows, self.clippings))
        self.journal.close(finished=True)

    def _write_ledger(self, ledger: Ledger) -> None:
        data = render_ledger(ledger).encode("utf-8", "surrogatepass")
        path = self.content_dir / NAME
        if not path.exists() or path.read_bytes() != data:
            write_whole(path, data)

    def _name_stories(self, to_name: list[tuple[str, str, str]]) -> None:
        """Writes an id into the files that have none, and an alias where an editor chose another."""
        for path, identity, before in to_name:
            story = self.read(path)
            if story is None:
                continue
            changes: dict[str, Value] = {"id": identity} if story.values.get("id") != identity else {}
            if before:
                changes["aliases"] = _with_alias(story, before)
            elif changes and story.values.get("id") in self.paths and story.values.get("aliases"):
                changes["aliases"] = ()  # a copy: the earlier addresses are those of the one it was copied from
            if changes and self._change(path, story, changes, None):
                self.told.written.append(path)

    def of(self, clipping: str) -> list[str]:
        """The ids of a clipping's stories, deleted ones too."""
        return [identity for identity in self.of_clipping.get(clipping, []) if identity in self.rows]

    # Story files

    def read(self, path: str) -> StoryText | None:
        """A story file in parts; None where it cannot be read, which leaves it alone."""
        try:
            story, problems = read_story((self.content_dir / path).read_bytes(), f"{self.told.folder}/{path}")
        except OSError as error:
            self.told.failure(path, "read", error)
            return None
        if story is None:
            self.told.problems += problems
        return story

    def create(self, row: StoryRow, values: Mapping[str, Value], body: str) -> bool:
        """Writes the file of a new story."""
        self.journal.plan_write(row)
        try:
            write_whole(self.content_dir / row.path, new_story(values, body, ORDER))
        except OSError as error:
            self.failed.add(row.clipping)
            self.told.failure(row.path, "written", error)
            return False
        self.journal.done(row.id)
        self.rows[row.id] = row
        self.paths[row.id] = row.path
        self.taken.add(row.id)
        self.taken_paths.add(folded(row.path))
        self.told.created.append(row.path)
        return True

    def update(self, row: StoryRow, story: StoryText, changes: Mapping[str, Value], body: str | None) -> bool:
        """Changes the file of a story, and keeps its row; with nothing to change the row alone."""
        path = self.paths[row.id]
        if changes or body is not None:
            self.journal.plan_write(row)
            if not self._change(path, story, changes, body):
                self.failed.add(row.clipping)
                return False
            self.journal.done(row.id)
            self.told.written.append(path)
        else:
            self.told.unchanged += 1
        self.rows[row.id] = row
        return True

    def remove(self, identity: str) -> bool:
        """Takes a story and its row away."""
        path = self.paths[identity]
        self.journal.plan_remove(identity)
        try:
            remove(self.content_dir / path, self.content_dir)
        except OSError as error:
            self.told.failure(path, "removed", error)
            return False
        self.journal.done(identity)
        self.told.removed.append(path)
        del self.rows[identity]
        del self.paths[identity]
        return True

    def lead_on(self, identity: str, heir: str) -> None:
        """Makes the address of one story lead to another, and with it those that led to it."""
        path = self.paths[heir]
        story, gone = self.read(path), self.read(self.paths[identity])
        earlier = _with_alias(gone, identity) if gone is not None else (identity,)
        if story is not None and self._change(path, story, {"aliases": _with_alias(story, *earlier)}, None):
            self.told.written.append(path)

    def _change(self, path: str, story: StoryText, changes: Mapping[str, Value], body: str | None) -> bool:
        """Changes a story file, unless an editor has saved it since it was read."""
        place = self.content_dir / path
        try:
            if read_story(place.read_bytes(), path)[0] != story:
                message = "saved by someone while the import was at work; left as it is"
                self.told.problem(path, message, 0, "warning", "", "the next import looks at it again")
                return False
            text = None if body is None else _with_edges(story, body)
            write_whole(place, write_story(story, changes, text, ORDER))
        except OSError as error:
            self.told.failure(path, "written", error)
            return False
        return True

    # Clippings

    def clipping_record(self, name: str) -> tuple[ClippingRecord, dict[str, tuple[Span, ...]]] | None:
        """A clipping as content/ has it from the last import, and the stories that it remembers besides."""
        row = self.clippings.get(name)
        path = row.path if row is not None else clipping_path(name, ())
        try:
            data = (self.content_dir / path).read_bytes()
        except OSError:
            return None
        record, _ = parse_clipping(data, path)
        return (record, read_kept(data)) if record is not None and record.clipping.name == name else None

    def keep_clipping(self, record: ClippingRecord) -> None:
        """Writes a clipping's text and reading, and notes it as carried in where all went well."""
        name = record.clipping.name
        known = self.clippings.get(name)
        path = known.path if known is not None else clipping_path(name, self._clipping_paths)
        self._clipping_paths.add(folded(path))
        others = sorted(identity for identity in self.of(name) if not self.rows[identity].own)
        kept = [(identity, self.rows[identity].lines) for identity in others if identity not in record.story_ids]
        data = render_clipping(record, kept)
        place = self.content_dir / path
        try:
            if not place.exists() or place.read_bytes() != data:
                write_whole(place, data)
        except OSError as error:
            self.failed.add(name)
            self.told.failure(path, "written", error)
        digest = "" if name in self.failed else record.clipping.digest
        reader = self.reader + FAULTY if name in self.faulty else self.reader
        self.clippings[name] = ClippingRow(name, digest, reader, path)

    def rename_clipping(self, before: str, after: str) -> None:
        """Gives a clipping and its stories' rows another name; it is read again."""
        self.clippings[after] = replace(self.clippings.pop(before), name=after, digest="")
        ids = self.of_clipping.pop(before, [])
        self.of_clipping.setdefault(after, []).extend(ids)
        for identity in ids:
            self.rows[identity] = replace(self.rows[identity], clipping=after)


def read_ledger(content_dir: Path) -> tuple[Ledger, list[Problem]]:
    """The ledger of a content folder; an empty one where there is none."""
    shown = f"{content_dir.name}/{NAME}"
    try:
        text = (content_dir / NAME).read_bytes().decode("utf-8", "surrogatepass")
    except FileNotFoundError:
        return Ledger(), []
    except UnicodeDecodeError:
        return Ledger(), [Problem(shown, "not UTF-8; made anew", severity="warning")]
    return parse_ledger(text, shown)


def _with_alias(story: StoryText, *more: str) -> tuple[str, ...]:
    """The aliases of a story, and more."""
    said = tidy("aliases", story.values.get("aliases", ()))
    return tuple(dict.fromkeys((*(said if isinstance(said, tuple) else ()), *more)))


def _with_edges(story: StoryText, body: str) -> str:
    """A body with the empty lines that the file has before and after it."""
    if not story.fenced:
        return f"{body}\n"
    return f"\n{body}\n" if body else "\n"
