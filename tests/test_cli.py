"""The command line: what it takes, what it says, how it ends."""

from __future__ import annotations

import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from sitegen import __version__
from sitegen.cli import main
from sitegen.commands import COMMANDS

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = {"jinja2", "markdown_it", "opencc", "pypinyin", "yaml", "ruamel", "livereload", "tornado", "rich", "watchfiles"}


def ended(*arguments: str) -> int:
    """The exit code where argparse itself ends the run."""
    with pytest.raises(SystemExit) as ending:
        main(arguments)
    return int(ending.value.code or 0)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("--version") == 0
    assert capsys.readouterr().out == f"sitegen {__version__}\n"


@pytest.mark.parametrize("command", COMMANDS, ids=lambda command: command.name)
def test_help_shows_by_example(command: object, capsys: pytest.CaptureFixture[str]) -> None:
    name = command.name  # type: ignore[attr-defined]
    assert ended(name, "--help") == 0
    said = capsys.readouterr().out
    assert f"examples:\n  sitegen {name}" in said
    assert "--root" in said


def test_help_lists_every_command_and_the_exit_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert ended("--help") == 0
    said = capsys.readouterr().out
    assert [command.name for command in COMMANDS if f"\n    {command.name} " not in said] == []
    assert "0 done, 1 the input has errors, 2 wrong use" in said


@pytest.mark.parametrize(
    "arguments", [(), ("nonsense",), ("build", "--nonsense"), ("parse",), ("serve", "--port", "x")]
)
def test_wrong_use_is_2(arguments: tuple[str, ...], capsys: pytest.CaptureFixture[str]) -> None:
    assert ended(*arguments) == 2
    assert capsys.readouterr().err.startswith("usage: sitegen")


@pytest.mark.parametrize("command", ["import", "build", "serve", "check"])
def test_outside_an_archive_says_what_to_do(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main([command]) == 2
    assert main([command, "--root", str(tmp_path)]) == 2
    assert capsys.readouterr().err.count("sitegen new DIR") == 2


@pytest.mark.parametrize("form", [["--root", "X", "build"], ["build", "--root", "X"]])
def test_common_options_stand_before_or_after_the_command(
    form: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "sitegen.toml").write_text("nonsense = 1\n")
    assert main([str(tmp_path) if part == "X" else part for part in form]) == 1
    assert 'sitegen.toml:1: error: unknown key "nonsense"' in capsys.readouterr().err


def test_a_mistake_in_the_settings_changes_nothing(tmp_path: Path) -> None:
    (tmp_path / "sitegen.toml").write_text("nonsense = 1\n")
    assert main(["build", "--root", str(tmp_path)]) == 1
    assert [path.name for path in tmp_path.iterdir()] == ["sitegen.toml"]


def test_new_and_new_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", str(tmp_path / "a")]) == 0
    assert "sitegen build" in capsys.readouterr().err
    assert main(["new", str(tmp_path / "a")]) == 1
    assert "is not empty" in capsys.readouterr().err


def test_help_loads_no_heavy_library() -> None:
    """A command that is slow to say how it is used is not asked."""
    code = (
        "import sys\nfrom sitegen.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        f"print(sorted({HEAVY!r} & sys.modules.keys()), file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stderr.strip() == "[]"


def test_help_is_quick() -> None:
    """Best of five, so that a busy machine does not decide."""
    took = []
    for _ in range(5):
        started = time.perf_counter()
        subprocess.run([sys.executable, "-m", "sitegen", "--help"], capture_output=True, check=True)
        took.append(time.perf_counter() - started)
    assert min(took) < 0.5
