"""Trees of templates gone through and changed, in fewer steps than the library takes."""

from __future__ import annotations

from typing import Any

from jinja2 import nodes
from jinja2.visitor import NodeTransformer

from sitegen.site.scoping import LEAVES


class Rewriter(NodeTransformer):
    """The library's, where every node has exactly one in its place: none is taken out, and none becomes several."""

    def visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> Any:
        name = _way(type(self), type(node))
        return getattr(self, name)(node) if name else self.generic_visit(node)

    def generic_visit(self, node: nodes.Node, *args: Any, **kwargs: Any) -> nodes.Node:
        if type(node) in LEAVES:
            return node
        for field in node.fields:
            value = getattr(node, field, None)
            if isinstance(value, list):
                value[:] = [self.visit(one) if isinstance(one, nodes.Node) else one for one in value]
            elif isinstance(value, nodes.Node):
                setattr(node, field, self.visit(value))
        return node


_ways: dict[tuple[type, type], str] = {}


def _way(rewriter: type, kind: type) -> str:
    """The method that such a node goes through; "" where there is none of its own."""
    known = _ways.get((rewriter, kind))
    if known is None:
        name = f"visit_{kind.__name__}"
        known = _ways[rewriter, kind] = name if hasattr(rewriter, name) else ""
    return known
