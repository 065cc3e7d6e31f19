"""The wheel alone, in a fresh environment far from this repository, makes an archive and its site."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import venv
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this working tree."""
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=REPOSITORY, check=True, capture_output=True)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_themes_data_and_types_and_nothing_else(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert len(names) == len(set(names))
    assert [name for name in names if not name.startswith(("sitegen/", "sitegen-"))] == []
    themes = REPOSITORY / "themes" / "default"
    wanted = {f"sitegen/themes/default/{path.relative_to(themes).as_posix()}" for path in themes.rglob("*.*")}
    assert wanted - set(names) == set()
    assert {"sitegen/py.typed", "sitegen/data/starter/sitegen.toml"} - set(names) == set()


def test_the_same_files_make_the_same_wheel_elsewhere_and_later(wheel: Path, tmp_path: Path) -> None:
    """In a folder of another name and with other times, other rights and another order of the files on the disk."""
    copy = tmp_path / "copy"
    for name in ("LICENSE", "README.md", "pyproject.toml", ".gitignore", "themes", "sitegen"):
        source = REPOSITORY / name
        if source.is_dir():
            shutil.copytree(source, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            copy.mkdir(exist_ok=True)
            shutil.copy(source, copy)
    for path in sorted(copy.rglob("*"), reverse=True):
        os.utime(path, (1_700_000_000, 1_700_000_000))
        if path.is_file():
            path.chmod(0o664)
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=copy, check=True, capture_output=True)
    assert (tmp_path / wheel.name).read_bytes() == wheel.read_bytes()


def test_installed_from_the_wheel_it_works_in_an_empty_folder(wheel: Path, tmp_path: Path) -> None:
    venv.create(tmp_path / "venv", with_pip=shutil.which("uv") is None, symlinks=os.name != "nt")
    programs = tmp_path / "venv" / ("Scripts" if os.name == "nt" else "bin")
    uv = shutil.which("uv")
    pip = [uv, "pip"] if uv else [str(programs / "python"), "-m", "pip"]
    options = ["--python", str(programs / "python")] if uv else ["--disable-pip-version-check"]
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}

    def run(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )

    done = run(tmp_path, *pip, "install", "--quiet", str(wheel), *options)
    assert done.returncode == 0, done.stderr
    done = run(tmp_path, str(programs / "sitegen"), "new", "archive")
    assert done.returncode == 0, done.stderr
    done = run(tmp_path / "archive", str(programs / "sitegen"), "build")
    assert done.returncode == 0, done.stderr
    pages = {path.relative_to(tmp_path / "archive" / "public").parts[0] for path in tmp_path.rglob("public/**/*.html")}
    assert {"index.html", "404.html", "stories", "clippings", "about"} <= pages
    home = (tmp_path / "archive" / "public" / "index.html").read_text("utf-8")
    assert "云汀镇修好十里灌渠" in re.sub(r"<[^>]*>", "", home)
    done = run(tmp_path / "archive", str(programs / "sitegen"), "check")
    assert done.returncode == 0, done.stderr
