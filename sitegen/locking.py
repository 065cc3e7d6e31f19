"""One at a time: a file that the system holds for whoever is at work, and lets go of however that one ends."""

from __future__ import annotations

import contextlib
import errno
import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_STEP = 0.1
_BUSY = frozenset((errno.EAGAIN, errno.EACCES, errno.EDEADLK))


class LockedError(Exception):
    """Another run is at work here."""


@contextlib.contextmanager
def held(file: Path, patience: float = 0.0, waiting: Callable[[], None] | None = None) -> Iterator[None]:
    """Keeps others out; raises `LockedError` where one is at work for longer than `patience`, in seconds.

    `waiting` is called once, where there is somebody to wait for. A process that was forked from the holder holds it
    too: what a killed run left behind at work keeps the next one out until it has ended.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("ab") as opened:
        until = time.monotonic() + patience
        while not _locked(opened.fileno()):
            if time.monotonic() >= until:
                raise LockedError
            if waiting is not None:
                waiting()
                waiting = None
            time.sleep(_STEP)
        yield


def _locked(descriptor: int) -> bool:
    try:
        _lock(descriptor)
    except OSError as error:
        # A disk that knows no locks keeps nobody out; that is what it was without them.
        return error.errno not in _BUSY
    return True


def _lock(descriptor: int) -> None:
    try:
        import fcntl
    except ImportError:  # Windows
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]
    else:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
