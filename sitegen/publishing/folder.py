"""A folder as target: a web server's, a shared disk's, a USB stick's."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.problems import Problem
from sitegen.publishing.site import MARKER, UNREADABLE, Plan, PublishingError, Site, compare

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from sitegen.publishing.site import Tell

_ASIDE = ".sitegen-new"
"""Folder for what is on its way; where a run left one behind, the next deletes it."""


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder that is the site's alone."""

    folder: Path
    keep: tuple[str, ...] = ()
    adopt: bool = False
    made: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return str(self.folder)

    def plan(self, site: Site) -> Plan:
        try:
            there = dict(_state(self.folder, set(site.paths)))
            require_marker(self.name, there, self.keep, self.adopt)
            here = {path: _fingerprint(site.read(path)) for path in site.paths}
        except OSError as error:
            raise _broken(self.name, error) from error
        return compare(here, there, self.keep)

    def carry_out(self, site: Site, plan: Plan, tell: Tell) -> None:
        """Brings everything into the folder before the first file takes its place: a full disk, or a kill while it is
        copied, changes nothing that readers see.
        """
        aside = self.folder / _ASIDE
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            if MARKER in plan.new:  # else what a kill leaves would be somebody's, and no next run would touch it
                (self.folder / MARKER).write_bytes(site.read(MARKER))
            _drop(aside)
            try:
                aside.mkdir()
                for number, path in enumerate(plan.sent):
                    (aside / str(number)).write_bytes(site.read(path))
            except OSError as error:
                _drop(aside)
                raise _broken(self.name, error, "nothing that readers see was changed") from error
            for number, path in enumerate(plan.sent):
                _make_way(self.folder, path)
                target = self.folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                _move(aside / str(number), target)
                tell(path)
            for path in plan.deleted:
                gone = self.folder / path
                if gone.is_symlink() or gone.is_file():  # else it stood in a new file's way and is gone already
                    gone.unlink()
                tell(path)
            _drop(aside)
            _drop_empty(self.folder, plan.deleted)
        except OSError as error:
            raise _broken(self.name, error) from error


def _move(aside: Path, target: Path) -> None:
    """Puts a file in its place at once; on another disk that is mounted there after a copy."""
    try:
        aside.replace(target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = target.with_name(target.name + _ASIDE)
        shutil.copyfile(aside, near)
        near.replace(target)


def _drop(aside: Path) -> None:
    if aside.is_symlink() or aside.is_file():
        aside.unlink()
    elif aside.exists():
        shutil.rmtree(aside)


def guard(folder: Path, root: Path, parts: Iterable[str]) -> Path:
    """The folder, resolved, if a site may stand there: not over the archive, its parts, a home or a whole disk."""
    found = folder.expanduser().resolve()
    archive = root.resolve()
    why = ""
    if found == Path(found.anchor):
        why = "is a whole disk"
    elif found == Path.home() or found in Path.home().parents:
        why = "is a home folder or above one"
    elif found == archive or found in archive.parents:
        why = "holds the archive itself"
    elif ".git" in found.parts:
        why = "is git's own"
    for part in parts:
        one = (archive / part).resolve()
        if not why and (found == one or found in one.parents or one in found.parents):
            why = f"is the archive's {part}/, or in or above it"
    if not why and found.exists() and not found.is_dir():
        why = "is there and no folder"
    if why:
        hint = "name a folder that is the site's alone"
        raise PublishingError(Problem(str(folder), f"{why}: nothing is published there", hint=hint), wrong_use=True)
    return found


def require_marker(name: str, there: Iterable[str], keep: tuple[str, ...], adopt: bool) -> None:
    """Raises where a target holds files and no marker of ours: they may be somebody's."""
    from sitegen.publishing.site import is_kept

    strange = sorted(path for path in there if not is_kept(path, keep))
    if not strange or MARKER in strange or adopt:
        return
    some = ", ".join(strange[:3]) + (f" and {len(strange) - 3} more" if len(strange) > 3 else "")
    hint = f"name an empty one; or --adopt, which replaces and deletes what is there: {some}"
    raise PublishingError(Problem(name, "holds files and is no site of sitegen's", hint=hint), wrong_use=True)


def _state(folder: Path, ours: set[str]) -> Iterator[tuple[str, str]]:
    """Every file below a folder; links are named and never followed, and only what may be the same is read."""
    if not folder.exists():
        return
    waiting = [""]
    while waiting:
        base = waiting.pop()
        with os.scandir(folder / base) as entries:
            for entry in entries:
                path = f"{base}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    waiting.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    yield path, _fingerprint(Path(entry.path).read_bytes()) if path in ours else UNREADABLE
                else:
                    yield path, UNREADABLE


def _fingerprint(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _make_way(folder: Path, path: str) -> None:
    """Takes away a link or a file where a folder of the site is to be, and a folder where a file is to be."""
    here = folder
    for level in path.split("/")[:-1]:
        here /= level
        if here.is_symlink() or here.is_file():
            here.unlink()
    target = folder / path
    if target.is_dir() and not target.is_symlink():
        for inner in sorted(target.rglob("*"), reverse=True):
            inner.rmdir() if inner.is_dir() and not inner.is_symlink() else inner.unlink()
        target.rmdir()


def _drop_empty(folder: Path, deleted: Iterable[str]) -> None:
    """Folders that lost their last file go too."""
    above = {parent for path in deleted for parent in Path(path).parents if parent != Path()}
    for parent in sorted(above, key=lambda path: -len(path.parts)):
        with suppress(OSError):
            (folder / parent).rmdir()


def _broken(name: str, error: OSError, hint: str = "publish again to mend what is half done") -> PublishingError:
    where = error.filename if error.filename else name
    message = f"cannot be read or written: {error.strerror or error}"
    return PublishingError(Problem(str(where), message, hint=hint))
