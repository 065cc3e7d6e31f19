"""Code of templates that goes straight at what it needs, where the library's would look around first."""

from __future__ import annotations

from keyword import iskeyword
from typing import TYPE_CHECKING, Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator

from sitegen.site.filling import FILL, form_of
from sitegen.site.flattening import is_whole

if TYPE_CHECKING:
    from jinja2.compiler import Frame


class DirectGenerator(CodeGenerator):
    """Takes what stands behind a dot or in brackets straight from the object, as the library does where it is there.

    Where it is not the library would look further. Here that is a mistake, and the page is made its way.
    """

    def visit_FilterBlock(self, node: nodes.FilterBlock, frame: Frame) -> None:  # noqa: N802 - the library's naming
        if not is_whole(node):
            super().visit_FilterBlock(node, frame)
            return
        inner = frame.inner()
        inner.symbols.analyze_node(node)
        self.enter_frame(inner)
        self.buffer(inner)
        self.blockvisit(node.body, inner)
        self.start_write(frame, node)
        self.write(f"concat({inner.buffer})")
        self.end_write(frame)
        self.leave_frame(inner)

    def visit_Getitem(self, node: nodes.Getitem, frame: Frame) -> None:  # noqa: N802
        if isinstance(node.arg, nodes.Const) and isinstance(node.arg.value, str):  # may as well name an attribute
            super().visit_Getitem(node, frame)
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

    def visit_Filter(self, node: nodes.Filter, frame: Frame) -> None:  # noqa: N802
        form = _form(node) if node.name == FILL else None
        if form is not None:
            self.write(f"{form!r}.format(")
            for given in node.kwargs:
                self.visit(given.value, frame)
                self.write(", ")
            self.write(")")
        elif node.name == "default" and isinstance(node.node, nodes.Name) and len(node.args) == 1 and not node.kwargs:
            # A name that the page has not is nothing to be asked about.
            self.write("(")
            self.visit(node.args[0], frame)
            self.write(f" if {frame.symbols.ref(node.node.name)} is missing else ")
            super().visit_Filter(node, frame)
            self.write(")")
        else:
            super().visit_Filter(node, frame)

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        if isinstance(node, nodes.Name) and node.name == "root":  # dots and slashes
            self.write("(")
        else:
            super()._output_child_pre(node, frame, finalize)


def _form(node: nodes.Filter) -> str | None:
    """The form of a label that is known, where it is filled with nothing but values by name."""
    label = node.node
    if not isinstance(label, nodes.Const) or type(label.value) is not str or node.args or node.dyn_args:
        return None
    given: list[Any] = node.kwargs  # keywords, whatever their type says
    return None if node.dyn_kwargs else form_of(label.value, [one.key for one in given])
