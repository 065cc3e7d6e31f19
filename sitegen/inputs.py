"""What an archive is made from, told by a glance at its files: whether there is anything to do at all."""

from __future__ import annotations

import marshal
import time
from dataclasses import astuple, dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING, Any, cast

from sitegen.cachefile import read_cache, write_cache
from sitegen.problems import Problem
from sitegen.signatures import of_files, settled, signatures
from sitegen.themes import theme_dirs

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from sitegen.config import Config
    from sitegen.content.store import Found
    from sitegen.signatures import Signature

STATE = ".sitegen"


@dataclass(frozen=True, slots=True)
class Inputs:
    """The signatures of all files that a site is made from; `began` is when they were looked at, in nanoseconds."""

    began: int
    config: Config
    settings: Mapping[str, Signature]
    """Of the archive's .toml files."""
    seeds: Mapping[str, Signature]
    content: Mapping[str, Signature]
    themes: tuple[tuple[str, Mapping[str, Signature]], ...]

    def plain(self) -> tuple[Any, ...]:
        """The same without the settings, as one process can tell another."""
        return (self.began, self.settings, self.seeds, self.content, self.themes)

    @classmethod
    def of(cls, config: Config, plain: tuple[Any, ...]) -> Inputs:
        began, *found = plain
        return cls(began, config, *found)

    def key(self, version: bytes) -> bytes:
        """Stands for all of them and the program; b"" where one of the files may have changed unseen."""
        every = (self.settings, self.seeds, self.content, *(found for _, found in self.themes))
        if any(len(settled(found, self.began)) < len(found) for found in every):
            return b""
        names = [folder for folder, _ in self.themes]
        return _digest(version, repr(self.config), names, [list(found.items()) for found in every])


def look(root: Path, config: Config) -> Inputs:
    """Looks at the files of an archive."""
    began = time.time_ns()
    return Inputs(
        began,
        config,
        of_files(sorted(root.glob("*.toml"))),
        signatures(config.seeds_dir(root)),
        signatures(config.content_dir(root)),
        tuple((str(folder), signatures(folder)) for folder in theme_dirs(config, root)[0]),
    )


@dataclass(frozen=True, slots=True)
class Steady:
    """An import that found nothing to do, and with what it found that."""

    clippings: int
    problems: tuple[Problem, ...]


def steady(root: Path, inputs: Inputs, version: bytes) -> Steady | None:
    """What the last import told, where another would find nothing to do again; None where it might.

    An import looks at seeds and settings, the ledger and the clippings of content/, at which stories there are and what
    their ids are; what else stands in a story is nothing to it.
    """
    kept = cast("Any", read_cache(root / STATE / "lastimport", version))
    if kept is None:
        return None
    folder = inputs.config.content_dir(root)
    if (folder / STATE / "journal").exists():  # of an import that was killed
        return None
    key, stories, count, problems = kept
    now = dict(_stories(inputs.content))
    if key != _import_key(inputs, version) or stories.keys() != now.keys():
        return None
    changed = [path for path, signature in now.items() if stories[path][0] != signature]
    if changed:
        from sitegen.content.store import glance

        if problems or any(glance(folder, path).id != stories[path][1] for path in changed):
            return None
    return Steady(count, tuple(Problem(*one) for one in problems))


def keep_steady(
    root: Path,
    inputs: Inputs,
    version: bytes,
    clippings: int,
    problems: Sequence[Problem],
    known: Mapping[str, Found],
) -> None:
    """Writes down that an import found nothing to do; nothing where a file may have changed while it looked.

    Stories that are `known` are not looked at again.
    """
    from sitegen.content.store import glance

    key = _import_key(inputs, version)
    if not key:
        return
    folder = inputs.config.content_dir(root)
    sure = settled(inputs.content, inputs.began)
    stories = {
        path: (sure.get(path), (known.get(path) or glance(folder, path)).id) for path, _ in _stories(inputs.content)
    }
    kept = (key, stories, clippings, tuple(astuple(problem) for problem in problems))
    write_cache(root / STATE / "lastimport", version, kept)


def _stories(content: Mapping[str, Signature]) -> list[tuple[str, Signature]]:
    return [item for item in content.items() if item[0].endswith(".md")]


def _import_key(inputs: Inputs, version: bytes) -> bytes:
    rest = {path: one for path, one in inputs.content.items() if path == "ledger.tsv" or path.startswith("clippings/")}
    every = (inputs.settings, inputs.seeds, rest)
    if any(len(settled(found, inputs.began)) < len(found) for found in every):
        return b""
    return _digest(version, repr(inputs.config), [list(found.items()) for found in every])


def _digest(*values: object) -> bytes:
    return blake2b(marshal.dumps(cast("Any", values), 2), digest_size=16).digest()
