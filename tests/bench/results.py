"""Rows of measurements, kept in a file, and the tables that docs/performance.md shows of them."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

OURS, HUGO, PAGEFIND = "sitegen", "Hugo", "Pagefind"
SEARCHED, FULL = "sitegen with search", "sitegen with search and data"
COLD, NOTHING, EDIT = "from nothing", "nothing changed", "one story edited"
RENAME, TOUCH, INDEX = "one topic renamed", "one template touched", "index of Hugo's pages"
HELP, IMPORT, SHOWN, IDLE = "--help", "import of 1,000 clippings", "an edit shown by serve", "a second of idle serve"
TASKS = (COLD, INDEX, NOTHING, EDIT, RENAME, TOUCH, IMPORT, SHOWN, IDLE, HELP)


@dataclass(frozen=True, slots=True)
class Row:
    """One program at one task."""

    program: str
    stories: int
    task: str
    wall: float
    cpu: float
    memory: float
    files: int
    megabytes: float
    runs: int
    load: float
    """Of the machine just before."""


def keep(file: Path, found: Sequence[Row], facts: Mapping[str, object]) -> None:
    """Writes rows into the results, over those of the same program, size and task."""
    kept = json.loads(file.read_text("utf-8")) if file.is_file() else {"rows": []}
    old = {(row["program"], row["stories"], row["task"]): row for row in kept["rows"]}
    new = {(row.program, row.stories, row.task): asdict(row) for row in found}
    rows = [json.dumps(row, ensure_ascii=False) for row in {**old, **new}.values()]
    text = f'{{"machine": {json.dumps(facts)},\n "rows": [\n  ' + ",\n  ".join(rows) + "\n ]}\n"
    file.write_text(text, encoding="utf-8")


class Results:
    """The rows of a file."""

    def __init__(self, file: Path) -> None:
        self._rows: list[dict[str, Any]] = json.loads(file.read_text("utf-8"))["rows"]

    def value(self, program: str, stories: int, task: str, what: str) -> float | None:
        """One figure, None where it was not measured."""
        for row in self._rows:
            if (row["program"], row["task"]) == (program, task) and stories in (row["stories"], -1):
                return float(row[what])
        return None

    def table(self) -> str:
        """All rows, each with its wall time and CPU against Hugo's, from nothing or after one story was edited."""
        lines = [
            "| stories | task | program | wall s | CPU s | wall : Hugo | CPU : Hugo | MB | files |",
            "|--:|---|---|--:|--:|--:|--:|--:|--:|",
        ]
        for row in sorted(self._rows, key=lambda row: (row["stories"], TASKS.index(row["task"]))):
            rival = COLD if row["task"] == COLD else EDIT
            against = []
            for what in ("wall", "cpu"):
                found = self.value(HUGO, row["stories"], rival, what) if row["task"] not in TASKS[-4:] else None
                against.append(f"{row[what] / found:.2f}" if found else "")
            cells = (f"{row['stories']:,}", row["task"], row["program"], f"{row['wall']:.2f}", f"{row['cpu']:.2f}")
            lines.append(f"| {' | '.join((*cells, *against))} | {row['memory']:.0f} | {row['files']:,} |")
        return "\n".join(lines)

    def goals(self, many: int = 10_000, most: int = 100_000) -> str:
        """What is wanted, and what was measured."""
        lines = ["| | wanted | measured | |", "|---|--:|--:|---|"]
        for name, wanted, found in self._goals(many, most):
            said = "not measured" if found is None else f"{found:.2f}"
            reached = "" if found is None else "reached" if found <= wanted else "not reached"
            lines.append(f"| {name} | ≤ {wanted:g} | {said} | {reached} |")
        return "\n".join(lines)

    def into(self, page: Path) -> None:
        """Puts both tables into a page, between the comments that mark their places."""
        text = page.read_text("utf-8")
        for name, table in (("goals", self.goals()), ("figures", self.table())):
            begin, end = f"<!-- {name} -->\n", f"<!-- end of {name} -->"
            before, _, rest = text.partition(begin)
            _, _, after = rest.partition(end)
            text = f"{before}{begin}{table}\n{end}{after}"
        page.write_text(text, encoding="utf-8")

    def _goals(self, many: int, most: int) -> Iterable[tuple[str, float, float | None]]:
        def ratio(above: tuple[str, int, str], below: Sequence[tuple[str, int, str]], what: str) -> float | None:
            one = self.value(*above, what)
            others = [self.value(*other, what) for other in below]
            if one is None or any(other is None for other in others):
                return None
            return one / sum(other for other in others if other is not None)

        cold = (OURS, many, COLD)
        yield f"from nothing, {many:,} stories, wall : Hugo", 1.5, ratio(cold, [(HUGO, many, COLD)], "wall")
        indexed = [(HUGO, many, COLD), (PAGEFIND, many, INDEX)]
        yield "with search index, wall : Hugo and Pagefind", 0.5, ratio((SEARCHED, many, COLD), indexed, "wall")
        yield "with search index and data, likewise", 0.5, ratio((FULL, many, COLD), indexed, "wall")
        for peer in ("Pelican", "MkDocs Material", "Eleventy"):
            yield f"from nothing, wall : {peer}", 0.35, ratio(cold, [(peer, many, COLD)], "wall")
        yield "one story edited, wall : Hugo", 0.2, ratio((OURS, many, EDIT), [(HUGO, many, EDIT)], "wall")
        yield f"memory at {most:,} : Hugo", 0.5, ratio((OURS, most, COLD), [(HUGO, most, COLD)], "memory")
        yield f"CPU from nothing, {most:,} : {many:,}", 12, ratio((OURS, most, COLD), [cold], "cpu")
        yield "import of 1,000 clippings, CPU s", 240, self.value(OURS, -1, IMPORT, "cpu")
        yield "an edit shown by serve, s", 0.5, self.value(OURS, many, SHOWN, "wall")
        yield "idle serve, share of a core", 0.01, self.value(OURS, many, IDLE, "cpu")
        yield "--help, s", 0.15, self.value(OURS, -1, HELP, "wall")
        yield f"nothing changed, {many:,} stories, s", 0.5, self.value(OURS, many, NOTHING, "wall")
