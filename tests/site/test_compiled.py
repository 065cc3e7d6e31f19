"""Compiled templates are kept outside of an archive, for one user, and only where they are those of the same text."""

from __future__ import annotations

import os
import tempfile
from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, Environment

from sitegen.site.compiled import compiled
from sitegen.site.templates import SiteEnvironment

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The system's folder for what is temporary, as it stands for this test alone."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def rendered(text: str, key: bytes = b"1") -> tuple[str, bool]:
    """What a template says, and whether it had been compiled before."""
    environment = Environment(loader=DictLoader({"a.html": text}), bytecode_cache=compiled(key), autoescape=True)
    cache = environment.bytecode_cache
    known = cache is not None and cache.get_bucket(environment, "a.html", None, text).code is not None
    return environment.get_template("a.html").render(name="<云>"), known


def test_a_template_is_compiled_once(temporary: Path) -> None:
    assert rendered("一 {{ name }}") == ("一 &lt;云&gt;", False)
    assert rendered("一 {{ name }}") == ("一 &lt;云&gt;", True)
    assert any(temporary.rglob("*.cache"))


def test_another_text_or_another_program_compiles_it_anew() -> None:
    rendered("一 {{ name }}")
    assert rendered("二 {{ name }}") == ("二 &lt;云&gt;", False)
    assert rendered("二 {{ name }}", b"2") == ("二 &lt;云&gt;", False)


@pytest.mark.parametrize("content", [b"", b"spoilt", b"j2\x80\x04."])
def test_a_spoilt_file_is_none(temporary: Path, content: bytes) -> None:
    rendered("一 {{ name }}")
    for file in temporary.rglob("*.cache"):
        file.write_bytes(content or file.read_bytes()[: len(file.read_bytes()) // 2])
    assert rendered("一 {{ name }}") == ("一 &lt;云&gt;", False)


def test_a_folder_that_is_another_users_is_not_used(temporary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (temporary / f"_jinja2-cache-{os.getuid()}").write_text("no folder", encoding="utf-8")
    assert compiled(b"1") is None
    assert compiled(b"") is None, "nor without a key"
    monkeypatch.setattr(tempfile, "tempdir", str(temporary / "gone"))
    assert compiled(b"1") is None


def test_a_template_in_one_piece_is_kept_as_long_as_all_that_it_takes_from_others_is_the_same() -> None:
    def made(word: str, look: bytes) -> str:
        sources = {"base": "{{ root }}<p>{% block b %}{% endblock %}" + word, "page": "{% extends 'base' %}"}
        environment = SiteEnvironment(loader=DictLoader(sources), bytecode_cache=compiled(b"1"), autoescape=True)
        environment.looks = {"page": look}
        whole = environment.whole("page")
        assert whole is not None
        return whole.render({}, "../")

    assert made("甲", b"1") == "../<p>甲"
    assert made("乙", b"1") == "../<p>甲", "kept by what was said to stand for it"
    assert made("乙", b"2") == "../<p>乙"
