"""The description is a Frictionless one, true of every file, and keeps what it says of others."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

from sitegen.config import Config
from sitegen.export.columns import STORIES, TABLES, WHOLE_CLIPPINGS
from sitegen.export.datapackage import NAME, DataFile, described
from sitegen.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ArchiveFolder

CSV = DataFile("a.csv", "csv", b"id\r\n", (STORIES,))
JSONL = DataFile("b.jsonl", "jsonl", b"", (STORIES,))


def package(*files: DataFile, before: bytes | None = None) -> dict[str, list[dict[str, object]]]:
    made = described(Config(), "2024", files, before)
    assert isinstance(made, bytes)
    told: dict[str, list[dict[str, object]]] = json.loads(made)
    return told


def test_frictionless_finds_the_tables_as_they_are_described(seeds_archive: ArchiveFolder, tmp_path: Path) -> None:
    """Types, keys, sizes and check sums of each; Frictionless itself knows databases by an address only."""
    for kind in ("csv", "jsonl", "tei", "sqlite"):
        run = seeds_archive.run("export", kind, "--out", str(tmp_path / f"x.{kind}"))
        assert run.code == 0, run.err
    told = json.loads((tmp_path / NAME).read_text("utf-8"))
    assert {resource["path"] for resource in told["resources"]} == {
        "x.csv", "x.jsonl", "x.clippings.jsonl", "x.tei", "x.sqlite",
    }  # fmt: skip
    told["resources"] = [resource for resource in told["resources"] if resource["format"] != "sqlite"]
    check = tmp_path / "check.json"
    check.write_text(json.dumps(told), "utf-8")
    script = (
        "import sys; from frictionless import validate\n"
        "report = validate(sys.argv[1])\n"
        "sys.exit(0 if report.valid and report.stats['tasks'] == 4 else str(report))"
    )
    # In a process of its own: it brings warnings that are none of ours.
    done = subprocess.run([sys.executable, "-c", script, str(check)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_column_of_every_table_is_told() -> None:
    for table in (*TABLES, WHOLE_CLIPPINGS):
        assert set(table.key) <= {column.name for column in table.columns}
        assert len({column.name for column in table.columns}) == len(table.columns)
        assert all(column.title and column.meaning for column in table.columns)
    (resource,) = package(CSV)["resources"]
    assert resource["bytes"] == len(CSV.content)
    several = package(DataFile("a.sqlite", "sqlite", b"", TABLES))["resources"]
    assert sorted(resource["dialect"]["table"] for resource in several) == sorted(table.name for table in TABLES)


def test_what_is_told_of_other_files_stays_and_a_strangers_file_is_not_replaced() -> None:
    first = described(Config(), "", [CSV], None)
    assert isinstance(first, bytes)
    assert [found["path"] for found in package(JSONL, before=first)["resources"]] == ["a.csv", "b.jsonl"]
    again = described(Config(), "", [JSONL], described(Config(), "", [JSONL], first))
    assert again == described(Config(), "", [JSONL], first)
    for strange in (b"no json", b"[]", b'{"resources": [1]}'):
        assert isinstance(described(Config(), "", [CSV], strange), Problem)
