"""The archive's data beside its pages: tables of the whole and of each heading, and a JSON a story.

A story's rows are made once and go into every table that has it, so that the cost grows with the stories and the
headings they are filed under, and not with the two multiplied.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import TYPE_CHECKING

from sitegen.content import Archive
from sitegen.content.filed import with_body
from sitegen.content.markdown import to_blocks
from sitegen.export.columns import COLUMNS, PICTURES_HERE, STORIES, TABLES, WHOLE_CLIPPINGS, Column, Table
from sitegen.export.datapackage import NAME, DataFile, described
from sitegen.export.pictures import PICTURES
from sitegen.export.relations import imprints_of, related_rows, story_row
from sitegen.export.tables import MARK, clippings_jsonl, csv_line, csv_lines, indented, json_line, quoted_cell
from sitegen.model import Imprint
from sitegen.site.addresses import Link
from sitegen.site.enclosures import enclosures
from sitegen.site.page import AnyPage, Page
from sitegen.site.paragraphs import lines_of_blocks
from sitegen.site.parts import Part
from sitegen.site.places import NOWHERE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from sitegen.config import Config
    from sitegen.model import Figure, Record
    from sitegen.site.catalogue import Catalogue
    from sitegen.site.headings import Dataset
    from sitegen.site.keys import Keys
    from sitegen.site.parts import File

URL = Column("url", "string", "网址", "篇目在本站的网页；本站没有公开网址时为站内路径")
LISTED = Table("stories", STORIES.title, (*(it for it in COLUMNS if it.name not in ("body", "text")), URL), ("id",))
"""What a heading's CSV has: all but the text, which is in its JSONL; a sheet of whole stories can hardly be read."""
TOLD = Table("stories", STORIES.title, (*(it for it in COLUMNS if it.name != "text"), URL), ("id",))
"""What a JSONL has: the text without Markdown follows from the body."""
WHOLE = Table("stories", STORIES.title, (*COLUMNS, URL), ("id",))
"""What the CSV of the whole archive has."""
_NOTHING = ("", ())
_TOLD = tuple(column.name for column in TOLD.columns)
_LISTED = tuple(WHOLE.columns.index(column) for column in LISTED.columns)
BESIDE = tuple(table for table in TABLES if table.name not in ("stories", "lines"))
"""The other tables of the whole archive; the lines stand in the clippings' own file."""
SCHEMA = "data/story.schema.json"
INDEXES = {
    "stories": "", "townships": "places", "villages": "places", "people": "people", "reporters": "reporters",
    "organisations": "organisations", "topics": "topics", "years": "", "clippings": "clippings",
    "figures": "figures", "indexes": "", "gaps": "",
}  # fmt: skip
"""Pages on the whole archive, each with the table that it is made of besides the stories'."""
_PICTURES = f"stories{PICTURES}"
_OF_STORY = "story "
"""How the names of parts begin that are a story's own."""
CHUNK = 250
"""So many of them are made at a time."""
_FURTHER = re.compile(r"page/\d+/index\.html$")


def with_takes(pages: Iterable[AnyPage], sets: Iterable[Dataset]) -> Iterator[AnyPage]:
    """The pages, those that list a dataset's stories with what can be taken of them."""
    by_page = {found.page: found.files for found in sets}
    everything = next((found.files for found in sets if found.kind == "archive"), ())
    # A township's page lists who only mentions it as well; this one does not.
    by_page |= {
        found.page.replace("index.html", "main/index.html"): found.files for found in sets if found.kind == "township"
    }
    if everything:
        by_page |= {f"{name}/index.html": _beside(table, everything) for name, table in INDEXES.items()}
    for page in pages:
        files = by_page.get(_FURTHER.sub("index.html", page.path), ())
        if not files and page.path.startswith("matrix/"):
            files = everything  # the one county that there is
        if not files:
            yield page
        elif isinstance(page, Page):
            yield _with_take(page, files)
        else:
            yield page._replace(planner=_planned_with_take, arguments=(page.planner, page.arguments, files))


def _planned_with_take(planner: Callable[..., Page], arguments: Sequence[object], files: Sequence[Link]) -> Page:
    return _with_take(planner(*arguments), files)


def _with_take(page: Page, files: Sequence[Link]) -> Page:
    return replace(page, context={**page.context, "takes": (*_given(page), *files)})


def _beside(table: str, everything: Sequence[Link]) -> tuple[Link, ...]:
    """The table of the whole archive that an index is made of, and the stories' under the names of their files."""
    if not table:
        return tuple(everything)
    named = (file._replace(text=file.url.rpartition("/")[2]) for file in everything)
    return (Link(f"{table}.csv", f"data/{table}.csv"), *named)


def _given(page: Page) -> tuple[object, ...]:
    given = page.context.get("takes", ())
    assert isinstance(given, tuple)
    return given


def plan_data(catalogue: Catalogue, sets: Sequence[Dataset]) -> Iterator[Page]:
    """The page that tells people what there is and what each column means."""
    if not sets:
        return
    shown = ("county", "township", "topic", "year")
    yield Page(
        "data/index.html",
        "data.html",
        "",
        {
            "whole": (
                *((table.name, table.title, f"data/{table.name}.csv") for table in (WHOLE, *BESIDE)),
                ("stories.jsonl", WHOLE.title, "data/stories.jsonl"),
                ("stories.clippings.jsonl", WHOLE_CLIPPINGS.title, "data/stories.clippings.jsonl"),
                *(((_PICTURES, PICTURES_HERE.title, f"data/{_PICTURES}"),) if _pictures(catalogue) else ()),
                (NAME, "", f"data/{NAME}"),
                ("story.schema.json", "", SCHEMA),
            ),
            "groups": tuple(
                (kind, tuple(found for found in sets if found.kind == kind))
                for kind in shown
                if any(found.kind == kind for found in sets)
            ),
            "tables": (WHOLE, *BESIDE),
            "example": catalogue.frames[0].url.replace("index.html", "story.json") if catalogue.frames else "",
        },
        section="data",
    )


def data_parts(catalogue: Catalogue, config: Config, sets: Sequence[Dataset], keys: Keys) -> Iterator[Part]:
    """A part for each dataset and each story: made anew only where one of its stories is another."""
    if not sets:
        return
    rows = _Rows(catalogue, config)
    about = keys.of(config.title, config.description, config.base_url, config.county)
    of_story = [keys.of(about, record, rows.imprint(index)) for index, record in enumerate(catalogue.records)]
    for found in sets:
        if found.alone:
            continue
        whole = found.kind == "archive"
        clippings = [keys.of(clipping) for clipping in catalogue.clippings] if whole else []
        key = keys.of(about, found.title, found.name, [of_story[index] for index in found.stories], clippings)
        make = partial(_whole, catalogue, config, rows) if whole else partial(_part, config, rows)
        yield Part(f"data {found.folder}", key, partial(make, found))
    by_name = {clipping.clipping.name: keys.of(clipping) for clipping in catalogue.clippings}
    for index, record in enumerate(catalogue.records):
        key = keys.of(of_story[index], by_name.get(record.clipping))
        yield Part(_OF_STORY + record.id, key, partial(_story, catalogue, rows, index))


def data_in_turn(parts: Sequence[Part]) -> list[Sequence[Part]]:
    """The parts as different processes can make them: those of headings share their rows, stories have their own."""
    headings = [part for part in parts if not part.name.startswith(_OF_STORY)]
    stories = [part for part in parts if part.name.startswith(_OF_STORY)]
    return [some for some in (headings, *(stories[at : at + CHUNK] for at in range(0, len(stories), CHUNK))) if some]


@dataclass(frozen=True, slots=True)
class _Lines:
    """A story as it stands in the tables."""

    told: bytes
    """Its line in a JSONL."""
    listed: bytes
    """Its line in a heading's CSV."""
    whole: bytes
    """Its line in the CSV of the whole archive."""


class _Rows:
    """The rows of the stories in bytes, each made when it is first asked for."""

    def __init__(self, catalogue: Catalogue, config: Config) -> None:
        self._catalogue = catalogue
        self._base = config.base_url
        self._imprints = imprints_of(Archive((), catalogue.clippings))
        self.clippings = {found.clipping.name: found for found in catalogue.clippings}
        self._lines: dict[int, _Lines] = {}

    def imprint(self, index: int) -> Imprint:
        return self._imprints.get(self._catalogue.records[index].clipping, Imprint())

    def row(self, index: int, record: Record) -> dict[str, object]:
        """A story with a value for every column."""
        entry = self._catalogue.entries[index]
        url = self._base + entry.url.removesuffix("index.html") if self._base else entry.url
        return {**story_row(record, self.imprint(index)), "url": url}

    def lines(self, index: int) -> _Lines:
        """What the tables have of it."""
        found = self._lines.get(index)
        if found is None:
            row = self.row(index, self._catalogue.records[index])
            cells = ["" if value in _NOTHING else quoted_cell(value) for value in row.values()]
            told = json_line({name: row[name] for name in _TOLD})
            found = self._lines[index] = _Lines(told, csv_line([cells[at] for at in _LISTED]), csv_line(cells))
        return found

    @cached_property
    def figures(self) -> Mapping[str, Sequence[Figure]]:
        """The quantities that stories print, by their ids."""
        return self._catalogue.printed.every()


def _part(config: Config, rows: _Rows, found: Dataset) -> list[File]:
    """The files of a heading."""
    lines = [rows.lines(index) for index in found.stories]
    listed = MARK + _head(LISTED) + b"".join([line.listed for line in lines])
    files = [DataFile(f"{found.name}.csv", "csv", listed, (LISTED,))]
    if not found.light:
        told = b"".join([line.told for line in lines])
        files.append(DataFile(f"{found.name}.jsonl", "jsonl", told, (TOLD,)))
    return _described(config, found, files)


def _whole(catalogue: Catalogue, config: Config, rows: _Rows, found: Dataset) -> list[File]:
    """The files of the whole archive."""
    archive = Archive(tuple(catalogue.records), catalogue.clippings)
    lines = [rows.lines(index) for index in found.stories]
    table = MARK + _head(WHOLE) + b"".join([line.whole for line in lines])
    related: dict[str, list[list[object]]] = {beside.name: [] for beside in BESIDE}
    columns = {beside.name: [column.name for column in beside.columns] for beside in BESIDE}
    codes = {
        (county, town.name): town.code
        for county in catalogue.counties()
        for town in catalogue.places.get(county, NOWHERE).townships
    }
    for name, row in related_rows(archive, config.county, codes, rows.figures):
        if name in related:
            related[name].append([_blank(row[column]) for column in columns[name]])
    files = [
        DataFile("stories.csv", "csv", table, (WHOLE,)),
        DataFile("stories.jsonl", "jsonl", b"".join([line.told for line in lines]), (TOLD,)),
        DataFile("stories.clippings.jsonl", "jsonl", clippings_jsonl(archive), (WHOLE_CLIPPINGS,)),
        *(
            [DataFile(_PICTURES, "jsonl", b"".join(map(json_line, shown)), (PICTURES_HERE,))]
            if (shown := _pictures(catalogue))
            else []
        ),
        *(
            DataFile(f"{beside.name}.csv", "csv", MARK + _head(beside) + csv_lines(related[beside.name]), (beside,))
            for beside in BESIDE
        ),
    ]
    schema = json.dumps(story_schema(), ensure_ascii=False, indent=1) + "\n"
    return [*_described(config, found, files), (SCHEMA, schema.encode())]


def _pictures(catalogue: Catalogue) -> list[dict[str, object]]:
    """Where each picture of content/ stands in the site, from the data's own folder."""
    found = {
        source: f"../{path}"
        for record, entry, gist in zip(catalogue.records, catalogue.entries, catalogue.gists, strict=True)
        if gist.enclosing and "![" in record.body
        for path, source in enclosures(record, entry.url, {}, catalogue.slug, "").files
    }
    return [{"path": source, "file": found[source]} for source in sorted(found)]


def _described(config: Config, found: Dataset, files: Sequence[DataFile]) -> list[File]:
    package = described(config, found.title, files, indent=1 if found.kind == "archive" else None)
    assert isinstance(package, bytes)
    made = [(found.folder + file.name, file.content) for file in files]
    return [*made, (found.folder + NAME, package)]


def _head(table: Table) -> bytes:
    return csv_lines([[column.name for column in table.columns]])


def _blank(value: object) -> object:
    return "" if value is None else value


def _story(catalogue: Catalogue, rows: _Rows, index: int) -> list[File]:
    """The JSON that stands beside a story's page."""
    record = with_body(catalogue.records[index])
    clipping = rows.clippings.get(record.clipping)
    blocks = to_blocks(record.body)
    lines = lines_of_blocks(record, clipping) or ((),) * len(blocks)
    row = rows.row(index, record)
    story = {
        "$schema": f"../../{SCHEMA}",
        **{name: row[name] for name in _TOLD},
        "paragraphs": [
            {"kind": block.kind, "text": block.text, "lines": spans}
            for block, spans in zip(blocks, lines, strict=False)
        ],
        "figures": [
            {name: getattr(figure, name) for name in ("text", "low", "high", "unit", "measures", "place", "line")}
            for figure in rows.figures.get(record.id, ())
        ],
    }
    return [(f"stories/{record.id}/story.json", f"{indented(story)}\n".encode("utf-8", "replace"))]


def story_schema() -> dict[str, object]:
    """The JSON Schema of a story's JSON."""
    pairs = {"type": "array", "items": {"type": "array", "items": {"type": "integer"}, "minItems": 2, "maxItems": 2}}
    texts = {"type": "array", "items": {"type": "string"}}
    lists = {"lines": pairs, "extra": {"type": "array", "items": texts}}
    fields: dict[str, object] = {
        column.name: {
            **(lists.get(column.name, texts) if column.kind == "array" else {"type": column.kind}),
            "title": column.title,
            "description": column.meaning,
        }
        for column in TOLD.columns
    }
    paragraph = {"kind": {"type": "string"}, "text": {"type": "string"}, "lines": pairs}
    numbers = {name: {"type": "number"} for name in ("low", "high")}
    figure = {
        **{name: {"type": "string"} for name in ("text", "unit", "measures", "place")},
        **numbers,
        "line": {"type": "integer"},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "篇目",
        "type": "object",
        "properties": {
            "$schema": {"type": "string"},
            **fields,
            "paragraphs": {"title": "各段", "description": "正文各段及其在剪报中的行", **_list_of(paragraph)},
            "figures": {"title": "数字", "description": "文中的数字；万、亿已折算", **_list_of(figure)},
        },
        "required": [*fields, "paragraphs", "figures"],
        "additionalProperties": False,
    }


def _list_of(properties: Mapping[str, object]) -> dict[str, object]:
    return {
        "type": "array",
        "items": {
            "type": "object",
            "properties": properties,
            "required": list(properties),
            "additionalProperties": False,
        },
    }
