"""Whoever changes an archive does it alone; others wait, and say so."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from typing import TYPE_CHECKING

import pytest

from sitegen.locking import LockedError, held
from sitegen.site.errands import each
from sitegen.site.lost import WorkerLostError
from tests.conftest import REPOSITORY
from tests.trust.faults import site

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ArchiveFolder

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(REPOSITORY)}


def sitegen(archive: ArchiveFolder, *arguments: str) -> subprocess.Popen[str]:
    """A run in a process of its own."""
    return subprocess.Popen(
        [sys.executable, "-m", "sitegen", *arguments],
        cwd=archive.root,
        env=ENVIRONMENT,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_a_second_one_waits_and_goes_on_when_the_first_has_ended(tmp_path: Path) -> None:
    file = tmp_path / "state" / "lock"
    told: list[str] = []
    ended = threading.Event()
    with held(file):
        with pytest.raises(LockedError), held(file):
            pass

        def second() -> None:
            with held(file, 20, lambda: told.append("waiting")):
                ended.set()

        other = threading.Thread(target=second)
        other.start()
        time.sleep(0.3)
        assert (told, ended.is_set()) == (["waiting"], False)
    other.join(20)
    assert (told, ended.is_set()) == (["waiting"], True)


def test_what_a_killed_run_left_at_work_keeps_the_next_out(tmp_path: Path) -> None:
    """A forked worker that outlives its run might still write."""
    file = tmp_path / "lock"
    with held(file):
        process = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
        process.start()
    with pytest.raises(LockedError), held(file):
        pass
    process.kill()
    process.join()
    with held(file):
        pass


def test_builds_at_once_come_to_one_right_site(archive: ArchiveFolder) -> None:
    archive.run("build")
    for number in range(4):
        archive.write(
            f"seeds/more-{number}.txt", f"第{number}座石桥合龙\n本报讯 近日，第{number}座石桥合龙，行人走了过去。\n"
        )
    runs = [sitegen(archive, "build") for _ in range(3)]
    told = [run.communicate(timeout=60)[1] for run in runs]
    assert [run.returncode for run in runs] == [0, 0, 0], told
    together = site(archive.root / "public"), site(archive.root / "content")
    for folder in ("public", ".sitegen", "content"):
        subprocess.run(["rm", "-rf", archive.root / folder], check=True)
    assert archive.run("build").code == 0
    assert (site(archive.root / "public"), site(archive.root / "content")) == together


def test_a_build_waits_for_another_and_says_so(archive: ArchiveFolder) -> None:
    with held(archive.root / ".sitegen" / "lock"):
        run = sitegen(archive, "build")
        assert run.stderr is not None
        assert "waiting: another run of sitegen is at work" in run.stderr.readline()
        assert not (archive.root / "public").exists()
    assert run.wait(60) == 0
    assert (archive.root / "public" / "index.html").is_file()
    run.stderr.close()


def _die(number: int) -> int:
    if number == 7:
        os.kill(os.getpid(), signal.SIGKILL)
    return number


def test_a_worker_that_is_killed_is_told_and_waited_for_no_longer() -> None:
    with pytest.raises(WorkerLostError):
        list(each(_die, range(40), 2))
    assert list(each(abs, range(40), 2)) == list(range(40))


@pytest.mark.skipif(sys.platform != "linux", reason="the children of a process are found in /proc")
def test_a_build_of_which_a_worker_is_killed_leaves_the_site_as_it_was(archive: ArchiveFolder) -> None:
    archive.run("build")
    before = site(archive.root / "public")
    for number in range(240):
        archive.write(f"content/手写/{number}.md", f"---\ntitle: 第{number}篇\nid: s-{number}\n---\n\n石桥合龙。\n")
    run = sitegen(archive, "build", "--jobs", "2")
    children = f"/proc/{run.pid}/task/{run.pid}/children"
    struck = False
    while run.poll() is None and not struck:
        with open(children) as file:  # noqa: PTH123 - gone when the run is
            found = file.read().split()
        # What one alone does beside this one, such as looking at folders, is done again where it is lost.
        if len(found) > 2:
            os.kill(int(found[-1]), signal.SIGKILL)
            struck = True
    told = run.communicate(timeout=60)[1]
    assert struck
    assert run.returncode == 1
    assert "a process that shared the work was ended from outside" in told
    assert "Traceback" not in told
    assert site(archive.root / "public") == before
    assert archive.run("build").code == 0
    assert archive.run("check", "--site").code == 0
