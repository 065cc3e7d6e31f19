"""What is written where: paths are checked against each other before a single file is made."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from sitegen.problems import Problem
from sitegen.site import scripts, stylesheets

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

_SIGNS = tuple('\\:*?"<>|')
_ENDS = ("//", "./", " /", ".\n", " \n", "/\n", "\n/", "\n\n")
_UNSAFE = re.compile(r"""[\x00-\x1f\\:*?"<>|]|(?:^|/)(?=/|\Z)|[. ](?:/|\Z)""")
"""What no path may have: signs that have a meaning elsewhere, a part that is empty or ends in a dot or a blank."""


def collisions(paths: Sequence[tuple[str, str]]) -> list[Problem]:
    """Paths that would overwrite each other, on any file system; each path comes with what it is made from."""
    keys = {path.casefold() for path, _ in paths}
    needed = {key.rpartition("/")[0] for key in keys}
    while further := {folder.rpartition("/")[0] for folder in needed} - needed:
        needed |= further
    if len(keys) == len(paths) and keys.isdisjoint(needed):
        return []
    taken: dict[str, str] = {}
    folders: dict[str, str] = {}
    problems: list[Problem] = []
    for path, source in paths:
        key = path.casefold()
        above = key.split("/")[:-1]
        parents = ["/".join(above[: index + 1]) for index in range(len(above))]
        other = taken.get(key) or folders.get(key) or next((taken[one] for one in parents if one in taken), "")
        if other:
            problems.append(
                Problem(source, f"its page would be written over another: {path}", hint=f"the other is that of {other}")
            )
            continue
        taken[key] = source
        for parent in parents:
            folders.setdefault(parent, source)
    return problems


def all_safe(paths: Sequence[str]) -> bool:
    """True where none of them is unsafe, found by a look at all at once."""
    text = "\n".join(("", *paths, ""))
    return (
        text.count("\n") == len(paths) + 1
        and not any(part in text for part in (*_SIGNS, *_ENDS))
        and text.replace("\n", "").isprintable()
    )


def unsafe(path: str) -> bool:
    """True for a path that leads out of the site's folder or that some file system cannot hold."""
    return _UNSAFE.search(path) is not None


def write(out: Path, files: Iterable[tuple[str, bytes]]) -> int:
    """Writes files below `out`, making folders as needed; returns how many."""
    made: set[str] = set()
    count = 0
    base = os.fspath(out)
    for path, content in files:
        target = os.path.join(base, *path.split("/"))  # noqa: PTH118  # a Path each costs at 100,000 files
        folder = os.path.dirname(target)  # noqa: PTH120
        if folder not in made:
            os.makedirs(folder, exist_ok=True)  # noqa: PTH103
            made.add(folder)
        with open(target, "wb") as file:  # noqa: PTH123
            file.write(content)
        count += 1
    return count


def asset(file: Path) -> bytes:
    """What is sent of a theme's file: the file itself, a style sheet or a script in fewer bytes."""
    content = file.read_bytes()
    compact = {".css": stylesheets.compact, ".js": scripts.compact}.get(file.suffix)
    return compact(content.decode("utf-8", "replace")).encode() if compact else content


def assets(theme_dirs: Iterable[Path]) -> Mapping[str, Path]:
    """Files of the themes' assets folders by their path in the site; the first theme that has one wins."""
    found: dict[str, Path] = {}
    for folder in theme_dirs:
        base = folder / "assets"
        for file in sorted(base.rglob("*")) if base.is_dir() else []:
            if file.is_file() and not any(part.startswith(".") for part in file.relative_to(base).parts):
                found.setdefault(f"assets/{file.relative_to(base).as_posix()}", file)
    return dict(sorted(found.items()))
