"""A story file in parts: front matter as plain text values, and the body; each can be changed without the others."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.content.fieldlines import Reading, fields_of, simple_fields
from sitegen.content.yamltext import Value, field_lines
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\n|\r|$)")
_FENCE = re.compile(r"[-–—－]{1,3}[ \t\u3000]*")
_CLOSE = re.compile(r"(?:---|\.\.\.|[–—－]{1,3})[ \t\u3000]*")
_CLOSING_MARKS = "-.–—－"
_LEAD = re.compile(r"[^\S\r\n]*")


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


def read_story(data: bytes, path: str) -> tuple[StoryText | None, list[Problem]]:
    """The parts of a story file, or None and what must be mended first; what could be read as meant is a warning."""
    reading = Reading(path)
    text, encoding = _decoded(data, reading)
    if text is None:
        return None, reading.problems
    story = _as_written(text, encoding)
    if story is not None:
        return story, reading.problems
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
    parsed = fields_of(head, start + 2, reading)
    if parsed is None:
        return None, reading.problems
    values, places = parsed
    story = StoryText(
        tuple(head), values, places, "".join(lines[end + 1 :]), "".join(lines[: start + 1]), lines[end], encoding
    )
    return story, reading.problems


def _as_written(text: str, encoding: str) -> StoryText | None:
    """The parts of a story whose fields and fences are as this program writes them; None of any other."""
    end = text.find("\n---\n", 3)
    if not text.startswith("---\n") or end < 4 or "\r" in text:
        return None
    head = [f"{line}\n" for line in text[4:end].split("\n")]
    parsed = None if any(line[0] in _CLOSING_MARKS for line in head) else simple_fields(head)
    if parsed is None:
        return None
    return StoryText(tuple(head), *parsed, text[end + 5 :], encoding=encoding)


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


def _decoded(data: bytes, reading: Reading) -> tuple[str | None, str]:
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


def _place(key: str, story: StoryText, order: tuple[str, ...]) -> int:
    """Where a new field goes: after the nearest field that stands before it in the usual order."""
    if key in order:
        for before in reversed(order[: order.index(key)]):
            if before in story.places:
                return story.places[before][1]
        # First, but for what stands above the fields and is none, such as a tag of YAML.
        above = story.lines[: min((first for first, _ in story.places.values()), default=0)]
        odd = (at for at, line in enumerate(above, 1) if line.strip() and not line.lstrip().startswith("#"))
        return max(odd, default=0)
    return len(story.lines)


def _comment(line: str) -> str:
    """The comment at the end of a field's line, with the space before it."""
    found = re.search(r"[ \t]+#[^\"']*$", line.rstrip("\r\n"))
    return found[0] if found else ""


def nfc(text: str) -> str:
    """Text in composed form: systems that store names decomposed must not make two of one."""
    return unicodedata.normalize("NFC", text)
