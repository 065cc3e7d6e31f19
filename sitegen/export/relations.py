"""Rows of every table: the stories, and beside them what they are filed under, their figures and their clippings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.citations import gbt2025, source_of
from sitegen.content.figures import figures_of
from sitegen.content.filed import with_body
from sitegen.content.markdown import to_blocks
from sitegen.content.people import people_of
from sitegen.export.columns import COLUMNS, DERIVED
from sitegen.model import Imprint

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sitegen.content import Archive
    from sitegen.model import ClippingRecord, Figure, Record, Span, Split

    Row = Mapping[str, object]
    Codes = Mapping[tuple[str, str], str]
    """The official code of a township, by county and name."""

NO_CODES: Codes = {}


def story_row(record: Record, imprint: Imprint) -> dict[str, object]:
    """A story with a value for every column."""
    record = with_body(record)
    derived = {
        "text": "\n".join(block.text for block in to_blocks(record.body)),
        "paper": imprint.paper,
        "printed": imprint.date,
        "page": imprint.page_number,
        "citation": gbt2025(source_of(record, imprint)),
    }
    return {
        column.name: derived[column.name] if column.name in DERIVED else getattr(record, column.name)
        for column in COLUMNS
    }


def imprints_of(archive: Archive) -> Mapping[str, Imprint]:
    """Where each clipping was printed, by its name."""
    return {found.clipping.name: found.clipping.imprint for found in archive.clippings}


def story_rows(archive: Archive) -> Iterator[dict[str, object]]:
    """One row a story, in the archive's order."""
    imprints = imprints_of(archive)
    for record in archive.records:
        yield story_row(record, imprints.get(record.clipping, Imprint()))


def related_rows(
    archive: Archive,
    county: str = "",
    codes: Codes = NO_CODES,
    figures: Mapping[str, Sequence[Figure]] | None = None,
) -> Iterator[tuple[str, Row]]:
    """The rows of every other table, each with its table's name; `county` is that of stories that name none.

    `figures` are those of the stories, where somebody has them already.
    """
    figures = figures_of(archive.clippings, archive.records) if figures is None else figures
    for record in archive.records:
        place = record.county or county
        for kind, names in (
            ("township", record.townships),
            ("mentioned", record.mentioned_townships),
            ("village", record.villages),
            ("mentioned_village", record.mentioned_villages),
        ):
            for name in dict.fromkeys(names):
                code = "" if kind.endswith("village") else codes.get((place, name), "")
                yield "places", {"story": record.id, "name": name, "kind": kind, "county": place, "code": code}
        for table, names in (
            ("topics", record.topics),
            ("organisations", record.organisations),
            ("reporters", record.reporters),
        ):
            for name in dict.fromkeys(names):
                yield table, {"story": record.id, "name": name}
        for number, person in enumerate(people_of(record.people), 1):
            yield "people", {"story": record.id, "number": number, "name": person.name, "post": person.post}
        for number, figure in enumerate(figures.get(record.id, ()), 1):
            yield (
                "figures",
                {
                    "story": record.id,
                    "number": number,
                    "words": figure.text,
                    "low": figure.low,
                    "high": figure.high,
                    "unit": figure.unit,
                    "measures": figure.measures,
                    "place": figure.place,
                    "sentence": figure.sentence,
                    "line": figure.line or None,
                },
            )
    for found in archive.clippings:
        clipping, imprint = found.clipping, found.clipping.imprint
        yield (
            "clippings",
            {
                "name": clipping.name,
                "paper": imprint.paper,
                "printed": imprint.date,
                "page": imprint.page_number,
                "page_name": imprint.page_name,
                "county": imprint.county,
                "url": imprint.url,
                "lines": len(clipping.lines),
                "encoding": clipping.encoding,
                "digest": clipping.digest,
            },
        )
        yield from (("lines", row) for row in _lines(found))


def _lines(found: ClippingRecord) -> Iterator[Row]:
    """A clipping line by line, with the story and the use that the machine's reading has for each."""
    stories, roles = _placed(found.split, found.story_ids)
    for line in found.clipping.lines:
        blank = not line.text.strip()
        yield {
            "clipping": found.clipping.name,
            "number": line.number,
            "text": line.text,
            "story": "" if blank else stories.get(line.number, ""),
            "role": "" if blank else roles.get(line.number, ""),
        }


def _placed(split: Split, ids: Sequence[str]) -> tuple[dict[int, str], dict[int, str]]:
    """The story and the role of each line that has one; a line that serves two ends is told by the first."""
    stories: dict[int, str] = {}
    roles: dict[int, str] = {}

    def note(spans: Sequence[Span], role: str, story: str = "") -> None:
        for first, last in spans:
            for number in range(first, last + 1):
                roles.setdefault(number, role)
                if story:
                    stories.setdefault(number, story)

    for story, identity in zip(split.stories, ids or [""] * len(split.stories), strict=False):
        note(story.title_lines, "title", identity)
        for passage in story.body:
            note(passage.lines, "heading" if passage.kind == "heading" else "body", identity)
        for caption in story.captions:
            note((caption.lines,), "caption", identity)
        note(story.lines, "byline" if story.byline else "", identity)
    for rest in split.other:
        note((rest.lines,), rest.role)
    return stories, roles
