"""The order of the steps: clippings are read, split, tagged and carried into content/; content/ becomes the site."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.problems import Problem, has_errors

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sitegen.config import Config
    from sitegen.content import ImportReport
    from sitegen.model import Clipping, Split, Tags
    from sitegen.progress import Progress

    Parsed = tuple[Clipping, Split, tuple[Tags, ...]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did."""

    problems: tuple[Problem, ...]
    clippings: int = 0
    stories: int = 0
    report: ImportReport | None = None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. `swapped`: public/ is the new site; `changed`: and it is another than before."""

    problems: tuple[Problem, ...]
    pages: int = 0
    swapped: bool = False
    changed: bool = False


def parse_files(
    paths: Sequence[Path], root: Path, config: Config, progress: Progress
) -> tuple[list[Parsed], list[Problem]]:
    """Each clipping with its stories and their tags; one that cannot be read stops no other."""
    from sitegen.clippings.reading import read_clipping
    from sitegen.clippings.splitting import split
    from sitegen.tagging.tagger import load_tagger

    tagger, found = load_tagger(config, root)
    problems = list(found)
    parsed: list[Parsed] = []
    for path in progress.track(paths, "reading the clippings"):
        clipping, found = read_clipping(path, config.seeds_dir(root), config)
        problems += found
        if clipping is not None:
            stories = split(clipping)
            parsed.append((clipping, stories, tagger.tag(clipping, stories)))
    return parsed, problems


def import_clippings(root: Path, config: Config, progress: Progress) -> Imported:
    """Carries new and changed clippings of seeds/ into content/."""
    from sitegen.clippings.reading import find_clippings
    from sitegen.content import carry

    paths = find_clippings(config.seeds_dir(root))
    parsed, problems = parse_files(paths, root, config, progress)
    with progress.step("writing the stories"):
        report = carry(parsed, config.content_dir(root))
    problems += report.problems
    if not paths:
        problems.append(_no_clippings(root, config))
    return Imported(tuple(problems), len(parsed), sum(len(split.stories) for _, split, _ in parsed), report)


def build(root: Path, config: Config, progress: Progress) -> Built:
    """Makes public/ afresh from content/ and the themes, aside, and swaps it in where all went well."""
    from sitegen.swapping import drop, open_aside, swap_in

    public = config.public_dir(root)
    aside, problems = open_aside(public)
    if aside is None:
        return Built(tuple(problems))
    try:
        pages, problems = build_aside(root, config, aside, progress)
        if has_errors(problems) and public.exists():
            return Built(tuple(problems), pages)
        changed, found = swap_in(aside, public)
        return Built((*problems, *found), pages, swapped=not found, changed=changed)
    finally:
        drop(aside)


def build_aside(root: Path, config: Config, out: Path, progress: Progress) -> tuple[int, list[Problem]]:
    """Makes the site in `out`, an empty folder; the number of its pages, and what is wrong."""
    from sitegen.content import load
    from sitegen.site import build_site
    from sitegen.themes import theme_dirs

    with progress.step("reading the stories"):
        archive, found = load(config.content_dir(root))
    themes, unknown = theme_dirs(config, root)
    problems = [*found, *unknown]
    try:
        with progress.step("making the site"):
            report = build_site(archive, config, themes, out)
    except OSError as error:
        return 0, [*problems, Problem(config.public, f"cannot be written: {error.strerror or error}")]
    return report.pages, [*problems, *report.problems]


def _no_clippings(root: Path, config: Config) -> Problem:
    """Said loudly where there is nothing at all to make a site from, in passing where stories are there already."""
    stories = any(config.content_dir(root).glob("**/*.md"))
    return Problem(
        config.seeds + "/",
        "no clippings here",
        severity="warning" if stories else "error",
        hint=f"put clippings into {config.seeds}/, each a text file: NAME.txt",
    )
