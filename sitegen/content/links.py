"""What a story's links and images mean inside content/."""

from __future__ import annotations

import posixpath
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

if TYPE_CHECKING:
    from pathlib import Path

PICTURES = frozenset((".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif"))
"""Ends of the names of pictures that a site can show."""


def inner_path(path: str, target: str) -> str | None:
    """The path below content/ that a link in the story at `path` means; None for one that leads elsewhere on purpose.

    A link is relative to its story, or from content/ where it begins with a slash. "" is one that would leave
    content/.
    """
    try:
        parts = urlsplit(target)
    except ValueError:
        return None
    if parts.scheme or parts.netloc or not parts.path:
        return None
    wanted = unquote(parts.path)
    folder = "" if wanted.startswith("/") else posixpath.dirname(path)
    inside = posixpath.normpath(posixpath.join(folder, wanted.lstrip("/")))
    return "" if inside.split("/")[0] == ".." or "\0" in inside else inside


def inner_file(content_dir: Path, path: str, target: str) -> str | None:
    """The path below content/ of the file that a link means, as the system names it; None where there is no file."""
    inside = inner_path(path, target)
    if not inside:
        return None
    for form in (inside, unicodedata.normalize("NFC", inside), unicodedata.normalize("NFD", inside)):
        try:
            if (content_dir / form).is_file():
                return form
        except (OSError, ValueError):
            return None
    return None
