"""Compiled templates, kept between runs where the system keeps what is one user's alone.

They are code, and so they are not kept in an archive: what comes with an archive from a stranger is never run. The
library's own cache makes a folder in the system's temporary one that nobody else can write to, or does without.
"""

from __future__ import annotations

import contextlib
from hashlib import blake2b
from typing import TYPE_CHECKING

from jinja2 import FileSystemBytecodeCache

if TYPE_CHECKING:
    from jinja2.bccache import Bucket


class Compiled(FileSystemBytecodeCache):
    """Knows a template by its text and by all else that goes into the code, for which `key` stands."""

    def __init__(self, key: bytes) -> None:
        super().__init__(pattern="sitegen-%s.cache")
        self._key = key

    def get_source_checksum(self, source: str) -> str:
        return blake2b(source.encode("utf-8", "surrogatepass"), key=self._key).hexdigest()

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except Exception:  # whatever a spoilt file makes of it
            bucket.reset()

    def dump_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError):
            super().dump_bytecode(bucket)


def compiled(key: bytes) -> Compiled | None:
    """The cache; None without a key, and where there is no safe place for one."""
    if not key:
        return None
    try:
        return Compiled(key)
    except (OSError, RuntimeError):
        return None
