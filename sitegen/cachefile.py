"""Files that only save work: read whole and unspoilt or not at all, and never missed where they are gone."""

from __future__ import annotations

import contextlib
import marshal
from hashlib import blake2b
from typing import TYPE_CHECKING, Any
from zlib import crc32

if TYPE_CHECKING:
    from pathlib import Path

_HEAD = b"sitegen cache 2\n"
_SUM = 20
"""Bytes that stand for the version and for what is kept."""
_MARSHAL = 4


def read_cache(path: Path, version: bytes) -> object:
    """What was kept under this version of whatever writes it; None where there is nothing, or not all of it."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    start = len(_HEAD) + _SUM
    if not data.startswith(_HEAD) or data[len(_HEAD) : start] != _sum(memoryview(data)[start:], version):
        return None
    try:
        return marshal.loads(memoryview(data)[start:])
    except (ValueError, EOFError, TypeError):  # another Python's
        return None


def write_cache(path: Path, version: bytes, value: Any) -> None:
    """Keeps texts, numbers, bytes, tuples and dicts of these; what cannot be written is not kept."""
    data = marshal.dumps(value, _MARSHAL)
    # One name, whoever writes: what a killed process left is written over, and two at once only spoil what is kept.
    aside = path.with_name(f"{path.name}.tmp")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(_HEAD + _sum(data, version) + data)
        aside.replace(path)
    except OSError:
        with contextlib.suppress(OSError):
            aside.unlink()


def _sum(data: bytes | memoryview, version: bytes) -> bytes:
    # Against accidents alone, so the quickest will do: whoever can write the file can write its sum as well.
    return blake2b(version, digest_size=_SUM - 4).digest() + crc32(data).to_bytes(4, "big")
