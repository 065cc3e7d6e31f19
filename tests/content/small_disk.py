"""Imports onto a disk of a few hundred kilobytes: run by test_faults.py where a file system may be mounted.

    unshare -rm python -m tests.content.small_disk FOLDER

Ends with 0 where every file stayed whole, the edit was kept, and the next import with room finished the work.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from sitegen.content.carrying import carry
from sitegen.content.frontmatter import read_story
from tests.content.paper import Item, edit, files, page, stories

TEXT = "平遥县岳壁乡的梨花开了，来看花的人一天比一天多，村里的小路也热闹起来。" * 20


def pages(count: int, word: str) -> list[Item]:
    """So many clippings of four stories each."""
    lines = [[f"{word}{number}版{at}" if at % 3 == 0 else TEXT for at in range(12)] for number in range(count)]
    return [page(text, (1, 4, 7, 10), f"{number}.txt") for number, text in enumerate(lines)]


def main(folder: Path) -> int:
    """Fills the disk by an import, then gives it room."""
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=700k", "none", folder], check=True)
    content = folder / "content"
    carry(pages(4, "旧"), content, all_clippings=True)
    edited = stories(content)["旧0版0"]
    edit(content, edited, "平遥县岳壁乡", "编者订正")
    filled = carry(pages(60, "新"), content, all_clippings=True)
    assert any("No space left" in problem.message for problem in filled.problems), filled.problems
    for path, data in files(content).items():
        assert not path.endswith(".tmp"), path
        if path.endswith(".md"):
            story, _ = read_story(data, path)
            assert story is not None, f"half-written: {path}"
            assert story.body.strip(), f"half-written: {path}"
    assert "编者订正" in (content / edited).read_text("utf-8")
    subprocess.run(["mount", "-o", "remount,size=20m", folder], check=True)
    done = carry(pages(60, "新"), content, all_clippings=True)
    assert not [problem for problem in done.problems if problem.severity == "error"], done.problems
    assert len(stories(content)) == 60 * 4
    assert "编者订正" in (content / edited).read_text("utf-8")
    again = carry(pages(60, "新"), content, all_clippings=True)
    assert (again.created, again.written, again.removed) == ((), (), ())
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
