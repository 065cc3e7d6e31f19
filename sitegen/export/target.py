"""Where an export goes: a whole file or none, and the same bytes whenever it is made."""

from __future__ import annotations

import zipfile
from contextlib import suppress
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)
"""The first moment that a zip can hold; it stands where no other is given, so that no clock tells two runs apart."""
STORED = frozenset(("mimetype", ".png", ".jpg", ".jpeg", ".webp", ".gif"))


def moment(environment: Mapping[str, str]) -> tuple[datetime, list[Problem]]:
    """The time that an export bears: SOURCE_DATE_EPOCH, and never the clock's."""
    given = environment.get("SOURCE_DATE_EPOCH", "").strip()
    if not given:
        return EARLIEST, []
    try:
        return max(EARLIEST, datetime.fromtimestamp(int(given), UTC)), []
    except (ValueError, OverflowError, OSError):
        hint = "seconds since 1970, as `git log -1 --format=%ct` prints them"
        return EARLIEST, [Problem("SOURCE_DATE_EPOCH", f"not a moment: {given}", hint=hint)]


def zipped(files: Iterable[tuple[str, bytes]], when: datetime) -> bytes:
    """A zip whose bytes follow from its files and `when` alone; they stand in the order given."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name, content in files:
            entry = zipfile.ZipInfo(name, when.timetuple()[:6])
            entry.create_system = 3  # whichever system makes it
            entry.external_attr = 0o644 << 16
            packed = not (name in STORED or name[name.rfind(".") :].lower() in STORED)
            entry.compress_type = zipfile.ZIP_DEFLATED if packed else zipfile.ZIP_STORED
            archive.writestr(entry, content, compresslevel=9 if packed else None)
    return buffer.getvalue()


def put_all(files: Sequence[tuple[Path, bytes]]) -> list[Problem]:
    """Writes files that belong together, each in one step: a reader, or a full disk, never leaves half of one."""
    for target, _ in files:
        if target.exists() and not target.is_file():  # a folder, or a device, which root would replace
            return [Problem(str(target), "is there and no file", hint="name a file: --out FILE")]
    asides = [(target.with_name(target.name + ".new"), target) for target, _ in files]
    for (aside, target), (_, content) in zip(asides, files, strict=True):
        try:
            aside.write_bytes(content)
        except OSError as error:
            _clear(asides)
            return [Problem(str(target), f"cannot be written: {error.strerror or error}")]
    for aside, target in asides:
        try:
            aside.replace(target)
        except OSError as error:
            _clear(asides)
            return [Problem(str(target), f"cannot be written: {error.strerror or error}")]
    return []


def _clear(asides: Iterable[tuple[Path, Path]]) -> None:
    for aside, _ in asides:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
