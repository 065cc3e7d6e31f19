"""The preview: serves public/ with live reload, and makes it anew whenever something it is made from changes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import socket
import time
import traceback
import webbrowser
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from livereload.handlers import LiveReloadHandler, LiveReloadJSHandler  # type: ignore[import-untyped]
from tornado.httpserver import HTTPServer
from tornado.web import Application
from watchfiles import awatch

from sitegen.commands.alone import BUSY, alone
from sitegen.commands.build import import_and_build
from sitegen.commands.command import DONE, WRONG_USE, Archive
from sitegen.config import load_config
from sitegen.locking import LockedError
from sitegen.preview_pages import PageHandler, StyleHandler
from sitegen.problems import Problem
from sitegen.site.glimpses import Glimpses

if TYPE_CHECKING:
    from collections.abc import Sequence

    from watchfiles import Change

QUIET = 100
"""Milliseconds without a further change before a rebuild begins: editors save in several steps."""
IDLE = 1.5
"""Seconds without a change before the slow parts of the site are made."""
STEP = 20
"""Milliseconds between two looks at what the system has noticed."""


@dataclass(slots=True)
class Preview:
    """What the server knows while it runs. `problems` are those of the last rebuild.

    `generation` grows whenever there is something new to see. It begins with the clock, so that a window left open
    from an earlier server is out of date too.
    """

    archive: Archive
    problems: list[Problem] = field(default_factory=list)
    building: bool = True
    generation: int = field(default_factory=lambda: int(time.time()))
    glimpses: Glimpses = field(default_factory=Glimpses)
    edited: dict[str, bytes] = field(default_factory=dict)
    """Pages of stories that were edited since the site was made last."""
    touched: set[str] = field(default_factory=set)
    """Files that changed and were not looked at yet."""
    noticed: asyncio.Event = field(default_factory=asyncio.Event)
    """Some did."""
    put_off: bool = False
    """The site's slow parts, such as the search, are still those of before the last edits."""

    @property
    def public(self) -> Path:
        return self.archive.config.public_dir(self.archive.root)

    @property
    def folders(self) -> tuple[Path, ...]:
        """What the site is made from, there or not."""
        config, root = self.archive.config, self.archive.root
        return (config.seeds_dir(root), config.content_dir(root), root / config.themes_dir)

    @property
    def places(self) -> list[tuple[Path, int]]:
        """Those of the folders that are there, each with what tells it from one made anew under its name."""
        return [(folder, folder.stat().st_ino) for folder in self.folders if folder.is_dir()]


def serve(archive: Archive, port: int, host: str, open_browser: bool) -> int:
    """Serves until Ctrl-C; the exit code."""
    try:
        listening = socket.create_server((host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET)
        listening.setblocking(False)
    except (OSError, OverflowError) as error:
        archive.progress.say(f"sitegen: cannot serve at {host}:{port}: {error}\n    hint: another --port, or 0", -1)
        return WRONG_USE
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(_run(Preview(archive), listening, host, open_browser))
    return DONE


async def _run(preview: Preview, listening: socket.socket, host: str, open_browser: bool) -> None:
    server = HTTPServer(_application(preview, host))
    server.add_socket(listening)
    shown = "127.0.0.1" if host in ("", "0.0.0.0", "::") else f"[{host}]" if ":" in host else host
    address = f"http://{shown}:{listening.getsockname()[1]}/"
    preview.archive.progress.say(f"{address} (Ctrl-C ends it)")
    changed = asyncio.Event()
    changed.set()
    top = asyncio.create_task(_watch_top(preview, changed))
    edits = asyncio.create_task(_show_edits(preview))
    below: asyncio.Task[None] | None = None
    places: list[tuple[Path, int]] = []
    try:
        while True:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(changed.wait(), IDLE if preview.put_off else None)
            quick = changed.is_set()
            changed.clear()  # before the rebuild: what is saved while it runs makes another
            if preview.places != places:
                places = preview.places
                below = await _watch_anew(below, [place for place, _ in places], changed, preview)
            if await asyncio.to_thread(_rebuild, preview, quick):
                _reload(preview)
            if preview.places != places:  # the settings name other folders now, or one was made
                changed.set()
            if open_browser:
                open_browser = False
                webbrowser.open(address)
    finally:
        top.cancel()
        edits.cancel()
        if below is not None:
            below.cancel()
        server.stop()


def _reload(preview: Preview) -> None:
    preview.generation += 1
    for browser in _Socket.waiters.copy():
        browser.reload()


async def _show_edits(preview: Preview) -> None:
    """Shows edited stories at once, also while the site is being made."""
    while True:
        await preview.noticed.wait()
        preview.noticed.clear()
        if await asyncio.to_thread(_glimpse, preview):
            _reload(preview)


def _glimpse(preview: Preview) -> bool:
    """Makes the pages of stories that were edited, before the site is made anew around them; whether there are any."""
    touched = set(preview.touched)
    preview.touched.clear()
    folder = preview.archive.config.content_dir(preview.archive.root)
    found = False
    for file in sorted(touched):
        with contextlib.suppress(OSError, ValueError):
            made = preview.glimpses.of(folder, Path(file).relative_to(folder).as_posix())
            if made is not None:
                preview.edited[made[0]] = made[1]
                found = True
    return found


def _application(preview: Preview, host: str) -> Application:
    known = {"localhost", "127.0.0.1", "[::1]"} if host in ("127.0.0.1", "localhost", "::1") else None
    return Application(
        [
            (r"/livereload", _Socket, {"preview": preview, "hosts": known}),
            (r"/livereload\.js", LiveReloadJSHandler),
            (r"/sitegen-preview\.css", StyleHandler),
            (r"/(.*)", PageHandler, {"preview": preview, "hosts": known}),
        ],
        log_function=lambda handler: None,
    )


class _Socket(LiveReloadHandler):  # type: ignore[misc]
    """livereload's own, open to pages of this server alone, and told of what was new before it was there."""

    def initialize(self, preview: Preview, hosts: set[str] | None) -> None:
        self.preview = preview
        self.hosts = hosts
        self.shown = 0

    def prepare(self) -> None:
        # A foreign name that was made to lead here gives an origin and a host that agree, which is all that tornado
        # asks for; since 6.6 it asks `check_origin` only where they do not.
        origin = self.request.headers.get("Origin")
        known = self.hosts is None or self.request.host_name in self.hosts
        if not known or (origin is not None and not self.check_origin(origin)):
            self.set_status(403)
            self.finish()

    def check_origin(self, origin: str) -> bool:
        return origin.partition("://")[2] == str(self.request.headers.get("Host"))

    def on_message(self, message: str) -> None:
        super().on_message(message)
        said = json.loads(message)
        if said.get("command") == "hello":
            self.shown = said.get("snipver", 0)
        elif said.get("command") == "info" and self.shown != self.preview.generation:
            self.reload()

    def reload(self) -> None:
        self.send_message({"command": "reload", "path": "*", "liveCSS": False, "liveImg": False})


def _rebuild(preview: Preview, quick: bool) -> bool:
    """One import and build; true where browsers should look again. Whatever goes wrong is a problem to show."""
    shown = dict(preview.edited)
    preview.put_off = False
    archive = preview.archive
    before = (preview.building, preview.problems)
    swapped = False
    try:
        config, problems = load_config(archive.root)
        archive.progress.show(problems)
        if not problems:
            preview.archive = archive = Archive(archive.root, config, archive.progress)
            with alone(archive):
                problems, built = import_and_build(archive, None, preview.glimpses, quick)
            swapped, preview.put_off = built.changed, built.put_off
            if built.swapped:
                for path, content in shown.items():
                    if preview.edited.get(path) is content:  # and not of an edit since
                        preview.edited.pop(path, None)
    except LockedError:
        problems = [Problem(str(archive.root), BUSY)]
    except Exception as error:  # a mistake in the program itself: say where, and go on serving
        archive.progress.say(traceback.format_exc(), -1)
        where = traceback.extract_tb(error.__traceback__)[-1]
        problems = [Problem(Path(where.filename).name, f"{type(error).__name__}: {error}", where.lineno or 0)]
    preview.problems = [problem for problem in problems if problem.severity == "error"]
    preview.building = False
    return swapped or before != (False, preview.problems)


async def _watch_anew(
    former: asyncio.Task[None] | None, folders: Sequence[Path], changed: asyncio.Event, preview: Preview
) -> asyncio.Task[None]:
    if former is not None:
        former.cancel()
    task = asyncio.create_task(_watch_below(folders, changed, preview))
    await asyncio.sleep(0)  # lets the watch begin, so that it stands before the first file is read
    return task


async def _watch_top(preview: Preview, changed: asyncio.Event) -> None:
    """Notices new settings, which editors put in the old one's place, and folders that come and go."""
    root = preview.archive.root

    def concerns(change: Change, path: str) -> bool:
        name = Path(path).name
        # Not sitegen.toml alone: an archive's own places and topics are files beside it.
        return name.endswith(".toml") or name in {folder.relative_to(root).parts[0] for folder in preview.folders}

    async for _ in awatch(root, recursive=False, watch_filter=concerns, debounce=QUIET, step=STEP):
        changed.set()


async def _watch_below(folders: Sequence[Path], changed: asyncio.Event, preview: Preview) -> None:
    """Notices every change below the folders; by looking again and again where the system has no watches left."""
    polling: bool | None = None
    while folders:
        try:
            async for found in awatch(
                *folders, watch_filter=_concerns, debounce=QUIET, step=STEP, force_polling=polling
            ):
                preview.touched.update(path for _, path in found)
                preview.noticed.set()
                changed.set()
            return
        except OSError:
            if polling:
                return
            polling = True


def _concerns(change: Change, path: str) -> bool:
    """False for what editors, and the import itself, write beside a file for a while."""
    here = Path(path)
    passing = here.name.endswith(("~", ".swp", ".swx", ".tmp", ".part")) or here.name.startswith(("#", "~"))
    return not passing and not here.name.startswith(".") and here.parent.name != ".sitegen"
