"""A browser that prints: found where it usually is, and run by itself, without a network and without a trace."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sitegen.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome", "microsoft-edge", "msedge")
VARIABLE = "CHROMIUM"
"""Names the browser's program where it is somewhere else."""
PATIENCE = 300
"""Seconds; a booklet of a thousand stories takes less than one of a hundred."""
_MAC = ("Google Chrome", "Chromium", "Microsoft Edge")
_WINDOWS = (r"Google\Chrome\Application\chrome.exe", r"Microsoft\Edge\Application\msedge.exe")
_FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-extensions",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--no-pdf-header-footer",
    "--generate-pdf-document-outline",
)


def find_browser(environment: Mapping[str, str]) -> str | None:
    """The program of a Chromium, Chrome or Edge; None where there is none."""
    if given := environment.get(VARIABLE):
        return shutil.which(given)
    path = environment.get("PATH")
    on_path = next(filter(None, (shutil.which(name, path=path) for name in NAMES)), None)
    return on_path or next((str(place) for place in _places(environment) if place.is_file()), None)


def print_pdf(html: bytes, browser: str) -> bytes | Problem:
    """A page as the browser prints it."""
    with TemporaryDirectory(prefix="sitegen-", ignore_cleanup_errors=True) as folder:
        source, target = Path(folder) / "booklet.html", Path(folder) / "booklet.pdf"
        source.write_bytes(html)
        command = [browser, *_FLAGS, f"--user-data-dir={folder}/profile", f"--print-to-pdf={target}"]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.append("--no-sandbox")  # it refuses to run as root with it
        try:
            done = subprocess.run(
                [*command, source.as_uri()], capture_output=True, text=True, errors="replace", timeout=PATIENCE,
                check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired:
            return Problem(browser, f"printed nothing in {PATIENCE} seconds", hint="choose fewer stories")
        except OSError as error:
            return Problem(browser, f"cannot be run: {error.strerror or error}")
        if not target.is_file():
            said = next(
                (line for line in reversed(done.stderr.splitlines()) if line.strip()), f"exit {done.returncode}"
            )
            return Problem(browser, f"printed nothing: {said.strip()[:200]}")
        return target.read_bytes()


def _places(environment: Mapping[str, str]) -> Iterator[Path]:
    """Where installers put a browser that is on no PATH."""
    if sys.platform == "darwin":
        for name in _MAC:
            yield Path(f"/Applications/{name}.app/Contents/MacOS/{name}")
    for variable in ("ProgramFiles", "ProgramFiles(x86)", "LocalAppData"):
        if folder := environment.get(variable):
            yield from (Path(folder, name) for name in _WINDOWS)
