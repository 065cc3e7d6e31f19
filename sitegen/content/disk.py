"""Files as bytes, with as little ado as can be; of many the disk is asked for the next ones ahead."""

from __future__ import annotations

import contextlib
import os
from collections import deque
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

AHEAD = 32
"""Files that are asked for before they are read: so many the disk can be at while those before them are looked at."""
_PIECE = 65_536


def bytes_of(file: str, links: bool = True) -> bytes | None:
    """The bytes of a file; None where it cannot be read, or is a link and may not be."""
    opened = _opened(file, links)
    return None if opened is None else _read(opened)


def bytes_ahead(files: Sequence[str], links: bool = True) -> Iterator[bytes | None]:
    """The same of many, in their order.

    What the system still has in memory is read as fast as one by one. For what it has not there is little to wait: of
    small files it would fetch each when it is read, and nothing before.
    """
    if not hasattr(os, "posix_fadvise"):
        yield from (bytes_of(file, links) for file in files)
        return
    ahead: deque[int | None] = deque()
    try:
        for file in files:
            ahead.append(_asked_for(file, links))
            if len(ahead) > AHEAD:
                yield _next(ahead)
        while ahead:
            yield _next(ahead)
    finally:
        for opened in ahead:
            if opened is not None:
                os.close(opened)


def ask_for(files: Iterable[str]) -> None:
    """Has the system fetch files that will be read before long; of those that cannot be read nothing is said."""
    if hasattr(os, "posix_fadvise"):
        for file in files:
            opened = _asked_for(file, links=True)
            if opened is not None:
                os.close(opened)


def _next(ahead: deque[int | None]) -> bytes | None:
    opened = ahead.popleft()
    return None if opened is None else _read(opened)


def _asked_for(file: str, links: bool) -> int | None:
    opened = _opened(file, links)
    if opened is not None:
        with contextlib.suppress(OSError):  # what is no file is read as it comes
            os.posix_fadvise(opened, 0, 0, os.POSIX_FADV_WILLNEED)
    return opened


def _opened(file: str, links: bool) -> int | None:
    if not links and not hasattr(os, "O_NOFOLLOW"):
        return None
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0)
    try:
        return os.open(file, flags if links else flags | os.O_NOFOLLOW)
    except OSError:
        return None


def _read(opened: int) -> bytes | None:
    """All that is left to read of it; it is closed."""
    try:
        found = os.read(opened, _PIECE)
        while more := os.read(opened, _PIECE):  # on some disks a read gives less than there is
            found += more
        return found
    except OSError:
        return None
    finally:
        os.close(opened)
