"""The labelled pages: their text, their gold and what kind of page they are."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.clippings.reading import read_clipping
from sitegen.config import load_config

if TYPE_CHECKING:
    from sitegen.config import Config
    from sitegen.model import Clipping

ROOT = Path(__file__).resolve().parents[2]
GOLD = ROOT / "tests" / "pages" / "gold"
SOURCES = {
    "seeds": ROOT / "seeds",
    "shared": ROOT / "tests" / "pages" / "shared",
    "generated": ROOT / "tests" / "pages" / "generated",
}
KINDS = ("seeds", "t", "p", "mixed", "generated t", "generated p", "generated mixed")
SEVERAL_COLUMNS_ON_A_LINE = ("p07", "p08", "p10")


@dataclass(frozen=True, slots=True)
class LabelledPage:
    """A page with its gold; `text` is decoded, with line ends as they came."""

    name: str
    kind: str
    path: Path
    text: str
    gold: dict[str, Any]

    @property
    def half(self) -> str:
        """`tune` for even page numbers, `last` for odd ones, which are kept for a last look."""
        number = re.search(r"\d+", self.name)
        return "tune" if number and int(number.group()) % 2 == 0 else "last"


@cache
def labelled_pages(half: str = "", only: str = "") -> tuple[LabelledPage, ...]:
    """All labelled pages, or those of one half, or whose name matches a regular expression."""
    pages = (_load(folder, path) for folder in SOURCES for path in sorted((GOLD / folder).glob("*.json")))
    return tuple(page for page in pages if page is not None and half in ("", page.half) and re.search(only, page.name))


def clipping(page: LabelledPage) -> Clipping:
    """The page as the splitter gets it, read by the program itself."""
    found, problems = read_clipping(page.path, page.path.parent, _config())
    if found is None:
        raise ValueError(f"{page.path}: {'; '.join(map(str, problems))}")
    return found


def decode(raw: bytes) -> str:
    """The text of a file in one of the encodings that clippings come in."""
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return raw.decode("utf-8", "replace")


@cache
def _config() -> Config:
    return load_config(ROOT)[0]


def _load(folder: str, path: Path) -> LabelledPage | None:
    gold = json.loads(path.read_text(encoding="utf-8"))
    if "stories" not in gold:  # lists of topics and the like that lie beside the gold
        return None
    source = SOURCES[folder] / gold["page"]
    return LabelledPage(path.stem, _kind(folder, path.stem), source, decode(source.read_bytes()), gold)


def _kind(folder: str, stem: str) -> str:
    if folder == "seeds":
        return folder
    layout = "t" if stem.startswith("t") else "p"
    if stem.startswith((*SEVERAL_COLUMNS_ON_A_LINE, "m")):
        layout = "mixed"
    return layout if folder == "shared" else f"generated {layout}"
