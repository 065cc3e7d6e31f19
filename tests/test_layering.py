"""Imports run one way, as docs/architecture.md draws it, so that the folders can be read in order."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "sitegen"
BASE = {
    "model",
    "problems",
    "han",
    "config",
    "filenames",
    "tomlplaces",
    "slugs",
    "data",
    "citations",
    "cachefile",
    "signatures",
    "bounds",
    "locking",
}
MAY_IMPORT = {
    "model": set(),
    "problems": set(),
    "han": set(),
    "slugs": {"han"},
    "citations": {"model"},
    "filenames": set(),
    "cachefile": set(),
    "signatures": set(),
    "bounds": {"problems"},
    "locking": set(),
    "tomlplaces": set(),
    "config": BASE,
    "progress": {"problems"},
    "clippings": BASE,
    "tagging": BASE,
    "content": BASE,
    "site": BASE | {"content", "export"},
    "export": BASE | {"content"},
    "reports": BASE | {"content", "tagging", "site", "export"},
    "publishing": BASE,
    "inspection": BASE | {"content", "site"},
    "themes": BASE,
    "swapping": BASE,
    "starter": BASE,
    "fingerprint": BASE,
    "inputs": BASE | {"content", "themes"},
    "rebuilding": BASE | {"tagging", "content", "site", "themes", "swapping", "fingerprint", "inputs"},
    "pipeline": BASE | {"clippings", "tagging", "content", "site", "fingerprint", "inputs", "rebuilding"},
    "commands": BASE
    | {
        "pipeline",
        "rebuilding",
        "clippings",
        "tagging",
        "content",
        "site",
        "export",
        "reports",
        "publishing",
        "inspection",
        "progress",
        "starter",
        "serving",
        "themes",
        "swapping",
    },
    "serving": BASE | {"commands", "preview_pages", "progress", "site"},
    "preview_pages": BASE | {"serving"},
    "cli": {"commands", "locking"},
    "__main__": {"cli"},
}


def imports(path: Path) -> set[str]:
    """The parts of sitegen that a module names, those for types alone left out."""
    tree = ast.parse(path.read_text("utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING":
            node.body = []
    found = set()
    for node in ast.walk(tree):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            if node.level:
                above = ("sitegen", *path.relative_to(PACKAGE).parts[: -node.level])
                module = ".".join([*above, module]).rstrip(".")
            names = [f"sitegen.{alias.name}" for alias in node.names] if module == "sitegen" else [module]
        found |= {name.split(".")[1] for name in names if name.startswith("sitegen.") and name != "sitegen.__version__"}
    return found


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_stands_before_it(path: Path) -> None:
    part = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    if part in ("data", "__init__"):
        return
    assert imports(path) - {part} - MAY_IMPORT[part] == set()
