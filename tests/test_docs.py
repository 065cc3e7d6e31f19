"""What the documentation shows is understood as it stands, and what it points to is there."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml

from sitegen.clippings.sidecar import _IMPRINT, _PINS, parse_sidecar
from sitegen.commands import COMMANDS
from sitegen.site.headers import POLICY

REPOSITORY = Path(__file__).parent.parent
PAGES = sorted([*REPOSITORY.glob("*.md"), *REPOSITORY.glob("docs/*.md"), *REPOSITORY.glob("themes/*.md")])
STARTER = REPOSITORY / "sitegen" / "data" / "starter" / "seeds" / "README.md"


def test_the_sidecars_of_the_documentation_are_understood_and_show_every_key() -> None:
    blocks = re.findall(r"```toml\n(.*?)```", (REPOSITORY / "docs" / "clippings.md").read_text("utf-8"), re.DOTALL)
    sidecar, problems = parse_sidecar("\n".join(blocks), "a.toml", 60)
    assert problems == []
    assert sidecar.encoding
    assert [key for key in _IMPRINT if not getattr(sidecar.imprint, key)] == []
    assert [key for key in _PINS if not getattr(sidecar.pins, key)] == []


def test_the_sidecar_that_a_new_archive_shows_is_understood() -> None:
    shown = [line[4:] for line in STARTER.read_text("utf-8").split("\n") if re.match(r"    \S+ = |    \[", line)]
    sidecar, problems = parse_sidecar("\n".join(shown), "a.toml", 60)
    assert problems == []
    assert sidecar.imprint.county
    assert sidecar.pins


def test_the_workflows_to_publish_by_are_such_as_github_takes() -> None:
    """By the schema of workflows that check-jsonschema brings along."""
    files = sorted((REPOSITORY / "docs" / "workflows").glob("*.yml"))
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows"]
    done = subprocess.run([*command, *map(str, files)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    flows = [yaml.safe_load(file.read_text("utf-8")) for file in files]
    steps = [step for flow in flows for job in flow["jobs"].values() for step in job["steps"]]
    typed = [word for step in steps for word in re.findall(r"\bsitegen ([a-z]+)", step.get("run", ""))]
    assert len(files) == 2
    assert set(typed) == {"check", "build", "publish"}


def test_the_policy_that_a_web_server_is_to_say_is_the_sites() -> None:
    assert POLICY in (REPOSITORY / "docs" / "publishing.md").read_text("utf-8")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_and_picture_of_a_page_is_there(page: Path) -> None:
    text = re.sub(r"`[^`\n]*`", "", page.read_text("utf-8"))
    targets = re.findall(r"\]\((?!https?:)([^)#]+)", text)
    assert [target for target in targets if not (page.parent / unquote(target)).exists()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_of_a_page_is_one(page: Path) -> None:
    """`sitegen WORD` and `make WORD` where they are to be typed: in indented blocks and between backticks."""
    text = page.read_text("utf-8")
    typed = re.findall(r"`([^`\n]+)`", text) + re.findall(r"^    (\S.*)$", text, re.MULTILINE)
    commands = {command.name for command in COMMANDS}
    targets = set(re.findall(r"^([a-z-]+):", (REPOSITORY / "Makefile").read_text("utf-8"), re.MULTILINE))
    said = [found for line in typed for found in re.findall(r"^(?:\S*/)?(sitegen|make) ([a-z-]+)\b", line)]
    assert [
        (program, word) for program, word in said if word not in (commands if program == "sitegen" else targets)
    ] == []
