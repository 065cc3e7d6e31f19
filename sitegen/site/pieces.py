"""Pieces of lists that look the same wherever a story is listed, made once for all lists."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes, pass_context
from jinja2.utils import missing
from markupsafe import Markup

from sitegen.site.flattening import HOISTED

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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
    own = name.startswith(HOISTED)
    key = (name if own else macro._func.__code__, context["root"], entry.url, args, *kwargs.items())
    found = kept.get(key)
    if found is None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        given = _given(macro.arguments, entry, args, kwargs) if own else None
        said = macro(context.eval_ctx, entry, *args, **kwargs) if given is None else Markup(macro._func(*given))
        found = kept[key] = said
    return found


def _given(names: Sequence[str], entry: Entry, args: Sequence[Any], kwargs: Mapping[str, Any]) -> list[Any] | None:
    """What a macro is given for each of its parameters, which the library finds out at length; None of unknown ones."""
    given = [entry, *args]
    rest = names[len(given) :]
    if len(given) > len(names) or not kwargs.keys() <= set(rest):
        return None
    return [*given, *[kwargs.get(name, missing) for name in rest]]


def is_piece(node: nodes.Node) -> bool:
    """Whether this calls `again` for a macro that stands at the top of a page's own code."""
    if not isinstance(node, nodes.Call) or not isinstance(node.node, nodes.Name) or node.node.name != AGAIN:
        return False
    macro = node.args[0] if node.args else None
    return isinstance(macro, nodes.Name) and macro.name.startswith(HOISTED)
