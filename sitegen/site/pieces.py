"""Pieces of lists that look the same wherever a story is listed, made once for all lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes, pass_context

from sitegen.site.flattening import HOISTED

if TYPE_CHECKING:
    from jinja2.runtime import Context, Macro

    from sitegen.site.entries import Entry

AGAIN = "again"
"""The name by which templates call `again`."""
MOST_KEPT = 32_768
"""So many pieces of lists are kept to be used again: some 32 MB."""


@pass_context
def again(context: Context, macro: Macro, entry: Entry, *args: Any, **kwargs: Any) -> str:
    """What a macro makes of a story, made once for all lists at one depth of the site that show it alike.

    For macros that look at nothing but what they are given, `root`, and what is the same on every page.
    """
    kept: dict[tuple[object, ...], str] = context.environment.kept  # type: ignore[attr-defined]
    name = macro.name
    code: object = name if name.startswith(HOISTED) else macro._func.__code__
    key = (code, context["root"], entry.url, args, *kwargs.items())
    found = kept.get(key)
    if found is None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        found = kept[key] = macro(context.eval_ctx, entry, *args, **kwargs)
    return found


def is_piece(node: nodes.Node) -> bool:
    """Whether this calls `again` for a macro that stands at the top of a page's own code."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != AGAIN:
        return False
    macro = node.args[0] if node.args else None
    return isinstance(macro, nodes.Name) and macro.name.startswith(HOISTED)
