"""Statements of a template in fewer: what is decided already is decided, and texts that follow each other are one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.nodes import EvalContext, Impossible

from sitegen.site.rewriting import Rewriter
from sitegen.site.scoping import LEAVES, all_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jinja2 import Environment

_LEAKING = (nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport, nodes.Macro)
"""What sets names for all that follows."""


def copy(node: Any) -> Any:
    """A node with all below it, of no environment."""
    if isinstance(node, list):
        return [copy(one) for one in node]
    if not isinstance(node, nodes.Node):
        return node
    made = type(node).__new__(type(node))
    made.__dict__.update(node.__dict__)
    for field in () if type(node) in LEAVES else node.fields:
        value = getattr(node, field, None)
        if isinstance(value, (list, nodes.Node)):
            setattr(made, field, copy(value))
    return made


def simplified(body: Iterable[nodes.Node], environment: Environment) -> list[nodes.Node]:
    """The same statements, saying the same in fewer steps."""
    known = EvalContext(environment)
    found: list[nodes.Node] = []
    for node in body:
        for one in _unfolded(node, known):
            for field in ("body", "else_", "elif_"):
                if hasattr(one, field):
                    setattr(one, field, simplified(getattr(one, field), environment))
            if isinstance(one, nodes.Output) and found and isinstance(found[-1], nodes.Output):
                found[-1].nodes.extend(one.nodes)
            elif isinstance(one, nodes.Scope) and not any(all_of(inner, _LEAKING) for inner in one.body):
                found += one.body
            else:
                found.append(one)
    return _joined(found)


def _joined(body: list[nodes.Node]) -> list[nodes.Node]:
    found: list[nodes.Node] = []
    for node in body:
        if isinstance(node, nodes.Output) and found and isinstance(found[-1], nodes.Output):
            found[-1].nodes.extend(node.nodes)
        else:
            found.append(node)
    return found


def _unfolded(node: nodes.Node, known: EvalContext) -> list[nodes.Node]:
    """What is left of a statement: of a decision that is made the one side, of a loop over plain words each round."""
    if isinstance(node, nodes.If):
        return _decided(node, known)
    if isinstance(node, nodes.With) and not node.targets:
        return [nodes.Scope(node.body, lineno=node.lineno)]
    if isinstance(node, nodes.For) and isinstance(node.target, nodes.Name) and not (node.else_ or node.recursive):
        name = node.target.name
        names = {one.name: one.ctx for inner in node.body for one in all_of(inner, nodes.Name)}
        words = isinstance(node.iter, (nodes.List, nodes.Tuple)) and all(
            isinstance(one, nodes.Const) for one in node.iter.items
        )
        if (
            words
            and "loop" not in names
            and not any(
                one.name == name and one.ctx != "load" for inner in node.body for one in all_of(inner, nodes.Name)
            )
        ):
            return [_round(node, name, word) for word in node.iter.items]  # type: ignore[attr-defined]
    return [node]


def _round(node: nodes.For, name: str, word: nodes.Const) -> nodes.Node:
    put = _Put(name, word)
    body: list[nodes.Node] = [put.visit(copy(inner)) for inner in node.body]
    if node.test is not None:
        body = [nodes.If(put.visit(copy(node.test)), body, [], [], lineno=node.lineno)]
    return nodes.Scope(body, lineno=node.lineno)


class _Put(Rewriter):
    """A constant in place of a name."""

    def __init__(self, name: str, value: nodes.Const) -> None:
        self._name = name
        self._value = value

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802 - the library's way of naming
        return copy(self._value) if node.name == self._name else node


def _decided(node: nodes.If, known: EvalContext) -> list[nodes.Node]:
    try:
        true = bool(node.test.as_const(known))  # type: ignore[attr-defined]
    except Impossible:
        return [node]
    except Exception:  # a mistake, to be told when it happens
        return [node]
    if true:
        return node.body
    if node.elif_:
        first, *others = node.elif_
        return _decided(nodes.If(first.test, first.body, others, node.else_, lineno=first.lineno), known)
    return node.else_
