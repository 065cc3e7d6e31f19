"""A page's template with all that it takes from others put in place: one piece of code, and one list of texts.

What a template extends, includes and imports is known when it is compiled. Rendered the library's way, a page goes
through each block as a generator of its own and makes all macros of its theme anew; put in place, what is the same on
every page becomes one text. A template that has anything that cannot be put in place faithfully is left to the library:
`flat` gives None. A test holds the two to the same bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from jinja2 import TemplateError, nodes

from sitegen.site.rewriting import Rewriter
from sitegen.site.scoping import all_of, free_names, stored_names
from sitegen.site.simplifying import copy, simplified

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from jinja2 import Environment

    Found = TypeVar("Found", bound=nodes.Node)
    Body = list[nodes.Node]
    Parse = Callable[[str], nodes.Template]
    Fold = Callable[[nodes.Template], nodes.Template]

WHOLE = "whole"
"""The name of a filter that stands for the page as a whole: all of it goes through one list of texts."""
HOISTED = "_of_"
"""How the names of macros begin that stand at the top: the same macro has the same name in every page's code."""
_DEEPEST = 8
"""Levels of templates above a template, and of macros within macros."""
_SETS = (nodes.Assign, nodes.AssignBlock, nodes.Import, nodes.FromImport, nodes.Macro)
_LISTS = ("body", "else_", "elif_")
_SPECIAL: tuple[type[nodes.Node], ...] = (
    nodes.CallBlock,
    nodes.EvalContextModifier,
    nodes.ScopedEvalContextModifier,
)
_NAMES = frozenset(("caller", "varargs", "kwargs", "self", "super"))


class _UnfitError(Exception):
    """The template has something that cannot be put in place."""


@dataclass(frozen=True, slots=True)
class _Part:
    """A block or a macro: the names that it takes from around it, and those that it sets, anywhere within."""

    free: set[str]
    stored: set[str]
    macro: bool = False


@dataclass(frozen=True, slots=True)
class _Module:
    """A template that others import: its macros."""

    macros: Mapping[str, nodes.Macro]
    parts: tuple[_Part, ...]


class Sources:
    """The trees of templates, each parsed once; `parse` gives that of a name."""

    def __init__(self, parse: Parse) -> None:
        self._parse = parse
        self._trees: dict[str, nodes.Template] = {}
        self.modules: dict[tuple[str, str], _Module] = {}

    def tree(self, name: str) -> nodes.Template:
        """A tree that may be changed."""
        if name not in self._trees:
            self._trees[name] = self._parse(name)
        return copy(self._trees[name])  # type: ignore[no-any-return]


def flat(environment: Environment, name: str, sources: Sources, fold: Fold) -> nodes.Template | None:
    """The template of this name as one tree; None where it has to stay what it is.

    `fold` puts constants into a tree.
    """
    try:
        body = _Flattening(environment, sources).of(name)
    except (_UnfitError, TemplateError):
        return None
    # Twice, for a loop over plain words gives constants, and these may be keys of further words.
    for _ in range(2):
        body = simplified(fold(nodes.Template(body, lineno=1)).body, environment)
    whole = nodes.FilterBlock(body, nodes.Filter(None, WHOLE, [], [], None, None, lineno=1), lineno=1)
    return nodes.Template([whole], lineno=1)


class _Flattening:
    """One template at work.

    No part may take a name from around it that a part sets in which it comes to stand: it would see that one.
    """

    def __init__(self, environment: Environment, sources: Sources) -> None:
        self._environment = environment
        self._sources = sources
        self._parse = sources.tree
        self._blocks: dict[str, list[Body]] = {}
        self._macros: Mapping[str, nodes.Macro] = {}
        """Of the template that is imported, by name."""
        self._target = ""
        """The name by which it is imported."""
        self._source = ""
        self._parts: list[_Part] = []
        self._hoisted: dict[str, nodes.Macro] = {}
        self._count = 0

    def of(self, name: str) -> Body:
        chain = self._chain(name)
        for tree in chain:
            if all_of(tree, _SPECIAL):
                raise _UnfitError
            tree.body = self._with_includes(tree.body)
            for block in tree.find_all(nodes.Block):
                self._blocks.setdefault(block.name, []).append(block.body)
                self._parts.append(_Part(free_names(block.body) - {"super"}, stored_names(block.body)))
        top: Body = [node for tree in chain[:-1] for node in tree.body if isinstance(node, _SETS)]
        top += chain[-1].body
        self._learn(top)
        body = self._called(self._placed(top, "", 0), 0)
        if any(one.name in _NAMES for node in body for one in all_of(node, nodes.Name)):
            raise _UnfitError
        named = [self._Named(self).visit(node) for node in body if not isinstance(node, nodes.Import)]
        self._check(top)
        return [*self._hoisted.values(), *named]

    def _chain(self, name: str) -> list[nodes.Template]:
        """The template, the one that it extends, and so on."""
        chain = [self._parse(name)]
        while (above := chain[-1].find(nodes.Extends)) is not None:
            body = [node for node in chain[-1].body if not _is_blank(node)]
            if body[0] is not above or len(list(chain[-1].find_all(nodes.Extends))) > 1 or len(chain) > _DEEPEST:
                raise _UnfitError
            if not all(isinstance(node, (nodes.Block, nodes.Output, *_SETS)) for node in body[1:]):
                raise _UnfitError
            chain.append(self._parse(_name_of(above.template)))
        return chain

    def _learn(self, top: Body) -> None:
        """The macros of the one template that is imported, for all of the page and before anything is said."""
        imports = [node for tree in top for node in all_of(tree, (nodes.Import, nodes.FromImport, nodes.Macro))]
        if not imports:
            return
        first = imports[0]
        if len(imports) > 1 or not isinstance(first, nodes.Import) or first not in top or not first.with_context:
            raise _UnfitError
        self._target, self._source = first.target, _name_of(first.template)
        known = self._sources.modules.get((self._source, self._target))
        if known is None:
            known = self._sources.modules[self._source, self._target] = self._module()
        self._macros = known.macros
        self._parts += known.parts

    def _module(self) -> _Module:
        tree = self._parse(self._source)
        if not all(isinstance(node, nodes.Macro) or _is_blank(node) for node in tree.body):
            raise _UnfitError
        self._macros = {node.name: node for node in tree.body if isinstance(node, nodes.Macro)}
        parts = []
        for macro in self._macros.values():
            params = {arg.name for arg in macro.args}
            macro.body = self._with_includes(macro.body)
            macro.body = [self._Qualified(self, stored_names(macro.body) | params).visit(node) for node in macro.body]
            free = free_names(macro.body) - params
            parts.append(_Part(free, stored_names(macro.body) | params, macro=True))
            macro.body = self._placed(macro.body, "", 0)
        return _Module(self._macros, tuple(parts))

    def _check(self, top: Body) -> None:
        """Refuses a template in which a part would see names that it does not see by itself."""
        at = next((at for at, node in enumerate(top) if isinstance(node, nodes.Import)), len(top))
        late = {name for node in top[at:] if isinstance(node, (nodes.Assign, nodes.AssignBlock)) for name in _set(node)}
        inner = [stored_names([node]) for node in top if not isinstance(node, _SETS)]
        parts = [*self._parts, _Part(set(), set().union(late, *inner))]
        for part in parts:
            # A macro may come to stand in any other part, a block in other blocks.
            around = (other for other in parts if other is not part and (part.macro or not other.macro))
            if any(part.free & other.stored for other in around):
                raise _UnfitError

    def _placed(self, body: Iterable[nodes.Node], block: str, level: int) -> Body:
        """These statements, of that block in so many templates above the last, with blocks in place."""
        found: Body = []
        for node in body:
            if isinstance(node, nodes.Block):
                found.append(self._block(node.name, 0))
            elif isinstance(node, nodes.Output):
                for one in node.nodes:
                    if _is_super(one) and block:
                        found.append(self._block(block, level + 1))
                    else:
                        found.append(nodes.Output([one], lineno=node.lineno))
            else:
                for field in _LISTS:
                    if hasattr(node, field):
                        setattr(node, field, self._placed(getattr(node, field), block, level))
                found.append(node)
        return found

    def _block(self, name: str, level: int) -> nodes.Node:
        """The body of a block as the last template has it, or one so many above."""
        bodies = self._blocks[name]
        if level >= len(bodies):
            raise _UnfitError
        return nodes.Scope(self._placed(map(copy, bodies[level]), name, level), lineno=1)

    def _with_includes(self, body: Iterable[nodes.Node]) -> Body:
        """These statements with what other templates say for them, which see all names here and give none back."""
        found: Body = []
        for node in body:
            if isinstance(node, nodes.Include):
                tree = self._parse(_name_of(node.template))
                if (
                    node.ignore_missing
                    or not node.with_context
                    or all_of(tree, (nodes.Extends, nodes.Block, *_SPECIAL))
                ):
                    raise _UnfitError
                found.append(nodes.Scope(tree.body, lineno=1))
                continue
            for field in _LISTS:
                if hasattr(node, field):
                    setattr(node, field, self._with_includes(getattr(node, field)))
            found.append(node)
        return found

    def _called(self, body: Iterable[nodes.Node], depth: int) -> Body:
        """These statements with what macros say in place of their calls."""
        found: Body = []
        for node in body:
            if isinstance(node, nodes.Output):
                found += [self._said(node, one, depth) for one in node.nodes]
            else:
                for field in _LISTS:
                    if hasattr(node, field):
                        setattr(node, field, self._called(getattr(node, field), depth))
                found.append(node)
        return found

    def _macro(self, node: nodes.Node) -> nodes.Macro | None:
        """The macro that an expression names."""
        if isinstance(node, nodes.Getattr) and _is_name(node.node, self._target):
            return self._macros.get(node.attr)
        return None

    def _said(self, output: nodes.Output, call: nodes.Node, depth: int) -> nodes.Node:
        """What stands in place of one expression that is put out."""
        left = nodes.Output([call], lineno=output.lineno)
        macro = self._macro(call.node) if isinstance(call, nodes.Call) else None
        given = _arguments(call, macro) if macro and isinstance(call, nodes.Call) else None
        if macro is None or given is None or depth >= _DEEPEST:
            return left
        self._count += 1
        body = list(map(copy, macro.body))
        stored = stored_names(body)
        plain = {name: one for name, one in given.items() if name not in stored and isinstance(one, nodes.Const)}
        # A parameter gets a name that nothing else has, for what is given for it may go by its own.
        named = {name: f"{name}_{self._count}" for name in given if name not in plain}
        body = [self._Given(named, plain).visit(node) for node in body]
        targets: list[nodes.Expr] = [nodes.Name(new, "store", lineno=1) for new in named.values()]
        return nodes.With(targets, [given[name] for name in named], self._called(body, depth + 1), lineno=1)

    class _Qualified(Rewriter):
        """Within a module, its macros by the name that they have outside."""

        def __init__(self, flattening: _Flattening, own: set[str]) -> None:
            self._flattening = flattening
            self._own = own

        def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802 - the library's way of naming
            if node.name in self._own or node.name not in self._flattening._macros:
                return node
            module = nodes.Name(self._flattening._target, "load", lineno=node.lineno)
            return nodes.Getattr(module, node.name, "load", lineno=node.lineno)

    class _Given(Rewriter):
        """The parameters of a macro by their new names, or what is given for them."""

        def __init__(self, named: Mapping[str, str], plain: Mapping[str, nodes.Expr]) -> None:
            self._named = named
            self._plain = plain

        def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802
            if node.name in self._plain:
                return copy(self._plain[node.name])  # type: ignore[no-any-return]
            return nodes.Name(self._named.get(node.name, node.name), node.ctx, lineno=node.lineno)

    class _Named(Rewriter):
        """A macro that is still named, as one that stands at the top of the page's own code."""

        def __init__(self, flattening: _Flattening) -> None:
            self._flattening = flattening

        def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:  # noqa: N802
            macro = self._flattening._macro(node)
            if macro is None:
                return self.generic_visit(node)  # type: ignore[return-value]
            return nodes.Name(self._flattening._hoist(macro), "load", lineno=node.lineno)

        def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802
            if node.name == self._flattening._target:  # something else of the module than its macros
                raise _UnfitError
            return node

    def _hoist(self, macro: nodes.Macro) -> str:
        """The name under which a macro stands at the top."""
        name = f"{HOISTED}{re.sub(r'[^a-z0-9]', '_', self._source)}_{crc32(self._source.encode()):x}_{macro.name}"
        if name not in self._hoisted:
            made = self._hoisted[name] = copy(macro)
            made.name = name
            made.body = [self._Named(self).visit(node) for node in self._called(made.body, 1)]
        return name


def _arguments(call: nodes.Call, macro: nodes.Macro) -> dict[str, nodes.Expr] | None:
    """What is given for each parameter; None where that is not as simple as it nearly always is."""
    names = [arg.name for arg in macro.args]
    if call.dyn_args or call.dyn_kwargs or len(call.args) > len(names):
        return None
    given = dict(zip(names, call.args, strict=False))
    for keyword in call.kwargs:
        if keyword.key in given or keyword.key not in names:
            return None
        given[keyword.key] = keyword.value
    if macro.defaults:
        for name, default in zip(names[-len(macro.defaults) :], macro.defaults, strict=True):
            if name not in given and all_of(default, nodes.Name):
                return None
            given.setdefault(name, default)
    return given if len(given) == len(names) else None


def _set(node: Any) -> set[str]:
    return stored_names([node.target])


def _is_name(node: nodes.Node, name: str) -> bool:
    return isinstance(node, nodes.Name) and node.name == name


def _is_super(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Call) and _is_name(node.node, "super")


def is_whole(node: nodes.Node) -> bool:
    return isinstance(node, nodes.FilterBlock) and node.filter.name == WHOLE


def _is_blank(node: nodes.Node) -> bool:
    """True for nothing but space between statements."""
    return isinstance(node, nodes.Output) and all(
        isinstance(one, nodes.TemplateData) and not one.data.strip() for one in node.nodes
    )


def _name_of(node: nodes.Node) -> str:
    """The template that is named; one that is named by anything but a text is known only when a page is made."""
    if not isinstance(node, nodes.Const) or not isinstance(node.value, str):
        raise _UnfitError
    return node.value
