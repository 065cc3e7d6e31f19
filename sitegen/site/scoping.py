"""Which names the statements of a template take from around them, and which they set."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes

if TYPE_CHECKING:
    from collections.abc import Iterable


LEAVES = frozenset((nodes.Const, nodes.Name, nodes.NSRef, nodes.TemplateData))
"""Have nothing below them, and are most of a tree."""


def all_of(node: nodes.Node, kind: Any) -> list[Any]:
    """A node and all below it that are of a kind, in no order."""
    found = []
    waiting = [node]
    while waiting:
        one = waiting.pop()
        if isinstance(one, kind):
            found.append(one)
        if type(one) in LEAVES:
            continue
        for field in one.fields:
            value = getattr(one, field, None)
            if isinstance(value, nodes.Node):
                waiting.append(value)
            elif isinstance(value, list):
                waiting += [inner for inner in value if isinstance(inner, nodes.Node)]
    return found


def stored_names(body: Iterable[nodes.Node]) -> set[str]:
    """All names that these statements set, anywhere within them."""
    return {one.name for node in body for one in all_of(node, nodes.Name) if one.ctx != "load"}


def free_names(body: Iterable[nodes.Node]) -> set[str]:
    """The names that these statements take from around them; where that cannot be told, those that they may take."""
    free: set[str] = set()
    _statements(body, set(), free)
    return free


def _statements(body: Iterable[nodes.Node], bound: set[str], free: set[str]) -> None:
    """Adds to `bound` what is set for all that follows, and to `free` what is not bound where it is named."""
    for node in body:
        _statement(node, bound, free)


def _statement(node: Any, bound: set[str], free: set[str]) -> None:
    if isinstance(node, nodes.For):
        _named([node.iter], bound, free)
        inner = bound | stored_names([node.target]) | {"loop"}
        _named([node.test] if node.test else [], inner, free)
        _statements(node.body, inner, free)
        _statements(node.else_, set(bound), free)
    elif isinstance(node, nodes.If):
        _named([node.test], bound, free)
        for body in (node.body, node.elif_, node.else_):
            _statements(body, set(bound), free)  # set in one branch, a name may still be taken from around
    elif isinstance(node, nodes.With):
        _named(node.values, bound, free)
        _statements(node.body, bound | stored_names(node.targets), free)
    elif isinstance(node, nodes.Macro):
        _named(node.defaults, bound, free)
        _statements(node.body, bound | {arg.name for arg in node.args}, free)
        bound.add(node.name)
    elif isinstance(node, (nodes.Assign, nodes.AssignBlock)):
        _named([node.node] if isinstance(node, nodes.Assign) else [node.filter] if node.filter else [], bound, free)
        _statements(getattr(node, "body", ()), set(bound), free)
        bound |= stored_names([node.target])
    elif hasattr(node, "body"):
        _named([one for _, one in node.iter_fields() if isinstance(one, nodes.Node)], bound, free)
        _statements(node.body, set(bound), free)
    else:
        _named([node], bound, free)


def _named(expressions: Iterable[nodes.Node], bound: set[str], free: set[str]) -> None:
    for one in expressions:
        free |= {name.name for name in all_of(one, nodes.Name) if name.name not in bound}
