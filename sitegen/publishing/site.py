"""What is to be published, and what that would change at a target."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from sitegen.problems import Problem

    Tell = Callable[[str], None]
    """Called with the path of each file once it is at the target."""

MARKER = ".sitegen-site"
"""Stands in every target that is a site of ours; without it, nothing is replaced or deleted there."""
MARKER_TEXT = (
    b"This is a site published by sitegen. `sitegen publish` replaces and deletes everything beside this file.\n"
)
UNREADABLE = "-"
"""The fingerprint of what is at a target and is no plain file: it differs from every file."""
State = Mapping[str, str]
"""Paths of a site with the fingerprint of each file, as the target makes it."""


class PublishingError(Exception):
    """Publishing cannot begin or go on; `problem` says why, `wrong_use` that the target itself is unfit."""

    def __init__(self, problem: Problem, wrong_use: bool = False) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.wrong_use = wrong_use


@dataclass(frozen=True, slots=True)
class Site:
    """A finished site: its files by their path, and small ones that are made for a target."""

    folder: Path
    files: tuple[str, ...]
    made: Mapping[str, bytes]

    @property
    def paths(self) -> tuple[str, ...]:
        return (*self.made, *self.files)

    def read(self, path: str) -> bytes:
        return self.made[path] if path in self.made else (self.folder / path).read_bytes()


@dataclass(frozen=True, slots=True)
class Plan:
    """What publishing would change at a target."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    deleted: tuple[str, ...] = ()
    same: int = 0

    @property
    def sent(self) -> tuple[str, ...]:
        """New and changed files in the order in which they are sent: no page comes before what it shows."""
        return tuple(sorted((*self.new, *self.changed), key=lambda path: (phase(path), path)))

    @property
    def is_empty(self) -> bool:
        return not (self.new or self.changed or self.deleted)

    def __str__(self) -> str:
        return f"{len(self.new)} new, {len(self.changed)} changed, {len(self.deleted)} to delete, {self.same} the same"


class Target(Protocol):
    """A place to publish to. Both methods raise `PublishingError`."""

    @property
    def name(self) -> str:
        """As it is shown to people: never with a password."""

    @property
    def made(self) -> Mapping[str, bytes]:
        """Files that it needs beside those of the site."""

    def plan(self, site: Site) -> Plan:
        """Compares; nothing is changed."""

    def carry_out(self, site: Site, plan: Plan, tell: Tell) -> None:
        """Sends what differs, then deletes. Broken off at any point, another plan mends it."""


def site_of(folder: Path, target: Target) -> Site:
    """The site in a folder as this target is to have it."""
    files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    made = {MARKER: MARKER_TEXT, **target.made}
    return Site(folder, tuple(path for path in files if path not in made), made)


def compare(here: State, there: State, keep: Iterable[str] = ()) -> Plan:
    """The plan that makes `there` the same as `here`; what is kept there is not deleted."""
    kept = tuple(keep)
    return Plan(
        new=tuple(sorted(path for path in here if path not in there)),
        changed=tuple(sorted(path for path in here if path in there and there[path] != here[path])),
        deleted=tuple(sorted(path for path in there if path not in here and not is_kept(path, kept))),
        same=sum(there.get(path) == found for path, found in here.items()),
    )


def is_kept(path: str, keep: Iterable[str]) -> bool:
    """True for a file, or one in a folder, that belongs to the host and not to the site."""
    return any(path == name or path.startswith(f"{name.rstrip('/')}/") for name in keep)


def phase(path: str) -> int:
    """When a file is sent: the marker first, then what pages show, pages, and the front page last."""
    if path == MARKER:
        return 0
    if path == "index.html":
        return 3
    return 2 if path.endswith(".html") else 1
