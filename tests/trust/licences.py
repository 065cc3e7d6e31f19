"""docs/licences.md: the licence of every package that sitegen stands on, and of its data.

    python -m tests.trust.licences

Reads what the packages in this environment say of themselves; the ranges are those of pyproject.toml.
"""

from __future__ import annotations

import re
import sys
import tomllib
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

REPOSITORY = Path(__file__).parents[2]
PAGE = REPOSITORY / "docs" / "licences.md"
NEEDED, DEVELOPMENT = "sitegen itself", "development"
HEAD = """\
# Licences

Made by `make licences` from what the packages say of themselves; sitegen itself is [MIT](../LICENSE). Nothing of a
package goes into a site but the words and readings that it looks up.

| package | range | licence | for |
|---|---|---|---|
"""
BROUGHT = """
Packages that these bring along:

| package | licence |
|---|---|
"""
_CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(.+)")


def main() -> int:
    PAGE.write_text(page(), "utf-8")
    return 0


def page() -> str:
    """The page as it should be."""
    direct = requirements()
    rows = [
        f"| {name} | {ranges(needed)} | {licence(name)} | {', '.join(sorted(uses))} |"
        for name, (needed, uses) in sorted(direct.items())
    ]
    others = sorted(closure(set(direct)) - set(direct))
    indirect = [f"| {name} | {licence(name)} |" for name in others]
    return HEAD + "\n".join(rows) + "\n" + BROUGHT + "\n".join(indirect) + "\n" + data()


def requirements() -> dict[str, tuple[list[Requirement], set[str]]]:
    """What pyproject.toml names, and what for."""
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text("utf-8"))["project"]
    groups = {NEEDED: project["dependencies"], **project["optional-dependencies"]}
    found: dict[str, tuple[list[Requirement], set[str]]] = {}
    for group, lines in groups.items():
        for line in lines:
            needed = Requirement(line)
            name = canonicalize_name(needed.name)
            if name != "sitegen":
                use = group if group == NEEDED else DEVELOPMENT if group in ("dev", "pages") else f"extra {group}"
                found.setdefault(name, ([], set()))[0].append(needed)
                found[name][1].add(use)
    return found


def ranges(needed: list[Requirement]) -> str:
    """The versions that are asked for."""
    return " or ".join(f"`{one.specifier}`" for one in needed)


def closure(names: set[str]) -> set[str]:
    """These packages and all that they bring along here."""
    seen: set[str] = set()
    waiting = [(name, frozenset[str]()) for name in sorted(names)]
    while waiting:
        name, extras = waiting.pop()
        found = _installed(name)
        if name in seen or found is None:
            continue
        seen.add(name)
        for line in found.requires or ():
            needed = Requirement(line)
            if needed.marker is None or any(
                needed.marker.evaluate({"extra": extra}) for extra in ("", *_wanted(name), *extras)
            ):
                waiting.append((canonicalize_name(needed.name), frozenset(needed.extras)))
    return seen


def licence(name: str) -> str:
    """What a package says of its licence: an expression, a short name, or its classifiers."""
    found = _installed(name)
    if found is None:
        return "not installed here"
    said = found.metadata
    expression = said.get("License-Expression") or ""
    short = (said.get("License") or "").strip()
    classes = [match[1] for line in said.get_all("Classifier") or () if (match := _CLASSIFIER.fullmatch(line))]
    classes = [one for one in classes if one != "OSI Approved"]
    plain = short if short and "\n" not in short and len(short) < 80 else ", ".join(classes)
    return (expression or plain or _first_line(found) or "?").replace("|", "/")


def _first_line(found: Distribution) -> str:
    """How the licence's own text begins, where a package says no more of it."""
    for file in found.files or ():
        if re.search(r"LICEN[CS]E|COPYING", file.name, re.IGNORECASE):
            lines = file.read_text("utf-8").split("\n")
            return next((line.strip(" #=") for line in lines if line.strip(" #=")), "")
    return ""


def data() -> str:
    """Of the data its list, as sitegen/data/README.md has it."""
    text = (REPOSITORY / "sitegen" / "data" / "README.md").read_text("utf-8")
    table = re.search(r"\| file \|.*?\n\n", text, re.DOTALL)
    assert table is not None
    return "\nData:\n\n" + table[0].rstrip() + "\n"


def _wanted(name: str) -> set[str]:
    """The extras that pyproject.toml asks of a package."""
    direct = requirements()
    return {extra for needed in direct[name][0] for extra in needed.extras} if name in direct else set()


def _installed(name: str) -> Distribution | None:
    try:
        return distribution(name)
    except PackageNotFoundError:
        return None


if __name__ == "__main__":
    sys.exit(main())
