"""Templates that are quick: what is the same on every page of a site is put in when they are compiled.

A theme's words and the site's settings are constants of a build. Each `{{ t.site.skip }}` becomes plain text of the
template, looked up and escaped once and not once a page. What comes out is the same, byte for byte.
"""

from __future__ import annotations

import contextlib
from secrets import token_hex
from typing import TYPE_CHECKING, Any, NamedTuple

import markupsafe
from jinja2 import Environment, Template, nodes
from jinja2.runtime import Context, Macro
from markupsafe import Markup

from sitegen.site.direct import DirectGenerator
from sitegen.site.flattening import HOISTED, WHOLE, Sources, flat, is_whole
from sitegen.site.looping import PLACED, Loops, placed
from sitegen.site.pieces import again
from sitegen.site.rewriting import Rewriter
from sitegen.site.scoping import all_of

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from types import CodeType

_PLAIN = (str, int, float, bool, Markup)


class SiteEnvironment(Environment):
    """An environment with constants: names that every template sees, with values that do not change."""

    constants: Mapping[str, Any] = {}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kept: dict[tuple[object, ...], str] = {}
        self._wholes: dict[str, Whole | None] = {}
        self._sources = Sources(self._tree)
        self.way = f"\0{token_hex(8)}\0"
        """Stands for the way to the root while a page is put together; no text has it."""
        self.looks: Mapping[str, bytes] = {}
        """Of each template what it and all that it takes from others come to."""
        self.filters[PLACED] = placed

    def whole(self, name: str) -> Whole | None:
        """The template of this name with all that it takes from others in one piece; None where there can be none."""
        if name not in self._wholes:
            self._wholes[name] = self._whole(name)
        return self._wholes[name]

    def give_up(self, name: str) -> None:
        """Has pages of a template made the library's way from now on: it has a mistake, or wants what only that can."""
        self._wholes[name] = None

    def _whole(self, name: str) -> Whole | None:
        bucket = None
        if self.bytecode_cache is not None and name in self.looks:
            bucket = self.bytecode_cache.get_bucket(self, f"{WHOLE} {name}", None, self.looks[name].hex())
        code = bucket.code if bucket is not None else None
        if code is None:
            tree = flat(self, name, self._sources, self._folded)
            if tree is None:
                return None
            code = self._code(tree)
            if bucket is not None and self.bytecode_cache is not None:
                bucket.code = code
                self.bytecode_cache.set_bucket(bucket)
        template = self.template_class.from_code(self, code, self.make_globals(None))
        return Whole(template, template.root_render_func.__globals__[_WAY])

    def _code(self, tree: nodes.Template) -> CodeType:
        way = ""
        if _only_puts_out("root", tree) and any(one.name.startswith(HOISTED) for one in all_of(tree, nodes.Name)):
            # The pieces of lists are kept for pages at any depth.
            way = self.way
            _RootPut(way).visit(tree)
        Loops().visit(tree)
        tree.set_environment(self)
        self.code_generator_class = DirectGenerator
        try:
            source = self.compile(tree, raw=True)
        finally:
            del self.code_generator_class
        return self._compile(f"{_WAY} = {way!r}\n{source}", "<template>")

    def _tree(self, name: str) -> nodes.Template:
        assert self.loader is not None
        source, filename, _ = self.loader.get_source(self, name)
        return self._parse(source, name, filename)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        return self._folded(super()._parse(source, name, filename))

    def _folded(self, tree: nodes.Template) -> nodes.Template:
        assigned = {one.name for one in all_of(tree, nodes.Name) if one.ctx in ("store", "param")}
        known = {name: value for name, value in self.constants.items() if name not in assigned}
        return _Folding(self, known).visit(tree) if known else tree


class Whole(NamedTuple):
    """A template in one piece. `way`: what stands in it for the way to the root, to be filled in last; "" if none."""

    template: Template
    way: str

    def render(self, values: Mapping[str, Any], root: str) -> str:
        """The page of these values in a folder that lies so far below the site's root."""
        environment, way = self.template.environment, self.way
        given = {**environment.globals, **values, "root": way or root}
        text = "".join(self.template.root_render_func(SiteContext(environment, given, None, {})))
        return text.replace(way, root) if way else text


_WAY = "way_to_the_root"
"""The name that code of templates has for it."""


class _RootPut(Rewriter):
    """Makes the way to the root a part of the text around it."""

    def __init__(self, way: str) -> None:
        self._way = way

    def visit_Output(self, node: nodes.Output) -> nodes.Output:  # noqa: N802 - the library's way of naming
        node.nodes = [
            nodes.TemplateData(self._way, lineno=one.lineno)
            if isinstance(one, nodes.Name) and one.name == "root"
            else one
            for one in node.nodes
        ]
        return self.generic_visit(node)  # type: ignore[return-value]


def _only_puts_out(root: str, tree: nodes.Template) -> bool:
    """Whether neither `root` nor what a macro makes with it is looked at before it stands in the page."""

    def telling(node: nodes.Node) -> int:
        names = [one.name for one in all_of(node, nodes.Name) if one.ctx == "load"]
        return sum(name == root or name.startswith(HOISTED) for name in names)

    put_out = 0
    for out in all_of(tree, nodes.Output):
        for one in out.nodes:
            if isinstance(one, nodes.Call):  # a macro's, or `again` with a macro
                named = one.args[0] if isinstance(one.node, nodes.Name) and one.node.name == "again" else one.node
                put_out += isinstance(named, nodes.Name) and named.name.startswith(HOISTED)
            else:
                put_out += isinstance(one, nodes.Name) and one.name == root
    kept = [node for node in all_of(tree, (nodes.AssignBlock, nodes.FilterBlock)) if not is_whole(node)]
    return telling(tree) == put_out and not any(map(telling, kept))


class SiteContext(Context):
    """What a template sees; calls its macros, fifty a page, without asking first what they are."""

    def call(self, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        if type(__obj) is not Macro and __obj is not again:
            return super().call(__obj, *args, **kwargs)
        # What the library passes for functions that want to see the caller's names.
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        wanted: Any = self if __obj is again else self.eval_ctx
        return __obj(wanted, *args, **kwargs)


class _Folding(Rewriter):
    """Puts the value of a constant in place of the expression that names it, where it is a text or a number."""

    def __init__(self, environment: Environment, known: Mapping[str, Any]) -> None:
        self._environment = environment
        self._known = known

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802 - the library's way of naming
        return self._constant(node)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:  # noqa: N802
        with contextlib.suppress(LookupError, AttributeError, TypeError):
            if isinstance(self._value(node.node), dict):  # has items: it is asked for one, and not for an attribute
                item = nodes.Const(node.attr, lineno=node.lineno, environment=self._environment)
                return self._constant(
                    nodes.Getitem(node.node, item, "load", lineno=node.lineno, environment=self._environment)
                )
        return self._constant(node)

    def visit_Getitem(self, node: nodes.Getitem) -> nodes.Expr:  # noqa: N802
        return self._constant(node)

    def _constant(self, node: nodes.Expr) -> nodes.Expr:
        try:
            value = self._value(node)
        except (LookupError, AttributeError, TypeError):
            pass
        else:
            if type(value) in _PLAIN:
                return nodes.Const(value, lineno=node.lineno, environment=self._environment)
            if type(value) is tuple and all(type(one) in _PLAIN for one in value):
                items: list[nodes.Expr] = [nodes.Const(one, lineno=node.lineno) for one in value]
                found = nodes.Tuple(items, "load", lineno=node.lineno)
                return found.set_environment(self._environment)  # type: ignore[return-value]
        return self.generic_visit(node)  # type: ignore[return-value]

    def _value(self, node: nodes.Node) -> Any:
        if isinstance(node, nodes.Name) and node.ctx == "load":
            return self._known[node.name]
        if isinstance(node, nodes.Getattr):
            above = self._value(node.node)
            return above[node.attr] if isinstance(above, dict) else getattr(above, node.attr)
        if isinstance(node, nodes.Getitem) and isinstance(node.arg, nodes.Const):
            return self._value(node.node)[node.arg.value]
        raise LookupError


class SiteTemplate(Template):
    """A template whose values are escaped without being wrapped, for they go straight into the page."""

    @classmethod
    def from_code(
        cls,
        environment: Environment,
        code: CodeType,
        globals: MutableMapping[str, Any],  # noqa: A002 - the library's name
        uptodate: Any = None,
    ) -> Template:
        template = super().from_code(environment, code, globals, uptodate)
        template.root_render_func.__globals__["escape"] = quoted
        return template


SiteEnvironment.template_class = SiteTemplate
SiteEnvironment.context_class = SiteContext


def in_html(text: str) -> str:
    """A text without the characters that mean something in HTML."""
    if "&" in text:
        text = text.replace("&", "&amp;")
    if "<" in text or ">" in text:
        text = text.replace("<", "&lt;").replace(">", "&gt;")
    if '"' in text or "'" in text:
        text = text.replace('"', "&#34;").replace("'", "&#39;")
    return text


# In C, and without the mark, where the library has it: from its version 3 on.
_in_html = getattr(markupsafe, "_escape_inner", in_html)


def quoted(value: Any) -> str:
    """A value as it stands in a page: as `markupsafe.escape` has it, not always marked as such."""
    if type(value) is not str:
        if type(value) is Markup:
            return value  # nothing but texts are joined to a page
        if hasattr(value, "__html__"):
            return str.__str__(value.__html__())
        value = str(value)
    return _in_html(value)
