"""The account of figures: every quantity that stories print, with what it measures, where, and its sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from sitegen.site.addresses import nav_link
from sitegen.site.page import Page, Pager, paginate

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from sitegen.config import Config
    from sitegen.model import Figure
    from sitegen.site.catalogue import Catalogue
    from sitegen.site.entries import Entry


class FigureRow(NamedTuple):
    figure: Figure
    entry: Entry
    key: str
    """What the column of amounts is sorted by: unit first, then the number."""


def plan_figures(catalogue: Catalogue, config: Config, figures: Mapping[str, Sequence[Figure]]) -> Iterator[Page]:
    """The table of figures by place, over pages where it is long; no page where there are none."""
    rows = [
        FigureRow(figure, catalogue.entries[index], f"{figure.unit} {figure.low:020.3f}")
        for index, frame in enumerate(catalogue.frames)
        for figure in figures.get(frame.id, ())
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
