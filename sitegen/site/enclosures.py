"""What a story's own text leads to: pictures beside its file, and other stories' files."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sitegen.content.links import PICTURES
from sitegen.content.markdown import addresses
from sitegen.problems import Problem
from sitegen.site.addresses import distinct, root_of
from sitegen.site.page import AnyPage, Page

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sitegen.model import Record

NO_PICTURE = "assets/no-picture.svg"
"""What stands for a picture that cannot be shown."""


@dataclass(frozen=True, slots=True)
class Enclosures:
    """Addresses of a story's Markdown and what stands for them on its page."""

    links: tuple[tuple[str, str], ...] = ()
    images: tuple[tuple[str, str], ...] = ()
    """Address in the Markdown, and on the page."""
    files: tuple[tuple[str, str], ...] = ()
    """Path in the site, and below content/."""
    problems: tuple[Problem, ...] = ()
    sizes: tuple[tuple[str, tuple[int, int]], ...] = ()
    """Width and height of pictures by their address on the page, so that nothing moves when they come in."""


def sized(page: AnyPage, content_dir: Path | None) -> AnyPage:
    """A page that knows how large its pictures are; one that is not as its name says it is goes without."""
    if not page.files or content_dir is None or not isinstance(page, Page):
        return page
    enclosed = page.context.get("enclosed")
    if not isinstance(enclosed, Enclosures):
        return page
    import imagesize

    sizes = []
    for path, source in page.files:
        try:
            width, height = imagesize.get(content_dir / source)
        except (OSError, ValueError):
            continue
        if width > 0 and height > 0:
            sizes.append((PurePosixPath(path).name, (int(width), int(height))))
    return replace(page, context={**page.context, "enclosed": replace(enclosed, sizes=tuple(sizes))})


def enclosures(
    record: Record, url: str, stories: Mapping[str, str], slug: Callable[[str], str], content: str
) -> Enclosures:
    """What a record's Markdown encloses; `stories` gives the address of each story file below content/."""
    links, images = addresses(record.body)
    here = dirname(record.path)
    problems: list[Problem] = []
    wanted: dict[str, str] = {}
    for image in dict.fromkeys(images):
        path = _below(here, image)
        if path and PurePosixPath(path).suffix.lower() in PICTURES:
            wanted[image] = path
        else:
            hint = f"put the picture beside the story: {', '.join(sorted(PICTURES))}"
            problems.append(
                Problem(
                    f"{content}/{record.path}",
                    f"a picture that the site cannot show: {image}",
                    0,
                    0,
                    "warning",
                    "",
                    hint,
                )
            )
    names = distinct(wanted.values(), lambda path: slug(PurePosixPath(path).stem))
    folder = url.removesuffix("index.html")
    shown = {image: names[path] + PurePosixPath(path).suffix.lower() for image, path in wanted.items()}
    leads = ((link, stories.get(_below(here, link), "")) for link in dict.fromkeys(links))
    return Enclosures(
        tuple((link, root_of(url) + target) for link, target in leads if target),
        tuple((image, shown.get(image, root_of(url) + NO_PICTURE)) for image in dict.fromkeys(images)),
        tuple(sorted({(folder + shown[image], path) for image, path in wanted.items()})),
        tuple(problems),
    )


def _below(folder: str, address: str) -> str:
    """The path below content/ that an address means; "" where it leads anywhere else."""
    parts = urlsplit(address)
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/") or "\\" in address:
        return ""
    path = normpath(join(folder, unquote(parts.path)))
    return "" if path.startswith("..") else path
