"""The list of clippings, and the page of each: its text beside the stories made of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.citations import quotation_of
from sitegen.han import letters
from sitegen.site.addresses import Link, nav_link
from sitegen.site.page import AnyPage, Later, Page, Pager, paginate
from sitegen.site.paragraphs import by_line, paragraphs
from sitegen.site.tracing import BANDS, spans_text, trace

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.config import Config
    from sitegen.model import ClippingRecord, Record
    from sitegen.site.catalogue import Catalogue, Sheet
    from sitegen.site.entries import Entry
    from sitegen.site.paragraphs import Paragraph

ROLES = ("duplicate", "caption", "banner", "column_name", "credit", "orphan_headline", "noise")
STRIP = 1000
"""Width of the strip that shows the stories' shares."""


@dataclass(frozen=True, slots=True)
class CutStory:
    """A story in the list beside the clipping's text."""

    number: int
    band: int
    lines: str
    count: int
    headline: str
    entry: Entry | None
    """None where an editor deleted the story."""
    x: int
    width: int
    paragraphs: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True)
class Remainder:
    """Text of one role that is in no story: how often, where, and how much."""

    role: str
    lines: str
    texts: tuple[str, ...]
    count: int


def plan_clippings(catalogue: Catalogue, config: Config) -> Iterator[AnyPage]:
    """The list of clippings and one page each."""

    def make(path: str, sheets: Sequence[Sheet], pager: Pager) -> Page:
        return Page(path, "clippings.html", "", {"sheets": tuple(sheets), "pager": pager}, section="clippings")

    yield from paginate(catalogue.sheets, "clippings/index.html", config.page_size, make)
    for at, (sheet, outline) in enumerate(zip(catalogue.sheets, catalogue.outlines, strict=True)):
        folder, count = sheet.url.removesuffix("index.html"), len(outline.shown)
        urls = (sheet.url, *(f"{folder}page/{number}/index.html" for number in range(2, count + 1)))
        for number, url in enumerate(urls[:count], 1):
            template = "clipping.html" if number == 1 else "clipping-more.html"
            yield catalogue.draft(url, template, _page, catalogue, at, urls[:count], number, config.title)


def _page(catalogue: Catalogue, at: int, urls: tuple[str, ...], number: int, title: str) -> Page:
    """The page of a clipping, or where its text is long a further one with more of it."""
    clipping, sheet, outline = catalogue.clippings[at], catalogue.sheets[at], catalogue.outlines[at]
    quotation = quotation_of(clipping.clipping.imprint, title, f"剪报{sheet.label}")
    machine = {story for story in clipping.story_ids if story}
    entries = [catalogue.entries[index] for index in sheet.stories]
    published = tuple((catalogue.records[index], catalogue.entries[index]) for index in sheet.stories)
    whole = {
        "added": tuple(entry for entry in entries if entry.id not in machine),
        "account": outline.account,
        "doubts": outline.doubts,
        "earlier": _link(catalogue, at - 1),
        "later": _link(catalogue, at + 1),
    }
    first, last = outline.shown[number - 1]
    context = {"sheet": sheet, "quotation": quotation, "pager": Pager(number, urls, first, last, sheet.lines)}
    return Page(
        urls[number - 1],
        "clipping.html" if number == 1 else "clipping-more.html",
        sheet.label,
        {**context, **whole} if number == 1 else context,
        section="clippings",
        trail=(nav_link("clippings"),) if number == 1 else (nav_link("clippings"), Link(sheet.label, sheet.url)),
        later=Later(_told, (clipping, published, first, last)),
    )


def _link(catalogue: Catalogue, at: int) -> Link | None:
    """A clipping by its place in the list; None beyond its ends."""
    return Link(catalogue.sheets[at].label, catalogue.sheets[at].url) if 0 <= at < len(catalogue.sheets) else None


def _told(
    clipping: ClippingRecord, published: tuple[tuple[Record, Entry], ...], first: int, last: int
) -> dict[str, object]:
    """What the page of a clipping's lines from `first` to `last` shows of its text, and of what was made of it."""
    lines = tuple(line for line in trace(clipping) if first <= line.number <= last)
    stories = _stories(clipping, published)
    marks = by_line(story.paragraphs for story in stories)
    return {
        "lines": lines,
        "marks": {line.number: marks[line.number] for line in lines if line.number in marks},
        "stories": stories,
        "remainders": _remainders(clipping),
    }


def _stories(clipping: ClippingRecord, published: tuple[tuple[Record, Entry], ...]) -> tuple[CutStory, ...]:
    known = {entry.id: (record, entry) for record, entry in published}
    counts = [
        len(letters("".join((story.kicker, story.headline, story.subhead, *(part.text for part in story.body)))))
        for story in clipping.split.stories
    ]
    total = max(sum(counts), 1)
    found = []
    at = 0
    for number, (story, count) in enumerate(zip(clipping.split.stories, counts, strict=True), 1):
        story_id = clipping.story_ids[number - 1] if number <= len(clipping.story_ids) else ""
        record, entry = known.get(story_id, (None, None))
        start = round(STRIP * at / total)
        at += count
        found.append(
            CutStory(
                number,
                (number - 1) % BANDS + 1,
                spans_text(story.lines),
                count,
                story.headline,
                entry,
                start,
                max(round(STRIP * at / total) - start - 2, 1),
                paragraphs(number, record, entry.url, clipping) if record and entry else (),
            )
        )
    return tuple(found)


def _remainders(clipping: ClippingRecord) -> tuple[Remainder, ...]:
    rows = []
    for role in ROLES:
        found = [(leftover.text, leftover.lines) for leftover in clipping.split.other if leftover.role == role]
        if role == "caption":
            found += [(caption.text, caption.lines) for story in clipping.split.stories for caption in story.captions]
        if found:
            rows.append(
                Remainder(
                    role,
                    "，".join(spans_text([span]) for span in sorted({span for _, span in found})),
                    tuple(text for text, _ in found),
                    sum(len(letters(text)) for text, _ in found),
                )
            )
    return tuple(rows)
