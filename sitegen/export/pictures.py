"""The pictures of the stories beside a JSONL, so that the archive comes back whole: in full, or where they stand."""

from __future__ import annotations

import base64
import binascii
import hashlib
from pathlib import PurePosixPath
from typing import TYPE_CHECKING, Any

from sitegen.content.links import PICTURES as ENDINGS
from sitegen.content.links import inner_file
from sitegen.content.markdown import addresses
from sitegen.export.tables import json_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from sitegen.model import Record

PICTURES = ".pictures.jsonl"
"""Ends the name of the file that stands beside the stories' own."""


def pictures_of(records: Iterable[Record], content_dir: Path) -> Iterator[tuple[str, bytes]]:
    """Path below content/ and content of each picture that stories show and that is there, in order of their paths."""
    here = content_dir.resolve()
    found = {
        path
        for record in records
        for target in addresses(record.body)[1]
        for path in [inner_file(content_dir, record.path, target)]
        if path and PurePosixPath(path).suffix.lower() in ENDINGS
    }
    for path in sorted(found):
        file = (content_dir / path).resolve()
        if file.is_relative_to(here):
            yield path, file.read_bytes()


def pictures_jsonl(pictures: Iterable[tuple[str, bytes]]) -> bytes:
    """One JSON object a picture, with all of it."""
    return b"".join(
        json_line(
            {
                "path": path,
                "bytes": len(content),
                "sha256": hashlib.sha256(content).hexdigest(),
                "base64": base64.b64encode(content).decode("ascii"),
            }
        )
        for path, content in pictures
    )


def picture_from(row: dict[str, Any], beside: Path) -> tuple[str, bytes]:
    """Path and content that a row gives; `beside` is the file that it stands in, and ValueError says what is wrong.

    FileNotFoundError is of a picture that the site never had.
    """
    path, told, place = row.get("path"), row.get("base64"), row.get("file")
    if not isinstance(path, str):
        raise ValueError('"path" is missing')
    if isinstance(told, str):
        try:
            content = base64.b64decode(told, validate=True)
        except binascii.Error as error:
            raise ValueError(f'"base64" is none: {error}') from None
    elif isinstance(place, str):
        content = _read(beside, place, PurePosixPath(path).suffix)
    else:
        raise ValueError('"base64" is missing')
    wanted = row.get("sha256", "")
    if wanted and wanted != hashlib.sha256(content).hexdigest():
        raise ValueError(f"{path} is not as it was: its sha256 is another")
    return path, content


def _read(beside: Path, place: str, suffix: str) -> bytes:
    """A picture of the site that the file is a part of; no other file of this machine."""
    root = beside.resolve().parent.parent
    file = (beside.parent / place).resolve()
    if not file.is_relative_to(root) or file.suffix.lower() != suffix.lower():
        raise ValueError(f"{place} is no picture of this site")
    try:
        return file.read_bytes()
    except FileNotFoundError:
        raise
    except OSError as error:
        raise ValueError(f"{place} cannot be read: {error.strerror or error}") from None
