"""The account of figures: every quantity that stories print, with what it measures, where, and its sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.site.addresses import nav_link
from sitegen.site.catalogue import plain
from sitegen.site.page import Page, Pager, paginate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sitegen.config import Config
    from sitegen.model import ClippingRecord, Figure, Record
    from sitegen.site.catalogue import Catalogue, Entry


@dataclass(frozen=True, slots=True)
class FigureRow:
    figure: Figure
    entry: Entry
    key: str
    """What the column of amounts is sorted by: unit first, then the number."""


def figures_of(clippings: Sequence[ClippingRecord], records: Sequence[Record]) -> dict[str, Sequence[Figure]]:
    """The figures that content/ keeps with its clippings, by story: those that the story still prints.

    Who corrects a number in a story has corrected it here, too.
    """
    kept = {
        story: figures
        for clipping in clippings
        for story, figures in zip(clipping.story_ids, clipping.figures, strict=False)
        if story and figures
    }
    found: dict[str, Sequence[Figure]] = {}
    for record in records:
        if record.id in kept:
            text = _squeezed(
                " ".join((record.kicker, record.headline, record.subhead, plain(record.body), *record.captions))
            )
            if printed := [figure for figure in kept[record.id] if _squeezed(figure.text) in text]:
                found[record.id] = printed
    return found


def _squeezed(text: str) -> str:
    return "".join(text.split())


def plan_figures(catalogue: Catalogue, config: Config, figures: Mapping[str, Sequence[Figure]]) -> Iterator[Page]:
    """The table of figures by place, over pages where it is long; no page where there are none."""
    rows = [
        FigureRow(figure, entry, f"{figure.unit} {figure.low:020.3f}")
        for entry in catalogue.entries
        for figure in figures.get(entry.id, ())
    ]
    if not rows:
        return
    rows.sort(key=lambda row: (not row.figure.place, catalogue.slug(row.figure.place), row.figure.measures))

    def make(path: str, part: Sequence[FigureRow], pager: Pager) -> Page:
        return Page(
            path,
            "figures.html",
            "",
            {"rows": tuple(part), "pager": pager},
            section="indexes",
            trail=(nav_link("indexes"),),
        )

    yield from paginate(rows, "figures/index.html", 2 * config.page_size, make)
