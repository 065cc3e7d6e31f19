"""The site's own words in one language, as the themes' TOML files have them."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

FALLBACK = "zh-Hans"


def load_labels(theme_dirs: Sequence[Path], language: str) -> tuple[dict[str, Any], list[Problem]]:
    """The labels of a language, tables within tables; an earlier theme's word wins over a later one's.

    What a language lacks is taken from Chinese, so that a theme may override a single word.
    """
    labels: dict[str, Any] = {}
    problems: list[Problem] = []
    for name in dict.fromkeys((FALLBACK, language)):
        for folder in reversed(theme_dirs):
            file = folder / "labels" / f"{name}.toml"
            try:
                text = file.read_text("utf-8-sig")
            except FileNotFoundError:
                continue
            except (OSError, UnicodeDecodeError) as error:
                problems.append(Problem(theme_path(folder, file), f"cannot be read: {error}"))
                continue
            try:
                _merge(labels, tomllib.loads(text))
            except tomllib.TOMLDecodeError as error:
                problems.append(Problem(theme_path(folder, file), str(error)))
    return labels, problems


def theme_path(folder: Path, file: Path) -> str:
    """A theme's file as its owner would name it: themes/NAME/FILE."""
    return (Path(folder.parent.name) / folder.name / file.relative_to(folder)).as_posix()


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
