"""One run at a time: what changes an archive waits until no other does."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING

from sitegen.locking import held
from sitegen.swapping import STATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.commands.command import Archive

PATIENCE = 600.0
"""Seconds to wait for another run."""
BUSY = "another run of sitegen is at work in this archive, such as a preview or a publication"


@contextmanager
def alone(archive: Archive, patience: float = PATIENCE) -> Iterator[None]:
    """Keeps other runs out of an archive; raises `LockedError` after having waited for long."""
    lock = held(archive.root / STATE / "lock", patience, lambda: archive.progress.say(f"waiting: {BUSY}"))
    with ExitStack() as stack:
        with suppress(OSError):  # where not even the lock can be written there is nothing to keep others from
            stack.enter_context(lock)
        yield
