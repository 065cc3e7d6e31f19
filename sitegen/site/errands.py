"""What can be done in any order, by this process or by others meanwhile."""

from __future__ import annotations

import itertools
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from sitegen.site.forking import may_fork
from sitegen.site.lost import WorkerLostError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from concurrent.futures import Future, ProcessPoolExecutor

Item = TypeVar("Item")
Result = TypeVar("Result")


def each(make: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """What `make`, a function of a module or a partial of one, makes of each item, in their order."""
    yield from begun(make, items, jobs)


def begun(make: Callable[[Item], Result], items: Sequence[Item], jobs: int) -> Iterator[Result]:
    """The same; where others do it they are at it already."""

    def run() -> Iterator[Any]:
        with beside([Errands([partial(make, item) for item in items])], jobs) as (made,):
            yield None
            yield from made

    running = run()
    next(running)
    return running


class Errands(NamedTuple):
    """What can be done in any order; `anywhere`: also in a process that starts from nothing and is sent it."""

    calls: Sequence[Callable[[], Any]]
    anywhere: bool = True


@contextmanager
def beside(rows: Sequence[Errands], jobs: int) -> Iterator[list[Iterator[Any]]]:
    """What comes of each row of errands, in its order. They are done meanwhile, the first ones first, by others.

    What cannot be done by others is done when it is asked for.
    """
    every = [call for row in rows for call in row.calls]
    if jobs < 2 or len(every) < 2:
        yield [_done(row.calls) for row in rows]
        return
    fork = may_fork()
    _here[:] = [every]
    try:
        with processes(min(jobs, len(every)), fork) as pool:
            numbers = itertools.count()
            yield [
                _waited([pool.submit(_errand, next(numbers)) if fork else pool.submit(call) for call in row.calls])
                if fork or row.anywhere
                else _done(row.calls)
                for row in rows
            ]
    finally:
        _here.clear()


def _done(calls: Iterable[Callable[[], Result]]) -> Iterator[Result]:
    return (call() for call in calls)


def _waited(works: list[Future[Result]]) -> Iterator[Result]:
    works.reverse()
    while works:  # what came of one is gone when it has been looked at
        yield works.pop().result()


def _errand(number: int) -> Any:
    return _here[0][number]()


_here: list[Any] = []
"""Of a process that was forked: what there is to do."""


@contextmanager
def processes(
    jobs: int, fork: bool, begin: Callable[..., None] | None = None, given: tuple[Any, ...] = ()
) -> Iterator[ProcessPoolExecutor]:
    """So many processes; raises `WorkerLostError` where one of them is ended from outside."""
    import multiprocessing
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    context = multiprocessing.get_context("fork" if fork else "spawn")
    pool = ProcessPoolExecutor(jobs, context, begin, given)
    try:
        yield pool
    except BrokenProcessPool:
        raise WorkerLostError from None
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
