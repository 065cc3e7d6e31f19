"""The fields of a front matter from its lines: what this program writes at once, what an editor wrote as it was meant.

Every scalar is text: `no` stays no, `010` stays 010, a date stays as it is written.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from sitegen.content.yamltext import Value, quoted
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import yaml

MANY = 10
"""Mistakes that are put right one by one; then all at once, for each takes time for the whole."""
DEEPEST = 20
"""Levels of nesting that a front matter may have; more are an attack or an accident."""

_FULL_WIDTH_COLON = re.compile(r"([A-Za-z_][\w-]*)[ \t]*：[ \t\u3000]*(.*)")
_PAIR = re.compile(r"([A-Za-z_][\w-]*):[ \t]+(\S.*)")
_ITEM = re.compile(r"([ ]*-[ ]+)(\S.*)")

# What this program writes, which is nearly always what it reads: keys with plain or quoted text, or a list of them.
_PLAIN = r"""[^\s\-?:,\[\]{}#&*!|>'"%@`\\](?:[^:#\t\n]|:(?=\S)|(?<=\S)#)*"""
_QUOTED = r'"(?:[^"\\]|\\.)*"'
_SIMPLE = re.compile(rf"(?:([a-z_]+):|  -)(?: ({_PLAIN}|{_QUOTED}))?[ ]*$")


@dataclass(slots=True)
class Reading:
    """What was noticed while a file was read."""

    path: str
    problems: list[Problem] = field(default_factory=list)
    repaired: set[int] = field(default_factory=set)

    def warn(self, line: int, message: str, source: str, hint: str) -> None:
        self.problems.append(Problem(self.path, message, line, 0, "warning", source.strip("\r\n"), hint))


def fields_of(
    head: list[str], first_line: int, reading: Reading
) -> tuple[dict[str, Value], dict[str, tuple[int, int]]] | None:
    """Every field's value, and the first and one past the last of its lines, from 0; None where they cannot be read.

    `first_line` is the line of the file on which `head` begins; what was noticed goes to `reading`.
    """
    return simple_fields(head) or _parsed(head, first_line, reading)


def simple_fields(head: list[str]) -> tuple[dict[str, Value], dict[str, tuple[int, int]]] | None:
    """Values and places where every line has the form this program writes; None where one has not.

    Twenty times as fast as a YAML parser, and a test holds the two to the same answer.
    """
    text = "".join(head)
    if not text.replace("\n", "").isprintable() and _unfit().search(text):
        return None
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
    head: list[str], first_line: int, reading: Reading
) -> tuple[dict[str, Value], dict[str, tuple[int, int]]] | None:
    """The same by a YAML parser; lines that it cannot read are read as the text they look like, with a warning."""
    import yaml

    lines = [_mended(line, first_line + at, reading) for at, line in enumerate(head)]
    _close(lines, first_line, reading)
    for attempt in range(len(lines) + 1):
        if attempt == MANY:
            for number in range(len(lines)):
                if number not in reading.repaired and _unreadable(lines, number, near=False):
                    _as_text(lines, number, first_line, reading)
        told = len(reading.problems)
        try:
            return _from_events(lines, first_line, reading)
        except (yaml.YAMLError, _UnfitError) as error:
            del reading.problems[told:]  # the next try tells it again
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


def _mended(line: str, number: int, reading: Reading) -> str:
    """The line without what Chinese input methods and Notepad put in: full-width colons, tabs, control characters."""
    text = line.rstrip("\r\n")
    wide = _FULL_WIDTH_COLON.match(text)
    if wide and ": " not in text[: wide.start(2)]:
        right = f"{wide[1]}: {wide[2]}".rstrip()
        reading.warn(number, "a full-width colon after the field's name", text, right)
        text = right
    if "\t" in text or "\u3000" in text[:4]:
        text = re.sub(r"^ *[\t\u3000][ \t\u3000]*", lambda white: "  " * len(white[0].replace("  ", " ")), text)
        text = re.sub(r"^([\w-]+:|[ ]*-)\t+", r"\1 ", text).replace("\t", " ")
    # YAML knows other line ends, and refuses control characters; neither may shift the numbers of the lines.
    return _unfit().sub(lambda char: " " if char[0].isspace() else "\ufffd", text)


@cache
def _unfit() -> re.Pattern[str]:
    """What no YAML may have as it is, or takes for the end of a line; and spaces that are none to it.

    Nothing of it is printable.
    """
    return re.compile(
        "[^\t\n\r -~\xa1-\u167f\u1681-\u1fff\u200b-\u2027\u202a-\u202e\u2030-\u205e\u2060-\ud7ff"
        "\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
    )


_WHOLE = re.compile(r'"(?:[^"\\]|\\.)*"|\'(?:[^\']|\'\')*\'')
_CLOSING = {'"': '"', "'": "'", "[": "]", "{": "}"}


def _close(lines: list[str], first_line: int, reading: Reading) -> None:
    """Reads a quotation or bracket that is never closed as text, an error at its own line.

    Left to the parser it would swallow the lines below, and those would be blamed.
    """
    for at, line in enumerate(lines):
        pair = _PAIR.fullmatch(line) or _ITEM.fullmatch(line)
        value = pair[2].strip() if pair else ""
        closing = _CLOSING.get(value[:1], "")
        below = lines[at + 1] if at + 1 < len(lines) else ""
        goes_on = below.startswith((" ", "\t")) and not below.isspace()
        if pair is None or not closing or closing in value[1:] or value.count(value[0]) > 1 or goes_on:
            continue
        mended = (f"{pair[1]}: " if line.startswith(pair[1] + ":") else pair[1]) + quoted(value)
        message = f"{value[0]} is never closed"
        reading.problems.append(Problem(reading.path, message, first_line + at, source=line, hint=mended))
        lines[at] = mended


def _read_as_text(lines: list[str], at: int, first_line: int, reading: Reading) -> bool:
    """Puts quotes round the value that is to blame for a mistake; False where none is left.

    A value that cannot be read by itself either is: the nearest one, for an open quotation may be closed by one that is
    opened far below. Else it is the nearest line that has a value.
    """
    above = range(min(at, len(lines) - 1), -1, -1)
    near = above[:3]
    alone = (
        number for number in above if number not in reading.repaired and _unreadable(lines, number, number in near)
    )
    nearest = (number for number in near if number not in reading.repaired and _value(lines[number]))
    number = next((number for number in (*alone, *nearest) if _value(lines[number])), None)
    if number is not None:
        _as_text(lines, number, first_line, reading)
    return number is not None


def _as_text(lines: list[str], number: int, first_line: int, reading: Reading) -> None:
    found = _value(lines[number])
    if found:
        reading.repaired.add(number)
        mended = found[0] + quoted(found[1])
        reading.warn(first_line + number, "a value that YAML cannot read; read as text", lines[number], mended)
        lines[number] = mended


def _value(line: str) -> tuple[str, str] | None:
    """What stands before the value of a field or an item, and the value; None where there is none to put quotes to."""
    pair = _PAIR.fullmatch(line) or _ITEM.fullmatch(line)
    if pair is None or (_WHOLE.fullmatch(pair[2].strip()) and _is_yaml(pair[2].strip())):
        return None
    return (f"{pair[1]}: " if line.startswith(pair[1] + ":") else pair[1]), pair[2].strip()


def _unreadable(lines: list[str], number: int, near: bool) -> bool:
    """Whether a line with a value is no YAML by itself; one that may go on in the lines below is left out."""
    found = _value(lines[number])
    if found is None:
        return False
    below = lines[number + 1] if number + 1 < len(lines) else ""
    deeper = len(below) - len(below.lstrip()) > len(lines[number]) - len(lines[number].lstrip())
    if deeper and not near:
        return False
    return not _is_yaml(found[0].lstrip() + found[1])


@lru_cache(maxsize=1000)
def _is_yaml(text: str) -> bool:
    import yaml

    try:
        for _ in _events(text):
            pass
    except yaml.YAMLError:
        return False
    return True


def _events(text: str) -> Iterator[yaml.Event]:
    import yaml  # which few files need

    return yaml.parse(text, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))


def _from_events(
    lines: list[str], first_line: int, reading: Reading
) -> tuple[dict[str, Value], dict[str, tuple[int, int]]]:
    import yaml

    text = "\n".join(lines) + "\n"
    values: dict[str, Value] = {}
    starts: dict[str, int] = {}
    key: str | None = None
    items: list[str] | None = None
    depth = 0
    complex_since: int | None = None
    structured: set[str] = set()
    for event in _events(text):
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
