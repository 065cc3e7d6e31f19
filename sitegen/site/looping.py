"""Loops of templates that are no more than loops of the code where `loop` is asked for places alone.

The library makes such an object a loop and asks it a round, which takes longer than most rounds do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes

from sitegen.site.rewriting import Rewriter
from sitegen.site.scoping import all_of

if TYPE_CHECKING:
    from collections.abc import Iterable

PLACED = "placed"
"""The name of the filter that is `placed`."""
_TOLD = ("index", "index0", "first", "last")


def placed(items: Iterable[Any]) -> list[tuple[Any, int, bool]]:
    """Each item with its number, from 1, and whether it is the last."""
    known = items if isinstance(items, (tuple, list)) else tuple(items)
    count = len(known)
    return [(one, number, number == count) for number, one in enumerate(known, 1)]


class Loops(Rewriter):
    """Has the loops of a tree told by `placed`; those that ask `loop` for anything else stay what they are."""

    def __init__(self) -> None:
        self._count = 0

    def visit_For(self, node: nodes.For) -> nodes.For:  # noqa: N802 - the library's way of naming
        self.generic_visit(node)  # those within first: what `loop` is left then is this one's
        if node.recursive or node.test is not None:
            return node
        asked = [one for inner in node.body for one in all_of(inner, nodes.Name) if one.name == "loop"]
        told = [one for inner in node.body for one in all_of(inner, nodes.Getattr) if _is_told(one)]
        within = [one for inner in node.body for one in all_of(inner, (nodes.For, nodes.Macro, nodes.CallBlock))]
        if not asked or len(asked) != len(told) or any(_asks(one) for one in within):
            return node
        self._count += 1
        number, last = f"loop_{self._count}_index", f"loop_{self._count}_last"
        names = [nodes.Name(name, "store", lineno=node.lineno) for name in (number, last)]
        node.target = nodes.Tuple([node.target, *names], "store", lineno=node.lineno)
        node.iter = nodes.Filter(node.iter, PLACED, [], [], None, None, lineno=node.lineno)
        put = _Put(number, last)
        node.body = [put.visit(inner) for inner in node.body]
        return node


class _Put(Rewriter):
    """What stands in place of loop.index and the like."""

    def __init__(self, number: str, last: str) -> None:
        self._number = number
        self._last = last

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:  # noqa: N802
        if not _is_told(node):
            return self.generic_visit(node)  # type: ignore[return-value]
        if node.attr == "last":
            return nodes.Name(self._last, "load", lineno=node.lineno)
        number = nodes.Name(self._number, "load", lineno=node.lineno)
        one = nodes.Const(1, lineno=node.lineno)
        if node.attr == "index":
            return number
        if node.attr == "index0":
            return nodes.Sub(number, one, lineno=node.lineno)
        return nodes.Compare(number, [nodes.Operand("eq", one, lineno=node.lineno)], lineno=node.lineno)


def _is_told(node: nodes.Getattr) -> bool:
    return isinstance(node.node, nodes.Name) and node.node.name == "loop" and node.attr in _TOLD


def _asks(node: Any) -> bool:
    """Whether a loop within, or a macro, still has to do with some `loop`."""
    return any(one.name == "loop" for inner in node.body for one in all_of(inner, nodes.Name))
