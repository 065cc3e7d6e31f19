"""What the last build made, kept between runs; lost, spoilt or another program's, it is as if there had been none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from sitegen.cachefile import read_cache
from sitegen.site.target import Kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sitegen.site.target import Stamp


def kept_file(root: Path) -> Path:
    """Where an archive keeps it."""
    return root / ".sitegen" / "lastbuild"


def as_kept(file: Path, version: bytes) -> Kept:
    """What was kept by this version of the program."""
    plain = cast("Any", read_cache(file, version))
    return Kept(plain) if plain else Kept()


def as_plain(kept: Kept, stamps: Mapping[str, Stamp]) -> dict[str, tuple[bytes, dict[str, Stamp]]]:
    """The same for a file, with the stamps that the files have now."""
    return {name: (key, {path: stamps[path] for path in files}) for name, (key, files) in kept.parts.items()}
