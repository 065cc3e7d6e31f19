"""A story file in parts: front matter as plain text values, and the body; an editor's file is read as meant.

Every scalar is text: `no` stays no, `010` stays 010, a date stays as it is written.
"""

from __future__ import annotations

import json
import re
import unicodedata
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import yaml

from sitegen.content.yamltext import Value, field_lines, quoted
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

DEEPEST = 20
"""Levels of nesting that a front matter may have; more are an attack or an accident."""

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_FENCE = re.compile(r"[-–—－]{1,3}[ \t\u3000]*")
_CLOSE = re.compile(r"(?:---|\.\.\.|[–—－]{1,3})[ \t\u3000]*")
_CLOSING_MARKS = "-.–—－"
_FULL_WIDTH_COLON = re.compile(r"([A-Za-z_][\w-]*)[ \t]*：[ \t\u3000]*(.*)")
_PAIR = re.compile(r"([A-Za-z_][\w-]*):[ \t]+(\S.*)")
_ITEM = re.compile(r"([ ]*-[ ]+)(\S.*)")
_LEAD = re.compile(r"[ \t\u3000]*")
_LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

# What this program writes, which is nearly always what it reads: keys with plain or quoted text, or a list of them.
_PLAIN = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`\\](?:[^:#\t\n]|:(?=\S)|(?<=\S)#)*"""
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_SIMPLE = re.compile(rf"(?:([a-z_]+):|  -)(?: ({_PLAIN}|{_QUOTED}))?[ ]*$")


@dataclass(frozen=True, slots=True)
class StoryText:
    """A story file, split into what can be changed one by one."""

    lines: tuple[str, ...]
    """The lines between the fences, each with its line end."""
    values: Mapping[str, Value]
    """Every field's value; of a field with inner structure, its lines as they stand."""
    places: Mapping[str, tuple[int, int]]
    """First and one past the last of a field's `lines`, from 0."""
    body: str
    """Everything after the front matter, as it stands in the file."""
    opening: str = "---\n"
    """All before the first of `lines`."""
    closing: str = "---\n"
    encoding: str = "utf-8"
    fenced: bool = True

    def line_of(self, key: str) -> int:
        """The line of the file, from 1, on which a field stands; 1 where the file has no such field."""
        return self.places[key][0] + 1 + self.opening.count("\n") if key in self.places else 1

    @property
    def body_line(self) -> int:
        """The line of the file, from 1, on which the body begins."""
        head = self.opening + "".join(self.lines) + self.closing
        return head.count("\n") + 1 if self.fenced else 1

    @property
    def newline(self) -> str:
        """The line end that the file uses most."""
        text = self.opening + "".join(self.lines) + self.body
        return "\r\n" if text.count("\r\n") * 2 > text.count("\n") else "\n"


@dataclass(slots=True)
class _Reading:
    path: str
    problems: list[Problem] = field(default_factory=list)
    repaired: set[int] = field(default_factory=set)

    def warn(self, line: int, message: str, source: str, hint: str) -> None:
        self.problems.append(Problem(self.path, message, line, 0, "warning", source.strip("\r\n"), hint))


def read_story(data: bytes, path: str) -> tuple[StoryText | None, list[Problem]]:
    """The parts of a story file, or None and what must be mended first; what could be read as meant is a warning."""
    reading = _Reading(path)
    text, encoding = _decoded(data, reading)
    if text is None:
        return None, reading.problems
    lines = [line for line in _LINE.findall(text) if line]
    start = next((number for number, line in enumerate(lines) if line.strip()), len(lines))
    if start == len(lines) or not _FENCE.fullmatch(lines[start].rstrip("\r\n")):
        return StoryText((), {}, {}, text, "", "", encoding, fenced=False), reading.problems
    end = next(
        (
            at
            for at in range(start + 1, len(lines))
            if lines[at][0] in _CLOSING_MARKS and _CLOSE.fullmatch(lines[at].rstrip("\r\n"))
        ),
        len(lines),
    )
    if end == len(lines):
        hint = "put a line with --- after the last field"
        problem = Problem(path, "the front matter has no end", start + 1, source=lines[start].rstrip(), hint=hint)
        return None, [*reading.problems, problem]
    for at in (start, end):
        if lines[at].strip() not in ("---", "..."):
            reading.warn(at + 1, "a fence of other dashes", lines[at], "---")
    head = lines[start + 1 : end]
    parsed = _simple(head)
    if parsed is None:
        parsed = _parsed(head, start + 2, reading)
        if parsed is None:
            return None, reading.problems
    values, places = parsed
    story = StoryText(
        tuple(head), values, places, "".join(lines[end + 1 :]), "".join(lines[: start + 1]), lines[end], encoding
    )
    return story, reading.problems


def write_story(story: StoryText, changes: Mapping[str, Value], body: str | None, order: tuple[str, ...]) -> bytes:
    """The file with some fields changed; all else, comments, order and unknown fields too, as it was.

    An empty value takes a field out. A new field goes to its place in `order`. `body` None leaves the body.
    """
    end = story.newline
    lines: list[str | None] = list(story.lines)
    added: dict[int, list[str]] = {}
    for key in sorted(changes, key=lambda key: order.index(key) if key in order else len(order)):
        value = changes[key]
        # Where an editor has put spaces before every field, one without them could not be read among the others.
        near = story.places.get(key) or min(story.places.values(), default=None)
        lead = _LEAD.match(story.lines[near[0]])[0] if near else ""  # type: ignore[index]  # matches anything
        new = [lead + line + end for line in field_lines(key, value)] if value else []
        if key in story.places:
            first, last = story.places[key]
            kept = [line for line in story.lines[first + 1 : last] if line.strip().startswith("#")]
            if new and len(new) == 1:
                new = [new[0].rstrip("\r\n") + _comment(story.lines[first]) + end]
            lines[first:last] = [None] * (last - first)
            added.setdefault(first, []).extend([*new, *kept])
        elif new:
            added.setdefault(_place(key, story, order), []).extend(new)
    head: list[str] = []
    for at in range(len(lines) + 1):
        head += added.get(at, [])
        if at < len(lines) and (line := lines[at]) is not None:
            head.append(line)
    text_body = story.body if body is None else body.replace("\n", end)
    if not story.fenced:
        opening, closing = f"---{end}", f"---{end}{end}"
    else:
        opening, closing = story.opening, story.closing
        if not closing.endswith(("\n", "\r")):
            closing += end
    encoding = story.encoding if story.encoding != "gb18030" else "utf-8"
    return (opening + "".join(head) + closing + text_body).encode(encoding)


def new_story(values: Mapping[str, Value], body: str, order: tuple[str, ...]) -> bytes:
    """A story file as this program writes it: the fields in their order, then the body."""
    head = [line for key in order if values.get(key) for line in field_lines(key, values[key])]
    return "\n".join(["---", *head, "---", "", body, ""]).encode()


def _decoded(data: bytes, reading: _Reading) -> tuple[str | None, str]:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = data.decode("utf-16")
        except UnicodeDecodeError:
            reading.problems.append(Problem(reading.path, "not valid UTF-16", hint="save the file as UTF-8"))
            return None, ""
        reading.warn(0, "saved as UTF-16; read all the same", "", "save the file as UTF-8, which other programs need")
        return text, "utf-16"
    try:
        return (data.decode("utf-8-sig"), "utf-8-sig") if data.startswith(b"\xef\xbb\xbf") else (data.decode(), "utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            message = f"not UTF-8 at byte {error.start}"
            reading.problems.append(Problem(reading.path, message, line, hint="save the file as UTF-8"))
            return None, ""
        reading.warn(line, "saved as GB18030 (ANSI); read all the same", text.split("\n")[line - 1], "save it as UTF-8")
        return text, "gb18030"


def _simple(head: list[str]) -> tuple[dict[str, Value], dict[str, tuple[int, int]]] | None:
    """Values and places where every line has the form this program writes; None where one has not.

    Twenty times as fast as a YAML parser, and a test holds the two to the same answer.
    """
    values: dict[str, Value] = {}
    places: dict[str, tuple[int, int]] = {}
    key = ""
    items: list[str] | None = None
    for at, line in enumerate(head):
        found = _SIMPLE.match(line.rstrip("\r\n"))
        if found is None:
            return None
        said = found[2]
        if said is None:
            text = ""
        elif said[0] == '"':
            if said.isprintable() and "\\" not in said:
                text = said[1:-1]
            else:
                try:
                    text = json.loads(said)
                except ValueError:
                    return None
        else:
            text = said.rstrip(" ")
            if text != text.strip():
                return None
        if found[1]:
            key = found[1]
            if key in values:
                return None
            values[key] = text
            places[key] = (at, at + 1)
            items = [] if said is None else None
        elif items is None or said is None:
            return None
        else:
            items.append(text)
            values[key] = tuple(items)
            places[key] = (places[key][0], at + 1)
    return values, places


def _parsed(
    head: list[str], first_line: int, reading: _Reading
) -> tuple[dict[str, Value], dict[str, tuple[int, int]]] | None:
    """The same by a YAML parser; lines that it cannot read are read as the text they look like, with a warning."""
    lines = [_mended(line, first_line + at, reading) for at, line in enumerate(head)]
    _close(lines, first_line, reading)
    for _ in range(len(lines) + 1):
        try:
            return _from_events(lines, first_line, reading)
        except (yaml.YAMLError, _UnfitError) as error:
            place = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
            at = min(place.line, len(lines) - 1) if place else getattr(error, "line", 0)
            said = error.problem if isinstance(error, yaml.MarkedYAMLError) else str(error)
            if not _read_as_text(lines, at, first_line, reading):
                source = head[at].rstrip("\r\n") if head else ""
                hint = 'each line is "key: value", or "  - value" in a list; put a value with marks into "…"'
                line = first_line + at
                reading.problems = [found for found in reading.problems if found.line != line]
                message = f"the front matter cannot be read: {said}"
                reading.problems.append(Problem(reading.path, message, line, source=source, hint=hint))
                return None
    return None


class _UnfitError(Exception):
    """Valid YAML that front matter must not have."""

    def __init__(self, message: str, line: int) -> None:
        super().__init__(message)
        self.line = line


def _mended(line: str, number: int, reading: _Reading) -> str:
    """The line without what Chinese input methods and Notepad put in: full-width colons, tabs, control characters."""
    text = line.rstrip("\r\n")
    wide = _FULL_WIDTH_COLON.match(text)
    if wide and ": " not in text[: wide.start(2)]:
        right = f"{wide[1]}: {wide[2]}".rstrip()
        reading.warn(number, "a full-width colon after the field's name", text, right)
        text = right
    if "\t" in text or "\u3000" in text[:4]:
        text = re.sub(r"^[ \t\u3000]+", lambda white: "  " * len(white[0].replace("  ", " ")), text)
        text = re.sub(r"^([\w-]+:|[ ]*-)\t+", r"\1 ", text).replace("\t", " ")
    # YAML knows other line ends, and refuses control characters; neither may shift the numbers of the lines.
    return "".join(
        char if char.isprintable() or char == "\u3000" else " " if char.isspace() else "\ufffd" for char in text
    )


_CLOSING = {'"': '"', "'": "'", "[": "]", "{": "}"}


def _close(lines: list[str], first_line: int, reading: _Reading) -> None:
    """Reads a quotation or bracket that is never closed as text, an error at its own line.

    Left to the parser it would swallow the lines below, and those would be blamed.
    """
    for at, line in enumerate(lines):
        pair = _PAIR.fullmatch(line) or _ITEM.fullmatch(line)
        value = pair[2].strip() if pair else ""
        closing = _CLOSING.get(value[:1], "")
        goes_on = at + 1 < len(lines) and lines[at + 1].startswith((" ", "\t"))
        if pair is None or not closing or closing in value[1:] or value.count(value[0]) > 1 or goes_on:
            continue
        mended = (f"{pair[1]}: " if line.startswith(pair[1] + ":") else pair[1]) + quoted(value)
        message = f"{value[0]} is never closed"
        reading.problems.append(Problem(reading.path, message, first_line + at, source=line, hint=mended))
        lines[at] = mended


def _read_as_text(lines: list[str], at: int, first_line: int, reading: _Reading) -> bool:
    """Puts quotes round the value of the nearest line that has one, at or above a mistake; False where none is left."""
    for number in range(min(at, len(lines) - 1), max(-1, at - 3), -1):
        pair = _PAIR.fullmatch(lines[number]) or _ITEM.fullmatch(lines[number])
        if pair is None or number in reading.repaired:
            continue
        reading.repaired.add(number)
        value = pair[2].strip()
        lead = f"{pair[1]}: " if lines[number].startswith(pair[1] + ":") else pair[1]
        mended = lead + quoted(value)
        reading.warn(first_line + number, "a value that YAML cannot read; read as text", lines[number], mended)
        lines[number] = mended
        return True
    return False


def _from_events(
    lines: list[str], first_line: int, reading: _Reading
) -> tuple[dict[str, Value], dict[str, tuple[int, int]]]:
    text = "\n".join(lines) + "\n"
    values: dict[str, Value] = {}
    starts: dict[str, int] = {}
    key: str | None = None
    items: list[str] | None = None
    depth = 0
    complex_since: int | None = None
    structured: set[str] = set()
    for event in yaml.parse(text, Loader=_LOADER):
        at = event.start_mark.line if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise _UnfitError("a * at the start of a value means a reference to YAML", at)
        if isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            depth += 1
            if depth > DEEPEST:
                raise _UnfitError("nested too deeply", at)
            if depth == 1 and isinstance(event, yaml.SequenceStartEvent):
                raise _UnfitError("a list where fields are expected", at)
            if depth == 2 and isinstance(event, yaml.SequenceStartEvent) and key is not None:
                items = []
            elif depth >= 2 and complex_since is None:
                complex_since = depth
            if depth == 2 and key is None:
                raise _UnfitError("a field's name must be text", at)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            depth -= 1
            if depth == 1 and key is not None:
                # What has inner structure is kept as its own lines, filled in below.
                values[key] = tuple(items) if items is not None and complex_since is None else ""
                structured.discard(key)
                if complex_since is not None:
                    structured.add(key)
                key, items, complex_since = None, None, None
        elif isinstance(event, yaml.ScalarEvent):
            if depth == 0:
                if event.value:
                    raise _UnfitError("text where fields are expected", at)
            elif depth == 1 and key is None:
                key = event.value
                if key in starts:
                    hint = "keep one of the two; the later one counts"
                    reading.warn(first_line + at, f'the field "{key}" stands twice', lines[at], hint)
                starts[key] = at
            elif depth == 1 and key is not None:
                values[key] = event.value
                structured.discard(key)
                key = None
            elif depth == 2 and items is not None:
                items.append(event.value)
    places = dict(_places(lines, starts))
    for name in structured:
        first, last = places[name]
        values[name] = "\n".join(lines[first:last])
    return values, places


def _places(lines: list[str], starts: Mapping[str, int]) -> Iterator[tuple[str, tuple[int, int]]]:
    """Where each field begins and ends: comments and empty lines before the next field belong to that one."""
    ordered = sorted(starts.items(), key=lambda item: item[1])
    for number, (key, first) in enumerate(ordered, 1):
        end = ordered[number][1] if number < len(ordered) else len(lines)
        while end > first + 1 and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
            end -= 1
        yield key, (first, end)


def _place(key: str, story: StoryText, order: tuple[str, ...]) -> int:
    """Where a new field goes: after the nearest field that stands before it in the usual order."""
    if key in order:
        for before in reversed(order[: order.index(key)]):
            if before in story.places:
                return story.places[before][1]
        return 0
    return len(story.lines)


def _comment(line: str) -> str:
    """The comment at the end of a field's line, with the space before it."""
    found = re.search(r"[ \t]+#[^\"']*$", line.rstrip("\r\n"))
    return found[0] if found else ""


def nfc(text: str) -> str:
    """Text in composed form: systems that store names decomposed must not make two of one."""
    return unicodedata.normalize("NFC", text)
