"""What is wrong with an archive that can be read: names nobody knows, pictures without files, text that is lost."""

from __future__ import annotations

import contextlib
import difflib
import posixpath
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from sitegen.content.filed import DamagedError
from sitegen.content.frontmatter import read_story
from sitegen.content.links import inner_path
from sitegen.content.loading import clipping_faults
from sitegen.content.markdown import addresses
from sitegen.content.names import folded
from sitegen.han import letters
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from sitegen.content.loading import Archive
    from sitegen.model import ClippingRecord, Record
    from sitegen.problems import Severity


def check_archive(
    archive: Archive,
    content_dir: Path,
    townships: Mapping[str, Collection[str]] | None = None,
    topics: Collection[str] | None = None,
    seeds: str = "seeds",
    county: str = "",
) -> list[Problem]:
    """Everything that is wrong with the stories and clippings of an archive, in the order of their paths.

    `townships` are the known ones by county, `topics` the known topics; what is None is not checked. `seeds` is the
    folder of the clippings, `county` that of stories that name none. What is wrong with single fields `load` has told.
    """
    lines_of = {record.clipping.name: len(record.clipping.lines) for record in archive.clippings}
    problems: list[Problem] = []
    for record in archive.records:
        place = _Place(content_dir, record)
        problems += _names(place, townships, topics, county)
        problems += _links(place)
        problems += _source(place, lines_of)
    problems += _clashes(archive, content_dir)
    for clipping in archive.clippings:
        with contextlib.suppress(DamagedError):  # told of below
            problems += _lost_text(clipping, seeds)
    return problems + clipping_faults(content_dir)


class _Place:
    """A story, and where in its file things stand; the file is read again only where something is wrong."""

    def __init__(self, content_dir: Path, record: Record) -> None:
        self.content_dir = content_dir
        self.record = record

    def problem(
        self, key: str, message: str, hint: str = "", words: str = "", severity: Severity = "warning"
    ) -> Problem:
        line, source = 0, ""
        try:
            data = (self.content_dir / self.record.path).read_bytes()
        except OSError:
            data = b""
        story, _ = read_story(data, self.record.path)
        if story is not None and key in story.places:
            first, last = story.places[key]
            at = next((at for at in range(first, last) if words and words in story.lines[at]), first)
            line, source = story.line_of(key) + at - first, story.lines[at].strip()
        elif story is not None and key == "body":
            texts = story.body.replace("\r\n", "\n").split("\n")
            at = next((at for at, text in enumerate(texts) if words and words in text), 0)
            line, source = story.body_line + at, texts[at].strip()
        path = f"{self.content_dir.name}/{self.record.path}"
        return Problem(path, message, line, severity=severity, source=source, hint=hint)


def _names(
    place: _Place, townships: Mapping[str, Collection[str]] | None, topics: Collection[str] | None, county: str
) -> Iterator[Problem]:
    record = place.record
    if townships is not None:
        if record.county and record.county not in townships:
            hint = _nearest(record.county, tuple(sorted(townships)))
            yield place.problem("county", f'unknown county "{record.county}"', hint, record.county)
        if record.townships and not record.county and not county:
            hint = "which county are they in? county: 岚溪县"
            yield place.problem("townships", "townships without a county", hint, record.townships[0])
        known = townships.get(record.county or county)
        for key in ("townships", "mentioned_townships"):
            for name in getattr(record, key):
                if known is not None and name not in known:
                    hint = _nearest(name, tuple(sorted(known)))
                    yield place.problem(key, f'{record.county or county} has no township "{name}"', hint, name)
    if topics is not None:
        for name in record.topics:
            if name not in topics:
                yield place.problem("topics", f'unknown topic "{name}"', _nearest(name, tuple(sorted(topics))), name)


@cache
def _nearest(name: str, known: tuple[str, ...]) -> str:
    found = difflib.get_close_matches(name, known, 1, 0.3)
    return f"{found[0]}?" if found else ""


def _links(place: _Place) -> Iterator[Problem]:
    links, images = addresses(place.record.body)
    for kind, targets in (("image", images), ("link", links)):
        for target in targets:
            inside = inner_path(place.record.path, target)
            if inside is None or (kind == "link" and not inside.lower().endswith(".md")):
                continue
            words = posixpath.basename(unquote(target))
            if inside == "":
                yield place.problem("body", f"{kind} leads out of the archive: {unquote(target)}", "", words, "error")
            elif not (place.content_dir / inside).is_file():
                yield place.problem(
                    "body", f"{kind} without a file: {unquote(target)}", f"expected {inside}", words, "error"
                )


def _source(place: _Place, lines_of: Mapping[str, int]) -> Iterator[Problem]:
    record = place.record
    if not record.clipping:
        return
    if record.clipping not in lines_of:
        hint = "put it back into seeds/, or take the field out of a story that stands by itself"
        yield place.problem("clipping", f"its clipping {record.clipping} is gone", hint)
    elif any(last > lines_of[record.clipping] for _, last in record.lines):
        count = lines_of[record.clipping]
        yield place.problem("lines", f"names lines that {record.clipping} does not have; it has {count}")


def _clashes(archive: Archive, content_dir: Path) -> Iterator[Problem]:
    """Story files that are one and the same on a system that ignores case or composition."""
    seen: dict[str, str] = {}
    for record in archive.records:
        other = seen.setdefault(folded(record.path), record.path)
        if other != record.path:
            message = f"the same file as {other} on Windows and macOS"
            yield Problem(f"{content_dir.name}/{record.path}", message, hint="give one of them another name")


def _lost_text(record: ClippingRecord, seeds: str) -> Iterator[Problem]:
    """Letters of a clipping that stand in no story and under no other heading."""
    lines = record.clipping.lines
    left = Counter(letters("\n".join(line.text for line in lines)))
    split = record.split
    for story in split.stories:
        for text in (story.kicker, story.headline, story.subhead, story.byline):
            left.subtract(letters(text))
        for text in (*(part.text for part in story.body), *(caption.text for caption in story.captions)):
            left.subtract(letters(text))
    for leftover in split.other:
        left.subtract(letters(leftover.text))
    lost = +left
    if not lost:
        return
    spans = [span for story in split.stories for span in story.lines] + [rest.lines for rest in split.other]
    held = {line for first, last in spans for line in range(first, last + 1)}
    first_lost = next((line for line in lines if line.number not in held and letters(line.text)), None)
    message = f"{lost.total()} characters of it are in no story and no list"
    yield Problem(
        f"{seeds}/{record.clipping.name}",
        message,
        first_lost.number if first_lost else 0,
        severity="warning",
        source=first_lost.text.strip() if first_lost else "".join(sorted(lost))[:40],
    )
