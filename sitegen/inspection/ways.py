"""The ways of readers through a site: no link into nothing, no page that nothing leads to, no story far from home."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.inspection.pages import Seen

HOME = "index.html"
FAR = 3
"""Clicks from home within which every story is to be reached."""
Found = tuple[str, int, str, str]
"""Path, line, message and hint."""


def dead_ends(pages: Mapping[str, Seen], files: frozenset[str]) -> Iterator[Found]:
    """Links to files that are not there, and to places that a page does not have."""
    for page in pages.values():
        for (file, anchor), line in (*page.clicks.items(), *page.others.items()):
            if file not in files:
                folder = f"{file}/index.html" in files or (file == "." and HOME in files)
                hint = "name its index.html: a folder opens on a host alone" if folder else ""
                yield page.path, line, f"leads to a file that is not there: {file}", hint
            elif anchor and anchor != "top" and file in pages and anchor not in pages[file].ids:
                yield page.path, line, f"leads to a place that is not there: {file}#{anchor}", ""


def clicks(pages: Mapping[str, Seen]) -> dict[str, int]:
    """Every page that can be reached from home, with the number of clicks that it takes."""
    steps = {HOME: 0} if HOME in pages else {}
    waiting = list(steps)
    for path in waiting:
        for file, _ in pages[path].clicks:
            if file in pages and file not in steps:
                steps[file] = steps[path] + 1
                waiting.append(file)
    return steps


def lonely(pages: Mapping[str, Seen], steps: Mapping[str, int]) -> Iterator[Found]:
    """Pages that no click from home leads to; those that stand where something was once need none."""
    for path, page in pages.items():
        if path not in steps and not page.aside and path.rpartition("/")[2] != "404.html":
            yield path, 0, "no link from home leads here", ""


def far(steps: Mapping[str, int]) -> list[tuple[int, str]]:
    """The stories that take more clicks than they should, the farthest first."""
    return sorted(((count, path) for path, count in steps.items() if count > FAR and is_story(path)), reverse=True)


def is_story(path: str) -> bool:
    """True for the page of a story; lists of stories stand in the same folder."""
    return path.startswith("stories/") and path.count("/") == 2
