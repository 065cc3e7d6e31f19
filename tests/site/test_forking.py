"""What another process makes meanwhile is what this one would have made, also where that process is lost."""

from __future__ import annotations

import os
import signal

import pytest

from sitegen.site.forking import meanwhile


def here() -> tuple[str, int]:
    return "云", os.getpid()


@pytest.mark.parametrize("jobs", [1, 2])
def test_it_is_made_once_wherever_that_is(jobs: int) -> None:
    with meanwhile(here, jobs) as wait:
        assert wait()[0] == "云"
        assert wait() == wait()
        if jobs == 1:
            assert wait()[1] == os.getpid()


def test_what_is_not_asked_for_is_given_up() -> None:
    with meanwhile(here, 2):
        pass


def test_a_process_that_is_lost_is_stood_in_for() -> None:
    own = os.getpid()

    def make() -> int:
        if os.getpid() != own:
            os.kill(os.getpid(), signal.SIGKILL)
        return own

    with meanwhile(make, 2) as wait:
        assert wait() == own


def test_what_goes_wrong_is_told_where_it_is_asked_for() -> None:
    def make() -> int:
        raise PermissionError("no")

    with meanwhile(make, 2) as wait, pytest.raises(PermissionError):
        wait()
