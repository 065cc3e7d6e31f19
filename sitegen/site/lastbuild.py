"""What the last build made, kept between runs; lost, spoilt or another program's, it is as if there had been none."""

from __future__ import annotations

from dataclasses import astuple, dataclass, field
from typing import TYPE_CHECKING, Any, cast

from sitegen.cachefile import read_cache, write_cache
from sitegen.problems import Problem
from sitegen.site.target import Kept

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from sitegen.site.folders import Stamp


@dataclass(frozen=True, slots=True)
class LastBuild:
    key: bytes = b""
    """Of all that it was made from; b"" where that cannot be told."""
    pages: int = 0
    problems: tuple[Problem, ...] = ()
    kept: Kept = field(default_factory=Kept)

    def files(self) -> dict[str, Stamp]:
        """All files of the site."""
        return {path: stamp for _, part in self.kept.parts.values() for path, stamp in part.items()}


def read_last(file: Path, version: bytes) -> LastBuild:
    """The last build of this version of the program."""
    plain = cast("Any", read_cache(file, version))
    if plain is None:
        return LastBuild()
    key, pages, problems, *kept = plain
    return LastBuild(key, pages, tuple(Problem(*one) for one in problems), Kept(*kept))


def write_last(file: Path, version: bytes, last: LastBuild, stamps: Mapping[str, Stamp]) -> None:
    """Keeps a build, with the stamps that its files have now."""
    parts = dict(last.kept.parts)
    if stamps != last.files():  # some are copies
        parts = {name: (key, {path: stamps[path] for path in files}) for name, (key, files) in parts.items()}
    kept = (parts, dict(last.kept.seen), last.kept.marks, dict(last.kept.grounds), last.kept.paths)
    write_cache(file, version, (last.key, last.pages, tuple(astuple(one) for one in last.problems), *kept))
