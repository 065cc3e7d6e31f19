"""The archive as content/ holds it: every story file and every clipping, and what is wrong with each."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from sitegen.bounds import foreign, is_text
from sitegen.content import published
from sitegen.content.clippingfile import parse_clipping
from sitegen.content.disk import bytes_of
from sitegen.content.fields import ID, read_record
from sitegen.content.filed import FiledRecord, FiledRecords, glance, seen
from sitegen.content.frontmatter import nfc, read_story
from sitegen.content.ledger import NAME, Ledger, parse_ledger
from sitegen.content.store import story_paths
from sitegen.problems import Problem
from sitegen.slugs import pinyin_slug, unique

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sitegen.content.published import Published
    from sitegen.content.reloading import Reader
    from sitegen.model import ClippingRecord, Record


@dataclass(frozen=True, slots=True)
class Archive:
    """All that the site is made from; records by path, clippings by name.

    As `load` gives it, bodies of stories and texts of clippings are read when they are asked for: filed.py.
    """

    records: Sequence[Record] = ()
    clippings: tuple[ClippingRecord, ...] = ()
    marks: Mapping[str, bytes] = field(default_factory=dict)
    """What stands for the bytes of a file, by its path below content/; of some or of none."""
    gleanings: Mapping[str, tuple[Any, ...]] = field(default_factory=dict)
    """Likewise what was worked out of its text when that was read."""
    published: tuple[Published, ...] = ()
    """What of it readers were given, and when."""


def load(content_dir: Path, reader: Reader | None = None) -> tuple[Archive, list[Problem]]:
    """The archive, and a problem for each story that cannot be read; one bad story stops no other.

    `reader` reads only those that changed since it did so last.
    """
    problems: list[Problem] = []
    records: list[Record] = []
    known: dict[object, object] = {}
    paths = story_paths(content_dir)
    named: Sequence[Record]
    if reader:
        named, problems = reader.stories(content_dir, paths)
        alive = _ids(named)
    else:
        for path in paths:
            record, found = load_record(content_dir, path)
            problems += found
            if record is not None:
                records.append(FiledRecord.of(record, str(content_dir), known))
        named, alive = records, None
    if alive is None:
        named, found = _with_addresses(list(named), content_dir)
        problems += found
        named = tuple(sorted(named, key=lambda record: record.path))
        alive = {record.id for record in named}
    clippings, found = load_clippings(content_dir, alive, reader)
    problems += found
    given, found = load_published(content_dir)
    problems += found
    clippings.sort(key=lambda record: record.clipping.name)
    marks, gleanings = (reader.marks(), reader.gleanings()) if reader else ({}, {})
    return Archive(named, tuple(clippings), marks, gleanings, given), problems


def _ids(records: FiledRecords) -> set[str] | None:
    """The addresses of stories; None where they cannot all stay as their files have them."""
    ids, earlier = [], []
    for found, aliases in records.fields("id", "aliases"):
        ids.append(found)
        earlier += aliases
    known = {*ids, *earlier}
    fit = (
        len(known) == len(ids) + len(earlier)
        and all(map(ID.fullmatch, known))
        and len(max(ids, key=len, default="")) <= 100
    )
    return set(ids) if fit else None


def load_record(content_dir: Path, path: str) -> tuple[Record | None, list[Problem]]:
    """The record of one story file, its id as the file says, or None and why there is none."""
    return read_bytes(content_dir, path)[1:]


def read_bytes(
    content_dir: Path, path: str, data: bytes | None = None
) -> tuple[bytes | None, Record | None, list[Problem]]:
    """The same with the file's bytes, None where it cannot be read; where they are known, `data`, it is not read."""
    shown = f"{content_dir.name}/{path}"
    # What is no link is the archive's own.
    data = (data or bytes_of(f"{content_dir}/{path}", links=False)) if is_text(shown) else None
    if data is None:
        unfit = foreign(content_dir / path, content_dir, shown)
        if unfit:
            return None, None, [unfit]
        try:
            data = (content_dir / path).read_bytes()
        except OSError as error:
            return None, None, [Problem(shown, f"cannot be read: {error.strerror or error}")]
    story, problems = read_story(data, shown)
    if story is None:
        return data, None, problems
    record, found = read_record(story, path, shown)
    return data, record, [*problems, *found]


def load_clippings(
    content_dir: Path, alive: Collection[str], reader: Reader | None = None
) -> tuple[list[ClippingRecord], list[Problem]]:
    """Every clipping of clippings/, of its stories those that are `alive`, and a problem for each bad file there."""
    clippings: list[ClippingRecord] = []
    problems: list[Problem] = []
    for path in sorted((content_dir / "clippings").rglob("*.json")):
        unfit = foreign(path, content_dir, f"{content_dir.name}/{path.relative_to(content_dir).as_posix()}")
        if unfit:
            problems.append(unfit)
            continue
        if reader:
            found_there = reader.clipping(content_dir, path.relative_to(content_dir).as_posix(), alive)
        else:
            glanced = glance(path)
            found_there = seen(path, glanced, alive) if glanced else None
        if found_there is not None:
            clippings.append(found_there)
            continue
        whole, found = _whole_clipping(content_dir, path)
        problems += found
        if whole is not None:
            living = tuple(one if one in alive else "" for one in whole.story_ids)
            clippings.append(replace(whole, story_ids=living))
    return clippings, problems


def clipping_faults(content_dir: Path) -> list[Problem]:
    """What is wrong with the files of clippings/, each read to its end; `load` only looks at them."""
    files = sorted((content_dir / "clippings").rglob("*.json"))
    return [problem for path in files for problem in _whole_clipping(content_dir, path)[1]]


def _whole_clipping(content_dir: Path, path: Path) -> tuple[ClippingRecord | None, list[Problem]]:
    shown = f"{content_dir.name}/{path.relative_to(content_dir).as_posix()}"
    try:
        return parse_clipping(path.read_bytes(), shown)
    except OSError as error:
        return None, [Problem(shown, f"cannot be read: {error.strerror or error}")]


def load_published(content_dir: Path) -> tuple[tuple[Published, ...], list[Problem]]:
    """What was published, nothing before the first time."""
    shown = f"{content_dir.name}/{published.NAME}"
    try:
        text = (content_dir / published.NAME).read_text("utf-8")
    except FileNotFoundError:
        return (), []
    except (OSError, UnicodeDecodeError) as error:
        return (), [Problem(shown, f"cannot be read: {error}", severity="warning")]
    return published.parse_published(text, shown)


def given_address(record: Record, taken: Iterable[str] = ()) -> str:
    """The address of a story that has none yet, or one that cannot be: made from its title and its place."""
    slug = pinyin_slug(record.id) if record.id else pinyin_slug(record.headline)
    return unique(slug[:40].rstrip("-"), nfc(record.path), frozenset(taken))


def _with_addresses(records: list[Record], content_dir: Path) -> tuple[list[Record], list[Problem]]:
    """The records, each with an address of its own; aliases that would hide a story are left out."""
    groups: dict[str, list[Record]] = {}
    for record in records:
        groups.setdefault(record.id if ID.fullmatch(record.id) and len(record.id) <= 100 else "", []).append(record)
    unnamed = groups.pop("", [])
    problems = [
        Problem(f"{content_dir.name}/{record.path}", f'"{record.id}" cannot be an address', severity="warning",
                hint="an id is lower-case letters, digits and hyphens: id: yue-bi-xiang-3f9k")
        for record in unnamed if record.id
    ]  # fmt: skip
    named: list[Record] = []
    for group in groups.values():
        if len(group) > 1:
            group = _first_owner(group, content_dir)
            problems += [
                Problem(
                    f"{content_dir.name}/{copy.path}",
                    f'the id "{copy.id}" is that of {group[0].path}',
                    severity="warning",
                    hint="an import gives a copied story an id of its own",
                )
                for copy in group[1:]
            ]
            unnamed += [replace(copy, id="") for copy in group[1:]]
        named.append(group[0])
    taken = {record.id for record in named}
    for record in sorted(unnamed, key=lambda record: record.path):
        found = given_address(record, taken)
        taken.add(found)
        named.append(replace(record, id=found))
    return list(_without_hidden(named, taken)), problems


def _without_hidden(records: list[Record], taken: set[str]) -> Iterator[Record]:
    """An old address leads to one story, and to none where another lives there now."""
    claimed: set[str] = set()
    for record in sorted(records, key=lambda record: by_name(record.path)):
        aliases = tuple(
            alias for alias in dict.fromkeys(record.aliases) if alias not in taken | claimed and ID.fullmatch(alias)
        )
        claimed.update(aliases)
        yield replace(record, aliases=aliases) if aliases != record.aliases else record


def _first_owner(group: list[Record], content_dir: Path) -> list[Record]:
    """Records of one id, the one first that has it by right: at the path that the ledger knows, else by name."""
    try:
        ledger, _ = parse_ledger((content_dir / NAME).read_text("utf-8"), NAME)
    except (OSError, UnicodeDecodeError):
        ledger = Ledger()
    row = ledger.stories.get(group[0].id)
    return sorted(group, key=lambda record: (row is None or nfc(row.path) != nfc(record.path), *by_name(record.path)))


def by_name(path: str) -> tuple[int, str]:
    """The order in which files of one id have a right to it: a copy's name is longer than the first one's."""
    return len(path), path
