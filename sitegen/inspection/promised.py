"""What content/ says must stand on the pages of a site: each line of each clipping, each paragraph of each story."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.content.markdown import to_blocks
from sitegen.inspection.pages import Wanted
from sitegen.site.addresses import sheet_slugs
from sitegen.site.tracing import account, page_breaks
from sitegen.slugs import pinyin_slug

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.content import Archive
    from sitegen.inspection.ways import Found


def promised(archive: Archive) -> Iterator[Wanted]:
    """The pages of stories and clippings, each with the texts that must stand on it in this order."""
    for record in archive.records:
        texts = tuple(block.text for block in to_blocks(record.body))
        yield Wanted(f"stories/{record.id}/index.html", texts)
    slugs = sheet_slugs((one.clipping.name for one in archive.clippings), pinyin_slug)
    for one in archive.clippings:
        lines = one.clipping.lines
        breaks = page_breaks(lines)
        for number, (start, end) in enumerate(zip((0, *breaks), (*breaks, None), strict=True), 1):
            folder = f"clippings/{slugs[one.clipping.name]}/" + (f"page/{number}/" if number > 1 else "")
            texts = tuple(line.text for line in lines if line.number >= start and (end is None or line.number < end))
            yield Wanted(f"{folder}index.html", texts)


def unaccounted(archive: Archive) -> Iterator[Found]:
    """Clippings of which letters are in no story and under no other heading, or are there more than once."""
    for one in archive.clippings:
        found = account(one)
        if found.unplaced or found.surplus:
            counts = f"{found.unplaced} letters have no place, {found.surplus} are there too often"
            yield one.clipping.name, 0, counts, "`sitegen parse --explain` shows what became of each line"
