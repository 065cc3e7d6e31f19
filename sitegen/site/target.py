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
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sitegen.site.folders import NO_FILE, NOTHING_KNOWN, Stamp, Tree, scan, stamp_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from sitegen.site.noting import Seen


class Late(Mapping[str, Stamp]):
    """Files with their stamps that are asked for when they are wanted."""

    def __init__(self, find: Callable[[], Mapping[str, Stamp]]) -> None:
        self._find = find
        self._found: Mapping[str, Stamp] | None = None

    def now(self) -> Mapping[str, Stamp]:
        if self._found is None:
            self._found = self._find()
        return self._found

    def __getitem__(self, path: str) -> Stamp:
        return self.now()[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self.now())

    def __len__(self) -> int:
        return len(self.now())


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


@dataclass(frozen=True, slots=True)
class Target:
    """Where to write, and what of it need not be written."""

    aside: str
    standing: str = ""
    """The site as it is; "" where there is none."""
    there: Mapping[str, Stamp] = field(default_factory=dict)
    """Its files."""
    kept: Kept = field(default_factory=Kept)
    empty: bool = False
    """Nothing lies in `aside` but what is put there."""

    def writer(self) -> Target:
        """The same without what a mere writer need not know."""
        return Target(self.aside, self.standing)

    def reusable(self, name: str, key: bytes) -> Mapping[str, Stamp] | None:
        """The files of a part, where it was made with this very key and nobody has touched them since."""
        known = self.kept.parts.get(name)
        if known is None or known[0] != key:
            return None
        there = self.there.now() if isinstance(self.there, Late) else self.there
        for path, stamp in known[1].items():
            if there.get(path) != stamp:
                return None
        return known[1]

    def place(self, path: str, content: bytes) -> tuple[Stamp, bool]:
        """Puts a file in place; its stamp, and whether it is another than before."""
        if self.standing:
            same = _stamp_if_same(os.path.join(self.standing, path), content)
            if same:
                return same, False
        target = os.path.join(self.aside, path)
        try:
            return _written(target, content), True
        except OSError:
            _clear_way(self.aside, path)
            return _written(target, content), True

    def complete(
        self, files: Mapping[str, Stamp], fresh: Iterable[str], held: Tree = NOTHING_KNOWN
    ) -> dict[str, Stamp]:
        """Makes `aside` the whole site: links in what stays as it is, takes away what is no part of it any more.

        `fresh` are those of the files that were written, `held` is what `aside` held before. The stamps come back, for
        a copy has one of its own.
        """
        fresh = set(fresh)
        if self.empty and len(fresh) == len(files):
            return dict(files)
        held = held if held.folders or self.empty else scan(self.aside)
        there = held.files()
        for path in there.keys() - files.keys():
            if not path.endswith("/"):
                with contextlib.suppress(FileNotFoundError, NotADirectoryError):  # it was in the way of another
                    os.unlink(os.path.join(self.aside, path))
        stamps = dict(files)
        for path, stamp in files.items():
            if path not in fresh and there.get(path, NO_FILE)[2] != stamp[2]:
                stamps[path] = self._linked(path, stamp)
        needed: set[str] = set()
        for path in files:
            folder = path.rpartition("/")[0]
            while folder and folder not in needed:
                needed.add(folder)
                folder = folder.rpartition("/")[0]
        for folder in sorted({*held.folders} - needed, reverse=True):
            if folder:
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
            os.unlink(above)
    target = os.path.join(base, *parts)
    if os.path.isdir(target) and not os.path.islink(target):
        shutil.rmtree(target)
    with contextlib.suppress(FileNotFoundError):
        os.unlink(target)
    os.makedirs(os.path.dirname(target), exist_ok=True)
