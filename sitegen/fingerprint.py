"""Whether a clipping would be read as it was last time: a short text for all that this depends on beside the clipping.

It stands in the ledger of content/, so that an import splits and tags only what is new.
"""

from __future__ import annotations

import hashlib
import os
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.config import FILE_NAME

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.config import Config

_PACKAGE = Path(__file__).parent
_CODE = ("clippings/**/*.py", "tagging/**/*.py", "model.py", "han.py", "filenames.py")
_LIBRARIES = ("jinja2", "markupsafe", "markdown_it", "mdit_py_plugins", "opencc", "pypinyin")
_APART = {"starter", "build", "__pycache__", "traditional.toml"}
"""Data that say nothing of how a clipping is read."""
_BESIDE = (FILE_NAME, "readings.toml", "variants.toml", "pyproject.toml")
"""What else lies beside seeds/ and says nothing of it: settings of the site, lists for its pages, a program's own."""


def fingerprint(config: Config, root: Path) -> str:
    """Changes with the program's own reading, its data, the archive's corrections, and the settings that matter."""
    digest = hashlib.blake2b(digest_size=8)
    digest.update(repr((config.county, [pattern.pattern for pattern in config.filename_patterns])).encode())
    for path in _sources(root):
        digest.update(path.name.encode("utf-8", "surrogatepass") + b"\0")
        digest.update(hashlib.blake2b(path.read_bytes()).digest())
    return digest.hexdigest()


def program() -> bytes:
    """Changes with the program as it is installed: its own files, the libraries that it makes pages with, Python."""
    digest = hashlib.blake2b(sys.version.encode(), digest_size=16)
    for library in _LIBRARIES:
        found = find_spec(library)
        digest.update(repr(_state(found.origin) if found and found.origin else None).encode())
    stack = [str(_PACKAGE)]
    while stack:
        with os.scandir(stack.pop()) as entries:
            for entry in sorted(entries, key=lambda entry: entry.name):
                if entry.is_dir():
                    if entry.name != "__pycache__":
                        stack.append(entry.path)
                else:
                    digest.update(repr((entry.name, _state(entry.path))).encode("utf-8", "surrogatepass"))
    return digest.digest()


def _state(path: str) -> tuple[int, int]:
    state = os.stat(path)  # noqa: PTH116  # 200 files at every start
    return state.st_size, state.st_mtime_ns


def _sources(root: Path) -> Iterator[Path]:
    for pattern in _CODE:
        yield from sorted(_PACKAGE.glob(pattern))
    for path in sorted((_PACKAGE / "data").rglob("*")):
        if path.is_file() and not _APART & set(path.relative_to(_PACKAGE).parts):
            yield path
    yield from sorted(path for path in root.glob("*.toml") if path.name not in (*_BESIDE, *_APART))
