"""Placeholder until the geometry of mixed pages is read: every page counts as one column."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sitegen.model import Line


@dataclass(frozen=True, slots=True)
class Cell:
    line: int
    text: str
    column: int
    indent: bool


def has_columns(lines: Sequence[Line]) -> bool:
    return False


def unfold(lines: Sequence[Line]) -> tuple[Cell, ...]:
    return ()
