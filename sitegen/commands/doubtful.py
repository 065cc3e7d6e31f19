"""The stories that a person should look at, as an import tells them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sitegen.commands.command import Archive
    from sitegen.content import ImportReport
    from sitegen.model import Record

SURE = 0.75
"""Stories of less confidence want a look."""
SHOWN = 20


def tell_doubtful(archive: Archive, report: ImportReport) -> None:
    """Says which stories of this import want a look; with -v which of all, and every one."""
    everything = archive.progress.verbosity > 0
    if archive.progress.verbosity < 0 or not (everything or report.created or report.written):
        return
    from sitegen.content.loading import load_record
    from sitegen.content.store import story_paths

    folder: Path = archive.config.content_dir(archive.root)
    paths = story_paths(folder) if everything else sorted({*report.created, *report.written})
    # What the files say and not what the splitter said: who has looked takes `confidence` and `doubts` out of them.
    records = [record for record, _ in (load_record(folder, path) for path in paths) if record is not None]
    for line in told(records, archive.config.content, len(records) if everything else SHOWN):
        archive.progress.say(line)


def told(records: Iterable[Record], folder: str, most: int) -> Iterator[str]:
    """The list, worst first: file, confidence, first doubt."""
    doubtful = [record for record in records if record.confidence < SURE or record.doubts]
    if not doubtful:
        return
    doubtful.sort(key=lambda record: (record.confidence, record.path))
    count = "1 story wants" if len(doubtful) == 1 else f"{len(doubtful)} stories want"
    yield f"{count} a look, the least sure first:"
    for record in doubtful[:most]:
        doubt = record.doubts[0] if record.doubts else "its lines fit together less well than those of most"
        yield f"  {record.confidence:.2f}  {folder}/{record.path}: {doubt}"
    if len(doubtful) > most:
        yield f"  and {len(doubtful) - most} more: `sitegen import -v` lists every one"
    yield "    hint: once you have looked at one, take `confidence` and `doubts` out of its file"
