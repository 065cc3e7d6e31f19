"""What the system takes away in the middle of the work: room, permission, the file that is being read, the time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from tests.conftest import CLIPPING, REPOSITORY, SECOND, ArchiveFolder
from tests.content.test_faults import may_mount
from tests.trust.faults import site

if TYPE_CHECKING:
    from pathlib import Path


def anew(archive: ArchiveFolder, folder: Path) -> str:
    """The site that the same archive has where it is made from nothing."""
    for name in ("seeds", "content"):
        shutil.copytree(archive.root / name, folder / name)
    shutil.copy(archive.root / "sitegen.toml", folder)
    assert ArchiveFolder(folder).run("build").code == 0
    return site(folder / "public")


@pytest.mark.skipif(not may_mount(), reason="no small disk can be mounted here; limits stand in for it elsewhere")
def test_a_disk_that_fills_up_or_ends_in_the_middle(tmp_path: Path) -> None:
    command = ["unshare", "-rm", sys.executable, "-m", "tests.trust.small_disk", tmp_path / "disks"]
    ran = subprocess.run(command, capture_output=True, check=False, cwd=REPOSITORY)
    assert ran.returncode == 0, ran.stderr.decode()


@pytest.mark.parametrize("kept", ["public", ".", "content"])
def test_a_place_that_may_not_be_written_is_told_and_all_stays_as_it_was(archive: ArchiveFolder, kept: str) -> None:
    assert archive.run("build").code == 0
    archive.write("seeds/b.txt", SECOND)
    before = site(archive.root / "public")
    places = [archive.root / kept, *(path for path in (archive.root / kept).rglob("*") if path.is_dir())]
    for place in places if kept != "." else places[:1]:
        place.chmod(0o555)
    try:
        done = bound(archive, "build")
    finally:
        for place in places:
            place.chmod(0o755)
    assert "Traceback" not in done.stderr, done.stderr
    if done.returncode:
        assert "error: " in done.stderr
        assert site(archive.root / "public") == before
    assert archive.run("build").code == 0
    assert site(archive.root / "public") != before
    assert archive.run("check", "--site").code == 0


def test_an_archive_that_may_only_be_read_is_told_of(archive: ArchiveFolder) -> None:
    archive.root.chmod(0o555)
    try:
        done = bound(archive, "build")
    finally:
        archive.root.chmod(0o755)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert "Permission denied" in done.stderr


def bound(archive: ArchiveFolder, *arguments: str) -> subprocess.CompletedProcess[str]:
    """A run that permissions bind, whoever runs the tests: root may write anywhere unless it gives that up."""
    command = [sys.executable, "-m", "sitegen", *arguments]
    if os.geteuid() == 0:
        command = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search,-fowner", *command]
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    return subprocess.run(command, cwd=archive.root, env=environment, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("spoilt", ["seeds/a.txt", "content/clippings/a.json", "sitegen.toml"])
def test_a_file_that_may_not_be_read_is_told(archive: ArchiveFolder, spoilt: str) -> None:
    assert archive.run("build").code == 0
    before = site(archive.root / "public")
    archive.write("seeds/b.txt", SECOND)
    (archive.root / spoilt).chmod(0)
    try:
        done = bound(archive, "build")
    finally:
        (archive.root / spoilt).chmod(0o644)
    assert (done.returncode, "Traceback" in done.stderr) == (1, False), done.stderr
    assert spoilt in done.stderr
    assert site(archive.root / "public") == before
    assert archive.run("build").code == 0


def test_files_that_change_while_they_are_read_come_out_right_in_the_end(
    archive: ArchiveFolder, tmp_path: Path
) -> None:
    """A clipping and a story are written again and again, in place, while builds run."""
    assert archive.run("build").code == 0
    story = next((archive.root / "content").rglob("*.md"))
    first, ended = story.read_text("utf-8"), threading.Event()

    def write() -> None:
        number = 0
        while not ended.wait(0.002):
            number += 1
            archive.write("seeds/b.txt", SECOND * (1 + number % 3))
            archive.write("seeds/c.txt", CLIPPING.replace("十里", f"{number}里"))

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(8):
            assert "Traceback" not in archive.run("build").err
    finally:
        ended.set()
        writer.join()
    archive.write("seeds/b.txt", SECOND)
    archive.write("seeds/c.txt", CLIPPING.replace("十里", "百里"))
    assert archive.run("build").code == 0
    assert story.read_text("utf-8") == first
    assert site(archive.root / "public") == anew(archive, tmp_path / "anew")
    said = "".join(path.read_text("utf-8") for path in (archive.root / "content").rglob("*.md"))
    assert "百里灌渠" in said


def test_a_clock_that_goes_back_hides_no_change(archive: ArchiveFolder, tmp_path: Path) -> None:
    """Files bear times to come, and then earlier ones, or those of what stood there before."""
    seed = archive.write("seeds/a.txt", CLIPPING)
    ahead = 4_000_000_000_000_000_000
    for path in (archive.root / "seeds").iterdir():
        os.utime(path, ns=(ahead, ahead))
    assert archive.run("build").code == 0
    for number, shift in enumerate((0, -(10**18), 10**9, 0)):
        word = "一二三四"[number]
        archive.write("seeds/a.txt", CLIPPING.replace("十里", f"{word}里"))
        os.utime(seed, ns=(ahead + shift, ahead + shift))
        for path in (archive.root / "content").rglob("*.md"):
            os.utime(path, ns=(ahead, ahead))
        assert archive.run("build").code == 0
        story = next((archive.root / "content").rglob("*.md"))
        assert f"{word}里灌渠" in story.read_text("utf-8")
        edited = story.read_text("utf-8")
        story.write_text(edited.replace("渠水", "井水" if number % 2 else "渠水"), "utf-8")
        os.utime(story, ns=(ahead, ahead))
        assert archive.run("build").code == 0
        story.write_text(edited, "utf-8")
        os.utime(story, ns=(ahead, ahead))
    assert archive.run("build").code == 0
    assert site(archive.root / "public") == anew(archive, tmp_path / "anew")


def test_a_day_before_the_last_publication_is_no_trouble(
    archive: ArchiveFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for epoch, word in (("1800000000", "十里"), ("1700000000", "百里"), ("1750000000", "千里")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
        archive.write("seeds/a.txt", CLIPPING.replace("十里", word))
        assert archive.run("build").code == 0
        assert archive.run("publish", "../www", "--go").code == 0
        assert archive.run("publish", "../www", "--go").err.endswith("files are the same\n")
    assert archive.run("check", "--site", str(tmp_path / "www")).code == 0
