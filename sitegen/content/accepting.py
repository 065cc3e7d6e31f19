"""Conflicts that an editor has looked at: the ledger notes that what stands there is to stay without further word."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.content.desk import read_ledger
from sitegen.content.frontmatter import nfc
from sitegen.content.ledger import NAME, Ledger, render_ledger
from sitegen.content.store import locked, write_whole
from sitegen.locking import LockedError
from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.content.ledger import StoryRow

SEEN = "seen"
"""Stands in the ledger where else the hash of the reading stands against which the machine's was offered."""


def accept(content_dir: Path, wanted: Sequence[str]) -> tuple[list[tuple[str, str]], list[Problem]]:
    """Notes the conflicts of some stories, named by file or id, as seen to; which they were: path and field.

    The files stay as they are. Should the machine come to yet another reading, that is a conflict anew.
    """
    try:
        with locked(content_dir):
            return _accept(content_dir, wanted)
    except LockedError:
        return [], [Problem(f"{content_dir.name}/", "an import is writing here", hint="wait for it")]
    except OSError as error:
        return [], [Problem(f"{content_dir.name}/", f"cannot be written: {error.strerror or error}")]


def _accept(content_dir: Path, wanted: Sequence[str]) -> tuple[list[tuple[str, str]], list[Problem]]:
    ledger, problems = read_ledger(content_dir)
    if problems:
        hint = "`sitegen import` makes it anew"
        return [], [Problem(f"{content_dir.name}/{NAME}", "cannot be read whole", hint=hint)]
    rows = dict(ledger.stories)
    accepted: list[tuple[str, str]] = []
    for name in wanted:
        row = _named(content_dir, name, rows.values())
        open_ones = [key for key, wrote in sorted(row.wrote.items()) if wrote.offered] if row else []
        open_ones = [key for key in open_ones if row and row.wrote[key].against != SEEN]
        if row is None or not open_ones:
            hint = "`sitegen status` lists the stories that have one"
            problems.append(Problem(name, "no story with a conflict", hint=hint))
            continue
        seen = {key: replace(row.wrote[key], against=SEEN) for key in open_ones}
        rows[row.id] = replace(row, wrote={**row.wrote, **seen})
        accepted += [(row.path, key) for key in open_ones]
    if accepted:
        write_whole(content_dir / NAME, render_ledger(Ledger(rows, ledger.clippings)).encode("utf-8", "surrogatepass"))
    return accepted, problems


def _named(content_dir: Path, name: str, rows: Iterable[StoryRow]) -> StoryRow | None:
    """The story of a file, named from the working folder, the archive or content/, or of an id."""
    places = {nfc(str(Path(folder, name).resolve())) for folder in (".", content_dir.parent, content_dir)}
    return next((row for row in rows if row.id == name or nfc(str((content_dir / row.path).resolve())) in places), None)
