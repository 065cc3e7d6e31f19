"""What editors did to the story files since the last import: moved, renamed, copied, deleted, added."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sitegen.content.fields import ID
from sitegen.content.frontmatter import nfc
from sitegen.content.ledger import OWN_STORY, StoryRow
from sitegen.content.loading import by_name, given_address, load_record
from sitegen.content.store import NOTHING_SEEN, glance, story_paths

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from pathlib import Path

    from sitegen.content.store import Found
    from sitegen.model import Record

LONGEST_ID = 100


@dataclass(slots=True)
class Stock:
    """Every story that is known of, and where it is."""

    rows: dict[str, StoryRow]
    paths: dict[str, str] = field(default_factory=dict)
    """Where the file of each living story is, as the system names it; a row without one was deleted."""
    to_name: list[tuple[str, str, str]] = field(default_factory=list)
    """Files that need an id written into them: path, id, and the earlier id that leads to it or ""."""
    taken: set[str] = field(default_factory=set)
    """Every address that is or was someone's."""


def ids_on_disk(
    content_dir: Path, aliases: set[str] | None = None, known: Mapping[str, Found] = NOTHING_SEEN
) -> dict[str, list[str]]:
    """The story files of each id, sorted; under "" those without one that can be an address.

    Into `aliases` go the earlier addresses of all of them. Those that are `known` are not looked at again.
    """
    found: dict[str, list[str]] = {}
    for path in story_paths(content_dir):
        seen = known.get(path) or glance(content_dir, path)
        usable = len(seen.id) <= LONGEST_ID and ID.fullmatch(seen.id)
        found.setdefault(seen.id if usable else "", []).append(path)
        if aliases is not None:
            aliases.update(seen.aliases)
    return found


def take_stock(
    content_dir: Path, rows: Mapping[str, StoryRow], on_disk: Mapping[str, list[str]], aliases: Collection[str] = ()
) -> Stock:
    """The stories as editors left them; a file without an id of its own gets one, and none that was another's."""
    # An editor's own story that is gone leaves nothing to remember.
    kept = {identity: row for identity, row in rows.items() if identity in on_disk or not row.own}
    stock = Stock(kept, taken={*rows, *on_disk, *aliases} - {""})
    nameless = list(on_disk.get("", ()))
    owner_of = {nfc(row.path): identity for identity, row in rows.items()}
    unknown: list[tuple[str, str]] = []
    for identity, paths in sorted(on_disk.items()):
        if not identity:
            continue
        row = stock.rows.get(identity)
        paths = sorted(paths, key=by_name)
        first = next((path for path in paths if row is not None and nfc(path) == nfc(row.path)), paths[0])
        nameless += [path for path in paths if path != first]
        if row is not None:
            stock.paths[identity] = first
            if nfc(first) != nfc(row.path):
                stock.rows[identity] = replace(row, path=nfc(first))
        else:
            unknown.append((identity, first))
    for identity, path in unknown:
        before = owner_of.get(nfc(path))
        if before is not None and before not in on_disk:
            # The same file under another id: an editor gave it another address, and the old one leads there.
            stock.rows.pop(before, None)
            stock.rows[identity] = replace(rows[before], id=identity)
            stock.paths[identity] = path
            stock.to_name.append((path, identity, before))
        else:
            _adopt(stock, content_dir, path, identity)
    for path in sorted(nameless):
        before = owner_of.get(nfc(path))
        if before is not None and before not in on_disk and before not in stock.paths:
            stock.rows[before] = rows[before]
            stock.paths[before] = path
            stock.to_name.append((path, before, ""))
            continue
        record, _ = load_record(content_dir, path)
        if record is not None:
            copied = ID.fullmatch(record.id) is not None and record.id in stock.taken
            identity = given_address(replace(record, id="") if copied else record, stock.taken)
            stock.taken.add(identity)
            stock.to_name.append((path, identity, ""))
            _adopt(stock, content_dir, path, identity, record, own=True)
    return stock


def _adopt(
    stock: Stock, content_dir: Path, path: str, identity: str, record: Record | None = None, *, own: bool = False
) -> None:
    """A file that the ledger does not know: an editor's own, or the ledger is lost and will be rebuilt."""
    if record is None:
        record, _ = load_record(content_dir, path)
    stock.paths[identity] = path
    if record is None:
        stock.rows[identity] = StoryRow(identity, nfc(path))
    else:
        own = own or not record.clipping
        wrote = OWN_STORY if own else {}
        stock.rows[identity] = StoryRow(identity, nfc(path), record.clipping, "", record.lines, wrote)
