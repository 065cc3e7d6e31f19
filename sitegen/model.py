"""The values that travel from clipping to page; frozen, and each knows its source lines.

Lines count from 1 and spans include both ends, as an editor's program shows them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Span = tuple[int, int]
PassageKind = Literal["paragraph", "heading"]
LeftoverRole = Literal["banner", "caption", "credit", "orphan_headline", "noise", "duplicate"]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a clipping as it came, without its line end."""

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Imprint:
    """What is known of where a clipping was printed; empty strings where nothing is.

    `date` is ISO and may be partial: "2024", "2024-01" or "2024-01-12".
    """

    paper: str = ""
    date: str = ""
    page_number: str = ""
    page_name: str = ""
    county: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Clipping:
    """One clipping file, decoded. `name` is its path below seeds/, with forward slashes."""

    name: str
    lines: tuple[Line, ...]
    imprint: Imprint = Imprint()
    encoding: str = "utf-8"
    encoding_reason: str = ""
    digest: str = ""
    """SHA-256 of the file's bytes and of its sidecar's, in hex."""
    pins: Pins | None = None
    """What an editor has pinned in the sidecar, for the splitter to work around."""


@dataclass(frozen=True, slots=True)
class Pins:
    """An editor's facts about a clipping, from its sidecar; every number is a line number."""

    headlines: tuple[Span, ...] = ()
    """Lines that are a headline (each span one headline stack)."""
    stories: tuple[tuple[Span, ...], ...] = ()
    """Each a set of spans that are one story, in reading order."""
    follows: tuple[tuple[int, int], ...] = ()
    """(line, after): the block with `line` follows the block with `after`."""
    ignore: tuple[Span, ...] = ()
    """Lines that belong to no story."""
    columns: tuple[Span, ...] = ()
    """The spans of the page's columns, in reading order."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One block of a story's body: a paragraph or a crosshead, reflowed, with where it came from."""

    kind: PassageKind
    text: str
    lines: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Caption:
    text: str
    lines: Span


@dataclass(frozen=True, slots=True)
class Story:
    """One story as the splitter makes it of a clipping."""

    kicker: str
    headline: str
    subhead: str
    body: tuple[Passage, ...]
    byline: str = ""
    captions: tuple[Caption, ...] = ()
    reporters: tuple[str, ...] = ()
    """Named in the dateline or the byline; derived, not counted as text."""
    truncated_head: bool = False
    truncated_tail: bool = False
    confidence: float = 1.0
    """The splitter's own estimate, 0 to 1, that the whole story is right."""
    doubts: tuple[str, ...] = ()
    """Short English sentences that say why a person should look."""
    lines: tuple[Span, ...] = ()
    """All source lines, titles and byline included, in ascending order."""
    title_lines: tuple[Span, ...] = ()
    """The lines of kicker, headline and subhead."""


@dataclass(frozen=True, slots=True)
class Leftover:
    """Text of a clipping that belongs to no story."""

    role: LeftoverRole
    text: str
    lines: Span


@dataclass(frozen=True, slots=True)
class Split:
    """What the splitter makes of one clipping: every character in a story or in `other`."""

    clipping: str
    stories: tuple[Story, ...]
    other: tuple[Leftover, ...] = ()


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words that gave a tag and the line of the clipping they stand in (0: not from the text)."""

    words: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Tag:
    """A place, topic, person or organisation that a story is about, with what proves it.

    `code` is a place's GB/T 2260 code with its extensions, or a topic's key. `note` is a person's post as
    printed, or the former name by which a township is called. `lines` are those of the section that is about it
    where not the whole story is.
    """

    name: str
    code: str = ""
    weight: float = 1.0
    note: str = ""
    evidence: tuple[Evidence, ...] = ()
    lines: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class DateTag:
    """When a story happened or was printed. `date` may be partial or empty, `text` is as printed."""

    date: str = ""
    text: str = ""
    basis: str = ""
    """Why: a sentence in Chinese, such as 剪报文件名 or 约：彩灯展览将从1月14日开始，2023年."""
    certain: bool = False


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity with what it measures. `low` and `high` differ for a range; 万 and 亿 are resolved."""

    text: str
    low: float
    high: float
    unit: str
    measures: str = ""
    place: str = ""
    sentence: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Tags:
    """All tags of one story."""

    county: Tag | None = None
    townships: tuple[Tag, ...] = ()
    mentioned_townships: tuple[Tag, ...] = ()
    villages: tuple[Tag, ...] = ()
    mentioned_villages: tuple[Tag, ...] = ()
    topics: tuple[Tag, ...] = ()
    people: tuple[Tag, ...] = ()
    organisations: tuple[Tag, ...] = ()
    date: DateTag = field(default_factory=DateTag)
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """One story file of content/, as read: what the site is made from.

    Machine and editors meet here, so every field is plain text or a tuple of it. `id` is the story's address,
    ASCII, given once. `body` is Markdown.
    """

    path: str
    """Below content/, with forward slashes."""
    id: str
    headline: str
    body: str = ""
    kicker: str = ""
    subhead: str = ""
    date: str = ""
    date_text: str = ""
    date_basis: str = ""
    county: str = ""
    townships: tuple[str, ...] = ()
    mentioned_townships: tuple[str, ...] = ()
    villages: tuple[str, ...] = ()
    mentioned_villages: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """Each a name, or name and post: 李安（石桥镇副镇长）."""
    organisations: tuple[str, ...] = ()
    byline: str = ""
    reporters: tuple[str, ...] = ()
    captions: tuple[str, ...] = ()
    clipping: str = ""
    """Name of the clipping below seeds/, empty where the story was written by hand."""
    lines: tuple[Span, ...] = ()
    truncated_head: bool = False
    truncated_tail: bool = False
    confidence: float = 1.0
    doubts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    """Earlier ids: their addresses lead to this story's."""
    extra: tuple[tuple[str, str], ...] = ()
    """Fields that this program does not know, kept as they are."""


@dataclass(frozen=True, slots=True)
class ClippingRecord:
    """One clipping as content/ keeps it: its text, what the machine made of each line, and the imprint.

    `split` is the machine's own reading, with lines; records that point at this clipping may have been edited
    since.
    """

    clipping: Clipping
    split: Split
    story_ids: tuple[str, ...] = ()
    """The record made of each story of `split`, "" where an editor deleted it."""
    figures: tuple[tuple[Figure, ...], ...] = ()
    """The quantities that each story of `split` prints; () where nothing is known of any."""
