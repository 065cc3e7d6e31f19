"""What many tests need: an archive in an empty folder, the command, and a browser."""

from __future__ import annotations

import contextlib
import io
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from sitegen.cli import main

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, BrowserContext, Page

REPOSITORY = Path(__file__).parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
CLIPPING = """\
云汀镇修好十里灌渠
本报讯（记者 张三） 近日，云汀镇的
十里灌渠修缮完工，渠水重新流进沿线六个
村的麦田，两千亩冬小麦赶上了封冻前的最
后一次灌溉。
"""
SECOND = """\
晴溪乡图书室开进农家院
本报讯（通讯员 王五） 冬日农闲，晴
溪乡的农家院里热闹起来。乡里把闲置的旧
校舍收拾出来，办起了图书室，村民走几步路
就能借到书。
"""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run of the command left behind."""

    code: int
    out: str
    err: str


@dataclass(frozen=True, slots=True)
class ArchiveFolder:
    """An archive on disk, to do to it what its owner would."""

    root: Path

    def write(self, path: str, text: str | bytes) -> Path:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode())
        return file

    def run(self, *arguments: str) -> Run:
        """What `sitegen ARGUMENTS` does with the archive as working folder; in this process, which saves its start."""
        out, err = io.StringIO(), io.StringIO()
        with contextlib.chdir(self.root), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            try:
                code = main(arguments)
            except SystemExit as ending:
                code = int(ending.code or 0)
        return Run(code, out.getvalue(), err.getvalue())

    def files(self, folder: str) -> dict[str, bytes]:
        """Every file below a folder, by its path."""
        top = self.root / folder
        return {path.relative_to(top).as_posix(): path.read_bytes() for path in top.rglob("*") if path.is_file()}


@pytest.fixture
def archive(tmp_path: Path) -> ArchiveFolder:
    """An archive with one clipping of one story and no more settings than a title."""
    folder = ArchiveFolder(tmp_path / "archive")
    folder.write("sitegen.toml", 'title = "测试档案"\n')
    folder.write("seeds/a.txt", CLIPPING)
    return folder


@pytest.fixture(scope="session")
def seeds_archive(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFolder:
    """The clippings of this repository's seeds/, built once for all tests; not to be changed."""
    folder = ArchiveFolder(tmp_path_factory.mktemp("seeds-archive"))
    shutil.copytree(REPOSITORY / "seeds", folder.root / "seeds")
    shutil.copy(REPOSITORY / "sitegen.toml", folder.root)
    done = folder.run("build")
    assert done.code == 0, done.err
    return folder


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium: the one on PATH, else the one that Playwright fetched."""
    from playwright.sync_api import sync_playwright

    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield chromium
        chromium.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A window of its own that can reach nothing but this machine."""
    context = browser.new_context(offline=False, locale="zh-CN")
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that must neither ask another server for anything nor run into an error of its own."""
    page = context.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on("console", lambda said: trouble.append(said.text) if said.type == "error" else None)
    page.on(
        "request",
        lambda asked: (
            None
            if asked.url.startswith(("file:", "data:", "http://127.0.0.1", "ws://127.0.0.1"))
            else trouble.append(f"asks for {asked.url}")
        ),
    )
    yield page
    assert trouble == []
