"""The page of each story, and the list of all."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, cast

from sitegen.citations import cite, source_of
from sitegen.content.filed import with_body
from sitegen.content.people import people_of
from sitegen.han import fold
from sitegen.site.addresses import Link, nav_link
from sitegen.site.changes import changes
from sitegen.site.enclosures import Enclosures, enclosures
from sitegen.site.gists import plain
from sitegen.site.page import Draft, Later, Page, parts
from sitegen.site.paragraphs import begins_of_lines, lines_of_blocks, machine_story
from sitegen.site.readings import printed
from sitegen.site.related import related
from sitegen.site.tracing import evidence_lines, spans_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.citations import Citation
    from sitegen.config import Config
    from sitegen.model import ClippingRecord, Record, Story
    from sitegen.site.catalogue import Catalogue, Filing, Sheet
    from sitegen.site.dates import When
    from sitegen.site.entries import Entry
    from sitegen.site.frames import Frame
    from sitegen.site.gists import Gist
    from sitegen.site.page import AnyPage, Pager

FEW = 8
"""So many neighbours of one clipping are shown on a story's page; its clipping's page has them all."""


PROVEN = ("townships", "mentioned", "villages", "organisations", "people")
"""Kinds of tags that the clipping's text is searched for, first come first."""
NO_CODES: Mapping[str, str] = {}
NOTHING_ENCLOSED = Enclosures()
BYLINE_MARKS = "□■○●◆◇▲△ \u3000"
"""Ornaments that papers set before a byline."""


class Mention(NamedTuple):
    """Another story as a story's page names it: no more than is shown, so that little else makes the page anew."""

    url: str
    headline: str
    kicker: str
    when: When
    clipping: str
    lines: str


class RelatedStory(NamedTuple):
    entry: Mention
    reasons: tuple[tuple[str, tuple[str, ...]], ...]


class PrintedCaption(NamedTuple):
    text: str
    line: int


class Origin(NamedTuple):
    """Where a story came from: its clipping, and the lines of its parts."""

    label: str
    url: str
    file: str
    lines: int
    stories: int
    all_lines: str
    body_lines: str
    title_lines: str
    paper: str
    date: str
    page: str
    breaks: tuple[int, ...]
    missing: tuple[str, ...]
    """Of paper, date and page what the clipping does not say."""


def plan_stories(catalogue: Catalogue, config: Config) -> Iterator[AnyPage]:
    """One page a story, in the order of the catalogue."""
    planner = _Planner(catalogue, config)
    for index, frame in enumerate(catalogue.frames):
        for alias in frame.aliases:
            url = f"stories/{alias}/index.html"
            yield Draft(url, "moved.html", _moved, (catalogue, url, index), catalogue.notes, frame.path)
        draft = Draft(frame.url, "story.html", planner.page, (index,), catalogue.notes, frame.path)
        # What a text encloses is looked through before anything is written.
        yield draft.page()[0] if frame.enclosing else draft


class _Planner:
    """Plans the page of each story by its place in the catalogue."""

    def __init__(self, catalogue: Catalogue, config: Config) -> None:
        self._catalogue = catalogue
        self._config = config
        self._relations = related(catalogue)
        self._files: dict[str, str] = {}
        if any(frame.enclosing for frame in catalogue.frames):
            self._files = {frame.path: frame.url for frame in catalogue.frames}
        self._places = {clipping.clipping.name: index for index, clipping in enumerate(catalogue.clippings)}
        self._dated = sum(when.year > 0 for when in catalogue.whens)
        """So many, the first ones of the catalogue, have a date."""
        self._mentions: dict[int, Mention] = {}
        self._codes = {
            county: {township.name: township.code for township in known.townships}
            for county, known in catalogue.places.items()
        }
        # Looked up here, once, and not by each process that comes to plan.
        self._readings = catalogue.recall("readings", catalogue.key, partial(_all_readings, catalogue))

    def page(self, index: int) -> Page:
        catalogue, config, mention = self._catalogue, self._config, self._mention
        record, entry, gist = catalogue.records[index], catalogue.entries[index], catalogue.gists[index]
        place = self._places.get(record.clipping)
        clipping = catalogue.clippings[place] if place is not None else None
        sheet = catalogue.sheets[place] if place is not None else None
        siblings = sheet.stories if sheet else ()
        enclosed = NOTHING_ENCLOSED
        if gist.enclosing:
            enclosed = enclosures(record, entry.url, self._files, catalogue.slug, config.content)
        earlier = index + 1 if index + 1 < self._dated else None
        later = index - 1 if 0 < index < self._dated else None
        return Page(
            files=enclosed.files,
            problems=enclosed.problems,
            path=entry.url,
            template="story.html",
            title=record.headline or entry.id,
            description=entry.lead,
            section="stories",
            trail=_trail(catalogue, entry),
            source=record.path,
            context={
                "entry": entry,
                "enclosed": enclosed,
                "byline": record.byline.strip(BYLINE_MARKS),
                "truncated_head": record.truncated_head,
                "truncated_tail": record.truncated_tail,
                "doubts": len(record.doubts),
                "neighbours": tuple(map(mention, [other for other in siblings if other != index][:FEW])),
                "neighbours_more": max(0, len(siblings) - 1 - FEW),
                "related": tuple(
                    RelatedStory(mention(relation.story), relation.reasons) for relation in self._relations[index]
                ),
                "earlier": mention(earlier) if earlier is not None else None,
                "later": mention(later) if later is not None else None,
                "edit_url": edit_address(config, record.path),
            },
            later=Later(
                _told,
                (
                    record,
                    entry,
                    clipping,
                    sheet,
                    _tags(catalogue, record, entry, self._codes.get(entry.county, NO_CODES)),
                    _readings(self._readings, catalogue.frames[index]),
                    config.title,
                    config.base_url,
                ),
            ),
        )

    def _mention(self, index: int) -> Mention:
        entry = self._catalogue.entries[index]
        known = self._mentions.get(index)
        if known is None:
            known = self._mentions[index] = Mention(
                entry.url, entry.headline, entry.kicker, entry.when, entry.clipping, entry.lines
            )
        return known


def with_text(page: Page, record: Record, gist: Gist) -> Page | None:
    """The page of a story whose text was changed, all around it as it was; None where it is another story now."""
    if page.later is None or page.path != f"stories/{record.id}/index.html":
        return None
    _, before, *rest = page.later.arguments
    entry = cast("Entry", before)._replace(
        headline=record.headline,
        kicker=record.kicker,
        subhead=record.subhead,
        lead=gist.lead,
        brief=gist.brief,
        length=gist.length,
    )
    context = {**page.context, "entry": entry, "byline": record.byline.strip(BYLINE_MARKS)}
    later = Later(_told, (record, entry, *rest))
    return replace(page, title=record.headline or entry.id, description=gist.lead, context=context, later=later)


def _told(
    record: Record,
    entry: Entry,
    clipping: ClippingRecord | None,
    sheet: Sheet | None,
    tags: Mapping[str, tuple[Link, ...]],
    readings: Mapping[str, str],
    title: str,
    base_url: str,
) -> dict[str, object]:
    """What a story's page says that is read out of its text and its clipping."""
    record = with_body(record)
    story = machine_story(record, clipping)
    text = "".join((record.kicker, record.headline, record.subhead, plain(record.body)))
    sources = lines_of_blocks(record, clipping)
    return {
        "body": record.body,
        "sources": sources,
        "begins": begins_of_lines(record, clipping, sources),
        "glosses": printed(readings, text),
        "changes": changes(record, clipping),
        "captions": _captions(record, story),
        "tags": _proven(tags, record, clipping),
        "origin": _origin(record, story, sheet) if sheet else None,
        "citation": _citation(record, entry, clipping, title, base_url),
    }


def _citation(record: Record, entry: Entry, clipping: ClippingRecord | None, title: str, base_url: str) -> Citation:
    """How to cite a story, and its lines in this archive; a citation is in the language of what it cites."""
    address = f"{base_url}{entry.url.removesuffix('index.html')}" if base_url else ""
    label = f"剪报{entry.clipping}" if clipping else ""
    imprint = clipping.clipping.imprint if clipping else None
    return cite(source_of(record, imprint, address), title, label, entry.lines)


def plan_story_list(catalogue: Catalogue, config: Config) -> Iterator[Draft]:
    """All stories, latest first, the undated last."""

    def plan(path: str, stories: Sequence[int], pager: Pager) -> Page:
        return Page(
            path,
            "stories.html",
            "",
            {"entries": tuple([catalogue.entries[index] for index in stories]), "pager": pager},
            section="stories",
            trail=(nav_link("indexes"),),
        )

    for part in parts(range(len(catalogue.frames)), "stories/index.html", config.page_size):
        yield catalogue.draft(part[0], "stories.html", plan, *part)


def edit_address(config: Config, path: str) -> str:
    """Where a reader can correct a story, "" where the archive offers no such address."""
    return config.edit_url.replace("{path}", f"{config.content}/{path}") if config.edit_url else ""


def _all_readings(catalogue: Catalogue) -> dict[str, str]:
    """The readings of all places and rare characters of an archive, their syllables parted by spaces."""
    names = {name for frame in catalogue.frames for name in _place_names(frame)}
    names.update(char for frame in catalogue.frames for char in frame.rare)
    return {name: " ".join(found) for name in sorted(names) if (found := catalogue.syllables(name))}


def _readings(known: Mapping[str, str], frame: Frame) -> dict[str, str]:
    """Readings of the places that a story is filed under and of its rare characters."""
    names = dict.fromkeys((*_place_names(frame), *frame.rare))
    return {name: known[name] for name in names if name in known}


def _place_names(frame: Frame) -> list[str]:
    """The places that a story is filed under, also without the word for what they are."""
    places = [*frame.townships, *frame.mentioned_townships, *frame.villages, frame.own_county]
    return [*filter(None, places), *(name[:-1] for name in places if len(name) > 2)]


def _moved(catalogue: Catalogue, url: str, index: int) -> Page:
    """A page at an earlier address of a story that leads to where it is now."""
    entry, source = catalogue.entries[index], catalogue.frames[index].path
    return Page(url, "moved.html", entry.headline, {"entry": entry}, section="moved", source=source)


def _trail(catalogue: Catalogue, entry: Entry) -> tuple[Link, ...]:
    trail = []
    if entry.county:
        trail.append(Link(entry.county, f"townships/index.html#{catalogue.county_slugs[entry.county]}"))
    trail.extend(place for place in entry.places[:1] if place.text != entry.county)
    return tuple(trail)


def _captions(record: Record, story: Story | None) -> tuple[PrintedCaption, ...]:
    known = {fold(caption.text): caption.lines[0] for caption in story.captions} if story else {}
    return tuple(PrintedCaption(text, known.get(fold(text), 0)) for text in record.captions)


def _tags(
    catalogue: Catalogue, record: Record, entry: Entry, codes: Mapping[str, str]
) -> Mapping[str, tuple[Link, ...]]:
    """What a story is filed under, by kind, each linked; `codes` are those of the townships of its county."""

    def filed(kind: str, filing: Filing, names: Iterable[tuple[str, str]]) -> tuple[Link, ...]:
        return tuple([Link(name, f"{kind}/{filing.slugs[name]}/index.html", note) for name, note in names])

    def once(names: Iterable[str]) -> list[tuple[str, str]]:
        return [(name, "") for name in dict.fromkeys(names)]

    def places(urls: Mapping[tuple[str, str], str], names: Iterable[str]) -> tuple[Link, ...]:
        return tuple([Link(name, urls[entry.county, name], codes.get(name, "")) for name in names])

    return {
        "townships": places(catalogue.township_urls, record.townships),
        "mentioned": places(catalogue.township_urls, record.mentioned_townships),
        "villages": places(catalogue.village_urls, record.villages),
        "people": filed("people", catalogue.people, [(one.name, one.post) for one in people_of(record.people)]),
        "organisations": filed("organisations", catalogue.organisations, once(record.organisations)),
        "topics": entry.topics,
        "reporters": filed("reporters", catalogue.reporters, once(record.reporters)),
    }


def _proven(
    tags: Mapping[str, tuple[Link, ...]], record: Record, clipping: ClippingRecord | None
) -> Mapping[str, tuple[Link, ...]]:
    """The same with the line that proves each."""
    if clipping is None:
        return tags
    names = [link.text for kind in PROVEN for link in tags[kind]]
    lines = evidence_lines(names, clipping.clipping.lines, record.lines)
    return {
        kind: tuple(link._replace(line=lines.get(link.text, 0)) for link in links) if kind != "topics" else links
        for kind, links in tags.items()
    }


def _origin(record: Record, story: Story | None, sheet: Sheet) -> Origin:
    known = {"paper": sheet.paper, "date": sheet.date, "page": sheet.page}
    return Origin(
        label=sheet.label,
        url=sheet.url,
        file=sheet.name,
        lines=sheet.lines,
        stories=len(sheet.stories),
        all_lines=spans_text(record.lines),
        body_lines=spans_text(span for passage in story.body for span in passage.lines) if story else "",
        title_lines=spans_text(story.title_lines) if story else "",
        breaks=sheet.breaks,
        missing=tuple(name for name, value in known.items() if not value),
        **known,
    )
