"""Where the folders of the chosen themes are: the archive's own first, then those that come with the program."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.config import FILE_NAME
from sitegen.problems import Problem

if TYPE_CHECKING:
    from sitegen.config import Config

_PACKAGE = Path(__file__).parent


def own_themes() -> Path:
    """The folder of the themes that come with the program: inside the wheel, beside the package in a checkout."""
    inside = _PACKAGE / "themes"
    return inside if inside.is_dir() else _PACKAGE.parent / "themes"


def theme_dirs(config: Config, root: Path) -> tuple[list[Path], list[Problem]]:
    """The theme folders in the order in which templates are looked for; an unknown theme is a problem."""
    found: list[Path] = []
    problems: list[Problem] = []
    for name in config.themes:
        places = [folder / name for folder in (root / config.themes_dir, own_themes()) if (folder / name).is_dir()]
        if not places:
            problems.append(
                Problem(FILE_NAME, f'no theme "{name}"', hint=f"make the folder {config.themes_dir}/{name}/")
            )
        found += places
    return list(dict.fromkeys(folder.resolve() for folder in found)), problems
