"""A finished site as one zip: unpacked anywhere, its index.html opens by double click."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sitegen.export.target import zipped

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path


def site_zip(site: Path, name: str, when: datetime) -> bytes:
    """All files below `site`, in one folder `name` so that unpacking strews nothing about; index.html comes first."""
    return zipped(_files(site, name), when)


def _files(site: Path, name: str) -> Iterator[tuple[str, bytes]]:
    paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    for path in sorted(paths, key=lambda path: path != "index.html"):
        yield f"{name}/{path}", (site / path).read_bytes()
