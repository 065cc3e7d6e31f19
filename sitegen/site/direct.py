"""Code of templates that goes straight at what it needs, where the library's would look around first."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator
from jinja2.idtracking import VAR_LOAD_PARAMETER
from markupsafe import Markup

from sitegen.site.filling import FILL, form_of
from sitegen.site.flattening import is_whole
from sitegen.site.pieces import AGAIN, again, is_piece
from sitegen.site.scoping import free_names, stored_names

if TYPE_CHECKING:
    from jinja2.compiler import Frame

    from sitegen.site.templates import SiteEnvironment


class DirectGenerator(CodeGenerator):
    """Takes what stands behind a dot or in brackets straight from the object, as the library does where it is there.

    Where it is not the library would look further. Here that is a mistake, and the page is made its way.
    """

    def __init__(self, environment: SiteEnvironment, *given: Any) -> None:
        super().__init__(environment, *given)
        self._constants = environment.constants
        self._given: set[str] = set()
        """Names that no part of the template sets."""

    def visit_FilterBlock(self, node: nodes.FilterBlock, frame: Frame) -> None:  # noqa: N802 - the library's naming
        if not is_whole(node):
            super().visit_FilterBlock(node, frame)
            return
        inner = frame.inner()
        # What the page is given is looked up once, and not in each round of each loop that names it; what it is not
        # given is at once what the library would make of it wherever it is named.
        self._given = free_names(node.body) - stored_names(node.body)
        for name in sorted(self._given):
            inner.symbols.load(name)
            ref = inner.symbols.ref(name)
            inner.symbols.loads[ref] = (VAR_LOAD_PARAMETER, None)
            self.writeline(f"{ref} = resolve({name!r})")
            self.writeline(f"if {ref} is missing:")
            self.indent()
            self.writeline(f"{ref} = undefined(name={name!r})")
            self.outdent()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.start_write(frame, node)
        self.write(f"concat({inner.buffer})")
        self.end_write(frame)
        self.leave_frame(inner)

    def visit_With(self, node: nodes.With, frame: Frame) -> None:  # noqa: N802
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        # They have their values from here on, and need not be asked whether they have any.
        for name in stored_names(node.targets) - stored_names(node.body):
            inner.symbols.loads[inner.symbols.ref(name)] = (VAR_LOAD_PARAMETER, None)
        self.enter_frame(inner)
        for target, value in zip(node.targets, node.values, strict=True):
            self.newline()
            self.visit(target, inner)
            self.write(" = ")
            self.visit(value, frame)
        self.blockvisit(node.body, inner)
        self.leave_frame(inner)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str) and not self._is_table(node.node):
            super().visit_Getitem(node, frame)  # may as well name an attribute
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")[")
        self.visit(node.arg, frame)
        self.write("]")

    def visit_Getattr(self, node: nodes.Getattr, frame: Frame) -> None:  # noqa: N802
        if not node.attr.isidentifier() or iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    def visit_Call(self, node: nodes.Call, frame: Frame, forward_caller: bool = False) -> None:  # noqa: N802
        if not self._is_piece(node):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.visit(node.node, frame)
        self.write("(context")
        self.signature(node, frame)
        self.write(")")

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        label = _label(node, frame) if node.name == FILL else None
        given: list[Any] = node.kwargs  # keywords, whatever their type says
        form = form_of(label, [pair.key for pair in given]) if label is not None else None
        if form is not None:
            marked = isinstance(label, Markup)
            self.write(f"Markup({form!r}.format(" if marked else f"({form!r}.format(")
            for pair in given:
                self.write("escape(" if marked else "(")
                self.visit(pair.value, frame)
                self.write("), ")
            self.write("))")
        elif node.name == "default" and isinstance(node.node, nodes.Name) and len(node.args) == 1 and not node.kwargs:
            # A name that the page has not is nothing to be asked about.
            ref = frame.symbols.ref(node.node.name)
            known = frame.symbols.find_load(ref)
            sure = known is not None and known[0] == VAR_LOAD_PARAMETER
            self.write("(")
            self.visit(node.args[0], frame)
            self.write(f" if type({ref}) is undefined else " if sure else f" if {ref} is missing else ")
            super().visit_Filter(node, frame)
            self.write(")")
        else:
            super().visit_Filter(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        # The root is dots and slashes, a piece is marked up already.
        if self._is_piece(node) or (isinstance(node, nodes.Name) and node.name == "root" and "root" in self._given):
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)

    def _is_piece(self, node: nodes.Node) -> bool:
        return is_piece(node) and self.environment.globals.get(AGAIN) is again

    def _is_table(self, node: nodes.Node) -> bool:
        """Whether this is a table of what is the same on every page, which has items alone."""
        if isinstance(node, nodes.Getitem):
            return isinstance(node.arg, nodes.Const) and self._is_table(node.node)
        return isinstance(node, nodes.Name) and isinstance(self._constants.get(node.name), dict)


def _label(node: nodes.Filter, frame: Frame) -> str | None:
    """The label that is filled with nothing but values by name, where it is known; it may be marked up."""
    if node.node is None or node.args or node.dyn_args or node.dyn_kwargs:
        return None
    try:
        label = node.node.as_const(frame.eval_ctx)
    except nodes.Impossible:
        return None
    return label if type(label) in (str, Markup) else None
