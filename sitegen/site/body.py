"""The body of a story as HTML passages, each with the lines of the clipping that it came from."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

from markupsafe import Markup

from sitegen.content.markdown import Block, to_blocks
from sitegen.han import close_up
from sitegen.site.leads import DATELINE

if TYPE_CHECKING:
    from sitegen.model import Span
    from sitegen.site.enclosures import Enclosures

Sources = Sequence[Sequence["Span"]]
"""For each top-level block of a body, in order, the spans it came from."""

_BLOCK = re.compile(r"<(p|h[1-6])(?: [^>]*)?>(.*)</\1>\s*$", re.DOTALL)
_TEXT = re.compile(r"(^|>)([^<]+)")


class Passage(NamedTuple):
    """One top-level block: paragraph, heading, or anything else an editor wrote (a list, a table) as it is."""

    kind: str
    html: Markup
    dateline: str = ""
    """本报讯 and the like, taken off the paragraph's beginning."""
    spans: tuple[Span, ...] = ()


def passages(markdown: str, sources: Sources = (), enclosed: Enclosures | None = None) -> tuple[Passage, ...]:
    """The passages of a body; `sources` counts only where there is one for each block."""
    links = dict(enclosed.links) if enclosed else {}
    images = dict(enclosed.images) if enclosed else {}
    sizes = dict(enclosed.sizes) if enclosed else {}

    def picture(shown: str) -> dict[str, str]:
        size = dict(zip(("width", "height"), map(str, sizes.get(shown, ())), strict=False))
        return {"src": shown, **size, "loading": "lazy"}

    blocks = to_blocks(
        markdown,
        link=lambda address: links.get(address, address),
        image=lambda address: picture(images.get(address, "")),
    )
    traced = sources if len(sources) == len(blocks) else [()] * len(blocks)
    return tuple([_passage(block, tuple(spans)) for block, spans in zip(blocks, traced, strict=True)])


def _passage(block: Block, spans: tuple[Span, ...]) -> Passage:
    kind, html, _ = block
    if html.startswith("<p>") and html.endswith("</p>\n") and html.count("<") == 2:
        inner = close_up(html[3:-5])  # nearly all are so
    else:
        found = _BLOCK.match(html) if kind in ("paragraph", "heading") else None
        if not found:
            return Passage("other", Markup(html), "", spans)
        inner = _TEXT.sub(lambda text: text[1] + close_up(text[2]), found[2])
    dateline = DATELINE.match(inner) if kind == "paragraph" else None
    if not dateline:
        return Passage(kind, Markup(inner), "", spans)
    return Passage("paragraph", Markup(inner[dateline.end() :]), Markup(dateline[1]).unescape(), spans)
