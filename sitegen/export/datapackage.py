"""datapackage.json: what stands in a table beside it, column by column, as Frictionless wants it."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from sitegen.export.tables import BETWEEN, COLUMNS
from sitegen.problems import Problem
from sitegen.slugs import pinyin_slug

if TYPE_CHECKING:
    from sitegen.config import Config

NAME = "datapackage.json"
_MEDIA = {"csv": "text/csv", "jsonl": "application/x-ndjson"}


def described(config: Config, part: str, kind: str, file: str, content: bytes, before: bytes | None) -> bytes | Problem:
    """The description of a table's file; other tables that `before`, the one that is there, tells of stay in it."""
    try:
        package: dict[str, Any] = json.loads(before) if before else {}
        others = [other for other in package.get("resources", []) if other["path"] != file]
    except (ValueError, TypeError, KeyError, AttributeError):
        return Problem(
            NAME, "is there and no data package; it will not be replaced", hint="move it, or --out elsewhere"
        )
    name = pinyin_slug(config.title) or "stories"
    package = {
        "name": name,
        "title": config.title,
        **({"description": config.description} if config.description else {}),
        **({"homepage": config.base_url} if config.base_url else {}),
        **{key: value for key, value in package.items() if key not in ("name", "title", "description", "homepage")},
    }
    package["resources"] = sorted([*others, _resource(part, kind, file, content)], key=lambda found: str(found["path"]))
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode("utf-8", "replace")


def _resource(part: str, kind: str, file: str, content: bytes) -> dict[str, Any]:
    return {
        "name": pinyin_slug(file) or "stories",
        "path": file,
        "profile": "tabular-data-resource",
        **({"title": part} if part else {}),
        "format": kind,
        "mediatype": _MEDIA[kind],
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": "sha256:" + hashlib.sha256(content).hexdigest(),
        "schema": {"fields": [_field(column.kind, kind) | {
            "name": column.name, "title": column.title, "description": _meaning(column.kind, kind, column.meaning),
        } for column in COLUMNS], "primaryKey": "id"},
    }  # fmt: skip


def _field(column: str, kind: str) -> dict[str, str]:
    return {"type": "string" if kind == "csv" and column == "array" else column}


def _meaning(column: str, kind: str, meaning: str) -> str:
    return f"{meaning}；多项以“{BETWEEN}”隔开" if kind == "csv" and column == "array" else meaning
