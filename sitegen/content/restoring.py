"""An archive put into content/ as it is, without its clippings' files: what an export of it gives back."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sitegen.content.clippingfile import parse_clipping, render_clipping
from sitegen.content.fields import ID, ORDER, read_record, spans_text
from sitegen.content.frontmatter import read_story
from sitegen.content.links import PICTURES
from sitegen.content.loading import load
from sitegen.content.names import clipping_path, folded
from sitegen.content.store import locked, write_whole
from sitegen.content.yamltext import field_lines
from sitegen.locking import LockedError
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from sitegen.content.loading import Archive
    from sitegen.content.yamltext import Value
    from sitegen.model import Record

_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Restored:
    """What came into content/; nothing did where a problem is an error."""

    problems: tuple[Problem, ...] = ()
    stories: int = 0
    clippings: int = 0
    pictures: int = 0
    unchanged: int = 0
    """Of all these those that were there already, just so."""


def restore(archive: Archive, content_dir: Path, pictures: Iterable[tuple[str, bytes]] = ()) -> Restored:
    """Writes the stories, clippings and pictures of an archive into content/; what is there must be the same."""
    try:
        with locked(content_dir):
            present, _ = load(content_dir)
            files, problems, unchanged = _wanted(archive, present, content_dir)
            shown, wrong, same = _pictures(pictures, content_dir)
            problems += wrong
            if problems:
                return Restored(tuple(problems))
            # Pictures first: a story that is there has all that it shows.
            for path, data in (shown | files).items():
                write_whole(content_dir / path, data)
    except LockedError:
        return Restored((Problem(f"{content_dir.name}/", "another import is writing here", hint="wait for it"),))
    except OSError as error:
        message = f"cannot be written: {error.strerror or error}"
        hint = "run it again: what is there already stays"
        return Restored((Problem(f"{content_dir.name}/", message, hint=hint),))
    stories = sum(path.endswith(".md") for path in files)
    return Restored((), stories, len(files) - stories, len(shown), unchanged + same)


def story_file(record: Record) -> bytes:
    """The file of a story that no import has written yet."""
    whole_day = len(record.date) == 10
    truncated = (*(["head"] if record.truncated_head else []), *(["tail"] if record.truncated_tail else []))
    values: dict[str, Value] = {
        "title": record.headline,
        "kicker": record.kicker,
        "subhead": record.subhead,
        "date": record.date if whole_day else "",
        "period": "" if whole_day else record.date,
        "date_text": record.date_text,
        "date_basis": record.date_basis,
        "county": record.county,
        "townships": record.townships,
        "mentioned_townships": record.mentioned_townships,
        "mentioned_villages": record.mentioned_villages,
        "villages": record.villages,
        "topics": record.topics,
        "people": record.people,
        "organisations": record.organisations,
        "byline": record.byline,
        "reporters": record.reporters,
        "captions": record.captions,
        "clipping": record.clipping,
        "lines": spans_text(record.lines),
        "truncated": truncated,
        "confidence": "" if record.confidence == 1 else str(record.confidence),
        "doubts": record.doubts,
        "aliases": record.aliases,
        "id": record.id,
    }
    # What this program does not know it keeps also where it is empty.
    known = [line for key in ORDER if values[key] for line in field_lines(key, values[key])]
    other = [line for key, value in record.extra for line in field_lines(key, value)]
    return "\n".join(["---", *known, *other, "---", "", record.body, ""]).encode("utf-8", "replace")


def _wanted(archive: Archive, present: Archive, content_dir: Path) -> tuple[dict[str, bytes], list[Problem], int]:
    """The files to write, what stands against it, and how many are there already."""
    folder = content_dir.name
    by_id = {record.id: record for record in present.records}
    by_path = {folded(record.path): record for record in present.records}
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    unchanged = 0
    taken: set[str] = set()
    for record in archive.records:
        shown = f"{folder}/{record.path}"
        other = by_id.get(record.id) or by_path.get(folded(record.path))
        if other == record:
            unchanged += 1
            continue
        fault = _fault(record, taken, shown)
        if fault is None and other is not None:
            message = "is there already, and says something else; nothing was written"
            fault = Problem(f"{folder}/{other.path}", message, hint="move it away, or take it out of the file")
        if fault is not None:
            problems.append(fault)
            continue
        taken.update((record.id, folded(record.path)))
        files[record.path] = story_file(record)
    clippings, found, same = _clippings(archive, present, folder)
    return files | clippings, problems + found, unchanged + same


def _clippings(archive: Archive, present: Archive, folder: str) -> tuple[dict[str, bytes], list[Problem], int]:
    known = {found.clipping.name: found for found in present.clippings}
    taken = {folded(clipping_path(name, ())) for name in known}
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    unchanged = 0
    for found in archive.clippings:
        name = found.clipping.name
        path = clipping_path(name, taken)
        if name in known:
            if known[name] == found:
                unchanged += 1
            else:
                problems.append(Problem(f"{folder}/{clipping_path(name, ())}", "is there already, and is another"))
            continue
        data = render_clipping(found)
        if parse_clipping(data, path)[0] != found:
            problems.append(Problem(f"{folder}/{path}", "cannot be kept as it is"))
            continue
        taken.add(folded(path))
        files[path] = data
    return files, problems, unchanged


def _pictures(pictures: Iterable[tuple[str, bytes]], content_dir: Path) -> tuple[dict[str, bytes], list[Problem], int]:
    """Pictures to write, what stands against it, and how many are there already."""
    files: dict[str, bytes] = {}
    problems: list[Problem] = []
    unchanged = 0
    for path, data in pictures:
        shown = f"{content_dir.name}/{path}"
        if not _is_place(path) or PurePosixPath(path).suffix.lower() not in PICTURES:
            problems.append(Problem(shown, "no place for a picture", hint="path: a picture below content/"))
        elif not (content_dir / path).exists():
            files[path] = data
        elif not (content_dir / path).is_file() or (content_dir / path).read_bytes() != data:
            problems.append(Problem(shown, "is there already, and is another", hint="move it away"))
        else:
            unchanged += 1
    return files, problems, unchanged


def _fault(record: Record, taken: Iterable[str], shown: str) -> Problem | None:
    """Why a record cannot become a story file, None where it can."""
    if not _is_story_path(record.path):
        return Problem(shown, "no place for a story", hint="path: a file NAME.md below content/")
    if not ID.fullmatch(record.id) or len(record.id) > 100:
        return Problem(shown, f'"{record.id}" cannot be an address', hint="id: lower-case letters, digits and hyphens")
    if record.id in taken or folded(record.path) in taken:
        return Problem(shown, "stands twice in the file")
    story, problems = read_story(story_file(record), shown)
    again, found = read_record(story, record.path, shown) if story is not None else (None, [])
    if again != record:
        names = [name for name in record.__slots__ if again and getattr(again, name) != getattr(record, name)]
        reason = f"cannot be kept as it is: {', '.join(names)}" if names else "cannot be kept as it is"
        return next(iter([*problems, *found]), None) or Problem(shown, reason)
    return None


def _is_story_path(path: str) -> bool:
    return path.lower().endswith(".md") and _is_place(path)


def _is_place(path: str) -> bool:
    """Whether a file of this path may stand in content/, on any system."""
    parts = PurePosixPath(path).parts
    return (
        bool(parts)
        and path == "/".join(parts)
        and parts[0].casefold() != "clippings"
        and not any(
            part.startswith(".") or _DEVICE.match(part) or not part.isprintable() or set(part) & set('\\:*?"<>|')
            for part in parts
        )
        and not path.startswith("/")
    )
