"""datapackage.json: what stands in the files beside it, column by column, as Frictionless wants it."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sitegen.export.columns import BETWEEN
from sitegen.problems import Problem
from sitegen.slugs import pinyin_slug

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from sitegen.config import Config
    from sitegen.export.columns import Table

NAME = "datapackage.json"
_MEDIA = {
    "csv": "text/csv",
    "jsonl": "application/x-ndjson",
    "sqlite": "application/vnd.sqlite3",
    "tei": "application/tei+xml",
}


@dataclass(frozen=True, slots=True)
class DataFile:
    """A file of data, and the tables that it holds: one, or in a database several, or none that has columns."""

    name: str
    kind: str
    content: bytes
    tables: tuple[Table, ...] = ()


def described(
    config: Config, part: str, files: Sequence[DataFile], before: bytes | None = None, indent: int | None = 2
) -> bytes | Problem:
    """The description of these files; other ones that `before`, the one that is there, tells of stay in it."""
    own = {file.name for file in files}
    try:
        package: dict[str, Any] = json.loads(before) if before else {}
        others = [other for other in package.get("resources", []) if other["path"] not in own]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return Problem(
            NAME, "is there and no data package; it will not be replaced", hint="move it, or --out elsewhere"
        )
    package = {
        "name": pinyin_slug(config.title) or "stories",
        "title": config.title,
        **({"description": config.description} if config.description else {}),
        **({"homepage": config.base_url} if config.base_url else {}),
        **{key: value for key, value in package.items() if key not in ("name", "title", "description", "homepage")},
    }
    made = [resource for file in files for resource in resources(part, file)]
    package["resources"] = sorted([*others, *made], key=lambda found: (str(found["path"]), str(found["name"])))
    return (json.dumps(package, ensure_ascii=False, indent=indent) + "\n").encode("utf-8", "replace")


def resources(part: str, file: DataFile) -> Iterable[dict[str, Any]]:
    """What is said of a file: once for each table that is in it, or once where none is."""
    base = pinyin_slug(file.name) or "stories"
    common = {
        "path": file.name,
        "format": "xml" if file.kind == "tei" else file.kind,
        "mediatype": _MEDIA[file.kind],
        "encoding": "utf-8",
        "bytes": len(file.content),
        "hash": "sha256:" + hashlib.sha256(file.content).hexdigest(),
    }
    for table in file.tables or (None,):
        several = table is not None and len(file.tables) > 1
        title = " · ".join(filter(None, (part, table.title if table and several else "")))
        yield {
            "name": f"{base}-{table.name}" if table and several else base,
            **({"title": title} if title else {}),
            **common,
            # The words of Data Package 2: which table of a database is meant.
            **({"dialect": {"table": table.name}} if table and file.kind == "sqlite" else {}),
            **({"profile": "tabular-data-resource", "schema": schema(table, file.kind)} if table else {}),
        }


def schema(table: Table, kind: str) -> dict[str, Any]:
    """The columns of a table in a file of this kind."""
    return {
        "fields": [
            {
                "type": _type(column.kind, kind),
                "name": column.name,
                "title": column.title,
                "description": _meaning(column.kind, kind, column.meaning),
            }
            for column in table.columns
        ],
        "primaryKey": list(table.key),
    }


def _type(column: str, kind: str) -> str:
    if kind == "csv" and column == "array":
        return "string"
    return {"array": "string", "boolean": "integer"}.get(column, column) if kind == "sqlite" else column


def _meaning(column: str, kind: str, meaning: str) -> str:
    if kind == "csv" and column == "array":
        return f"{meaning}；多项以“{BETWEEN}”隔开"
    if kind == "sqlite" and column in ("array", "boolean"):
        return f"{meaning}；{'JSON 数组' if column == 'array' else '1 是，0 否'}"
    return meaning
