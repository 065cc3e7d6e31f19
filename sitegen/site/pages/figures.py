"""The account of figures: every quantity that stories print, with what it measures, where, and its sentence."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING, NamedTuple

from sitegen.model import Figure
from sitegen.site.addresses import nav_link
from sitegen.site.page import Draft, Page, Pager, parts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.config import Config
    from sitegen.site.catalogue import Catalogue
    from sitegen.site.entries import Entry
    from sitegen.site.printed import Plain

_PLACES = {field.name: at for at, field in enumerate(fields(Figure))}
"""Where the plain values of a figure have each field."""


class FigureRow(NamedTuple):
    figure: Figure
    entry: Entry
    key: str
    """What the column of amounts is sorted by: unit first, then the number."""


def plan_figures(catalogue: Catalogue, config: Config) -> Iterator[Draft]:
    """The table of figures by place, over pages where it is long; no page where there are none."""
    printed = catalogue.printed.plain
    rows = [(index, plain) for index, frame in enumerate(catalogue.frames) for plain in printed.get(frame.id, ())]
    if not rows:
        return
    place, measures = _PLACES["place"], _PLACES["measures"]
    rows.sort(key=lambda row: (not row[1][place], catalogue.slug(row[1][place]), row[1][measures]))

    def plan(path: str, part: Sequence[tuple[int, Plain]], pager: Pager) -> Page:
        return Page(
            path,
            "figures.html",
            "",
            {"rows": tuple([_row(Figure(*plain), catalogue.entries[index]) for index, plain in part]), "pager": pager},
            section="indexes",
            trail=(nav_link("indexes"),),
        )

    for part in parts(rows, "figures/index.html", 2 * config.page_size):
        yield catalogue.draft(part[0], "figures.html", plan, *part)


def _row(figure: Figure, entry: Entry) -> FigureRow:
    return FigureRow(figure, entry, f"{figure.unit} {figure.low:020.3f}")
