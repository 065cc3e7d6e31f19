"""A whole archive on a disk that fills up, and publishing into a folder with another disk in it; run by test_faults.py:

    unshare -rm python -m tests.trust.small_disk FOLDER

Ends with 0 where every refusal was told, public/ and what was published stayed the old ones, and with room again all
came to what it comes to elsewhere.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

from tests.conftest import CLIPPING, ArchiveFolder
from tests.trust.faults import site

STORY = "---\ntitle: 第{number}篇\nid: s-{number}\n---\n\n石桥合龙，行人走了过去。\n"


def main(folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    _full(folder / "full")
    _two_disks(folder / "two")
    return 0


def _full(disk: Path) -> None:
    disk.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", disk], check=True)
    archive = ArchiveFolder(disk / "archive")
    archive.write("sitegen.toml", 'title = "测试"\n\n[traditional]\nserved = "no"\n')
    archive.write("seeds/a.txt", CLIPPING)
    assert archive.run("build").code == 0
    assert archive.run("publish", "../www", "--go", "--no-record").code == 0
    before, published = site(archive.root / "public"), site(disk / "www")
    for number in range(300):
        archive.write(f"content/手写/{number}.md", STORY.format(number=number))
    filled = disk / "filler"
    with filled.open("wb") as file:
        file.write(b"x" * 1_500_000)

    for command in (
        ("build",), ("export", "jsonl", "--out", "big.jsonl"), ("publish", "../www", "--go"), ("export", "zip"),
    ):  # fmt: skip
        if command[0] == "export":  # these are small: leave them next to nothing
            _fill(filled)
        done = archive.run(*command)
        assert done.code == 1, (command, done)
        assert "No space left" in done.err, (command, done.err)
        assert "Traceback" not in done.err, (command, done.err)
        assert (site(archive.root / "public"), site(disk / "www")) == (before, published), command
        assert not list(archive.root.glob("*.new")) + list(archive.root.glob("big*")), command
    subprocess.run(["mount", "-o", "remount,size=60m", disk], check=True)
    for command in (("build",), ("check", "--site"), ("publish", "../www", "--go", "--no-record"), ("export", "zip")):
        done = archive.run(*command)
        assert done.code == 0, (command, done.err)
    elsewhere = ArchiveFolder(disk.parent / "elsewhere")
    for name in ("seeds", "content"):
        shutil.copytree(archive.root / name, elsewhere.root / name)
    shutil.copy(archive.root / "sitegen.toml", elsewhere.root)
    assert elsewhere.run("build").code == 0
    assert site(archive.root / "public") == site(elsewhere.root / "public")


def _fill(file: Path) -> None:
    with file.open("ab", buffering=0) as opened:
        try:
            while True:
                opened.write(b"x" * 1024)
        except OSError:
            return


def _two_disks(folder: Path) -> None:
    """Files cannot be moved from one disk to another; some of the site's are on one of their own."""
    archive = ArchiveFolder(folder / "archive")
    archive.write("sitegen.toml", 'title = "测试"\n')
    archive.write("seeds/a.txt", CLIPPING)
    inner = folder / "www" / "stories"
    inner.mkdir(parents=True)
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=6m", "none", inner], check=True)
    done = archive.run("publish", "../www", "--go", "--no-record")
    assert done.code == 0, done.err
    there = {path: data for path, data in archive.files("../www").items() if path != ".sitegen-site"}
    assert there == archive.files("public")


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
