"""Gold roles for the rows of a labelled page, found by matching the rows to the gold document's texts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sitegen.clippings.roles import ROLES
from sitegen.clippings.rows import Row, match_key

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

NUMBER = {role: at for at, role in enumerate(ROLES)}
OTHER = {
    "banner": "banner",
    "column_name": "banner",
    "caption": "caption",
    "credit": "credit",
    "orphan_headline": "headline",
    "noise": "banner",
}


def _parts(document: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Every text of the document with its role, titles line by line, keys folded."""
    parts: list[tuple[str, str]] = []
    for story in document["stories"]:
        for role in ("kicker", "headline", "subhead"):
            text = story.get(role) or ""
            texts = text if isinstance(text, list) else [text]
            parts += [(role, match_key("".join(texts)))]
        parts.append(("byline", match_key(story.get("byline") or "")))
        parts += [("caption", match_key(caption)) for caption in story.get("captions", [])]
        for passage in story["body"]:
            kind = "crosshead" if passage["kind"] == "heading" else "body"
            parts.append((kind, match_key(passage["text"])))
    for rest in document.get("other", []):
        if rest["role"] in OTHER:
            parts.append((OTHER[rest["role"]], match_key(rest["text"])))
    return [(role, key) for role, key in parts if key]


def gold_roles(rows: Sequence[Row], document: Mapping[str, Any]) -> list[int | None]:
    """The role number of each row; None where its text is not found, and for rows that are only doubled text."""
    parts = _parts(document)
    exact = {}
    for role, key in parts:
        if role != "body":
            exact.setdefault(key.strip("()—"), role)
    whole = {key for role, key in parts if role == "body"}
    bodies = "\n".join(key for role, key in parts if role == "body")
    starts = {key[:8] for role, key in parts if role == "body"}
    pieces = [(role, key) for role, key in parts if role != "body"]
    found: list[int | None] = []
    for row in rows:
        role = _role_of(row, exact, whole, bodies, starts, pieces)
        cut = role == NUMBER["byline"] and row.key.strip("()") not in exact
        if cut and found and found[-1] in (NUMBER["start"], NUMBER["inside"]):
            role = NUMBER["inside"]
        found.append(role)
    return found


def _role_of(
    row: Row,
    exact: Mapping[str, str],
    whole: set[str],
    bodies: str,
    starts: set[str],
    pieces: Sequence[tuple[str, str]],
) -> int | None:
    key = row.key
    if not row.text:
        return None
    role = exact.get(key.strip("()—"))
    if role and key not in whole:
        return NUMBER[role]
    if len(key) >= 9 or not any(key in piece for _, piece in pieces):
        at = bodies.find(key)
        if at < 0 and len(key) > 14:  # a byline glued to the end, or the like
            at = bodies.find(key[:10])
        if at >= 0:
            return NUMBER["start" if at == 0 or bodies[at - 1] == "\n" else "inside"]
    for role, piece in pieces:
        if key in piece and len(key) >= 2:
            return NUMBER[role]
    at = bodies.find(key)
    if at >= 0:
        return NUMBER["start" if at == 0 or bodies[at - 1] == "\n" else "inside"]
    return None
