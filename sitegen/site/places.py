"""Counties and townships as the gazetteer has them: official order, codes, former names."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from importlib.resources import files
from typing import Any
from zipfile import ZipFile

KINDS = ("街道", "镇", "乡")


@dataclass(frozen=True, slots=True)
class Former:
    """A place that is no more, and what became of it."""

    name: str
    year: str = ""
    event: str = ""


@dataclass(frozen=True, slots=True)
class Township:
    name: str
    code: str = ""
    former: tuple[Former, ...] = ()

    @property
    def kind(self) -> str:
        """街道, 镇 or 乡, by the name's end; "" for anything else (a farm, a development zone)."""
        return next((kind for kind in KINDS if self.name.endswith(kind)), "")


@dataclass(frozen=True, slots=True)
class County:
    name: str
    code: str = ""
    city: str = ""
    province: str = ""
    townships: tuple[Township, ...] = ()
    """In the official order, that of their codes."""
    villages: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Villages and communities by name, each with the townships that have one of that name."""


Places = Mapping[str, County]
"""County by name."""
NOWHERE = County("")


def load_places(names: Collection[str], former: Iterable[Mapping[str, Any]] = ()) -> dict[str, County]:
    """What the gazetteer in the package knows of these counties; nothing of a name that several counties share.

    `former` are former townships that the package does not know.
    """
    data = files("sitegen") / "data"
    if not names or not (data / "townships.tsv").is_file():
        return {}
    with (data / "townships.tsv").open(encoding="utf-8") as lines:
        places = read_places(lines, names)
    places = {name: replace(county, villages=_load_villages(county)) for name, county in places.items()}
    shipped = data / "former_townships.toml"
    known = tomllib.loads(shipped.read_text("utf-8")).get("former", []) if shipped.is_file() else []
    return with_former(places, {"former": [*known, *former]})


def read_places(lines: Iterable[str], names: Collection[str]) -> dict[str, County]:
    """The counties of these names in the rows of a townships.tsv."""
    found: dict[str, list[County]] = {}
    for line in lines:
        code, _, rest = line.rstrip("\n").partition("\t")
        name, _, rest = rest.partition("\t")
        if name in names:
            city, province, townships = (*rest.split("\t"), "", "")[:3]
            found.setdefault(name, []).append(
                County(name, code, city, province, tuple(_township(code, item) for item in townships.split()))
            )
    return {name: counties[0] for name, counties in found.items() if len(counties) == 1}


def _load_villages(county: County) -> dict[str, tuple[str, ...]]:
    table = files("sitegen") / "data" / "villages.zip"
    member = f"{county.code[:4]}.txt"
    if not table.is_file():
        return {}
    with table.open("rb") as file, ZipFile(file) as archive:
        text = archive.read(member).decode("utf-8") if member in archive.namelist() else ""
    return read_villages(text.splitlines(), county)


def read_villages(lines: Iterable[str], county: County) -> dict[str, tuple[str, ...]]:
    """The villages of a county in the rows of a city's table: a township's code, then names, some with a number."""
    townships = {township.code: township.name for township in county.townships}
    found: dict[str, list[str]] = {}
    for line in lines:
        code, _, rest = line.partition(" ")
        if code in townships:
            for word in rest.split():
                found.setdefault(word.lstrip("0123456789"), []).append(townships[code])
    return {name: tuple(dict.fromkeys(places)) for name, places in found.items()}


def with_former(places: Places, table: Mapping[str, Any]) -> dict[str, County]:
    """The counties with what their townships were before, as a former_townships.toml tells it."""
    found: dict[tuple[str, str], list[Former]] = {}
    for block in table.get("former", []):
        former = Former(str(block["name"]), str(block.get("year", "")), str(block.get("event", "")))
        for now in block.get("now", []):
            found.setdefault((str(block["county"]), str(now)), []).append(former)
    return {
        name: replace(
            county,
            townships=tuple(
                replace(
                    township,
                    former=tuple(
                        former
                        for key in dict.fromkeys((county.code, county.name))
                        for former in found.get((key, township.name), ())
                    ),
                )
                for township in county.townships
            ),
        )
        for name, county in places.items()
    }


def _township(county: str, item: str) -> Township:
    return Township(item[3:], county + item[:3])
