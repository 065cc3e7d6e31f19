"""Problems for other programs: as JSON, and as annotations that GitHub shows beside the line."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.problems import Problem

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def as_json(problems: Iterable[Problem]) -> str:
    """One object: every problem once, in order, with all its parts, and how many there are of each severity."""
    told = list(dict.fromkeys(problems))
    counts = {f"{kind}s": sum(problem.severity == kind for problem in told) for kind in _LEVELS}
    listed = ",\n".join("  " + json.dumps(asdict(problem), ensure_ascii=False) for problem in told)
    body = f"[\n{listed}\n ]" if listed else "[]"
    return "{" + "".join(f'"{kind}": {count}, ' for kind, count in counts.items()) + f'"problems": {body}}}\n'


def as_github(problems: Iterable[Problem], root: Path) -> str:
    """A line a problem, in the form of GitHub's workflow commands; paths as the repository around `root` has them."""
    return "".join(f"{_annotation(problem, root)}\n" for problem in dict.fromkeys(problems))


def _annotation(problem: Problem, root: Path) -> str:
    place = {"file": _in_repository(problem.path, root), "line": problem.line, "col": problem.column}
    properties = ",".join(f"{key}={_escaped(str(value), ':,')}" for key, value in place.items() if value)
    message = problem.message
    if problem.source:
        message += f"\n{problem.source}"
    if problem.hint:
        message += f"\nhint: {problem.hint}"
    return f"::{_LEVELS[problem.severity]} {properties}::{_escaped(message)}"


def _in_repository(path: str, root: Path) -> str:
    """A workflow runs at the top of its repository, and the archive may be a folder in it."""
    here = Path.cwd().resolve()
    folder = root.resolve()
    if Path(path).is_absolute() or not folder.is_relative_to(here):
        return path
    return (folder.relative_to(here) / path).as_posix()


def _escaped(text: str, more: str = "") -> str:
    for char in "%\r\n" + more:
        text = text.replace(char, f"%{ord(char):02X}")
    return text
