"""How many processes there may be, and something small that another one does meanwhile."""

from __future__ import annotations

import contextlib
import marshal
import os
import signal
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Result = TypeVar("Result")


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """A forked process has everything already. Beside threads a fork is not safe, and on macOS never."""
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def meanwhile(make: Callable[[], Result], jobs: int) -> Iterator[Callable[[], Result]]:
    """Has another process make something of plain values that marshal knows; what is given waits for it.

    What that process cannot do, or where there is to be none, this one does when it is asked for it.
    """
    found: list[Result] = []
    other = _forked(make) if jobs > 1 and may_fork() else None

    def wait() -> Result:
        if not found and other:
            with contextlib.suppress(EOFError, OSError, ValueError):  # it was lost before it had told all
                found.append(marshal.loads(other.told.read()))
        if not found:
            found.append(make())
        return found[0]

    try:
        yield wait
    finally:
        if other:
            other.told.close()
            os.kill(other.process, signal.SIGKILL)
            os.waitpid(other.process, 0)


class _Other(NamedTuple):
    process: int
    told: BinaryIO


def _forked(make: Callable[[], Any]) -> _Other:
    """A process that makes it and tells, and nothing else: the library's own take a while to be imported."""
    receiver, sender = os.pipe()
    process = os.fork()
    if not process:
        try:
            os.close(receiver)
            with open(sender, "wb") as telling:  # noqa: PTH123 - a pipe has no path
                telling.write(marshal.dumps(make()))
        finally:
            os._exit(0)  # whatever happened: the other one does without
    os.close(sender)
    return _Other(process, open(receiver, "rb"))  # noqa: PTH123
