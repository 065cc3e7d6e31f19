"""What an archive says about places beyond the gazetteer: places.toml, and former names that come with the package."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING

from sitegen.config import PLACES_FILE
from sitegen.tagging.datafile import Block, read_blocks, read_text
from sitegen.tagging.gazetteer import TOWNSHIP_ENDINGS, Place

if TYPE_CHECKING:
    from pathlib import Path

    from sitegen.problems import Problem
    from sitegen.tagging.gazetteer import Gazetteer

_KEYS = {
    "place": ("county", "name", "township", "code", "aliases", "note"),
    "former": ("county", "name", "now", "year", "event", "source", "note"),
}


@dataclass(frozen=True, slots=True)
class Correction:
    """A place that is added to a county, or names that are added to one of its places."""

    county: str
    place: Place


def load_corrections(root: Path, gazetteer: Gazetteer) -> tuple[tuple[Correction, ...], list[Problem]]:
    """The package's former names and the archive's own places, and what is wrong with the latter."""
    shipped = (files("sitegen") / "data" / "former_townships.toml").read_text(encoding="utf-8")
    known, faults = parse_corrections(shipped, "former_townships.toml", gazetteer)
    own, problems = own_corrections(root, gazetteer)
    return known + own, faults + problems


def own_corrections(root: Path, gazetteer: Gazetteer) -> tuple[tuple[Correction, ...], list[Problem]]:
    """The archive's own places alone, and what is wrong with them."""
    text, problems = read_text(root / PLACES_FILE, PLACES_FILE)
    own, more = parse_corrections(text, PLACES_FILE, gazetteer)
    return own, problems + more


def parse_corrections(text: str, path: str, gazetteer: Gazetteer) -> tuple[tuple[Correction, ...], list[Problem]]:
    """The corrections that a text gives."""
    blocks, problems = read_blocks(text, path, tuple(_KEYS))
    found: list[Correction] = []
    for block in blocks:
        fault = _fault(block, gazetteer)
        if fault:
            problems.append(fault)
        else:
            found.append(_correction(block, gazetteer))
    return tuple(found), problems


def _fault(block: Block, gazetteer: Gazetteer) -> Problem | None:
    """The first thing that is wrong with a block."""
    known = _KEYS[block.kind]
    for key, value in block.values.items():
        if key not in known:
            return block.problem(f'unknown key "{key}"', key, "known keys: " + ", ".join(known))
        listed = key in ("now", "aliases")
        if listed != isinstance(value, list) or not all(
            isinstance(word, str) for word in (value if listed else [value])
        ):
            return block.problem(f'"{key}" must be {"a list of texts" if listed else "a text in quotes"}', key)
    for key in ("county", "name", *(("now",) if block.kind == "former" else ())):
        if not block.values.get(key):
            return block.problem(f'[[{block.kind}]] has no "{key}"')
    if len(block.values["name"]) < 2:
        return block.problem("a place's name has at least two characters", "name")
    county = block.values["county"]
    matches = _counties(county, gazetteer)
    if len(matches) != 1:
        message = f"no county is called {county}" if not matches else f"{len(matches)} counties are called {county}"
        return block.problem(message, "county", "give the full name, or the code of six digits")
    names = {place.name for place in gazetteer.by_code[matches[0]].townships}
    township = block.values.get("township", "")
    if township and township not in names:
        return block.problem(f"{county} has no township {township}", "township", "one of " + ", ".join(sorted(names)))
    return None


def _counties(name: str, gazetteer: Gazetteer) -> list[str]:
    if name in gazetteer.by_code:
        return [name]
    return [county.code for county in gazetteer.by_name.get(name, ()) if county.name == name]


def _correction(block: Block, gazetteer: Gazetteer) -> Correction:
    values = block.values
    name, note = values["name"], values.get("note", "")
    county = _counties(values["county"], gazetteer)[0]
    if block.kind == "former":
        note = "，".join(filter(None, (values.get("year", ""), values.get("event", ""))))
        return Correction(county, Place(name, "", "former", now=tuple(values["now"]), note=note))
    aliases, township = tuple(values.get("aliases", ())), values.get("township", "")
    if name.endswith("社区"):
        kind = "community"
    else:
        kind = "township" if name.endswith(TOWNSHIP_ENDINGS) and not township else "village"
    return Correction(
        county,
        Place(name, values.get("code", ""), kind, note=note, aliases=aliases, township=township),  # type: ignore[arg-type]
    )
