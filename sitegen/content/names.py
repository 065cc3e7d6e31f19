"""Names of story files: as a person would write them, and safe on every file system."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from sitegen.content.frontmatter import nfc
from sitegen.slugs import digest_mark

if TYPE_CHECKING:
    from collections.abc import Container

LONGEST_TITLE = 120
"""Bytes of a title in a file name, forty ideographs: the whole path must stay below the 260 characters of Windows."""
NO_COUNTY = "未分县"
NO_TITLE = "无题"

# What Windows forbids in names, and what Obsidian cannot link to, in the full-width form that reads the same.
_FORBIDDEN = str.maketrans('<>:"/\\|?*#^[]', "＜＞：＂／＼｜？＊＃＾［］")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE)


def safe_name(text: str, longest: int = LONGEST_TITLE) -> str:
    """A file or folder name made from any text: NFC, at most `longest` bytes, "" where nothing is left."""
    name = nfc(text).translate(_FORBIDDEN)
    name = "".join(char if char.isprintable() else " " if char.isspace() else "" for char in name)
    name = _cut(" ".join(name.split()).lstrip(" .-_~"), longest).rstrip(" .")
    return f"{name}_" if _DEVICE.match(name) else name


def story_path(county: str, clipping: str, number: int, title: str, taken: Container[str]) -> str:
    """Where a new story goes: 岚溪县/a03/05 标题.md. `taken` holds `folded` paths that others have."""
    folders = [safe_name(county) or NO_COUNTY]
    if folders[0].casefold() == "clippings":  # where the clippings' own text is kept
        folders[0] += "_"
    folders += [safe_name(part) or "_" for part in PurePosixPath(clipping).with_suffix("").parts]
    stem = f"{number:02} {safe_name(title) or NO_TITLE}"
    for again in range(1, 10_000):
        name = stem if again == 1 else f"{stem} ({again})"
        path = "/".join((*folders, f"{name}.md"))
        if folded(path) not in taken:
            return path
    raise ValueError(f"no free name for {stem!r}")


def clipping_path(name: str, taken: Container[str]) -> str:
    """Where a clipping's text goes: clippings/a03.json."""
    parts = [safe_name(part, 200) or "_" for part in PurePosixPath(name).with_suffix("").parts]
    path = "/".join(("clippings", *parts))
    if folded(f"{path}.json") in taken:
        path += f"~{digest_mark(name, 6)}"
    return f"{path}.json"


def folded(path: str) -> str:
    """A path as file systems compare it that ignore case or composition."""
    return nfc(nfc(path).casefold())


def _cut(text: str, longest: int) -> str:
    return text.encode()[:longest].decode("utf-8", "ignore") if len(text.encode()) > longest else text
