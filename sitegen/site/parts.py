"""What a site is put together from besides its pages: parts that are made whole, each with a key of its own."""

from __future__ import annotations

from functools import partial
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from sitegen.problems import Problem
from sitegen.site.output import asset

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from sitegen.config import Config
    from sitegen.site.folders import Stamp
    from sitegen.site.keys import Keys
    from sitegen.site.noting import Seen
    from sitegen.site.page import AnyPage
    from sitegen.site.target import Target

File = tuple[str, bytes]
"""Path below the site's root, and content."""


class Part(NamedTuple):
    """Files that are made together, and only where `key` is another than last time."""

    name: str
    """Unlike that of any other part, and of any page's path."""
    key: bytes
    make: Callable[[], Iterable[File]]
    seen: Seen | None = None
    """The stories that it is made from, as far as that is known."""


class Made(NamedTuple):
    """What came of a part: its files with their stamps, and which of them are another than before."""

    name: str
    key: bytes
    files: Mapping[str, Stamp]
    fresh: tuple[str, ...] = ()


def place_parts(target: Target, parts: Iterable[Part]) -> list[Made]:
    """Makes parts and writes their files."""
    return [Made(part.name, part.key, *place_files(target, part.make())) for part in parts]


def place_files(target: Target, files: Iterable[File]) -> tuple[dict[str, Stamp], tuple[str, ...]]:
    """Writes files: their stamps, and which are another than before."""
    stamps: dict[str, Stamp] = {}
    fresh: list[str] = []
    for path, content in files:
        stamps[path], new = target.place(path, content)
        if new:
            fresh.append(path)
    return stamps, tuple(fresh)


def asset_parts(files: Mapping[str, Path], keys: Keys) -> Iterator[Part]:
    """A part for each file of the themes' assets."""
    for name, file in files.items():
        content = file.read_bytes()
        yield Part(f"asset {name}", keys.of(blake2b(content).digest()), partial(_asset, name, file))


def picture_parts(
    pages: Iterable[AnyPage], content_dir: Path | None, config: Config, keys: Keys
) -> tuple[list[Part], list[Problem]]:
    """A part for each picture that a story shows, none from outside content/; and those that are not there."""
    parts: list[Part] = []
    problems: list[Problem] = []
    for page in pages:
        for path, source in page.files:
            file = content_dir / source if content_dir else None
            if file and file.is_file() and content_dir and file.resolve().is_relative_to(content_dir.resolve()):
                content = file.read_bytes()
                key = keys.of(blake2b(content).digest())
                parts.append(Part(f"picture {path}", key, partial(_picture, path, content)))
            else:
                story = f"{config.content}/{page.source}"
                problems.append(Problem(story, f"no such picture: {config.content}/{source}", severity="warning"))
    return parts, problems


def _asset(name: str, file: Path) -> list[File]:
    return [(name, asset(file))]


def _picture(path: str, content: bytes) -> list[File]:
    return [(path, content)]
