"""Paragraphs of stories and the lines of the clipping that they came from, asked from either side."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.content.markdown import to_blocks
from sitegen.content.sources import paragraph_sources
from sitegen.export.linebreaks import line_letters
from sitegen.site.gists import plain
from sitegen.site.tracing import spans_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.model import ClippingRecord, Record, Span, Story


class Paragraph(NamedTuple):
    """One block of a published story as its clipping's page shows it."""

    number: int
    """From 1, as in the story page's anchors: #p1."""
    key: str
    """The same for all its lines and for no other paragraph of the clipping: number of the story, then its own."""
    url: str
    spans: tuple[Span, ...]

    @property
    def lines(self) -> str:
        return spans_text(self.spans)


def machine_story(record: Record, clipping: ClippingRecord | None) -> Story | None:
    """A story as it was read from its clipping; None where it was written by hand."""
    if clipping is None or record.id not in clipping.story_ids:
        return None
    return clipping.split.stories[clipping.story_ids.index(record.id)]


def lines_of_blocks(record: Record, clipping: ClippingRecord | None) -> tuple[tuple[Span, ...], ...]:
    """The lines that each block of a story came from."""
    if clipping is None:
        return ()
    story = machine_story(record, clipping)
    if story is not None:
        blocks = [plain(block) for block in record.body.strip().split("\n\n")]
        if blocks == [passage.text for passage in story.body]:
            return tuple(passage.lines for passage in story.body)
    return paragraph_sources(record, clipping)


def begins_of_lines(
    record: Record, clipping: ClippingRecord | None, sources: Sequence[Sequence[Span]]
) -> tuple[str, ...]:
    """For each block where its lines begin, told as letter:line: 0:3 14:4 28:5; "" where that is not known."""
    blocks = to_blocks(record.body)
    if clipping is None or len(blocks) != len(sources):
        return ("",) * len(blocks)
    texts = {line.number: line.text for line in clipping.clipping.lines}
    return tuple(
        " ".join(f"{letter}:{line}" for letter, line in line_letters(block.text, spans, texts))
        for block, spans in zip(blocks, sources, strict=True)
    )


def paragraphs(number: int, record: Record, url: str, clipping: ClippingRecord) -> tuple[Paragraph, ...]:
    """The paragraphs of the story that stands as `number` among those of its clipping; those with lines alone."""
    return tuple(
        Paragraph(place, f"{number}-{place}", f"{url}#p{place}", tuple(sorted(spans)))
        for place, spans in enumerate(lines_of_blocks(record, clipping), 1)
        if spans
    )


def by_line(stories: Iterable[Sequence[Paragraph]]) -> dict[int, Paragraph]:
    """The paragraph that each line of a clipping went to; the first one where there are several."""
    found: dict[int, Paragraph] = {}
    for story in stories:
        for paragraph in story:
            for first, last in paragraph.spans:
                for line in range(first, last + 1):
                    found.setdefault(line, paragraph)
    return found
