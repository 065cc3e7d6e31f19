"""Where a site is written: into an empty folder, or aside of the one that stands, of which most files can stay.

The new site is made in a folder of its own, `aside`. A file that comes out as it was is not written there: the old one
is linked in, so that it keeps its time and its place on the disk. `aside` may hold an earlier site, which shares most
files with this one already. Nothing in `standing` is ever changed.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import stat
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.site.folders import Stamp, stamp_of
from sitegen.site.survey import Survey, folders_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sitegen.site.noting import Seen


@dataclass(frozen=True, slots=True)
class Kept:
    """What the last build made, part by part: its key, and the files it made with their stamps."""

    parts: Mapping[str, tuple[bytes, Mapping[str, Stamp]]] = field(default_factory=dict)
    seen: Mapping[str, Seen] = field(default_factory=dict)
    """The stories that a page was planned from, as far as that is known."""
    marks: bytes = b""
    """What stood for what they said, `MARK` bytes each."""
    grounds: Mapping[str, bytes] = field(default_factory=dict)
    """For each template what stood for all else that pages are planned from."""
    paths: bytes = b""
    """Stood for the paths of all files, none of which was in another's way."""


@dataclass(frozen=True, slots=True)
class Target:
    """Where to write, and what of it need not be written."""

    aside: str
    standing: str = ""
    """The site as it is; "" where there is none."""
    kept: Kept = field(default_factory=Kept)
    empty: bool = True
    """Nothing lies in `aside` but what is put there."""
    survey: Callable[[], Survey] = Survey
    """What of `standing` and `aside` is otherwise than the build left it that `kept` is of."""

    def writer(self) -> Target:
        """The same without what a mere writer need not know."""
        return Target(self.aside, self.standing, empty=self.empty)

    def made(self) -> dict[str, Stamp]:
        """All files that the last build made."""
        return {path: stamp for _, files in self.kept.parts.values() for path, stamp in files.items()}

    def reusable(self, name: str, key: bytes) -> Mapping[str, Stamp] | None:
        """The files of a part, where it was made with this very key and nobody has touched them since."""
        known = self.kept.parts.get(name)
        return known[1] if known is not None and known[0] == key and self.untouched(name) else None

    def untouched(self, name: str) -> bool:
        """Whether the files of a part are there as the last build made them."""
        moved = self.survey().moved
        return not moved or moved.isdisjoint(self.kept.parts[name][1])

    def make_folders(self, paths: Iterable[str]) -> None:
        """Makes the folders of many files to come, where nothing is there yet; one may be made by others meanwhile.

        Nearly every page has a folder of its own. Made where they are missed they cost a try each, and processes that
        make them in the same folder wait for each other.
        """
        for folder in sorted(folders_of(paths)) if self.empty else ():
            with contextlib.suppress(OSError):
                os.mkdir(f"{self.aside}/{folder}")

    def drop_folders(self, paths: Iterable[str]) -> None:
        """Takes away the folders of files that did not come about, where nothing else is in them."""
        for folder in sorted(folders_of(paths), reverse=True):
            with contextlib.suppress(OSError):
                os.rmdir(f"{self.aside}/{folder}")

    def place(self, path: str, content: bytes) -> tuple[Stamp, bool]:
        """Puts a file in place; its stamp, and whether it is another than before."""
        if self.standing:
            same = _stamp_if_same(os.path.join(self.standing, path), content)
            if same:
                return same, False
        target = f"{self.aside}/{path}"
        try:
            return _written(target, content), True
        except OSError:
            _clear_way(self.aside, path)
            return _written(target, content), True

    def complete(self, files: Mapping[str, Stamp], fresh: Iterable[str]) -> dict[str, Stamp]:
        """Makes `aside` the whole site: links in what stays as it is, takes away what is no part of it any more.

        `fresh` are those of the files that were written. The stamps come back, for a copy has one of its own.
        """
        fresh = set(fresh)
        if self.empty and len(fresh) == len(files):
            return dict(files)
        made, found = self.made(), self.survey()
        gone = [path for path in (*found.strange, *(made.keys() - files.keys())) if path not in files]
        for path in gone:
            with contextlib.suppress(FileNotFoundError, NotADirectoryError, IsADirectoryError):
                os.unlink(os.path.join(self.aside, path))  # where it is not gone already, in the way of another
        wanted = files if found.unlinked is None else found.unlinked
        stamps = dict(files)
        for path in {*wanted, *[path for path, stamp in files.items() if made.get(path) != stamp]}:
            if path in files and path not in fresh:
                stamps[path] = self._linked(path, files[path])
        folders = {*found.folders, *folders_of(gone)}
        for folder in sorted(folders - folders_of(files), reverse=True) if folders else ():
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                os.rmdir(os.path.join(self.aside, folder))
        return stamps

    def _linked(self, path: str, stamp: Stamp) -> Stamp:
        """One more name for a file that stands; a copy where the disk knows no such names."""
        source, target = os.path.join(self.standing, path), os.path.join(self.aside, path)
        try:
            os.link(source, target)
            return stamp
        except OSError:
            pass
        _clear_way(self.aside, path)
        try:
            os.link(source, target)
        except OSError:
            shutil.copy2(source, target)
            return stamp_of(os.stat(target))
        return stamp


def _stamp_if_same(file: str, content: bytes) -> Stamp | None:
    """The stamp of a file that has this content, None where it has another or there is none."""
    try:
        descriptor = os.open(file, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0))
    except OSError:
        return None
    try:
        state = os.fstat(descriptor)
        if state.st_size != len(content) or not stat.S_ISREG(state.st_mode):
            return None
        with os.fdopen(os.dup(descriptor), "rb") as opened:
            return stamp_of(state) if opened.read() == content else None
    finally:
        os.close(descriptor)


def _written(target: str, content: bytes) -> Stamp:
    """Writes a new file; never into an old one, which may be a file of the site that stands."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    try:
        descriptor = os.open(target, flags, 0o666)
    except FileNotFoundError:
        try:
            os.mkdir(os.path.dirname(target))  # nearly always one folder is all that is missing
        except OSError:
            os.makedirs(os.path.dirname(target), exist_ok=True)
        descriptor = os.open(target, flags, 0o666)
    except FileExistsError:
        os.unlink(target)
        descriptor = os.open(target, flags, 0o666)
    try:
        rest = memoryview(content)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
        return stamp_of(os.fstat(descriptor))
    finally:
        os.close(descriptor)


def _clear_way(base: str, path: str) -> None:
    """Takes away whatever stands where a file is to be, or a folder above it, and makes those folders."""
    parts = path.split("/")
    for count in range(1, len(parts)):
        above = os.path.join(base, *parts[:count])
        if os.path.lexists(above) and (os.path.islink(above) or not os.path.isdir(above)):
            with contextlib.suppress(OSError):  # another process was quicker, and it may be a folder by now
                os.unlink(above)
    target = os.path.join(base, *parts)
    if os.path.isdir(target) and not os.path.islink(target):
        shutil.rmtree(target)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(target)
    os.makedirs(os.path.dirname(target), exist_ok=True)
