"""Themes: a folder overrides single templates, colours and words, and an error in it is said with line and story."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING, Any

from sitegen.site.labels import load_labels
from tests.site.made import DEFAULT, RECORD, THEMES, build

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def keys(table: dict[str, Any], above: str = "") -> Iterator[str]:
    for key, value in table.items():
        if isinstance(value, dict):
            yield from keys(value, f"{above}{key}.")
        else:
            yield above + key


def write(folder: Path, path: str, text: str) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_text(text, "utf-8")


def test_both_languages_have_every_word_with_the_same_blanks() -> None:
    tables = [tomllib.loads((DEFAULT / "labels" / f"{name}.toml").read_text("utf-8")) for name in ("zh-Hans", "en")]
    assert set(keys(tables[0])) == set(keys(tables[1]))


def test_a_theme_overrides_one_word_one_block_and_adds_its_colours(tmp_path: Path) -> None:
    mine = tmp_path / "themes" / "mine"
    write(mine, "labels/zh-Hans.toml", '[nav]\ntopics = "门类"\n')
    write(mine, "templates/about.html", '{% extends "default/about.html" %}{% block footer %}<p>页脚</p>{% endblock %}')
    write(mine, "assets/theme.css", ":root { --red: #00f; }")
    assert build(tmp_path / "out", themes=(mine, DEFAULT)).problems == ()
    about = (tmp_path / "out" / "about" / "index.html").read_text("utf-8")
    assert "门类" in about
    assert "乡镇" in about
    assert "<p>页脚</p>" in about
    assert 'href="../assets/theme.css"' in about
    assert (tmp_path / "out" / "assets" / "theme.css").is_file()


def test_the_second_theme_changes_a_template_colours_and_words_and_copies_nothing(tmp_path: Path) -> None:
    mine = THEMES / "bulletin"
    assert build(tmp_path, themes=(mine, DEFAULT)).problems == ()
    search = (tmp_path / "search" / "index.html").read_text("utf-8")
    assert "资料室" in search
    assert 'id="search"' in search, "the rest of the page as the default has it"
    assert ">原报</a>" in search
    assert "--red: #1f4e79" in (mine / "assets" / "theme.css").read_text("utf-8")
    assert sum(file.stat().st_size for file in mine.rglob("*") if file.is_file()) < 2_000


def test_an_error_in_a_template_names_template_line_and_story(tmp_path: Path) -> None:
    mine = tmp_path / "themes" / "mine"
    write(mine, "templates/story.html", "<p>\n{{ entry.nothing }}\n</p>")
    report = build(tmp_path / "out", themes=(mine, DEFAULT))
    problem = report.problems[0]
    assert (problem.path, problem.line) == ("themes/mine/templates/story.html", 2)
    assert problem.source == "{{ entry.nothing }}"
    assert RECORD.path in problem.hint
    assert len(report.problems) == 1, "said once, not once for each story"
    assert (tmp_path / "out" / "index.html").is_file()


def test_a_template_that_cannot_be_read_names_its_line(tmp_path: Path) -> None:
    mine = tmp_path / "themes" / "mine"
    write(mine, "templates/parts.html", "a\nb\n{% if %}")
    problem = build(tmp_path / "out", themes=(mine, DEFAULT)).problems[0]
    assert (problem.path, problem.line) == ("themes/mine/templates/parts.html", 3)


def test_broken_words_of_a_theme_are_named_and_the_default_ones_used(tmp_path: Path) -> None:
    mine = tmp_path / "themes" / "mine"
    write(mine, "labels/zh-Hans.toml", "[nav]\ntopics = 门类\n")
    labels, problems = load_labels((mine, DEFAULT), "zh-Hans")
    assert [problem.path for problem in problems] == ["themes/mine/labels/zh-Hans.toml"]
    assert labels["nav"]["topics"] == "主题"


def test_a_word_that_a_language_lacks_is_taken_from_chinese(tmp_path: Path) -> None:
    mine = tmp_path / "themes" / "mine"
    write(mine, "labels/zh-Hans.toml", '[mine]\nword = "词"\n')
    labels, _ = load_labels((mine, DEFAULT), "en")
    assert labels["mine"]["word"] == "词"
    assert labels["nav"]["topics"] == "Topics"
