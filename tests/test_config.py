"""sitegen.toml: every mistake is told with its line and what would be right, and nothing is guessed."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.config import _SETTINGS, Config, find_root, load_config, parse_config
from sitegen.filenames import DEFAULT_PATTERNS

STARTER = Path(__file__).parent.parent / "sitegen" / "data" / "starter" / "sitegen.toml"
SETTINGS_PAGE = Path(__file__).parent.parent / "docs" / "settings.md"


def test_says_nothing_means_defaults() -> None:
    assert parse_config("") == (Config(), [])


def test_values_reach_their_fields() -> None:
    config, problems = parse_config(
        'title = "甲"\npage_size = 20\ntheme = ["b", "default", "a"]\nbase_url = "https://x.org/y"\n'
        '[paths]\npublic = "out/site"\n[preview]\nport = 9000\n'
    )
    assert problems == []
    assert (config.title, config.page_size, config.public, config.preview_port) == ("甲", 20, "out/site", 9000)
    assert config.themes == ("b", "a", "default")
    assert config.base_url == "https://x.org/y/"


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ('# 注\ntitel = "甲"', 2, ['unknown key "titel"', 'did you mean "title"?']),
        ('[paths]\nsead = "x"', 2, ['"paths.sead"', 'did you mean "paths.seeds"?']),
        ('title = "甲"\n\n[preview]\npage_size = 3', 4, ['"preview.page_size"', 'did you mean "page_size"?']),
        ("[nonsense]\na = 1", 1, ['unknown key "nonsense"', "known keys: title"]),
        ("title = 3", 1, ["must be a text in quotes, not a number"]),
        ('title = "  "', 1, ["must not be empty"]),
        ("page_size = true", 1, ["must be a whole number, not true or false"]),
        ("page_size = 0", 1, ["from 1 to 1000"]),
        ("page_size = 1.5", 1, ["whole number"]),
        ('language = "de"', 1, ["zh-Hans, en"]),
        ('base_url = "example.org"', 1, ["https://"]),
        ('theme = "../x"', 1, ["name of a folder in themes/"]),
        ('paths = "x"', 1, ['unknown key "paths"']),
        ("county = 2024-01-01", 1, ["not a date or time"]),
        ('title = "甲"\nseal = "四个字以上"', 2, ["at most four"]),
        ('[filenames]\npatterns = ["{datum}"]', 2, ["unknown field datum"]),
        ('[filenames]\npatterns = ["^(("]', 2, ["not a regular expression"]),
        ('[filenames]\npatterns = "{date}"', 2, ["a list of patterns"]),
        ('title = "甲"\ntitle = "乙"', 2, []),
        ('title = "甲\n', 1, []),
        ("a = [1,\n2", 2, []),
    ],
)
def test_a_mistake_is_told_with_its_line(text: str, line: int, words: list[str]) -> None:
    config, problems = parse_config(text)
    assert len(problems) == 1
    told = str(problems[0])
    assert told.startswith(f"sitegen.toml:{line}: error: ")
    assert [word for word in words if word not in told] == []
    assert config.page_size == 50


@pytest.mark.parametrize("folder", ["/etc", "..", "../x", ".", "", "a/../../b", "C:/x", "seeds", "content/x"])
def test_the_site_is_never_written_over_something_else(folder: str) -> None:
    config, problems = parse_config(f"[paths]\npublic = '{folder}'")
    assert [problem.line for problem in problems] == [2]
    assert config.public == "public"


def test_one_mistake_hides_no_other() -> None:
    config, problems = parse_config('a = 1\ntitle = 2\nb = 3\ncounty = "某县"')
    assert [problem.line for problem in problems] == [1, 2, 3]
    assert config.county == "某县"


@pytest.mark.parametrize(
    ("data", "words"),
    [(b'title = "\xbc\xd7"', ":1: error: not UTF-8"), (b"\n\xff", ":2: error: not UTF-8")],
)
def test_what_is_not_utf8_is_told_with_its_line(tmp_path: Path, data: bytes, words: str) -> None:
    (tmp_path / "sitegen.toml").write_bytes(data)
    assert words in str(load_config(tmp_path)[1][0])


def test_notepad_is_welcome(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_bytes('\ufefftitle = "甲"\r\ncounty = "乙县"\r\n'.encode())
    config, problems = load_config(tmp_path)
    assert (config.title, config.county, problems) == ("甲", "乙县", [])


def test_the_root_is_the_nearest_folder_above_with_settings(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b" / "c"
    inner.mkdir(parents=True)
    assert find_root(inner) is None or not find_root(inner).is_relative_to(tmp_path)  # type: ignore[union-attr]
    (tmp_path / "sitegen.toml").touch()
    (tmp_path / "a" / "b" / "sitegen.toml").touch()
    assert find_root(inner) == (tmp_path / "a" / "b").resolve()
    assert find_root(tmp_path / "a") == tmp_path.resolve()


def test_every_setting_that_new_archives_show_is_understood() -> None:
    """The commented lines of a new archive's sitegen.toml are what people will uncomment."""
    text = STARTER.read_text("utf-8")
    assert parse_config(text)[1] == []
    shown = re.sub(r"^# (?=\w+ = |\[|\]|    \"|    ')", "", text, flags=re.MULTILINE)
    config, problems = parse_config(shown)
    assert problems == []
    assert len(config.filename_patterns) == 3
    unsaid = {field.name for field in dataclasses.fields(Config) if getattr(config, field.name) == field.default}
    assert unsaid <= {"data", "language", "page_size", "seeds", "content", "themes_dir", "public", "preview_port"}


@given(st.text())
def test_any_text_gives_settings_or_problems(text: str) -> None:
    config, problems = parse_config(text)
    assert isinstance(config, Config)
    assert all(0 <= problem.line <= text.count("\n") + 1 for problem in problems)


def test_every_setting_is_documented() -> None:
    documented = set(re.findall(r"^\| `([a-z_.]+)`", SETTINGS_PAGE.read_text("utf-8"), re.MULTILINE))
    assert documented >= _SETTINGS.keys()
    assert {known for known in documented if known not in _SETTINGS} == set()


def test_the_documented_patterns_are_the_real_ones() -> None:
    assert "".join(f"    {pattern}\n" for pattern in DEFAULT_PATTERNS) in SETTINGS_PAGE.read_text("utf-8")
