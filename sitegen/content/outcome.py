"""What an import did, as a value."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sitegen.problems import Problem


@dataclass(frozen=True, slots=True)
class Conflict:
    """A field that an editor changed and the machine now reads otherwise; the editor's stands."""

    path: str
    line: int
    field: str
    kept: str
    offered: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, story files by their paths below content/."""

    problems: tuple[Problem, ...] = ()
    created: tuple[str, ...] = ()
    written: tuple[str, ...] = ()
    """Changed, in fields that no editor touched."""
    unchanged: int = 0
    removed: tuple[str, ...] = ()
    """Stories that no editor touched and the machine no longer finds."""
    kept_edits: int = 0
    """Fields in which an editor's reading stood against another of the machine's."""
    conflicts: tuple[Conflict, ...] = ()
