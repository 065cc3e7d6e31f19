"""What a chronicle tells: each story's event with its date, and how certain that is."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from sitegen.citations import gbt2025, source_of
from sitegen.content.markdown import to_blocks
from sitegen.model import Imprint
from sitegen.site.leads import lead, undated
from sitegen.tagging.dates import resolve

if TYPE_CHECKING:
    from sitegen.config import Config
    from sitegen.content import Archive
    from sitegen.model import Record

Certainty = Literal["stated", "printed", "about", "none"]
WIDTH = 96
"""So many ideographs of a story's beginning tell its event."""
_ISO = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")
_CHINESE = re.compile(r"(\d{4})年(?:(\d{1,2})月(?:(\d{1,2})日?)?)?$")


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of the chronicle; month and day are 0 where they are not known."""

    year: int
    month: int
    day: int
    certainty: Certainty
    basis: str
    """How its date is known, in words."""
    county: str
    townships: tuple[str, ...]
    text: str
    citation: str
    origin: str
    """Where its words stand in the archive."""
    id: str

    @property
    def when(self) -> str:
        """The date at the entry's beginning, as chronicles have it; the year stands above."""
        about = "约" if self.certainty == "about" else ""
        if self.month and self.day:
            return f"{about}{self.month}月{self.day}日"
        if self.month:
            return f"{about}{self.month}月" if about else f"{self.month}月（日不详）"
        return "约是年" if about else "是年"


def events(archive: Archive, config: Config) -> tuple[Event, ...]:
    """The events in the order of a chronicle: in a year days, then months, then what is only of that year."""
    imprints = {found.clipping.name: found.clipping.imprint for found in archive.clippings}
    found = [_event(record, imprints.get(record.clipping, Imprint()), config) for record in archive.records]
    return tuple(
        sorted(
            found,
            key=lambda event: (
                not event.year,
                event.year,
                event.month or 13,
                event.day or 32,
                event.certainty == "about",
                event.id,
            ),
        )
    )


def dated(record: Record, imprint: Imprint) -> tuple[tuple[int, int, int], Certainty, str]:
    """When the event of a story was, how that is known, and the words that say so."""
    words = record.date_text
    if imprint.date and record.date == imprint.date:
        # The paper's date tells when it was printed; words such as 去年10月 tell when it happened.
        meant = _CHINESE.match(resolve(words, imprint.date)) if words else None
        if meant:
            return _parts(meant), "about", f"约：{imprint.date}见报，文中称“{words}”"
        return (
            _parts(_ISO.match(record.date)),
            "printed",
            f"{imprint.date}见报" + (f"，文中称“{words}”" if words else ""),
        )
    found = _ISO.match(record.date.strip())
    if not found:
        return (0, 0, 0), "none", f"待考：{record.date_basis or (f'文中称“{words}”' if words else '文中没有写明')}"
    if record.date_basis.startswith("约"):
        return _parts(found), "about", record.date_basis
    return _parts(found), "stated", record.date_basis or "编者所注"


def _parts(found: re.Match[str] | None) -> tuple[int, int, int]:
    year, month, day = (int(part or 0) for part in found.groups()) if found else (0, 0, 0)
    month = month if 1 <= month <= 12 else 0
    return year, month, day if month and 1 <= day <= 31 else 0


def _event(record: Record, imprint: Imprint, config: Config) -> Event:
    (year, month, day), certainty, basis = dated(record, imprint)
    address = f"{config.base_url}stories/{record.id}/" if config.base_url else ""
    lines = "，".join(f"{first}–{last}" if last > first else f"{first}" for first, last in record.lines)
    paragraphs = [block.text for block in to_blocks(record.body) if block.kind == "paragraph"]
    text = lead(undated(paragraphs[0]), WIDTH) if paragraphs else record.headline
    return Event(
        year,
        month,
        day,
        certainty,
        basis,
        record.county or config.county,
        record.townships,
        text or record.headline or record.id,
        gbt2025(source_of(record, imprint, address)),
        f"剪报 {record.clipping}，第 {lines} 行" if record.clipping and lines else "",
        record.id,
    )
