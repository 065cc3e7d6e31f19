"""Where everything in a clipping went: a role for each line, and the sum of its characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from sitegen.han import fold, letters

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.model import ClippingRecord, Line, Span, Split, Story

BANDS = 7
PAGE_BYTES = 120_000
"""A page of a clipping holds so much of its text, marked up."""
LINE_BYTES = 200
"""What the markup of a line takes."""
_TWICE = re.compile(r"(\S{2,}?)\1")
"""Colours of story bands; with more stories they repeat, and the number beside them tells which is meant."""


class TracedLine(NamedTuple):
    """One line of a clipping with what became of it."""

    number: int
    text: str
    story: int = 0
    """Number of its story in the clipping, 0 for none."""
    band: int = 0
    """1 to 7, 0 for none."""
    roles: tuple[str, ...] = ()
    first: bool = False
    """The story changes here, so its number is shown."""
    shown_roles: tuple[str, ...] = ()
    """The roles, where they differ from those of the line above."""
    gap: bool = False
    """Blank lines stand before it, and not only because they stand before every line."""
    column_break: bool = False
    """The column ended in mid-sentence before it, and the same paragraph goes on."""
    pieces: tuple[tuple[str, bool], ...] = ()
    """The text cut where doubled words begin and end; true for a copy that is kept once elsewhere. Often empty."""


class Account(NamedTuple):
    """The sum of a clipping's characters: letters, digits and ideographs, without punctuation and space."""

    total: int
    parts: tuple[tuple[str, int], ...]
    """Role and count; they add up to `total` less `unplaced`."""
    unplaced: int
    """Characters that stand in no story and under no other heading; 0 when all is well."""
    surplus: int
    """Characters that are in the stories but not in the clipping; 0 when all is well."""


def trace(record: ClippingRecord) -> tuple[TracedLine, ...]:
    """The lines of a clipping, blank ones left out, each with its story and role."""
    texts = {line.number: fold(line.text) for line in record.clipping.lines}
    roles, owners, inner = _roles(record.split, texts)
    blank = _blank_before(record.clipping.lines)
    # A blank line after each one is how the page was typed, and ends no column.
    usual = 1 if 2 * sum(number in inner for number, count in blank.items() if count) > len(blank) else 0
    traced: list[TracedLine] = []
    above: TracedLine | None = None
    for line in record.clipping.lines:
        if line.number not in blank:
            continue
        own = tuple(dict.fromkeys(roles.get(line.number, ())))
        story = owners.get(line.number, 0)
        changed = above is None or above.story != story
        inside = line.number in inner
        gap = blank[line.number] > (usual if inside else 0)
        above = TracedLine(
            line.number,
            line.text.rstrip(),
            story,
            (story - 1) % BANDS + 1 if story else 0,
            own,
            changed and bool(story),
            own if changed or above is None or above.roles != own else (),
            gap and above is not None,
            gap and inside,
            doubled(line.text.rstrip()) if "duplicate" in own else (),
        )
        traced.append(above)
    return tuple(traced)


def _blank_before(lines: Iterable[Line]) -> dict[int, int]:
    """For each line with text how many blank ones stand before it."""
    found: dict[int, int] = {}
    blank = 0
    for line in lines:
        if line.text.strip():
            found[line.number] = blank
            blank = 0
        else:
            blank += 1
    return found


def page_breaks(lines: Iterable[Line]) -> tuple[int, ...]:
    """The numbers of the lines with which a long clipping's second and further pages begin."""
    breaks: list[int] = []
    size = 0
    for line in lines:
        if line.text.strip():
            own = LINE_BYTES + 3 * len(line.text)
            if size and size + own > PAGE_BYTES:
                breaks.append(line.number)
                size = 0
            size += own
    return tuple(breaks)


def line_url(url: str, breaks: Sequence[int], number: int) -> str:
    """The address of a line of a clipping, on whichever of its pages it stands."""
    page = bisect_right(breaks, number)
    folder = url.removesuffix("index.html")
    return f"{folder}page/{page + 1}/index.html#l{number}" if page else f"{url}#l{number}"


def _roles(split: Split, texts: Mapping[int, str]) -> tuple[dict[int, list[str]], dict[int, int], set[int]]:
    """Roles of each line, its story's number, and the lines that go on with a paragraph of the column before."""
    roles: dict[int, list[str]] = defaultdict(list)
    owners: dict[int, int] = {}
    inner: set[int] = set()
    for number, story in enumerate(split.stories, 1):
        for line in _numbers(story.lines):
            owners.setdefault(line, number)
        for line in _numbers(story.title_lines):
            roles[line].append(_title_role(story, texts.get(line, "")))
        for passage in story.body:
            for line in _numbers(passage.lines):
                roles[line].append("heading" if passage.kind == "heading" else "body")
                owners[line] = number
            inner.update(first for first, _ in passage.lines[1:])
        for caption in story.captions:
            for line in _numbers((caption.lines,)):
                roles[line].append("caption")
                owners[line] = number
        for line in _numbers(story.lines):
            if line not in roles and story.byline:
                roles[line].append("byline")
    for leftover in split.other:
        for line in _numbers((leftover.lines,)):
            roles[line].append(leftover.role)
    return roles, owners, inner


def doubled(text: str) -> tuple[tuple[str, bool], ...]:
    """A line with shadow text, in pieces: of words printed twice running the first copy is marked.

    Where nothing stands twice the whole line is the copy.
    """
    pieces: list[tuple[str, bool]] = []
    at = 0
    for found in _TWICE.finditer(text):
        pieces += [(text[at : found.start()], False), (found[1], True), (found[1], False)]
        at = found.end()
    pieces.append((text[at:], not pieces))
    return tuple(piece for piece in pieces if piece[0])


def _title_role(story: Story, text: str) -> str:
    """Whether a title's line is of the kicker, the headline or the subhead, told by its words."""
    parts = (("kicker", fold(story.kicker)), ("headline", fold(story.headline)), ("subhead", fold(story.subhead)))
    return next((role for role, whole in parts if whole and text and (text in whole or whole in text)), "headline")


def account(record: ClippingRecord) -> Account:
    """The sum of a clipping: where each character went, counted and not asserted."""
    total = Counter(letters("\n".join(line.text for line in record.clipping.lines)))
    parts: list[tuple[str, str]] = []
    for story in record.split.stories:
        parts.extend(("body", passage.text) for passage in story.body)
        parts.extend((("title", story.kicker), ("title", story.headline), ("title", story.subhead)))
        parts.append(("byline", story.byline))
        parts.extend(("caption", caption.text) for caption in story.captions)
    parts.extend((leftover.role, leftover.text) for leftover in record.split.other)
    placed: Counter[str] = Counter()
    counts: dict[str, int] = {"body": 0, "title": 0}
    for role, text in parts:
        counted = letters(text)
        placed.update(counted)
        counts[role] = counts.get(role, 0) + len(counted)
    return Account(
        total.total(),
        tuple((role, count) for role, count in counts.items() if count or role in ("body", "title")),
        (total - placed).total(),
        (placed - total).total(),
    )


def evidence_lines(names: Iterable[str], lines: Sequence[Line], spans: Sequence[Span]) -> dict[str, int]:
    """For each name the first line of a story in which it begins, also where it runs over a line's end.

    A name that the story does not print is left out. A township may be printed without its last character.
    """
    texts: list[str] = []
    starts: list[tuple[int, int]] = []
    at = 0
    inside = set(_numbers(spans))
    for line in lines:
        if line.number in inside:
            text = fold(line.text)
            starts.append((at, line.number))
            texts.append(text)
            at += len(text)
    whole = "".join(texts)
    found: dict[str, int] = {}
    for name in names:
        wanted = fold(name)
        places = (whole.find(form) for form in (wanted, _short(wanted)) if form)
        place = next((place for place in places if place >= 0), -1)
        if place >= 0:
            found[name] = starts[bisect_right(starts, (place, 10**9)) - 1][1]
    return found


def _short(name: str) -> str:
    """A township's or village's name as papers often shorten it; "" where too little would be left."""
    short = re.sub(r"(街道|乡|镇|村|社区)$", "", name)
    return short if len(short) >= 2 and short != name else ""


def spans_text(spans: Iterable[Span]) -> str:
    """Line spans for print, those that touch run together: 285–293，340."""
    merged: list[list[int]] = []
    for first, last in sorted(spans):
        if merged and first <= merged[-1][1] + 2:
            merged[-1][1] = max(merged[-1][1], last)
        else:
            merged.append([first, last])
    return "，".join(f"{first}–{last}" if last > first else f"{first}" for first, last in merged)


def _numbers(spans: Iterable[Span]) -> list[int]:
    return [line for first, last in spans for line in range(first, last + 1)]
