"""Problems as values: a stage returns what it made and what is wrong with its input."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning", "note"]


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is wrong with the input, said so that its owner can mend it.

    `path` is as the user would type it, from the archive's root; `line` and `column` count from 1,
    0 where the whole file is meant. `source` is the offending line itself, `hint` what would be right.
    """

    path: str
    message: str
    line: int = 0
    column: int = 0
    severity: Severity = "error"
    source: str = ""
    hint: str = ""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}" if self.line else self.path
        text = f"{place}: {self.severity}: {self.message}"
        if self.source:
            text += f"\n    {self.source}"
            if self.column:
                text += f"\n    {' ' * (self.column - 1)}^"
        if self.hint:
            text += f"\n    hint: {self.hint}"
        return text


def has_errors(problems: Iterable[Problem]) -> bool:
    """True where one of the problems is an error and not a mere warning or note."""
    return any(problem.severity == "error" for problem in problems)
