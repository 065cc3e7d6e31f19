"""This program and its peers, each with a site of its own that can be built, changed and built again."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tests.bench.corpus import story, write_stories
from tests.bench.measuring import Cost, cost

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from tests.bench.peers import Peer

SETTINGS = 'title = "剪报"\nbase_url = "https://example.org/"\ntheme = "mine"\n'
LEAN = SETTINGS + 'search = false\ndata = "none"\n\n[traditional]\nserved = "no"\n'
SEARCHED = SETTINGS + 'data = "none"\n\n[traditional]\nserved = "no"\n'
FULL = SETTINGS + '\n[traditional]\nserved = "no"\n'
ROOT = Path(__file__).parents[2]
PLACES = {"PYTHONPATH": str(ROOT)}
SITEGEN = (sys.executable, "-m", "sitegen")
SETTLED = 2.1
"""Seconds after which a file's signature tells for sure that it was not changed since."""


class Program(Protocol):
    name: str
    root: Path
    out: Path

    def set_up(self) -> None: ...

    def cold(self) -> Cost:
        """Builds the site from nothing."""
        ...

    def edit(self, turn: int) -> Cost:
        """Changes one story, another way each turn, and builds again."""
        ...


class Ours:
    """This program with such settings."""

    def __init__(self, name: str, settings: str, count: int, work: Path) -> None:
        self.name = name
        self.root = work / f"{name}-{count}".replace(" ", "-").replace(",", "")
        self.out = self.root / "public"
        self._settings = settings
        self._count = count
        self._template = self.root / "themes/mine/templates/topic.html"

    def set_up(self) -> None:
        write_stories(self._count, self.root / "content", "sitegen")
        (self.root / "seeds").mkdir()
        (self.root / "sitegen.toml").write_text(self._settings, encoding="utf-8")
        self._template.parent.mkdir(parents=True)
        cost((*SITEGEN, "import", "-q"), self.root, PLACES)  # gives ids, which belong to writing the stories
        time.sleep(SETTLED)

    def build(self) -> Cost:
        return cost((*SITEGEN, "build", "-q"), self.root, PLACES)

    def cold(self) -> Cost:
        put_aside(self.out, self.root / ".sitegen")
        # Nor are there compiled templates of an earlier run.
        with tempfile.TemporaryDirectory(prefix="sitegen-cold-") as folder:
            return cost((*SITEGEN, "build", "-q"), self.root, {**PLACES, "TMPDIR": folder})

    def edit(self, turn: int) -> Cost:
        return self._after(edit_story, self.root / "content" / f"{story(self._count // 2).slug}.md", turn)

    def rename(self, turn: int) -> Cost:
        """Gives a topic another name in every story."""
        return self._after(_rename, self.root / "content", turn)

    def touch(self, turn: int) -> Cost:
        """Changes a template of some pages."""
        return self._after(_touch, self._template, turn)

    def _after(self, change: Callable[[Path, int], None], place: Path, turn: int) -> Cost:
        change(place, turn)
        time.sleep(SETTLED)
        return self.build()


class Other:
    """A peer."""

    def __init__(self, peer: Peer, count: int, work: Path) -> None:
        self.name = peer.name
        self.root = work / f"{peer.name}-{count}".replace(" ", "-")
        self.out = self.root / peer.out
        self._peer = peer
        self._count = count

    def set_up(self) -> None:
        self.root.mkdir()
        self._peer.set_up(self.root, self._count)

    def cold(self) -> Cost:
        put_aside(self.out, self.root / "resources", self.root / "cache", self.root / ".cache")
        return self._run()

    def edit(self, turn: int) -> Cost:
        edit_story(self.root / self._peer.stories / f"{story(self._count // 2).slug}.md", turn)
        return self._run()

    def index(self) -> Cost | None:
        """Pagefind's index of the pages, where that is installed beside it."""
        program = shutil.which("pagefind") or str(Path(self._peer.command[0]).with_name("pagefind"))
        module = Path(self._peer.command[0]).with_name("python")
        if Path(program).is_file():
            command: tuple[str, ...] = (program, "--site", self._peer.out)
        elif any(module.parent.parent.glob("lib/*/site-packages/pagefind")):
            command = (str(module), "-m", "pagefind", "--site", self._peer.out)
        else:
            return None
        return cost(command, self.root)

    def _run(self) -> Cost:
        environment: Mapping[str, str] = self._peer.environment
        return cost(self._peer.command, self.root, environment)


def put_aside(*paths: Path) -> None:
    """Moves what a run left out of the way: to delete it now would slow down the next."""
    for path in paths:
        if path.exists():
            trash = path.parent.parent / "trash"
            trash.mkdir(exist_ok=True)
            path.rename(trash / f"{time.monotonic_ns()}")


def edit_story(file: Path, turn: int) -> None:
    text = file.read_text("utf-8")
    title = next(line for line in text.splitlines() if line.lower().startswith("title:"))
    mark = f"改{turn}"
    new = title.replace('"', f'"{mark}', 1) if '"' in title else title.replace(": ", f": {mark}", 1)
    file.write_text(text.replace(title, new, 1) + f"\n\n新增一段{mark}。\n", encoding="utf-8")


def _rename(folder: Path, turn: int) -> None:
    before, after = ("农业建设", "农业新建") if turn % 2 == 0 else ("农业新建", "农业建设")
    for file in folder.iterdir():
        if file.suffix == ".md" and f"  - {before}\n" in (text := file.read_text("utf-8")):
            file.write_text(text.replace(f"  - {before}\n", f"  - {after}\n"), encoding="utf-8")


def _touch(template: Path, turn: int) -> None:
    template.write_text(
        '{% extends "default/topic.html" %}{% block footer %}' + f"<!-- {turn} -->" + "{{ super() }}{% endblock %}\n",
        encoding="utf-8",
    )
