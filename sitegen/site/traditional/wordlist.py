"""The editable list of words whose other form OpenCC's own dictionaries get wrong: the package's and an archive's."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib import resources
from typing import TYPE_CHECKING, Any

from sitegen.problems import Problem
from sitegen.tomlplaces import line_of, line_of_error, read_toml

if TYPE_CHECKING:
    from pathlib import Path

FILE_NAME = "traditional.toml"
_TABLES = (("words",), ("surnames",), ("places", "anywhere"), ("places", "whole"))


@dataclass(frozen=True, slots=True)
class Wordlist:
    """Simplified words with their traditional forms, each of as many characters."""

    words: Mapping[str, str] = field(default_factory=dict)
    own: Mapping[str, str] = field(default_factory=dict)
    """The words of the archive's own list: its forms are kept as they stand, whatever the region."""
    surnames: Mapping[str, str] = field(default_factory=dict)
    anywhere: Mapping[str, str] = field(default_factory=dict)
    """Characters in names of places, also where a name is said without its 乡 or 村."""
    whole: Mapping[str, str] = field(default_factory=dict)
    """Characters in names of places where the whole name stands."""


def load_wordlist(root: Path | None) -> tuple[Wordlist, list[Problem]]:
    """The package's list and, over it, that of the archive at `root`; what is wrong there is left out."""
    shipped, _ = parse_wordlist((resources.files("sitegen") / "data" / FILE_NAME).read_text("utf-8"))
    file = root / FILE_NAME if root else None
    if file is None or not file.is_file():
        return shipped, []
    try:
        own, problems = parse_wordlist(file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"))
    except OSError as error:
        return shipped, [Problem(FILE_NAME, f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return shipped, [Problem(FILE_NAME, f"not UTF-8 at byte {error.start}", line, hint="save the file as UTF-8")]
    merged = Wordlist(
        shipped.words,
        own.words,
        {**shipped.surnames, **own.surnames},
        {**shipped.anywhere, **own.anywhere},
        {**shipped.whole, **own.whole},
    )
    return merged, problems


def parse_wordlist(text: str) -> tuple[Wordlist, list[Problem]]:
    """The list that the text of a traditional.toml gives, and what is wrong with it."""
    try:
        table = read_toml(text)
    except tomllib.TOMLDecodeError as error:
        line, message = line_of_error(error, text)
        return Wordlist(), [_problem(message, line, text)]
    problems: list[Problem] = []
    found = {path: _read(table, path, text, problems) for path in _TABLES}
    for key in table:
        if key not in {path[0] for path in _TABLES}:
            hint = "known tables: " + ", ".join(".".join(path) for path in _TABLES)
            problems.append(_problem(f'unknown key "{key}"', line_of(text, (key,)), text, hint))
    words, surnames, anywhere, whole = found.values()
    return Wordlist(words, {}, surnames, anywhere, whole), problems


def _read(table: Mapping[str, Any], path: tuple[str, ...], text: str, problems: list[Problem]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in path:
        table = table.get(name, {})
        if not isinstance(table, Mapping):
            problems.append(_problem(f'"{name}" must be a table', line_of(text, path), text))
            return {}
    for word, form in table.items():
        if not isinstance(form, str) or len(form) != len(word) or not word:
            line = line_of(text, (*path, word))
            problems.append(_problem(f'"{word}" needs a form of {len(word)} characters', line, text))
        elif path[0] == "places" and len(word) != 1:
            line = line_of(text, (*path, word))
            problems.append(_problem(f'"{word}" is more than one character', line, text, "put words under [words]"))
        else:
            found[word] = form
    return found


def _problem(message: str, line: int, text: str, hint: str = "") -> Problem:
    lines = text.split("\n")
    return Problem(
        FILE_NAME, message, line, source=lines[line - 1].strip() if 0 < line <= len(lines) else "", hint=hint
    )
