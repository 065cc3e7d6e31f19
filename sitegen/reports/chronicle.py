"""The draft of a chronicle (大事记): by year, each event with its date, how certain that is, and its source."""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING

from sitegen.reports.paper import sheet, text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sitegen.reports.events import Event

_STYLE = """\
body { max-width: 44em; }
h2 { border-bottom: 2px solid #7a2a20; font-size: 1.3em; margin: 1.6em 0 0.6em; }
.event { margin: 0 0 0.9em; }
.event p { margin: 0; text-indent: 2em; }
.event .source { color: #5a5148; font-size: 0.85em; padding-left: 2em; text-indent: 0; }
@media print {
  body { font-size: 11.5pt; }
  h2 { break-after: avoid; }
  .event { break-inside: avoid; }
}
"""
NOTE = (
    "凡例：日期下注明依据。“某日见报”的，日期是报纸的日期，事情发生在当日或此前；“约”是由文中字句推得的；“是年”为只知其年；"
    "没有年份可考的列在最后。文字照报道开头摘录，须由编者核对、改写。"
)
UNDATED = "年份待考"
OPENING = 40
"""So many characters of an event are looked at for its place."""
PLACES = 3
"""So many townships are named of one event."""


def html_chronicle(events: Iterable[Event], archive: str, part: str) -> bytes:
    """The draft for print; `archive` is the archive's title, `part` the selection in words."""
    listed = list(events)
    years = "\n".join(f"<h2>{heading}</h2>\n" + "\n".join(map(_event, found)) for heading, found in _by_year(listed))
    facts = f"{part + '　' if part else ''}{len(listed)} 条"
    return sheet(f"{archive} 大事记（初稿）", facts, f'<p class="note">{NOTE}</p>\n{years}\n', _STYLE)


def markdown_chronicle(events: Iterable[Event], archive: str, part: str) -> bytes:
    """The same as Markdown, to go on writing in: sources as notes."""
    listed = list(events)
    lines = [f"# {_plain(archive)} 大事记（初稿）", "", *([_plain(part), ""] if part else []), NOTE, ""]
    notes: list[str] = []
    for heading, found in _by_year(listed):
        lines += [f"## {heading}", ""]
        for event in found:
            notes.append(f"[^{len(notes) + 1}]: {_plain(_source(event))}")
            lines += [f"**{_when(event)}**　{_plain(_told(event))}[^{len(notes)}]", ""]
    return "\n".join([*lines, *notes, ""]).encode("utf-8", "replace")


def _by_year(events: Iterable[Event]) -> Iterator[tuple[str, list[Event]]]:
    for year, group in groupby(events, key=lambda event: event.year):
        yield (f"{year}年" if year else UNDATED), list(group)


def _event(event: Event) -> str:
    return (
        f'<div class="event">\n<p><b>{_when(event)}</b>　{text(_told(event))}</p>\n'
        f'<p class="source">{text(_source(event))}</p>\n</div>'
    )


def _when(event: Event) -> str:
    return event.when if event.year else "□"


def _told(event: Event) -> str:
    """The event, with its place before it where its first words do not name one."""
    if any(name in event.text[:OPENING] for name in (event.county, *event.townships) if name):
        return event.text
    several = "等" if len(event.townships) > PLACES else ""
    place = event.county + "、".join(event.townships[:PLACES]) + several
    return f"（{place}）{event.text}" if place else event.text


def _source(event: Event) -> str:
    parts = (f"日期{event.basis}", event.citation, event.origin)
    return "".join(f"{part.rstrip('.。')}。" for part in parts if part)


def _plain(words: str) -> str:
    """A text that Markdown takes as it is."""
    return re.sub(r"([\\`*_\[\]<>#|~])", r"\\\1", " ".join(words.split()))
