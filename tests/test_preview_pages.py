"""What the preview adds to a page: the reload script, room for it in the page's policy, and what went wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from sitegen.preview_pages import _stand_in, file_in, page
from sitegen.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

POLICY = "default-src 'none'; style-src 'self'; script-src 'none'; img-src 'self'"
HTML = f"""<!doctype html><html><head><meta http-equiv="Content-Security-Policy" content="{POLICY}">
<title>甲</title></head><body class="home"><p>乙</p></body></html>"""


def test_a_page_gets_the_script_and_its_policy_lets_it_run() -> None:
    shown = page(HTML, [], generation=7, missing=False)
    assert shown.index("livereload.js?snipver=7") < shown.index("</head>")
    policy = shown.partition('content="')[2].partition('"')[0]
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["script-src"] == rules["connect-src"] == "'self'"
    assert (rules["default-src"], rules["img-src"]) == ("'none'", "'self'")
    assert "sitegen-problems" not in shown
    assert "<base" not in shown


def test_problems_stand_above_the_text_and_cannot_be_markup() -> None:
    bad = Problem("a<b>.md", "<script>alert(1)</script>", 3, source='"&')
    shown = page(HTML, [bad], generation=7, missing=False)
    assert shown.index('role="alert"') < shown.index("<p>乙")
    assert "a&lt;b&gt;.md:3: error: &lt;script&gt;" in shown
    assert "<script>alert" not in shown


def test_addresses_of_the_404_page_are_those_of_the_top() -> None:
    """It is shown at any depth, and its links are relative."""
    shown = page(HTML, [], generation=7, missing=True)
    assert shown.index('<base href="/">') < shown.index("<title>")


@pytest.mark.parametrize(("building", "word"), [(True, "Making the site"), (False, "There is no site yet")])
def test_before_there_is_a_site_something_is_shown(building: bool, word: str) -> None:
    shown = page(_stand_in(building), [Problem("x", "wrong")], generation=7, missing=True)
    assert word in shown
    assert "x: error: wrong" in shown
    assert "livereload.js" in shown


@pytest.mark.parametrize("path", ["../secret", "a/../../secret", "..\\secret", "a\0b", "link", "a/" * 3000])
def test_nothing_outside_the_site_is_served(path: str, tmp_path: Path) -> None:
    public = tmp_path / "public"
    public.mkdir()
    (tmp_path / "secret").touch()
    (public / "link").symlink_to(tmp_path / "secret")
    assert file_in(public.resolve(), path) is None


def test_a_slash_too_many_leads_nowhere_else(tmp_path: Path) -> None:
    assert file_in(tmp_path, "//etc/passwd") is None
    (tmp_path / "etc").mkdir()
    assert file_in(tmp_path.resolve(), "//etc/") == tmp_path.resolve() / "etc"
