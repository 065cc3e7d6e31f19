"""The site and every export by each Python that is here: `make versions`, or

    python -m tests.trust.versions [PYTHON …]

Looks for python3.11 to python3.14 on PATH and where pyenv and uv keep theirs, gives each an environment of its own with
what its packages are in, and holds what they make of seeds/ against each other. Names the versions that were compared.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from tests.trust.faults import site

REPOSITORY = Path(__file__).parents[2]
VERSIONS = ("3.11", "3.12", "3.13", "3.14")
KINDS = ("csv", "jsonl", "tei", "epub", "html", "zip", "sqlite")
WHERE = ("~/.pyenv/versions", "~/.local/share/uv/python")


def main(given: list[str]) -> int:
    pythons = {version(python): python for python in given} if given else found()
    with tempfile.TemporaryDirectory() as folder:
        made = {name: products(python, Path(folder) / name) for name, python in sorted(pythons.items())}
    first, *others = made
    for name in made:
        print(f"Python {name}: {', '.join(f'{part} {digest[:12]}' for part, digest in made[name].items())}")
    unlike = [f"{part} of {name}" for name in others for part in made[first] if made[name][part] != made[first][part]]
    missing = [want for want in VERSIONS if not any(name.startswith(f"{want}.") for name in made)]
    print(f"{len(made)} versions compared" + (f"; not here: {', '.join(missing)}" if missing else ""))
    print(f"other bytes than with {first}: {', '.join(unlike)}" if unlike else "the same bytes with each")
    return 1 if unlike or len(made) < 2 else 0


def found() -> dict[str, str]:
    """Every Python of a version that is meant, one of each, by its full version."""
    places = [shutil.which(f"python{one}") for one in VERSIONS]
    for folder in WHERE:
        for one in VERSIONS:
            places += [str(path) for path in sorted(Path(folder).expanduser().glob(f"*{one}.*/bin/python3"))]
    pythons: dict[str, str] = {}
    for place in filter(None, places):
        name = version(place)
        if name.rpartition(".")[0] in VERSIONS and not any(
            known.rpartition(".")[0] == name.rpartition(".")[0] for known in pythons
        ):
            pythons[name] = place
    return pythons


def version(python: str) -> str:
    """Such as 3.12.1; "" where it does not run."""
    command = [python, "-c", "import platform; print(platform.python_version())"]
    return subprocess.run(command, capture_output=True, text=True, check=False).stdout.strip()


def products(python: str, folder: Path) -> dict[str, str]:
    """What stands for the bytes of the site, of content/ and of each export, made by one Python."""
    uv = shutil.which("uv") or shutil.which("uv", path=str(Path(sys.executable).parent))
    at = folder / "venv" / "bin" / "python"
    if uv:
        _run([uv, "venv", "--quiet", "--python", python, folder / "venv"], REPOSITORY)
        _run([uv, "pip", "install", "--quiet", "--python", at, REPOSITORY], REPOSITORY)
    else:
        _run([python, "-m", "venv", folder / "venv"], REPOSITORY)
        _run([at, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", REPOSITORY], REPOSITORY)
    root = folder / "archive"
    shutil.copytree(REPOSITORY / "seeds", root / "seeds")
    shutil.copy(REPOSITORY / "sitegen.toml", root)
    (root / "out").mkdir()
    _run([at, "-m", "sitegen", "build"], root)
    made = {part: site(root / part) for part in ("content", "public")}
    for kind in KINDS:
        _run([at, "-m", "sitegen", "export", kind, "--out", f"out/a.{kind}"], root)
        made[kind] = site(root / "out")
        for file in (root / "out").iterdir():
            file.unlink()
    return made


def _run(command: list[str | Path], folder: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    environment["SOURCE_DATE_EPOCH"] = "1700000000"
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{command} failed:\n{done.stderr[-3000:]}")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
