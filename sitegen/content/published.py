"""What of the archive was published when: one line a story, sorted, so that git merges it well.

    <id> <published> <corrected> <what> <withdrawn> <title=hash body=hash …> <headline>

A day that there is none of is -. A merge that left both sides counts: of two lines of one story the later days stand.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Literal

from sitegen.content.ledger import EMPTY, field_hash
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sitegen.model import Record

NAME = "published.tsv"
PARTS = ("title", "body", "date", "byline")
"""What a reader can see corrected; tags are no part of a story's words."""
Kind = Literal["new", "corrected", "withdrawn"]
_HEAD = "# What was published when; made by `sitegen publish`, a line a story.\n"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}$")
_ID = re.compile(r"[a-z0-9][a-z0-9-]*$")


@dataclass(frozen=True, slots=True)
class Published:
    """One story that readers were given; days are ISO, "" for none."""

    id: str
    published: str
    headline: str = ""
    hashes: Mapping[str, str] = field(default_factory=dict)
    """Of each part as it was last published."""
    corrected: str = ""
    what: tuple[str, ...] = ()
    """The parts that were corrected on that day."""
    withdrawn: str = ""

    @property
    def changed(self) -> str:
        """The last day on which readers were given anything else."""
        return max(self.published, self.corrected, self.withdrawn)


@dataclass(frozen=True, slots=True)
class Update:
    """One thing that happened to a story in the readers' eyes."""

    day: str
    kind: Kind
    id: str
    headline: str
    what: tuple[str, ...] = ()


def updates(rows: Iterable[Published]) -> tuple[Update, ...]:
    """All that the rows tell, latest first: on one day what is new, then corrections, then what is gone."""
    found = [update for row in rows for update in _updates(row)]
    kinds: tuple[Kind, ...] = ("new", "corrected", "withdrawn")
    found.sort(key=lambda update: (kinds.index(update.kind), update.id))
    return tuple(sorted(found, key=lambda update: update.day, reverse=True))


def _updates(row: Published) -> Iterator[Update]:
    yield Update(row.published, "new", row.id, row.headline)
    if row.corrected:
        yield Update(row.corrected, "corrected", row.id, row.headline, row.what)
    if row.withdrawn:
        yield Update(row.withdrawn, "withdrawn", row.id, row.headline)


def publish(rows: Iterable[Published], records: Iterable[Record], day: str) -> tuple[Published, ...]:
    """The rows once these records are what readers find, from `day` on; where nothing changed, the same rows."""
    known = {row.id: row for row in rows}
    after: dict[str, Published] = {}
    for record in records:
        earlier = next((name for name in (record.id, *record.aliases) if name in known), None)
        after[record.id] = _published(known.pop(earlier) if earlier else None, record, day)
    for name, row in known.items():
        after[name] = row if row.withdrawn else replace(row, withdrawn=day)
    return tuple(after[name] for name in sorted(after))


def _published(row: Published | None, record: Record, day: str) -> Published:
    hashes = hashes_of(record)
    headline = " ".join(f"{record.kicker} {record.headline}".split())
    if row is None or row.withdrawn:
        return Published(record.id, day, headline, hashes)
    what = tuple(part for part in PARTS if hashes.get(part, "") != row.hashes.get(part, ""))
    same = replace(row, id=record.id, headline=headline, hashes=hashes)
    if not what or row.published == day:  # two publications of one day are one
        return same
    parts = tuple(part for part in PARTS if part in {*what, *(row.what if row.corrected == day else ())})
    return replace(same, corrected=day, what=parts)


def hashes_of(record: Record) -> dict[str, str]:
    """What a reader sees of a story, as short hashes; of what is empty none."""
    parts = {
        "title": "\n".join((record.kicker, record.headline, record.subhead)).strip(),
        "body": "\n\n".join((record.body.strip(), *record.captions)).strip(),
        "date": record.date,
        "byline": record.byline,
    }
    return {part: field_hash(text) for part, text in parts.items() if text}


def render_published(rows: Iterable[Published]) -> str:
    """The text of the file."""
    return _HEAD + "".join(f"{_line(row)}\n" for row in sorted(rows, key=lambda row: row.id))


def parse_published(text: str, path: str) -> tuple[tuple[Published, ...], list[Problem]]:
    """The rows, and a problem for every line that cannot be read."""
    rows: dict[str, Published] = {}
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip("\r").removeprefix("\ufeff")
        if not line or line.startswith("#"):
            continue
        row = _row(line.split("\t"))
        if row is None:
            hint = "left out; the next `sitegen publish` writes the file anew"
            problems.append(Problem(path, "not a line of this file", number, 0, "warning", line[:200], hint))
        else:
            rows[row.id] = _merged(rows[row.id], row) if row.id in rows else row
    return tuple(rows[name] for name in sorted(rows)), problems


def _line(row: Published) -> str:
    hashes = " ".join(f"{part}={row.hashes[part]}" for part in PARTS if row.hashes.get(part))
    # a headline may be a dash, which by itself stands for none
    headline = f"\\{row.headline}" if re.fullmatch(r"\\*-", row.headline.strip()) else row.headline
    cells = (row.id, row.published, row.corrected, ",".join(row.what), row.withdrawn, hashes, headline)
    return "\t".join(" ".join(cell.split()) or EMPTY for cell in cells)


def _row(cells: list[str]) -> Published | None:
    if len(cells) != 7:
        return None
    name, published, corrected, what, withdrawn, hashes, headline = ("" if cell == EMPTY else cell for cell in cells)
    days = (published, *filter(None, (corrected, withdrawn)))
    if not _ID.match(name) or not all(map(_DAY.match, days)):
        return None
    pairs = (pair.partition("=") for pair in hashes.split())
    return Published(
        name,
        published,
        headline[1:] if re.fullmatch(r"\\+-", headline) else headline,
        {part: found for part, sign, found in pairs if sign and part in PARTS},
        corrected,
        tuple(part for part in what.split(",") if part in PARTS),
        withdrawn,
    )


def _merged(ours: Published, theirs: Published) -> Published:
    """Of two lines of one story: what is later, and the first day on which it was published."""
    later = max(ours, theirs, key=lambda row: row.changed)
    return replace(later, published=min(ours.published, theirs.published))
