"""What an import has to tell: what it did, what it left, and what an editor should look at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.content.fields import spans_text
from sitegen.content.merging import BODY
from sitegen.content.outcome import Conflict, ImportReport
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.content.frontmatter import StoryText
    from sitegen.content.yamltext import Value
    from sitegen.model import Story
    from sitegen.problems import Severity

SHOWN = 60
"""Characters of a reading that a message shows."""


@dataclass(slots=True)
class Told:
    """What the import at work has to tell so far; `folder` is the name of the content folder."""

    folder: str
    problems: list[Problem] = field(default_factory=list)
    created: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    unchanged: int = 0
    removed: list[str] = field(default_factory=list)
    kept_edits: int = 0
    conflicts: list[Conflict] = field(default_factory=list)

    def report(self) -> ImportReport:
        return ImportReport(
            tuple(dict.fromkeys(self.problems)),
            tuple(self.created),
            tuple(self.written),
            self.unchanged,
            tuple(self.removed),
            self.kept_edits,
            tuple(self.conflicts),
        )

    def problem(
        self, path: str, message: str, line: int = 0, severity: Severity = "error", source: str = "", hint: str = ""
    ) -> None:
        """A problem with a file below the content folder, "" for the folder itself."""
        self.problems.append(Problem(f"{self.folder}/{path}", message, line, 0, severity, source, hint))

    def failure(self, path: str, what: str, error: OSError) -> None:
        """What the system refused: `what` is "read", "written" or "removed"."""
        self.problem(path, f"cannot be {what}: {error.strerror or error}")

    def edits_stood(
        self, path: str, text: StoryText, keys: Sequence[str], values: Mapping[str, Value], body: str
    ) -> None:
        """Fields that both sides changed."""
        for key in keys:
            kept = _short(text.body if key == BODY else text.values.get(key, ""))
            offered = _short(body if key == BODY else values.get(key, ""))
            line = text.body_line if key == BODY else text.line_of(key)
            self.conflicts.append(Conflict(path, line, key, kept, offered))
            source = text.lines[text.places[key][0]].strip() if key in text.places else ""
            message = f'{key}: yours stays; the machine now reads "{offered}", here stands "{kept}"'
            self.problem(path, message, line, "warning", source)

    def not_made(self, path: str, story: Story) -> None:
        """A story of the machine's whose lines an editor has decided about."""
        place = spans_text(story.lines)
        message = f'the machine finds a story of its own in lines {place}, "{_short(story.headline)}"; not made'
        self.problem(path, message, 0, "note", "", "its lines belong to this story, which an editor changed")

    def not_taken_in(self, path: str, text: StoryText, others: Sequence[str], body: str) -> None:
        """A story that would swallow the text of others that an editor changed or deleted."""
        message = f"the machine now reads the text of {', '.join(others)} as part of this story; left as it was"
        self.problem(path, message, text.body_line, "note")
        self.conflicts.append(Conflict(path, text.body_line, BODY, _short(text.body), _short(body)))


def _short(value: Value) -> str:
    text = value if isinstance(value, str) else "、".join(value)
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
