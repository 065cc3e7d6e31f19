"""The preview as its user meets it: a real server on this machine and a real browser."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from tests.conftest import SECOND

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page, Route

    from tests.conftest import ArchiveFolder

WAIT = 30.0
"""Seconds that anything may take on a busy machine."""


@contextlib.contextmanager
def preview(archive: ArchiveFolder, *arguments: str) -> Iterator[str]:
    """The address of a running `sitegen serve`, which must end well on Ctrl-C."""
    log = archive.root.parent / "serve.log"
    with log.open("wb") as said:
        server = subprocess.Popen(
            [sys.executable, "-W", "always", "-m", "sitegen", "serve", "--port", "0", *arguments],
            cwd=archive.root,
            stdin=subprocess.DEVNULL,
            stdout=said,
            stderr=said,
        )
        try:
            address = waited(lambda: re.search(r"http://127\.0\.0\.1:\d+/", log.read_text("utf-8")), log)
            waited(lambda: "pages" in log.read_text("utf-8") or "is as it was" in log.read_text("utf-8"), log)
            yield address[0]
            assert server.poll() is None, log.read_text("utf-8")
        finally:
            server.send_signal(signal.SIGINT)
            assert server.wait(WAIT) == 0, log.read_text("utf-8")
    assert "Warning" not in log.read_text("utf-8")


def waited(test: object, log: object) -> re.Match[str]:
    """What the test gives as soon as it gives anything."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        found = test()  # type: ignore[operator]
        if found:
            return found  # type: ignore[no-any-return]
        time.sleep(0.02)
    raise AssertionError(log.read_text("utf-8"))  # type: ignore[attr-defined]


def get(address: str, path: str, **headers: str) -> tuple[int, str]:
    host, port = address.removeprefix("http://").rstrip("/").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=WAIT)
    try:
        connection.request("GET", path, headers=headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode("utf-8", "replace")
    finally:
        connection.close()


def test_a_change_is_on_the_screen_without_a_hand_on_the_browser(archive: ArchiveFolder, page: Page) -> None:
    with preview(archive) as address:
        page.goto(address)
        page.get_by_text("测试档案").first.wait_for()
        archive.write("sitegen.toml", 'title = "改名档案"\n')
        page.get_by_text("改名档案").first.wait_for(timeout=WAIT * 1000)
        # Two saves within a second: the second is the one that counts.
        archive.write("sitegen.toml", 'title = "一改档案"\n')
        time.sleep(0.4)
        archive.write("sitegen.toml", 'title = "二改档案"\n')
        page.get_by_text("二改档案").first.wait_for(timeout=WAIT * 1000)


def test_a_window_that_was_away_catches_up(archive: ArchiveFolder, page: Page) -> None:
    """A change that comes while the browser is just loading the last one must not be lost."""
    with preview(archive) as address:

        def while_loading(asked: Route) -> None:
            archive.write("sitegen.toml", 'title = "新题档案"\n')
            waited(
                lambda: "新题档案" in re.sub("<[^>]*>", "", get(address, "/")[1]) or None,
                archive.root.parent / "serve.log",
            )
            time.sleep(0.3)
            asked.continue_()

        page.route("**/livereload.js*", while_loading, times=1)
        page.goto(address)
        page.get_by_text("新题档案").first.wait_for(timeout=WAIT * 1000)


def test_clippings_stories_and_themes_are_watched(archive: ArchiveFolder) -> None:
    with preview(archive) as address:
        log = archive.root.parent / "serve.log"
        archive.write("seeds/b.txt", SECOND)
        waited(lambda: "晴溪乡图书室开进农家院" in re.sub("<[^>]*>", "", get(address, "/")[1]) or None, log)
        story = next(
            path for path in (archive.root / "content").rglob("*.md") if "晴溪乡图书室" in path.read_text("utf-8")
        )
        story.write_text(story.read_text("utf-8").replace("晴溪乡图书室开进农家院", "改过的标题"), encoding="utf-8")
        waited(lambda: "改过的标题" in re.sub("<[^>]*>", "", get(address, "/")[1]) or None, log)
        archive.write(
            "themes/mine/templates/404.html", "<!doctype html><html><head></head><body>自己的外观</body></html>"
        )
        archive.write("sitegen.toml", 'title = "测试档案"\ntheme = "mine"\n')
        waited(lambda: "自己的外观" in get(address, "/nowhere/")[1] or None, log)


def test_an_error_is_shown_in_the_page_and_goes_when_mended(archive: ArchiveFolder, page: Page) -> None:
    with preview(archive) as address:
        page.goto(address)
        archive.write("sitegen.toml", 'titel = "<b>测试</b>"\n')
        alert = page.get_by_role("alert")
        alert.wait_for(timeout=WAIT * 1000)
        assert 'sitegen.toml:1: error: unknown key "titel"' in alert.inner_text()
        assert "<b>测试</b>" in alert.inner_text()
        assert page.get_by_text("测试档案").count() > 0, "the last good page is still there below"
        archive.write("sitegen.toml", 'title = "好了档案"\n')
        page.get_by_text("好了档案").first.wait_for(timeout=WAIT * 1000)
        assert alert.count() == 0


def test_only_this_machine_under_its_own_name(archive: ArchiveFolder) -> None:
    """A foreign page whose name leads to 127.0.0.1 must not read an archive that is not published."""
    with preview(archive) as address:
        assert get(address, "/")[0] == 200
        assert get(address, "/", Host="attacker.example")[0] == 403
        assert get(address, "/../sitegen.toml")[0] == 404
        assert get(address, "/%2e%2e/sitegen.toml")[0] == 404
        status, text = get(address, "/no/such/page/")
        assert status == 404
        assert "livereload.js" in text


def test_a_port_that_is_taken_is_told(archive: ArchiveFolder) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = archive.run("serve", "--port", str(taken.getsockname()[1]))
    assert done.code == 2
    assert "cannot serve at 127.0.0.1:" in done.err
    assert "--port" in done.err


@pytest.mark.skipif(not os.path.isdir("/proc/self"), reason="the processor time is read from /proc")  # noqa: PTH112
def test_an_idle_preview_costs_next_to_nothing(archive: ArchiveFolder) -> None:
    for number in range(300):
        archive.write(f"themes/mine/assets/{number}.css", "")

    def ticks(pid: int) -> int:
        with open(f"/proc/{pid}/stat") as state:  # noqa: PTH123
            return sum(map(int, state.read().rpartition(")")[2].split()[11:13]))

    with preview(archive):
        pid = next(
            int(entry)
            for entry in os.listdir("/proc")  # noqa: PTH208
            if entry.isdigit() and str(os.getpid()) == _parent(entry) and "serve" in _line(entry)
        )
        end = time.monotonic() + WAIT
        spent = [ticks(pid)]
        # What it wrote itself is looked at once more, and slow parts of the site come a while after the pages.
        while time.monotonic() < end and (len(spent) < 5 or spent[-1] > spent[-5] + 2):
            time.sleep(0.5)
            spent.append(ticks(pid))
        time.sleep(1.5)
        assert ticks(pid) - spent[-1] <= 0.05 * 1.5 * os.sysconf("SC_CLK_TCK")


def _parent(pid: str) -> str:
    with contextlib.suppress(OSError), open(f"/proc/{pid}/stat") as state:  # noqa: PTH123
        return state.read().rpartition(")")[2].split()[1]
    return ""


def _line(pid: str) -> str:
    with contextlib.suppress(OSError), open(f"/proc/{pid}/cmdline") as line:  # noqa: PTH123
        return line.read()
    return ""
