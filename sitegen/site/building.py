"""The site of an archive: planned, checked, rendered and written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.problems import Problem, has_errors
from sitegen.site.catalogue import make_catalogue
from sitegen.site.labels import load_labels
from sitegen.site.output import asset, assets, collisions, unsafe, write
from sitegen.site.places import Places, load_places
from sitegen.site.planning import plan
from sitegen.site.rendering import make_site, make_theme, render
from sitegen.site.topiclist import load_topics
from sitegen.slugs import pinyin_slug

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sitegen.config import Config
    from sitegen.content import Archive


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What building a site came to; nothing was written where a problem is an error of two pages on one path."""

    problems: tuple[Problem, ...]
    pages: int = 0


def build_site(
    archive: Archive, config: Config, theme_dirs: Sequence[Path], out: Path, places: Places | None = None
) -> BuildReport:
    """Makes the whole site in `out`, an empty folder; `places` stands in for the package's gazetteer."""
    if places is None:
        places = load_places({record.county or config.county for record in archive.records} - {""})
    catalogue = make_catalogue(archive.records, archive.clippings, places, config, pinyin_slug)
    pages = tuple(plan(catalogue, config, load_topics()))
    files = assets(theme_dirs)
    problems = collisions(
        [(page.path, page.source or page.template) for page in pages] + [(name, name) for name in files]
    )
    problems += [
        Problem(page.source or page.path, f"not a safe address: {page.path}") for page in pages if unsafe(page.path)
    ]
    if has_errors(problems):
        return BuildReport(tuple(problems))
    labels, found = load_labels(theme_dirs, config.language)
    problems += found
    theme = make_theme(make_site(config, theme_dirs), theme_dirs, labels)
    written = 0
    failed: dict[tuple[str, int], Problem] = {}
    for page in pages:
        content, problem = render(theme, page)
        if problem:
            failed.setdefault((problem.path, problem.line), problem)
        else:
            written += write(out, [(page.path, content)])
    write(out, ((name, asset(file)) for name, file in files.items()))
    return BuildReport((*problems, *failed.values()), written)
