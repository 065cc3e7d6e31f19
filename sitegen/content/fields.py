"""The fields of a story file: what the machine writes into them, and the record that comes of them."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sitegen.content.escape import plain_form, to_markdown
from sitegen.content.frontmatter import nfc
from sitegen.model import Record
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.content.frontmatter import StoryText
    from sitegen.content.yamltext import Value
    from sitegen.model import Span, Story, Tag, Tags

TEXTS = (
    "title", "kicker", "subhead", "date", "period", "date_text", "date_basis", "county", "byline", "clipping", "lines",
    "confidence", "id",
)  # fmt: skip
LISTS = (
    "townships", "mentioned_townships", "villages", "mentioned_villages", "topics", "people", "organisations",
    "reporters", "captions", "truncated", "doubts", "aliases",
)  # fmt: skip
ORDER = (
    "title", "kicker", "subhead", "date", "period", "date_text", "date_basis", "county", "townships",
    "mentioned_townships", "villages", "mentioned_villages", "topics", "people", "organisations", "byline", "reporters",
    "captions", "clipping", "lines", "truncated", "confidence", "doubts", "aliases", "id",
)  # fmt: skip
"""The order in which the machine writes them; an editor's order stays."""
KNOWN = frozenset(ORDER)
_LISTED = frozenset(LISTS)
SENTENCES = frozenset(("captions", "doubts"))
"""Lists whose items may hold commas."""

ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_FULL_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_PERIOD = re.compile(r"\d{4}(?:-\d\d)?", re.ASCII)
_SEPARATOR = re.compile(r"[,，、;；](?![^（(]*[）)])")
_SPAN = re.compile(r"(\d+)(?:[ ]*[-–—~－至][ ]*(\d+))?", re.ASCII)


def machine_values(story: Story, tags: Tags, clipping: str, identity: str) -> dict[str, Value]:
    """What the machine's reading of one story says, field by field; empty ones are left out."""
    day = tags.date.date
    values: dict[str, Value] = {
        "title": story.headline,
        "kicker": story.kicker,
        "subhead": story.subhead,
        "date": day if _FULL_DATE.fullmatch(day) else "",
        "period": "" if _FULL_DATE.fullmatch(day) else day,
        "date_text": tags.date.text,
        "date_basis": tags.date.basis,
        "county": tags.county.name if tags.county else "",
        "townships": _names(tags.townships),
        "mentioned_townships": _names(tags.mentioned_townships),
        "villages": _names(tags.villages),
        "mentioned_villages": _names(tags.mentioned_villages),
        "topics": _names(tags.topics),
        "people": tuple(dict.fromkeys(f"{tag.name}（{tag.note}）" if tag.note else tag.name for tag in tags.people)),
        "organisations": _names(tags.organisations),
        "byline": story.byline,
        "reporters": story.reporters,
        "captions": tuple(caption.text for caption in story.captions),
        "clipping": clipping,
        "lines": spans_text(story.lines),
        "truncated": (("head",) if story.truncated_head else ()) + (("tail",) if story.truncated_tail else ()),
        "confidence": f"{min(1.0, max(0.0, story.confidence)):.2f}",
        "doubts": story.doubts,
        "id": identity,
    }
    return {key: clean for key, value in values.items() if (clean := tidy(key, value))}


def machine_body(story: Story) -> str:
    """The body of a story as Markdown: paragraphs, and crossheads as headings of the second rank."""
    blocks = []
    for passage in story.body:
        if passage.kind == "heading":
            text = to_markdown(" ".join(plain_form(passage.text).split("\n")).strip())
            # Marks at the end would close the heading and vanish.
            blocks.append("## " + re.sub(r"(?<![\\#])(#+)$", r"\\\1", text) if text else "")
        else:
            blocks.append(to_markdown(passage.text))
    return "\n\n".join(filter(None, blocks))


def tidy(key: str, value: Value) -> Value:
    """A field's value in the form in which two are compared: no space at the edges, lists as lists.

    A single text where a list is expected, such as `townships: 石桥镇、云汀乡`, is taken apart at its commas, but for
    those in brackets.
    """
    if key in _LISTED:
        items = (value,) if isinstance(value, str) else value
        if len(items) == 1 and key not in SENTENCES and not items[0].isalnum():
            items = tuple(_SEPARATOR.split(items[0]))
        return tuple(clean for item in items if (clean := _one_line(item)))
    if not isinstance(value, str):
        value = "、".join(value)
    value = _one_line(value)
    if key == "lines" and (spans := read_spans(value)) is not None:
        return spans_text(spans)
    return value


def tidy_body(body: str) -> str:
    """A body in the form in which two are compared: without the empty lines at its edges, whatever its line ends."""
    return body.replace("\r\n", "\n").replace("\r", "\n").strip("\n").rstrip()


def read_record(story: StoryText, path: str, shown: str) -> tuple[Record, list[Problem]]:
    """The record that a story file gives, `id` as it stands there, and what is wrong with its fields."""
    problems: list[Problem] = []

    def wrong(key: str, message: str, hint: str) -> None:
        line = story.line_of(key)
        source = story.lines[story.places[key][0]].rstrip("\r\n") if key in story.places else ""
        problems.append(Problem(shown, message, line, source=source, hint=hint))

    values = {key: tidy(key, value) for key, value in story.values.items() if key in KNOWN}

    def text(key: str) -> str:
        value = values.get(key, "")
        assert isinstance(value, str)
        return value

    def items(key: str) -> tuple[str, ...]:
        value = values.get(key, ())
        assert isinstance(value, tuple)
        return value

    day, period = text("date"), text("period")
    if day and not is_date(day):
        wrong("date", f'"{day}" is no date', "date: 2024-01-12, or where the day is not known period: 2024-01")
        day = ""
    if period and not is_date(period):
        wrong("period", f'"{period}" is no month or year', 'period: "2024-01" or period: "2024"')
        period = ""
    spans = read_spans(text("lines"))
    if spans is None:
        wrong("lines", f'"{text("lines")}" are no lines', "lines: 285-344, 350-352")
    confidence = 1.0
    if text("confidence"):
        try:
            confidence = min(1.0, max(0.0, float(text("confidence"))))
        except ValueError:
            wrong("confidence", f'"{text("confidence")}" is no number', "confidence: 0.97")
    title = text("title")
    if not title:
        title = "" if story.fenced else _title_of_body(story.body) or nfc(PurePosixPath(path).stem)
    record = Record(
        path=path,
        id=text("id"),
        headline=title,
        body=tidy_body(story.body),
        kicker=text("kicker"),
        subhead=text("subhead"),
        date=day or period,
        date_text=text("date_text"),
        date_basis=text("date_basis"),
        county=text("county"),
        townships=items("townships"),
        mentioned_townships=items("mentioned_townships"),
        villages=items("villages"),
        mentioned_villages=items("mentioned_villages"),
        topics=items("topics"),
        people=items("people"),
        organisations=items("organisations"),
        byline=text("byline"),
        reporters=items("reporters"),
        captions=items("captions"),
        clipping=text("clipping"),
        lines=spans or (),
        truncated_head="head" in items("truncated"),
        truncated_tail="tail" in items("truncated"),
        confidence=confidence,
        doubts=items("doubts"),
        aliases=items("aliases"),
        extra=tuple(
            (key, value if isinstance(value, str) else "、".join(value))
            for key, value in story.values.items()
            if key not in KNOWN
        ),
    )
    return record, problems


def is_date(text: str) -> bool:
    """True for 2024, 2024-01 and 2024-01-12, where there is such a day."""
    if not (_FULL_DATE.fullmatch(text) or _PERIOD.fullmatch(text)):
        return False
    year, month, day = (*map(int, text.split("-")), 1, 1)[:3]
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True


def spans_text(spans: Iterable[Span]) -> str:
    """Spans of lines as they stand in a story file: 285-344, 350."""
    return ", ".join(f"{first}-{last}" if last > first else f"{first}" for first, last in spans)


def read_spans(text: str) -> tuple[Span, ...] | None:
    """The spans that such a text names, full-width commas and dashes allowed; None where it names none."""
    spans: list[Span] = []
    if not text:
        return ()
    for piece in filter(None, (piece.strip() for piece in re.split(r"[,，、;；]", text))):
        found = _SPAN.fullmatch(piece)
        if not found or len(found[1]) > 9 or len(found[2] or "") > 9:
            return None
        first = int(found[1])
        last = int(found[2] or first)
        if not 1 <= first <= last:
            return None
        spans.append((first, last))
    return tuple(spans)


def _names(tags: Iterable[Tag]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.name for tag in tags))


def _one_line(text: str) -> str:
    if text.isprintable() and text == text.strip():
        return text  # nearly all are so, and have none of what is taken out below
    return " ".join(plain_form(text).split("\n")).strip()


def _title_of_body(body: str) -> str:
    found = re.search(r"^#{1,6}[ \t]+(.+?)[ \t#]*$", body, re.MULTILINE)
    return found[1] if found else ""
