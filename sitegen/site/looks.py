"""What a page owes to its theme: the templates it is made by, and the words and settings that all templates see."""

from __future__ import annotations

import re
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

_TAG = re.compile(r"\{%[-+]?\s*(?:extends|include|import|from)\b(.*?)[-+]?%\}", re.DOTALL)
_NAME = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)')""")


def template_keys(theme_dirs: Sequence[Path]) -> Mapping[str, bytes]:
    """For each template of these folders a key of its own text and of all that it takes from others."""
    texts = _texts(theme_dirs)
    names = {name: _named(text, texts) for name, text in texts.items()}
    return {name: _key(texts, _reached(name, names)) for name in texts}


def _texts(theme_dirs: Sequence[Path]) -> dict[str, bytes]:
    """The templates by the names under which they can be had: its own, and that with the theme's name before it."""
    texts: dict[str, bytes] = {}
    for folder in theme_dirs:
        base = folder / "templates"
        for file in sorted(base.rglob("*")) if base.is_dir() else []:
            if file.is_file():
                name = file.relative_to(base).as_posix()
                text = file.read_bytes()
                texts.setdefault(name, text)
                texts.setdefault(f"{folder.name}/{name}", text)
    return texts


def _named(text: bytes, texts: Mapping[str, bytes]) -> set[str]:
    """The templates that one names; all of them where it names one by anything but a plain text."""
    found: set[str] = set()
    for tag in _TAG.finditer(text.decode("utf-8", "replace")):
        name = _NAME.match(tag[1])
        if name is None or (name[1] or name[2]) not in texts:
            return set(texts)
        found.add(name[1] or name[2])
    return found


def _reached(name: str, names: Mapping[str, set[str]]) -> list[str]:
    reached = {name}
    waiting = [name]
    while waiting:
        more = names[waiting.pop()] - reached
        reached |= more
        waiting += more
    return sorted(reached)


def _key(texts: Mapping[str, bytes], names: Sequence[str]) -> bytes:
    digest = blake2b(digest_size=16)
    for name in names:
        digest.update(name.encode() + b"\0" + blake2b(texts[name]).digest())
    return digest.digest()
