"""The content folder on disk: whole files or none, one writer at a time."""

from __future__ import annotations

import contextlib
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from sitegen.locking import held

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

STATE = ".sitegen"
"""Folder for the lock and the journal; never committed."""
_ID_LINE = re.compile(rb"^id: ?\"?([a-z0-9-]+)\"?[ \t\r]*$", re.MULTILINE)


@contextlib.contextmanager
def locked(content_dir: Path) -> Iterator[None]:
    """Keeps a second writer out, who gets a `LockedError`."""
    with held(content_dir / STATE / "lock"):
        yield


def write_whole(path: Path, data: bytes) -> None:
    """Puts a file in place at once: a reader, or a kill at any instant, finds the old one or the new one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    # Hidden, and with an ending that no reader of content/ looks for. One name a process: a left-over is reused.
    aside = path.with_name(f".{path.stem[:40]}.{os.getpid()}.tmp")
    try:
        with aside.open("wb") as file:
            file.write(data)
            file.flush()
            if path.exists():
                # What replaces an older file must be on the disk first, or a power cut could take both. A new file
                # that is lost is made again.
                os.fsync(file.fileno())
                aside.chmod(path.stat().st_mode & 0o7777)
        aside.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            aside.unlink()
        raise


def remove(path: Path, content_dir: Path) -> None:
    """Takes a file away, and the folders that it leaves empty."""
    path.unlink(missing_ok=True)
    for folder in path.parents:
        if folder == content_dir:
            break
        try:
            folder.rmdir()
        except OSError:
            break


class Found(NamedTuple):
    """A story file as a glance shows it."""

    path: str
    id: str
    """As its front matter says; "" where it says none."""
    aliases: tuple[str, ...] = ()
    """Its earlier ids, likewise."""


NOTHING_SEEN: Mapping[str, Found] = {}
"""Of no story it is known what a glance would show."""


def story_paths(content_dir: Path) -> list[str]:
    """Every story file below a content folder, sorted; hidden ones and the clippings' own folder left out."""
    paths: list[str] = []
    stack = [""]
    while stack:
        below = stack.pop()
        try:
            entries = list(os.scandir(content_dir / below if below else content_dir))
        except OSError:
            continue
        for entry in entries:
            name = entry.name
            if name.startswith("."):
                continue
            path = f"{below}/{name}" if below else name
            if entry.is_dir(follow_symlinks=False):
                if path != "clippings":
                    stack.append(path)
            elif name.lower().endswith(".md") and entry.is_file():
                paths.append(path)
    return sorted(paths)


def glance(content_dir: Path, path: str) -> Found:
    """A story file's id and its earlier ones, by the first look that finds them."""
    try:
        descriptor = os.open(f"{content_dir}/{path}", os.O_RDONLY)
        try:
            head = os.read(descriptor, 4096)
        finally:
            os.close(descriptor)
    except OSError:
        return Found(path, "")
    end = head.find(b"\n---", 3)
    if end > 0 and head.startswith(b"---"):
        line = _ID_LINE.findall(head, 0, end + 1)
        if len(line) == 1 and b"aliases" not in head[:end]:
            return Found(path, line[0].decode())
    from sitegen.content.fields import tidy
    from sitegen.content.frontmatter import read_story  # with a parser of YAML, which few files need

    try:
        story, _ = read_story((content_dir / path).read_bytes(), path)
    except OSError:
        return Found(path, "")
    if story is None:
        return Found(path, "")
    value, aliases = story.values.get("id", ""), tidy("aliases", story.values.get("aliases", ()))
    return Found(path, value.strip() if isinstance(value, str) else "", tuple(aliases))


def clear_leftovers(content_dir: Path) -> None:
    """Takes away what a killed import left half-written; only the one that holds the lock may."""
    for folder, _, names in os.walk(content_dir):
        for name in names:
            if name.startswith(".") and name.endswith(".tmp"):
                with contextlib.suppress(OSError):
                    (Path(folder) / name).unlink()
