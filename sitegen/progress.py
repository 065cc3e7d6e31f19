"""How far the work is: a moving bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO, TypeVar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from sitegen.problems import Problem

T = TypeVar("T")
_LOUDNESS = {"error": -1, "warning": 0, "note": 1}


class Progress:
    """Plain lines; `verbosity` -1 says errors alone, 1 also notes and how long each step took."""

    def __init__(self, verbosity: int = 0, stream: TextIO | None = None) -> None:
        self.verbosity = verbosity
        self.stream = stream or sys.stderr

    def say(self, text: str, verbosity: int = 0) -> None:
        """One line, where this or more is to be said."""
        if self.verbosity >= verbosity:
            print(text, file=self.stream, flush=True)

    def show(self, problems: Iterable[Problem]) -> None:
        """The problems that are loud enough, each once."""
        for problem in dict.fromkeys(problems):
            self.say(str(problem), _LOUDNESS[problem.severity])

    def track(self, items: Sequence[T], what: str) -> Iterator[T]:
        """The items one by one, with a sign of how many are done."""
        with self.step(what):
            yield from items

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        """Around one step of the work."""
        started = time.perf_counter()
        yield
        self.say(f"{what} ({time.perf_counter() - started:.2f} s)", 1)


class TerminalProgress(Progress):
    """The same with a moving bar, by rich."""

    def track(self, items: Sequence[T], what: str) -> Iterator[T]:
        from rich.console import Console
        from rich.progress import track

        yield from track(items, what, console=Console(file=self.stream), transient=True)

    @contextmanager
    def step(self, what: str) -> Iterator[None]:
        from rich.console import Console

        with Console(file=self.stream).status(f"{what} …"), super().step(what):
            yield


def progress_for(verbosity: int, stream: TextIO | None = None) -> Progress:
    """What suits the stream: a bar where a person watches a terminal."""
    stream = stream or sys.stderr
    return (TerminalProgress if stream.isatty() and verbosity >= 0 else Progress)(verbosity, stream)
