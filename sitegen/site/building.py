"""The site of an archive: planned, checked, rendered and written."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from sitegen.problems import Problem, has_errors
from sitegen.site.catalogue import make_catalogue
from sitegen.site.facts import Facts
from sitegen.site.feeds import build_feeds
from sitegen.site.labels import load_labels
from sitegen.site.output import asset, assets, collisions, unsafe, write
from sitegen.site.places import load_places
from sitegen.site.planning import plan
from sitegen.site.rendering import make_site, make_theme, render
from sitegen.site.search import build_search
from sitegen.site.topiclist import load_topics
from sitegen.slugs import pinyin_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sitegen.config import Config
    from sitegen.content import Archive
    from sitegen.site.page import Page
    from sitegen.site.places import Places
    from sitegen.site.rendering import Theme


PACKAGE = Facts()


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What building a site came to; nothing was written where a problem is an error of two pages on one path."""

    problems: tuple[Problem, ...]
    pages: int = 0


def build_site(
    archive: Archive,
    config: Config,
    theme_dirs: Sequence[Path],
    out: Path,
    content_dir: Path | None = None,
    places: Places | None = None,
    facts: Facts = PACKAGE,
) -> BuildReport:
    """Makes the whole site in `out`, an empty folder.

    Pictures that stories show are taken from `content_dir`; `places` stands in for the package's gazetteer, and
    `facts` are what the archive itself knows.
    """
    if places is None:
        places = load_places({record.county or config.county for record in archive.records} - {""}, facts.former)
    catalogue = make_catalogue(archive.records, archive.clippings, places, config, pinyin_slug)
    pages = tuple(plan(catalogue, config, load_topics() if facts.topics is None else facts.topics))
    files = assets(theme_dirs)
    problems = _check(pages, files)
    if has_errors(problems):
        return BuildReport(tuple(problems))
    labels, found = load_labels(theme_dirs, config.language)
    theme = make_theme(make_site(config, theme_dirs), theme_dirs, labels)
    failed: list[Problem] = []
    written = write(out, _rendered(theme, pages, failed))
    write(out, ((name, asset(file)) for name, file in files.items()))
    write(out, _pictures(pages, content_dir, config, failed))
    write(out, build_search(catalogue, labels))
    write(out, build_feeds(catalogue.entries, pages, config))
    return BuildReport((*problems, *found, *failed), written)


def _check(pages: Sequence[Page], files: Mapping[str, Path]) -> list[Problem]:
    """What is wrong before anything is written: of the stories' own, and of addresses that clash or lead astray."""
    paths = [(page.path, page.source or page.template) for page in pages]
    paths += [(path, page.source) for page in pages for path, _ in page.files]
    paths += [(name, name) for name in files]
    return [
        *(problem for page in pages for problem in page.problems),
        *(Problem(source, f"not a safe address: {path}") for path, source in paths if unsafe(path)),
        *collisions(paths),
    ]


def _rendered(theme: Theme, pages: Iterable[Page], failed: list[Problem]) -> Iterator[tuple[str, bytes]]:
    """The bytes of all pages; a template's mistake is noted once, however many pages it spoils."""
    known: set[tuple[str, int]] = set()
    for page in pages:
        content, problem = render(theme, page)
        if problem is None:
            yield page.path, content
        elif (problem.path, problem.line) not in known:
            known.add((problem.path, problem.line))
            failed.append(problem)


def _pictures(
    pages: Iterable[Page], content_dir: Path | None, config: Config, failed: list[Problem]
) -> Iterator[tuple[str, bytes]]:
    """The pictures that stories show, none from outside content/."""
    for page in pages:
        for path, source in page.files:
            file = content_dir / source if content_dir else None
            if file and file.is_file() and content_dir and file.resolve().is_relative_to(content_dir.resolve()):
                yield path, file.read_bytes()
            else:
                story = f"{config.content}/{page.source}"
                failed.append(Problem(story, f"no such picture: {config.content}/{source}", severity="warning"))
