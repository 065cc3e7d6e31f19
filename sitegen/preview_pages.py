"""The preview's pages: files of public/ with the reload script in them, and above them what went wrong."""

from __future__ import annotations

import mimetypes
import re
from html import escape
from typing import TYPE_CHECKING

from tornado.web import RequestHandler

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from sitegen.problems import Problem
    from sitegen.serving import Preview

HEAD = (
    '<link rel="stylesheet" href="/sitegen-preview.css">'
    '<script src="/livereload.js?snipver={generation}" async></script>'
)
STYLE = """\
.sitegen-problems { position: relative; z-index: 9999; margin: 0; padding: 1rem 1.5rem; background: #fff4f2;
  color: #5c1208; border-bottom: 3px solid #b3261e; font: 14px/1.6 system-ui, sans-serif; }
.sitegen-problems h2 { margin: 0 0 .5rem; font-size: 1rem; }
.sitegen-problems pre { margin: 0 0 .5rem; white-space: pre-wrap; font: 13px/1.5 ui-monospace, monospace; }
"""
_POLICY = re.compile(r'(<meta\s+http-equiv="Content-Security-Policy"\s+content=")([^"]*)"', re.IGNORECASE)


class PageHandler(RequestHandler):
    """A file of public/, or 404.html; a page gets the reload script."""

    def initialize(self, preview: Preview, hosts: set[str] | None) -> None:
        self.preview = preview
        self.hosts = hosts

    def get(self, path: str) -> None:
        # A page elsewhere whose name was made to lead to this machine must not read an unpublished archive.
        if self.hosts is not None and self.request.host_name not in self.hosts:
            self.set_status(403)
            self.finish("sitegen: this preview is for this machine alone; see `sitegen serve --host`\n")
            return
        public = self.preview.public.resolve()
        file = file_in(public, path)
        if file is not None and file.is_dir():
            if path and not path.endswith("/"):
                self.redirect(self.request.path + "/" + (f"?{self.request.query}" if self.request.query else ""))
                return
            file = file / "index.html"
        missing = file is None or not file.is_file()
        if missing and path == "favicon.ico":  # every browser asks for one
            self.set_status(204)
            return
        if missing:
            self.set_status(404)
            file = public / "404.html"
        self._send(file, missing)

    head = get

    def _send(self, file: Path | None, missing: bool) -> None:
        generation = self.preview.generation  # before the file is read: it may be a newer one by then, never an older
        self.set_header("Cache-Control", "no-store")
        self.set_header("X-Content-Type-Options", "nosniff")
        try:
            data = self._edited(file) or (file.read_bytes() if file else b"")
        except OSError:  # not there yet, or just being replaced
            data = b""
        kind = mimetypes.guess_type(file.name)[0] if file else None
        kind = kind or "application/octet-stream"
        if kind == "text/html":
            html = data.decode("utf-8", "replace") or _stand_in(self.preview.building)
            data = page(html, self.preview.problems, generation, missing).encode("utf-8")
        text = kind.startswith("text/") or kind in ("application/javascript", "application/json", "application/xml")
        self.set_header("Content-Type", kind + ("; charset=utf-8" if text else ""))
        self.finish(data)

    def _edited(self, file: Path | None) -> bytes:
        """The page of a story that was edited a moment ago, b"" of any other."""
        public = self.preview.public.resolve()
        if file is None or not self.preview.edited or not file.is_relative_to(public):
            return b""
        return self.preview.edited.get(file.relative_to(public).as_posix(), b"")


class StyleHandler(RequestHandler):
    """How the list of problems looks; a file, since the pages' own policy allows no other style."""

    def get(self) -> None:
        self.set_header("Content-Type", "text/css; charset=utf-8")
        self.finish(STYLE)


def page(html: str, problems: Sequence[Problem], generation: int, missing: bool) -> str:
    """The page as the preview shows it: with the reload script, and with the problems above its text."""
    # The base has to come before the first address, and so at the very beginning of the head.
    head = ('<base href="/">' if missing else "") + HEAD.format(generation=generation)
    html = _POLICY.sub(_widen, html, count=1)
    html = re.sub(r"<head[^>]*>", lambda found: found[0] + head, html, count=1)
    if problems:
        items = "".join(f"<pre>{escape(str(problem))}</pre>" for problem in problems)
        title = "There are errors. What you see below is the last site that could be made."
        box = f'<section class="sitegen-problems" role="alert" lang="en"><h2>{title}</h2>{items}</section>'
        html = re.sub(r"<body[^>]*>", lambda found: found[0] + box, html, count=1)
    return html


def _stand_in(building: bool) -> str:
    """A page to show before there is any."""
    word = "Making the site …" if building else "There is no site yet."
    return f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>sitegen</title></head><body><p>{word}'


def _widen(found: re.Match[str]) -> str:
    """The page's policy, with what the reload script needs: itself and a socket to this server."""
    rules = dict.fromkeys(rule.strip() for rule in found[2].split(";") if rule.strip())
    wanted = {"script-src": "'self'", "style-src": "'self'", "connect-src": "'self'", "base-uri": "'self'"}
    kept = [rule for rule in rules if rule.split()[0] not in wanted]
    for rule in rules:
        name, *sources = rule.split()
        if name in wanted and "'none'" not in sources:
            extra = [] if "'self'" in sources else [wanted[name]]
            wanted[name] = " ".join(sources + extra)
    return found[1] + "; ".join([*kept, *(f"{name} {sources}" for name, sources in wanted.items())]) + '"'


def file_in(public: Path, path: str) -> Path | None:
    """The file that an address names, where it lies in public/."""
    if "\0" in path or "\\" in path:
        return None
    file = public.joinpath(*(part for part in path.split("/") if part not in ("", ".")))
    try:
        file = file.resolve(strict=True)
    except (OSError, RuntimeError):  # none there, a name too long, a link in a circle
        return None
    return file if file.is_relative_to(public) else None
