"""TOML files of facts, read block by block, so that one bad line costs its own block and nothing else."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from sitegen.problems import Problem
from sitegen.tomlplaces import line_of, line_of_error, read_toml

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

_BLOCK = re.compile(r"\s*\[\[\s*([\w-]+)\s*\]\]\s*(?:#.*)?$")


@dataclass(frozen=True, slots=True)
class Block:
    """One [[kind]] of a data file: its values, and where it stands."""

    kind: str
    values: Mapping[str, Any]
    path: str
    line: int
    source: str

    def problem(self, message: str, key: str = "", hint: str = "") -> Problem:
        """What is wrong with this block, at the line of `key`."""
        inside = line_of(self.source, (self.kind, key)) if key else 1
        text = self.source.split("\n")[max(inside, 1) - 1].strip()
        return Problem(self.path, message, self.line + max(inside, 1) - 1, source=text, hint=hint)


def read_text(path: Path, name: str) -> tuple[str, list[Problem]]:
    """The text of an editable data file; one that is not there is empty and no problem."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n"), []
    except FileNotFoundError:
        return "", []
    except OSError as error:
        return "", [Problem(name, f"cannot be read: {error.strerror}")]
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        return "", [Problem(name, f"not UTF-8 at byte {error.start}", line, hint="save the file as UTF-8")]


def read_blocks(text: str, path: str, kinds: tuple[str, ...]) -> tuple[list[Block], list[Problem]]:
    """The blocks of a data file in order, and a problem for each that is not one of `kinds` or not TOML."""
    blocks: list[Block] = []
    problems: list[Problem] = []
    for line, source in _split(text):
        try:
            table = read_toml(source)
        except tomllib.TOMLDecodeError as error:
            inside, message = line_of_error(error, source)
            at = max(inside, 1)
            words = source.split("\n")[at - 1].strip() if at <= source.count("\n") + 1 else ""
            problems.append(Problem(path, message, line + at - 1, source=words))
            continue
        for kind, values in table.items():
            if kind in kinds and isinstance(values, list) and isinstance(values[0], dict):
                blocks.append(Block(kind, values[0], path, line, source))
            else:
                at = max(line_of(source, (kind,)), 1)
                problems.append(
                    Problem(
                        path,
                        f'unknown key "{kind}"',
                        line + at - 1,
                        source=source.split("\n")[at - 1].strip(),
                        hint="known are " + ", ".join(f"[[{known}]]" for known in kinds),
                    )
                )
    return blocks, problems


def _split(text: str) -> Iterator[tuple[int, str]]:
    """The text cut before each [[…]], with the number of each piece's first line."""
    lines = text.split("\n")
    starts = [0, *(number for number, line in enumerate(lines) if number and _BLOCK.match(line)), len(lines)]
    for first, end in pairwise(starts):
        source = "\n".join(lines[first:end])
        if source.strip():
            yield first + 1, source
