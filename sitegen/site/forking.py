"""How many processes there may be, and something small that another one does meanwhile."""

from __future__ import annotations

import contextlib
import marshal
import os
import sys
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from multiprocessing.connection import Connection

Result = TypeVar("Result")


def cores() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def may_fork() -> bool:
    """A forked process has everything already. Beside threads a fork is not safe, and on macOS never."""
    return sys.platform == "linux" and threading.active_count() == 1


@contextmanager
def meanwhile(make: Callable[[], Result], jobs: int) -> Iterator[Callable[[], Result]]:
    """Has another process make something of plain values; what is given waits for it.

    What that process cannot do, or where there is to be none, this one does when it is asked for it.
    """
    found: list[Result] = []
    receiver = process = None
    if jobs > 1 and may_fork():
        import multiprocessing

        context = multiprocessing.get_context("fork")
        receiver, sender = context.Pipe(duplex=False)
        process = context.Process(target=_tell, args=(sender, make))
        process.start()
        sender.close()

    def wait() -> Result:
        if not found and receiver:
            with contextlib.suppress(EOFError, OSError):
                found.append(marshal.loads(receiver.recv_bytes()))
        if not found:
            found.append(make())
        return found[0]

    try:
        yield wait
    finally:
        if receiver and process:
            receiver.close()
            process.kill()
            process.join()


def _tell(sender: Connection, make: Callable[[], Any]) -> None:
    with contextlib.suppress(OSError):
        sender.send_bytes(marshal.dumps(make()))
