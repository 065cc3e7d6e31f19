"""Headlines cut into phrases, so that a line never breaks inside a word."""

from __future__ import annotations

from markupsafe import Markup, escape


def phrases(text: str) -> tuple[str, ...]:
    """The phrases of a headline: what stands between its spaces."""
    return tuple(text.split())


def headline_html(text: str) -> Markup:
    """A headline as phrases that break as a whole where they can: `<span class="ph">…</span>`."""
    return Markup(" ").join(Markup('<span class="ph">{}</span>').format(escape(phrase)) for phrase in phrases(text))
