"""Templates that are quick: what is the same on every page of a site is put in when they are compiled.

A theme's words and the site's settings are constants of a build. Each `{{ t.site.skip }}` becomes plain text of the
template, looked up and escaped once and not once a page. What comes out is the same, byte for byte.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from jinja2 import Environment, Template, nodes, pass_context
from jinja2.runtime import Context, Macro
from jinja2.visitor import NodeTransformer
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Mapping, MutableMapping
    from types import CodeType

    from sitegen.site.catalogue import Entry

_PLAIN = (str, int, float, bool, Markup)


class SiteEnvironment(Environment):
    """An environment with constants: names that every template sees, with values that do not change."""

    constants: Mapping[str, Any] = {}

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.kept: dict[tuple[object, ...], str] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        tree = super()._parse(source, name, filename)
        assigned = {one.name for one in tree.find_all(nodes.Name) if one.ctx in ("store", "param")}
        known = {name: value for name, value in self.constants.items() if name not in assigned}
        return _Folding(self, known).visit(tree) if known else tree


class SiteContext(Context):
    """What a template sees; calls its macros, fifty a page, without asking first what they are."""

    def call(self, __obj: Any, *args: Any, **kwargs: Any) -> Any:
        if type(__obj) is Macro:
            # What the library passes for functions that want to see the caller's names.
            kwargs.pop("_block_vars", None)
            kwargs.pop("_loop_vars", None)
            return __obj(self.eval_ctx, *args, **kwargs)
        return super().call(__obj, *args, **kwargs)


class _Folding(NodeTransformer):
    """Puts the value of a constant in place of the expression that names it, where it is a text or a number."""

    def __init__(self, environment: Environment, known: Mapping[str, Any]) -> None:
        self._environment = environment
        self._known = known

    def visit_Name(self, node: nodes.Name) -> nodes.Expr:  # noqa: N802 - the library's way of naming
        return self._constant(node)

    def visit_Getattr(self, node: nodes.Getattr) -> nodes.Expr:  # noqa: N802
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
MOST_KEPT = 16_384
"""So many pieces of lists are kept to be used again: some 16 MB."""


@pass_context
def again(context: Context, macro: Macro, entry: Entry, *args: Any, **kwargs: Any) -> str:
    """What a macro makes of a story, made once for all lists at one depth of the site that show it alike.

    For macros that look at nothing but what they are given, `root`, and what is the same on every page.
    """
    kept: dict[tuple[object, ...], str] = context.environment.kept  # type: ignore[attr-defined]
    key = (macro._func.__code__, context["root"], entry.url, args, tuple(kwargs.items()))
    found = kept.get(key)
    if found is None:
        if len(kept) >= MOST_KEPT:
            kept.clear()
        found = kept[key] = macro(context.eval_ctx, entry, *args, **kwargs)
    return found


def quoted(value: Any) -> str:
    """A value as it stands in a page: as `markupsafe.escape` has it, without being marked as such."""
    if type(value) is not str:
        if hasattr(value, "__html__"):
            return str.__str__(value.__html__())
        value = str(value)
    if "&" in value:
        value = value.replace("&", "&amp;")
    if "<" in value or ">" in value:
        value = value.replace("<", "&lt;").replace(">", "&gt;")
    if '"' in value or "'" in value:
        value = value.replace('"', "&#34;").replace("'", "&#39;")
    return value  # type: ignore[no-any-return]
