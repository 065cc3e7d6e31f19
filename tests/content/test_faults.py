"""What the system refuses costs nothing that is there, is told, and is done by the next import."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sitegen.content import carry, load
from sitegen.content.store import locked
from tests.content.paper import files, in_child, page, stories, story

if TYPE_CHECKING:
    from pathlib import Path

LINES = ["头版", "第一段。", "二版", "第二段。"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


def test_a_second_writer_is_kept_out_with_a_clear_message(content: Path) -> None:
    carry([page(LINES, (1, 3))], content)
    before = files(content)
    with locked(content):
        report = carry([page([*LINES, "第三段。"], (1, 3))], content)
    assert [problem.message for problem in report.problems] == ["another import is writing here"]
    assert files(content) == before
    assert len(carry([page([*LINES, "第三段。"], (1, 3))], content).written) == 1


def test_a_place_that_cannot_be_written_is_told_and_the_rest_goes_on(content: Path) -> None:
    content.mkdir()
    (content / "平遥县").write_text("a file where a folder should be", "utf-8")
    one, two = page(LINES, (1, 3)), page(["别版", "第三段。"], name="b.txt", county="介休市")
    report = carry([one, two], content, reader="1")
    assert {problem.severity for problem in report.problems} == {"error"}
    assert len(report.problems) == 2
    assert list(stories(content)) == ["别版"]
    (content / "平遥县").unlink()
    report = carry([one, two], content, reader="1")
    assert report.problems == ()
    assert len(report.created) == 2


@pytest.mark.skipif(not hasattr(os, "fork"), reason="limits are set for a forked child alone")
def test_a_full_disk_leaves_every_file_whole(content: Path) -> None:
    """No file may grow beyond a limit, which a write then meets in the middle, as on a full disk."""
    long = [f"第{number}段。" + "长" * 200 for number in range(40)]
    carry([page(["头版", *long[:5], "二版", *long[5:8]], (1, 7))], content, all_clippings=True)
    before = {path: data for path, data in files(content).items() if path.endswith(".md")}
    bigger = page(["头版", *long[:5], "二版", *long[5:]], (1, 7))

    def work() -> int:
        import resource
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
        report = carry([bigger], content, all_clippings=True)
        return int(not any("cannot be written" in problem.message for problem in report.problems))

    assert in_child(work) == [0]
    assert {path: data for path, data in files(content).items() if path.endswith(".md")} == before
    assert not [path for path in files(content) if path.endswith(".tmp")]
    carry([bigger], content, all_clippings=True)
    assert long[-1] in story(content, stories(content)["二版"]).body
    assert load(content)[1] == []


def may_mount() -> bool:
    """True where a process may mount a file system in a space of its own."""
    try:
        return subprocess.run(["unshare", "-rm", "true"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.mark.skipif(not may_mount(), reason="no small disk can be mounted here; the limit above stands in for it")
def test_a_small_disk_that_fills_up(tmp_path: Path) -> None:
    ran = subprocess.run(
        ["unshare", "-rm", sys.executable, "-m", "tests.content.small_disk", tmp_path], capture_output=True, check=False
    )
    assert ran.returncode == 0, ran.stderr.decode()


def test_a_story_saved_while_the_import_works_is_left_alone(content: Path) -> None:
    """The file is compared again just before it is replaced; here another program saves it in between."""
    from sitegen.content.desk import Desk

    carry([page(LINES, (1, 3))], content)
    path = stories(content)["头版"]
    desk = Desk(content, "")
    identity = next(identity for identity, at in desk.paths.items() if at == path)
    text = desk.read(path)
    assert text is not None
    saved = (content / path).read_bytes().replace("第一段".encode(), "编者改".encode())
    (content / path).write_bytes(saved)
    assert not desk.update(desk.rows[identity], text, {"title": "机器改"}, None)
    assert (content / path).read_bytes() == saved
    assert desk.told.problems[0].severity == "warning"
