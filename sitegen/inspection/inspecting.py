"""The whole site: its pages, the ways between them, what programs read, and what content/ says must be there."""

from __future__ import annotations

import csv
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING

from sitegen.inspection import programs
from sitegen.inspection.pages import Wanted, see
from sitegen.inspection.promised import promised, unaccounted
from sitegen.inspection.ways import FAR, HOME, clicks, dead_ends, far, is_story, lonely
from sitegen.problems import Problem
from sitegen.site.errands import each
from sitegen.site.folders import scan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from sitegen.content import Archive
    from sitegen.inspection.pages import Seen
    from sitegen.inspection.ways import Found

SAME = 10
"""So many problems that say the same are told."""
FEW = 200
"""Pages for which it is not worth to start processes."""


@dataclass(frozen=True, slots=True)
class Inspected:
    """What was looked at, and what is wrong with it."""

    problems: tuple[Problem, ...]
    pages: int
    links: int
    clicks: int
    """To the story that is farthest from home."""


def inspect(
    site: Path, base_url: str = "", archive: Archive | None = None, jobs: int = 1, shown: str = ""
) -> Inspected:
    """Looks a finished site through; with the archive that it was made of, also whether all of that is in it.

    Problems name its folder as `shown`.
    """
    files = frozenset(scan(str(site)).files())
    texts = {wanted.path: wanted for wanted in promised(archive)} if archive else {}
    paths = sorted(path for path in files if path.endswith(".html"))
    wanted = [texts.get(path, Wanted(path)) for path in paths]
    reads = each(partial(see, site, base_url), wanted, jobs if len(paths) > FEW else 1)
    pages = {page.path: page for page in reads}
    steps = clicks(pages)
    shown = shown or site.name
    problems = [
        *(Problem(f"{shown}/{path}", f"no such page: {path}") for path in _missing(files, texts)),
        *_problems(shown, _in_pages(pages)),
        *_problems(shown, dead_ends(pages, files)),
        *_problems(shown, lonely(pages, steps)),
        *_problems(shown, _in_data(site, files, base_url)),
        *_problems(shown, _unlisted(site, pages, base_url)),
    ]
    problems = _few(problems)
    distant = far(steps)
    if distant:
        count, path = distant[0]
        message = f"{len(distant)} stories are more than {FAR} clicks from home; this one {count}"
        problems.append(Problem(f"{shown}/{path}", message, severity="warning"))
    if archive:
        problems += [Problem(path, message, line, hint=hint) for path, line, message, hint in unaccounted(archive)]
    farthest = max((count for path, count in steps.items() if is_story(path)), default=0)
    links = sum(len(page.clicks) + len(page.others) for page in pages.values())
    return Inspected(tuple(problems), len(pages), links, farthest)


def _missing(files: frozenset[str], texts: Iterable[str]) -> list[str]:
    return sorted({HOME, "404.html", *texts} - files)


def _in_pages(pages: Mapping[str, Seen]) -> Iterator[Found]:
    for page in pages.values():
        for line, message in page.faults:
            yield page.path, line, message, ""
        for text in page.lost[:1]:
            more = f", and {len(page.lost) - 1} more" if len(page.lost) > 1 else ""
            yield page.path, 0, f"lacks a text of content/{more}: {text[:40]}", "`sitegen build` makes the site anew"


def _in_data(site: Path, files: frozenset[str], base_url: str) -> Iterator[Found]:
    for path in sorted(files):
        if path.endswith(programs.ENDINGS):
            try:
                for line, message in programs.faults(path, (site / path).read_bytes(), files, base_url):
                    yield path, line, message, ""
            except (OSError, csv.Error) as error:
                yield path, 0, f"cannot be read: {error}", ""


def _unlisted(site: Path, pages: Mapping[str, Seen], base_url: str) -> Iterator[Found]:
    """Pages that the sitemap leaves out, where there is one."""
    maps = {path.name: path.read_bytes() for path in sorted(site.glob("sitemap*.xml"))}
    if base_url and maps:
        found = programs.listed(maps, base_url)
        for path, page in pages.items():
            if path not in found and not page.aside and path.rpartition("/")[2] != "404.html":
                yield path, 0, "is in no sitemap", ""


def _few(problems: list[Problem]) -> list[Problem]:
    """The problems, of those that say the same only the first: a template's mistake is on every page."""
    counts: dict[str, int] = {}
    kept = []
    for problem in problems:
        counts[problem.message] = counts.get(problem.message, 0) + 1
        if counts[problem.message] <= SAME:
            kept.append(problem)
    more = {message: count - SAME for message, count in counts.items() if count > SAME}
    last = {problem.message: number for number, problem in enumerate(kept)}
    for message, count in more.items():
        problem = kept[last[message]]
        kept[last[message]] = replace(problem, hint=f"and {count} more of the same")
    return kept


def _problems(shown: str, found: Iterable[Found]) -> Iterator[Problem]:
    return (Problem(f"{shown}/{path}", message, line, hint=hint) for path, line, message, hint in found)
