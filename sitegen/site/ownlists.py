"""Two lists that an archive may have beside its settings: how words are read, and what search takes for the same."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any

from sitegen.han import is_han
from sitegen.problems import Problem
from sitegen.slugs import NONE, Readings, toneless
from sitegen.tomlplaces import line_of, line_of_error, read_toml

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

READINGS = "readings.toml"
VARIANTS = "variants.toml"
_SYLLABLE = re.compile(r"[a-z]{1,7}")


def load_readings(root: Path) -> tuple[Readings, list[Problem]]:
    """The archive's own readings and what is wrong with them; what is wrong is left out."""
    table, text, problems = _table(root, READINGS, ("words", "surnames"))
    found = {part: _syllables(table, part, text, problems) for part in ("words", "surnames")}
    return Readings(found["words"], found["surnames"]) if any(found.values()) else NONE, problems


def load_variants(root: Path) -> tuple[tuple[str, ...], list[Problem]]:
    """The archive's own groups of characters, and what is wrong with them."""
    table, text, problems = _table(root, VARIANTS, ("groups",))
    groups = table.get("groups", [])
    line = line_of(text, ("groups",))
    if not isinstance(groups, list):
        return (), [*problems, _problem(VARIANTS, '"groups" must be a list', line, text)]
    good = []
    for group in groups:
        if isinstance(group, str) and len(set(group)) > 1 and not any(char.isspace() for char in group):
            good.append(group)
        else:
            problems.append(_problem(VARIANTS, f"{group!r} is no group of characters", line, text, 'such as "村邨"'))
    return tuple(good), problems


def _table(root: Path, name: str, known: tuple[str, ...]) -> tuple[Mapping[str, Any], str, list[Problem]]:
    """What stands in the file, its text, and what is wrong with it as a whole; nothing where there is none."""
    file = root / name
    if not file.is_file():
        return {}, "", []
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        table = read_toml(text)
    except OSError as error:
        return {}, "", [Problem(name, f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return {}, "", [Problem(name, f"not UTF-8 at byte {error.start}", line, hint="save the file as UTF-8")]
    except tomllib.TOMLDecodeError as error:
        line, message = line_of_error(error, text)
        return {}, "", [_problem(name, message, line, text)]
    hint = f"known: {', '.join(known)}"
    unknown = [key for key in table if key not in known]
    return table, text, [_problem(name, f'unknown key "{key}"', line_of(text, (key,)), text, hint) for key in unknown]


def _syllables(
    table: Mapping[str, Any], part: str, text: str, problems: list[Problem]
) -> tuple[tuple[str, tuple[str, ...]], ...]:
    entries = table.get(part, {})
    if not isinstance(entries, dict):
        problems.append(_problem(READINGS, f'"{part}" must be a table', line_of(text, (part,)), text))
        return ()
    found: list[tuple[str, tuple[str, ...]]] = []
    for word, said in entries.items():
        syllables = tuple(said.lower().split()) if isinstance(said, str) else ()
        line = line_of(text, (part, word))
        if not word or not all(map(is_han, word)):
            problems.append(_problem(READINGS, f'"{word}" is not made of Chinese characters', line, text))
        elif len(syllables) != len(word) or not all(_SYLLABLE.fullmatch(toneless(one)) for one in syllables):
            hint = 'one for each character: "卜居" = "bǔ jū", or "bu ju"'
            problems.append(_problem(READINGS, f'"{word}" needs {len(word)} syllables of pinyin', line, text, hint))
        else:
            found.append((word, syllables))
    return tuple(found)


def _problem(name: str, message: str, line: int, text: str, hint: str = "") -> Problem:
    lines = text.split("\n")
    return Problem(name, message, line, source=lines[line - 1].strip() if 0 < line <= len(lines) else "", hint=hint)
