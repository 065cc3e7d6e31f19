"""From planned pages to bytes: the themes' templates, and what is wrong with them said with line and story."""

from __future__ import annotations

import contextlib
import re
import traceback
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import (
    ChoiceLoader,
    FileSystemLoader,
    PrefixLoader,
    StrictUndefined,
    TemplateError,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from sitegen.citations import Written
from sitegen.problems import Problem
from sitegen.site.addresses import root_of
from sitegen.site.body import passages
from sitegen.site.compiled import compiled
from sitegen.site.filling import fill
from sitegen.site.headlines import NO_HEADLINES, headlines
from sitegen.site.labels import theme_path
from sitegen.site.pieces import AGAIN, again
from sitegen.site.templates import SiteEnvironment
from sitegen.site.tracing import line_url, spans_text
from sitegen.site.traditional.editions import Editions

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from sitegen.config import Config
    from sitegen.site.page import Page
    from sitegen.site.traditional.edition import Edition

ONE = Editions()
NO_LOOKS: Mapping[str, bytes] = {}
_MISTAKES = (TemplateError, ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
_UNSAFE = re.compile(r"([^A-Za-z0-9_.~/-]+)")
"""What an address cannot have as it is."""


@dataclass(frozen=True, slots=True)
class Site:
    """What every page says of the archive as a whole."""

    title: str
    short_title: str
    seal: str
    description: str
    language: str
    base_url: str
    styles: tuple[str, ...]
    """Style sheets below assets/, in the order in which they count."""
    data: bool = False
    """There is a page on the archive's data."""
    content: str = "zh-Hans"
    """The language of the clippings, whatever that of the site's own words."""
    editions: tuple[Edition, ...] = ()
    """The editions that each page stands in, the first one first; none where there is but one."""
    toggle: tuple[Edition, ...] = ()
    """The two scripts between which readers may turn a page themselves."""
    search: bool = True
    generator: str = "sitegen"


@dataclass(frozen=True, slots=True)
class Theme:
    """Where templates come from and the words they use; made anew in each process that renders."""

    dirs: tuple[Path, ...]
    labels: Mapping[str, Any]
    site: Site
    environment: SiteEnvironment
    frequent: frozenset[str] = frozenset()
    """Templates of so many pages that it is worth to put them together first."""


def make_site(config: Config, theme_dirs: Sequence[Path], editions: Editions = ONE) -> Site:
    """What the configuration says of the archive; a theme beside the default may add a style sheet theme.css."""
    styles = ["style.css"]
    if any((folder / "assets" / "theme.css").is_file() for folder in theme_dirs):
        styles.append("theme.css")
    return Site(
        config.title,
        config.short_title or config.title,
        config.seal or config.title[:2],
        config.description,
        editions.language if config.language.startswith("zh") else config.language,
        config.base_url,
        tuple(styles),
        data=config.data != "none",
        content=editions.language,
        editions=editions.editions,
        toggle=editions.toggle,
        search=config.search,
    )


def make_theme(
    site: Site,
    theme_dirs: Sequence[Path],
    labels: Mapping[str, Any],
    frequent: frozenset[str] = frozenset(),
    key: bytes = b"",
    looks: Mapping[str, bytes] = NO_LOOKS,
    known: Mapping[str, str] = NO_HEADLINES,
) -> Theme:
    """The templates of these folders, the first that has one wins; `NAME/x.html` is that of theme NAME for sure.

    Where a `key` stands for the program, `site` and `labels`, compiled ones are kept for the next run, and those in
    one piece where `looks` tell of each what it and all that it takes from others come to. Where headlines may break
    that are `known` is not worked out again.
    """
    environment = SiteEnvironment(
        loader=ChoiceLoader(
            [
                FileSystemLoader([folder / "templates" for folder in theme_dirs]),
                PrefixLoader({folder.name: FileSystemLoader(folder / "templates") for folder in theme_dirs}),
            ]
        ),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=compiled(key),
    )
    environment.filters.update(
        headline=headlines(known),
        fill=fill,
        passages=passages,
        spans=spans_text,
        line=line_url,
        grouped=grouped,
        wan=ten_thousands,
        folder=folder_of,
        urlencode=percent,
    )
    zh = Markup("") if site.language == site.content else Markup(' lang="{}"').format(site.content)
    environment.constants = {"site": site, "t": labels, "zh": zh}
    environment.globals.update(environment.constants, **{AGAIN: again})
    if key:
        # The same in all code that is kept. A text that was made to have it would get a way to the root, and no more.
        environment.way, environment.looks = f"\0{key.hex()}\0", looks
    return Theme(tuple(theme_dirs), labels, site, environment, frequent)


def render(theme: Theme, page: Page) -> tuple[bytes, Problem | None]:
    """The bytes of a page, or no bytes and what is wrong with its template."""
    return render_all(theme, [page])[0]


def render_all(theme: Theme, pages: Sequence[Page]) -> list[tuple[bytes, Problem | None]]:
    """The same of each page: first what all of them are given, then all of them."""
    every = [_given(theme, page) for page in pages]
    return [
        (b"", given) if isinstance(given, Problem) else _rendered(theme, page, given)
        for page, given in zip(pages, every, strict=True)
    ]


def _given(theme: Theme, page: Page) -> dict[str, object] | Problem:
    """What a template is given by name, or what went wrong while it was worked out."""
    try:
        more = page.later.values() if page.later else {}
    except _MISTAKES as error:
        return _problem(theme, page, error)
    return {**page.context, **more, "page": page, "editions": _editions(theme, page)}


def _rendered(theme: Theme, page: Page, values: dict[str, object]) -> tuple[bytes, Problem | None]:
    whole = theme.environment.whole(page.template) if page.template in theme.frequent else None
    root = root_of(page.path)
    try:
        if whole is not None:
            with contextlib.suppress(*_MISTAKES):  # to be told by the template as its author wrote it
                return whole.render(values, root).encode("utf-8", "replace"), None
            theme.environment.give_up(page.template)
        text = theme.environment.get_template(page.template).render(values, root=root)
    except _MISTAKES as error:
        return b"", _problem(theme, page, error)
    return text.encode("utf-8", "replace"), None


def _editions(theme: Theme, page: Page) -> list[dict[str, object]]:
    """The page's own address in each edition, from the site's root; none of a page that stands at any address."""
    editions = theme.site.editions if page.path != "404.html" else ()
    return [
        {
            "language": one.language,
            "name": one.name,
            "title": one.title,
            "url": one.folder + page.path,
            "here": not one.folder,
        }
        for one in editions
    ]


def percent(text: str) -> str:
    """A text as part of an address, as the library's own `urlencode` has it."""
    return "".join(map(_percent, text.pieces if type(text) is Written else text.splitlines(keepends=True)))


@lru_cache(maxsize=1024)  # most of a citation stands in any other, the rest in each of its forms
def _percent(text: str) -> str:
    parts = _UNSAFE.split(text)
    parts[1::2] = [f"%{part.encode('utf-8', 'replace').hex('%').upper()}" for part in parts[1::2]]
    return "".join(parts)


def grouped(number: int) -> str:
    """A large number in groups of three: 5,857."""
    return f"{number:,}"


def ten_thousands(number: int, unit: str) -> str:
    """A large number as Chinese readers say it: 2.4 万; in groups of three where the language has no such unit."""
    return f"{number / 10000:.1f} {unit}" if unit and number >= 10000 else grouped(number)


def folder_of(path: str) -> str:
    """A page's address without index.html, as web servers give it."""
    return path.removesuffix("index.html")


def _problem(theme: Theme, page: Page, error: Exception) -> Problem:
    """What went wrong in which line of which template, and for which page."""
    name, line = page.template, 0
    message = str(error) or type(error).__name__
    if isinstance(error, TemplateSyntaxError):
        name, line = error.filename or error.name or name, error.lineno
        message = error.message or message
    elif isinstance(error, TemplateNotFound):
        message = f"no such template: {error.name}"
    else:
        folders = tuple(str(folder) for folder in theme.dirs)
        for frame in traceback.extract_tb(error.__traceback__):
            if frame.filename.startswith(folders):
                name, line = frame.filename, frame.lineno or 0
    file = Path(name)
    folder = next((folder for folder in theme.dirs if file.is_absolute() and file.is_relative_to(folder)), None)
    path = theme_path(folder, file) if folder else name
    source = ""
    if folder and line:
        lines = file.read_text("utf-8", "replace").splitlines()
        source = lines[line - 1].strip() if line <= len(lines) else ""
    about = f"content/{page.source}" if page.source else page.path
    return Problem(path, message, line, source=source, hint=f"while making the page of {about}")
