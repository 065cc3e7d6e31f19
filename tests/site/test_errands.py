"""Errands come back in their order whoever does them: this process, forked ones, or ones that start from nothing."""

from __future__ import annotations

import os
import time
from functools import partial
from typing import TYPE_CHECKING

import pytest

from sitegen.site.errands import Errands, begun, beside, each

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.usefixtures("beside_a_thread")
def test_each_keeps_the_order_also_in_processes_that_start_from_nothing() -> None:
    assert list(each(abs, [-3, 2, -1], 2)) == [3, 2, 1]


def test_what_is_begun_is_done_before_anybody_asks(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a", "b", "c")]
    running = begun(os.mkdir, files, 2)
    until = time.monotonic() + 20
    while not all(file.is_dir() for file in files):
        assert time.monotonic() < until
        time.sleep(0.01)
    assert list(running) == [None] * 3


def in_rows() -> tuple[list[int], list[int]]:
    """Two rows of errands, of which the second can be sent to nobody."""
    rows = [
        Errands([partial(abs, -3), partial(abs, 2)]),
        Errands([lambda: 5, lambda: 4], anywhere=False),
    ]
    with beside(rows, 2) as (first, second):
        later = list(second)
        return list(first), later


def test_errands_come_back_row_by_row() -> None:
    assert in_rows() == ([3, 2], [5, 4])


@pytest.mark.usefixtures("beside_a_thread")
def test_errands_that_cannot_be_sent_are_done_here() -> None:
    assert in_rows() == ([3, 2], [5, 4])
