"""Files of a site are put where they belong, whatever stood there before and whoever else writes there."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TYPE_CHECKING

import pytest

from sitegen.site.target import Target

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WRITERS = 8


@pytest.fixture
def hasty() -> Iterator[None]:
    """Threads that take turns as often as can be."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("hasty")
def test_a_file_in_the_way_is_cleared_by_several_at_once(tmp_path: Path) -> None:
    """One is the first to take it away; the others must not stumble over the folder that is there by then."""
    with ThreadPoolExecutor(WRITERS) as pool:
        for number in range(300):
            aside = tmp_path / str(number)
            aside.mkdir()
            (aside / "towns").write_text("a page of an earlier site")
            target, start = Target(str(aside)), Barrier(WRITERS)

            def write(name: str, target: Target = target, start: Barrier = start) -> None:
                start.wait()
                target.place(f"towns/{name}", name.encode())

            names = [f"{one}.html" for one in range(WRITERS)]
            list(pool.map(write, names))
            assert sorted(file.name for file in (aside / "towns").iterdir()) == names
