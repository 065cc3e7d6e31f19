"""Definitions of topics and the words that mark them, from the list in the package."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any, NamedTuple

TERMS = 24
"""So many marking words are shown, the weightiest first."""


class Topic(NamedTuple):
    """A topic's definition and the words that mark it."""

    name: str
    definition: str = ""
    terms: tuple[str, ...] = ()
    key: str = ""
    """Its address, which stays when the name changes; empty where only the name is known."""
    aliases: tuple[str, ...] = ()
    """Earlier names and keys: their addresses lead here."""


def load_topics() -> dict[str, Topic]:
    """The topics of the package by name; none where it has no list."""
    file = files("sitegen") / "data" / "topics.toml"
    return read_topics(tomllib.loads(file.read_text("utf-8"))) if file.is_file() else {}


def read_topics(table: dict[str, Any]) -> dict[str, Topic]:
    """Topics as a topics.toml lists them: a name, a definition, and terms by weight."""
    found = {}
    for block in table.get("topic", []):
        terms: dict[str, None] = {}
        for weight in sorted(block.get("terms", {}), key=lambda key: -int(key)):
            terms.update(dict.fromkeys(str(block["terms"][weight]).split()))
        topic = Topic(
            str(block["name"]),
            str(block.get("definition", "")),
            tuple(terms)[:TERMS],
            str(block.get("key", "")),
            tuple(map(str, block.get("aliases", ()))),
        )
        found[topic.name] = topic
    return found
