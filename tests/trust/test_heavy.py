"""Input meant to take all the time or memory there is: each is done in a process that is given little of both."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from sitegen.content.frontmatter import DEEPEST, read_story
from sitegen.content.markdown import to_blocks

if TYPE_CHECKING:
    from tests.conftest import ArchiveFolder

MEMORY = 1200
"""Megabytes; a build of a small archive takes some 150."""
SECONDS = 25
"""Of a processor's time; a build of a small archive takes one or two."""
LIMITED = f"""
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, ({MEMORY} << 20, {MEMORY} << 20))
resource.setrlimit(resource.RLIMIT_CPU, ({SECONDS}, {SECONDS}))
from sitegen.cli import main
sys.exit(main(sys.argv[1:]))
"""
ALIASES = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
"""Nine to the ninth texts, were references followed."""
FRONT_MATTERS = {
    "aliases": ALIASES,
    "deep": "a: " + "[" * 5000 + "]" * 5000 + "\n",
    "deep lines": "".join(" " * depth + "a:\n" for depth in range(2000)),
    "merge": "a: &a {b: 1}\nc:\n  <<: *a\n",
    "objects": "a: !!python/object/apply:os.system ['touch pwned']\n",
    "many fields": "".join(f"f{number}: x\n" for number in range(20_000)),
    "many items": "topics:\n" + "".join(f"  - 主题{number}\n" for number in range(3000)),
    "one long line": "title: " + "甲" * 1_000_000 + "\n",
    "quotes": "".join(f'a{number}: "\n' for number in range(2000)),
    "lines": "lines: 1-999999999\nconfidence: nan\ndate: 9999-12-31\n",
}
PAGES = {
    "10 MB of one line": "甲乙丙丁" * 850_000,
    "a million blank lines": "\n" * 1_000_000 + "标题\n本报讯 正文。\n",
    "a million line ends": "标题\r本报讯\r\n" + "\r" * 500_000 + "\n" * 500_000,
    "many titles": "标题\n本报讯 正文。\n" * 120,
    "brackets": "（" * 20_000 + "\n" + "“" * 20_000 + "\n本报讯 " + "《" * 20_000 + "）" * 20_000,
    "spaces": ("　" * 5000 + "甲" + " " * 5000 + "\n") * 40,
    "figures": "1" * 100_000 + "万" * 1000 + "." * 10_000 + "\n" + "二〇" * 20_000 + "年\n",
    "names": "记者" + "张三 " * 20_000 + "\n",
}
MARKDOWNS = {
    "brackets": "[" * 30_000 + "]" * 30_000,
    "images": "![" * 20_000,
    "stars": "*a **a " * 10_000,
    "underlines": "_" * 50_000 + "a" + "_" * 50_000,
    "quotations": ">" * 20_000 + "a",
    "lists": "".join("  " * depth + "- a\n" for depth in range(600)),
    "tables": "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + ("|b" * 1000 + "|\n") * 50,
    "code": "`" * 30_000 + "a" + "`" * 20_000,
    "footnotes": "".join(f"[^{number}]" for number in range(3000)) + "\n\n" + "[^1]: a\n" * 1000,
    "links": "[a](" * 10_000 + "b" + ")" * 10_000,
    "entities": "&amp;" * 50_000,
    "headings": "# " * 20_000 + "\n" + "a\n===\n" * 3000,
}


def limited(archive: ArchiveFolder, *arguments: str) -> subprocess.CompletedProcess[str]:
    """What `sitegen ARGUMENTS` does where it may take neither much memory nor much time."""
    return subprocess.run(
        [sys.executable, "-c", LIMITED, *arguments], cwd=archive.root, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("name", FRONT_MATTERS)
def test_a_front_matter_is_read_or_refused_and_never_unfolded(name: str) -> None:
    story, problems = read_story(f"---\n{FRONT_MATTERS[name]}---\n正文。\n".encode(), "a.md")
    assert story is not None or problems
    assert sum(len(value) for value in story.values.values()) < 2_000_000 if story else True
    assert DEEPEST < 100


@pytest.mark.parametrize("name", MARKDOWNS)
def test_markdown_that_nests_without_end_is_made_up_in_seconds(name: str) -> None:
    began = time.process_time()
    assert to_blocks(MARKDOWNS[name])
    assert time.process_time() - began < SECONDS


def test_stories_that_bomb_are_built_or_refused_in_little_time_and_memory(archive: ArchiveFolder) -> None:
    for number, (name, text) in enumerate(FRONT_MATTERS.items()):
        if name != "many items":  # each would be a page of its own, which is no attack
            archive.write(f"content/f{number}.md", f"---\n{text}---\n正文。\n")
    done = limited(archive, "build", "--jobs", "1")
    assert done.returncode in (0, 1), done.stderr[-3000:]
    assert "Traceback" not in done.stderr
    assert not (archive.root / "pwned").exists()
    assert (archive.root / "public" / "index.html").exists()


def test_clippings_that_bomb_are_split_in_little_time_and_memory(archive: ArchiveFolder) -> None:
    for number, text in enumerate(PAGES.values()):
        archive.write(f"seeds/p{number}.txt", text)
    archive.write("seeds/p0.toml", "paper = " + "[" * 2000 + "]" * 2000 + "\n")
    archive.write("seeds/p1.toml", "\n".join(f"a{number}.b.c.d = 1" for number in range(3000)))
    done = limited(archive, "import")
    assert done.returncode in (0, 1), done.stderr[-3000:]
    assert "Traceback" not in done.stderr


def test_settings_that_nest_too_deeply_are_refused(archive: ArchiveFolder) -> None:
    archive.write("sitegen.toml", "title = " + "[" * 50_000)
    done = limited(archive, "check")
    assert done.returncode == 2, done.stderr[-2000:]
    assert "Traceback" not in done.stderr
