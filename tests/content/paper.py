"""Small clippings and readings of them for the tests: a line is a paragraph, a cut is where a story begins."""

from __future__ import annotations

import hashlib
import os
import warnings
from typing import TYPE_CHECKING

from sitegen.clippings.reading import text_lines
from sitegen.content.frontmatter import StoryText, read_story
from sitegen.model import Clipping, Imprint, Passage, Split, Story, Tag, Tags

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

Item = tuple[Clipping, Split, tuple[Tags, ...]]


def page(lines: Sequence[str], cuts: Iterable[int] = (1,), name: str = "a.txt", county: str = "平遥县") -> Item:
    """A clipping of these lines, read as stories that begin at the lines `cuts`, their headlines."""
    text = "\n".join(lines)
    clipping = Clipping(
        name,
        text_lines(text),
        Imprint(),
        "utf-8",
        "valid UTF-8",
        hashlib.sha256(text.encode()).hexdigest(),
    )
    starts = sorted({cut for cut in cuts if 1 <= cut <= len(lines)})
    stories = []
    for start, after in zip(starts, [*starts[1:], len(lines) + 1], strict=True):
        body = tuple(Passage("paragraph", lines[at - 1], ((at, at),)) for at in range(start + 1, after))
        stories.append(
            Story("", lines[start - 1], "", body, lines=((start, after - 1),), title_lines=((start, start),))
        )
    tags = tuple(Tags(county=Tag(county) if county else None) for _ in stories)
    return clipping, Split(name, tuple(stories)), tags


def in_child(*works: Callable[[], int]) -> list[int]:
    """Does things in forked children at once, which may be killed; how each ended: its code, or minus the signal."""
    children = []
    for work in works:
        with warnings.catch_warnings():
            # Newer Pythons warn of forking where there are threads; the child here uses none.
            warnings.simplefilter("ignore", DeprecationWarning)
            child = os.fork()
        if child == 0:  # pragma: no cover - the child ends here
            code = 99
            try:
                code = work()
            finally:
                os._exit(code)
        children.append(child)
    return [os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) for child in children]


def files(content: Path) -> dict[str, bytes]:
    """Everything in a content folder that is committed, by path."""
    return {
        path.relative_to(content).as_posix(): path.read_bytes()
        for path in sorted(content.rglob("*"))
        if path.is_file() and ".sitegen" not in path.parts
    }


def stamps(content: Path) -> dict[str, tuple[bytes, int, int]]:
    """The same with times and inodes: what a write that changes nothing would change."""
    return {
        path: (data, (content / path).stat().st_mtime_ns, (content / path).stat().st_ino)
        for path, data in files(content).items()
    }


def story(content: Path, path: str) -> StoryText:
    """One story file in parts."""
    parts, problems = read_story((content / path).read_bytes(), path)
    assert parts is not None, problems
    return parts


def stories(content: Path) -> dict[str, str]:
    """The path of each story file by its title."""
    return {str(story(content, path).values["title"]): path for path in files(content) if path.endswith(".md")}


def edit(content: Path, path: str, before: str, after: str) -> None:
    """What an editor does in Notepad."""
    text = (content / path).read_text("utf-8")
    assert before in text, text
    (content / path).write_text(text.replace(before, after), "utf-8", newline="")
