"""The ledger: what the machine wrote last, as hashes, one line a story; sorted, so that git merges it well.

    clipping <name> <digest> <reader> <path>
    story    <id> <path> <clipping> <text of the lines> <lines> <field>=<hash> …

A field whose hash in the file equals the one here is untouched since the machine wrote it; any other is an editor's.
A field that the machine left empty has no hash.
"""

from __future__ import annotations

import hashlib
import re
from base64 import urlsafe_b64encode
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.content.fields import KNOWN, read_spans, spans_text
from sitegen.problems import Problem

if TYPE_CHECKING:
    from sitegen.content.yamltext import Value
    from sitegen.model import Clipping, Span

NAME = "ledger.tsv"
EMPTY = "-"
FAULTY = "!"
"""Behind the name of what read a clipping: something was said of it, which is said again at every import."""
_ESCAPES = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"})


_CELLS = re.compile(r"(?:[^\t=]+=[^\t]*(?:\t(?!$)|$))*")
_STORY_LINE = re.compile(r"story(?:\t[^\t\r]+){4}\t[-0-9, ]+(?:\t[a-z_*]+=[^\t\r]*)*")


@dataclass(frozen=True, slots=True)
class Wrote:
    """What the machine last wrote into a field, and what it has offered an editor since."""

    base: str = ""
    """Hash of the value that the machine wrote; "" for an empty one."""
    offered: str = ""
    """Hash of the latest reading that an editor's value has kept out, once it was reported."""
    against: str = ""
    """Hash of the editor's value at that time: when it changes the editor has seen to it."""


class Unread(Mapping[str, Wrote]):
    """What the machine wrote into a story, as the cells of its line, taken apart when it is asked for.

    Most stories of an import are as they were, and nobody asks.
    """

    __slots__ = ("_read", "cells")

    def __init__(self, cells: str) -> None:
        self.cells = cells
        self._read: dict[str, Wrote] | None = None

    def _all(self) -> dict[str, Wrote]:
        if self._read is None:
            self._read = {}
            for cell in self.cells.split("\t") if self.cells else ():
                key, _, hashes = cell.partition("=")
                base, _, rest = hashes.partition("~")
                offered, _, against = rest.partition("!")
                self._read[key] = Wrote(base, offered, against)
        return self._read

    def __getitem__(self, key: str) -> Wrote:
        return self._all()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._all())

    def __len__(self) -> int:
        return len(self._all())

    def __bool__(self) -> bool:
        return bool(self.cells)


OWN_STORY = {"*": Wrote("*")}
"""What the machine wrote into a story that an editor added."""


LOST_HISTORY = {key: Wrote("*") for key in (*sorted(KNOWN - {"id", "aliases"}), "body")}
"""What the machine wrote into a story of which nothing is known but that it did: all in it is an editor's now."""


@dataclass(frozen=True, slots=True)
class StoryRow:
    """One story that the machine wrote, or that was found in content/."""

    id: str
    path: str
    clipping: str = ""
    numbering: str = ""
    """Short hash of the text whose lines `lines` count."""
    lines: tuple[Span, ...] = ()
    wrote: Mapping[str, Wrote] = field(default_factory=dict)

    def base(self, key: str) -> str:
        return self.wrote[key].base if key in self.wrote else ""

    @property
    def own(self) -> bool:
        """True for a story that an editor added: nothing in it is the machine's."""
        return "*" in self.wrote


@dataclass(frozen=True, slots=True)
class ClippingRow:
    """One clipping as it was last carried in."""

    name: str
    digest: str
    reader: str
    """What read it: version and data of splitter and tagger, as the caller names it."""
    path: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """All rows, stories by id and clippings by name."""

    stories: Mapping[str, StoryRow] = field(default_factory=dict)
    clippings: Mapping[str, ClippingRow] = field(default_factory=dict)


def field_hash(value: Value) -> str:
    """Ten characters that stand for a value; "" for an empty one."""
    if not value:
        return ""
    text = value if isinstance(value, str) else "\x1e".join(("", *value))
    return urlsafe_b64encode(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:9]).decode()


def numbering(clipping: Clipping) -> str:
    """A short hash of a clipping's text: line numbers mean the same lines while it stays."""
    text = "\n".join(line.text for line in clipping.lines)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12]


def parse_ledger(text: str, path: str) -> tuple[Ledger, list[Problem]]:
    """The ledger, and a problem for every line that cannot be read: both sides of a merge conflict count."""
    stories: dict[str, StoryRow] = {}
    clippings: dict[str, ClippingRow] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r").removeprefix("\ufeff")
        if not line or line.startswith("#"):
            continue
        cells = line.split("\t", 6)
        if cells[0] == "clipping" and len(cells) == 5 and _is_inside(_cell(cells[4])):
            read = ClippingRow(*map(_cell, cells[1:]))
            clippings[read.name] = read
        elif cells[0] == "story" and len(cells) >= 6 and (row := _story(cells)) is not None:
            # Two rows of one story come of a merge: what neither side wrote for certain is then an editor's.
            stories[row.id] = _merged(stories[row.id], row) if row.id in stories else row
        else:
            problems.append(
                Problem(
                    path, "not a line of the ledger; left out", number, severity="warning", source=line[:200],
                    hint="what the ledger does not know of is taken for an editor's",
                )
            )  # fmt: skip
    return Ledger(stories, clippings), problems


def clippings_in(text: str) -> dict[str, ClippingRow] | None:
    """The clippings of a ledger by name, at a tenth of the time; None where any line is not as this program writes it.

    What an import with nothing to do needs to know.
    """
    if "\r" in text:  # written as an escape, so this is another's line end
        return None
    found: dict[str, ClippingRow] = {}
    for line in text.split("\n"):
        if line.startswith("story\t"):
            if not _STORY_LINE.fullmatch(line):
                return None
        elif line.startswith("clipping\t") and line.count("\t") == 4:
            row = ClippingRow(*map(_cell, line.split("\t")[1:]))
            if not _is_inside(row.path) or row.name in found:
                return None
            found[row.name] = row
        elif line and not line.startswith("#"):
            return None
    return found


def render_ledger(ledger: Ledger) -> str:
    """The text of the ledger: the clippings by name, then the stories by clipping and id."""
    lines = ["# What the machine wrote last, as hashes; made by sitegen, not for editing."]
    for _, clipping in sorted(ledger.clippings.items()):
        cells = (clipping.name, clipping.digest, clipping.reader, clipping.path)
        lines.append("\t".join(("clipping", *map(_written, cells))))
    lines += map(story_line, sorted(ledger.stories.values(), key=lambda row: (row.clipping, row.id)))
    return "\n".join(lines) + "\n"


def story_line(row: StoryRow) -> str:
    """One story as a line of the ledger."""
    named = (row.id, row.path, row.clipping, row.numbering, spans_text(row.lines))
    cells = ["story", *map(_written, named)]
    if isinstance(row.wrote, Unread):
        return "\t".join((*cells, row.wrote.cells) if row.wrote else cells)
    for key in sorted(row.wrote):
        wrote = row.wrote[key]
        if wrote.offered:
            cells.append(f"{key}={wrote.base}~{wrote.offered}!{wrote.against}")
        elif wrote.base:
            cells.append(f"{key}={wrote.base}")
    return "\t".join(cells)


def read_story_line(line: str) -> StoryRow | None:
    """The story that a line of the ledger tells of, None where it tells of none."""
    cells = line.split("\t", 6)
    return _story(cells) if cells[0] == "story" and len(cells) >= 6 else None


def _is_inside(path: str) -> bool:
    """True for a path that stays below content/, whoever wrote the ledger."""
    return path != "" and not path.startswith("/") and ".." not in path.split("/") and ":" not in path


def _written(text: str) -> str:
    """A cell's text: file names may hold tabs and line ends."""
    if not text.isprintable() or "\\" in text:
        text = text.translate(_ESCAPES)
    return text or EMPTY


def _cell(text: str) -> str:
    if "\\" in text:
        text = re.sub(r"\\([\\tnr])", lambda found: {"\\": "\\", "t": "\t", "n": "\n", "r": "\r"}[found[1]], text)
    return "" if text == EMPTY else text


def _story(cells: list[str]) -> StoryRow | None:
    spans = read_spans(_cell(cells[5]))
    if spans is None or not cells[1] or not cells[2]:
        return None
    wrote = cells[6] if len(cells) > 6 else ""
    if not _CELLS.fullmatch(wrote):
        return None
    return StoryRow(_cell(cells[1]), _cell(cells[2]), _cell(cells[3]), _cell(cells[4]), spans, Unread(wrote))


def _merged(ours: StoryRow, theirs: StoryRow) -> StoryRow:
    wrote = {
        key: ours.wrote[key] if ours.base(key) == theirs.base(key) else Wrote("*")
        for key in {*ours.wrote, *theirs.wrote}
        if key in ours.wrote or theirs.base(key)
    }
    wrote = {key: value if key in ours.wrote else Wrote("*") for key, value in wrote.items()}
    return StoryRow(theirs.id, theirs.path, theirs.clipping, theirs.numbering, theirs.lines, wrote)
