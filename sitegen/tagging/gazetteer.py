"""The places of China: counties with their townships whole, villages one county at a time."""

from __future__ import annotations

import re
import zipfile
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache, cached_property
from importlib.resources import files
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

PlaceKind = Literal["township", "village", "community", "former"]

TOWNSHIP_ENDINGS = ("街道办事处", "地区办事处", "民族乡", "街道", "苏木", "地区", "镇", "乡")
_NUMBERED = re.compile(r"(\d{3})?(\D.*)")
_COUNTY_ENDING = re.compile(
    r"(?:(?:蒙古|回|藏|维吾尔|苗|彝|壮|布依|朝鲜|满|侗|瑶|白|土家|哈尼|哈萨克|傣|黎|傈僳|佤|畲|拉祜|水|东乡|纳西"
    r"|景颇|柯尔克孜|土|达斡尔|仫佬|羌|布朗|撒拉|毛南|仡佬|锡伯|普米|塔吉克|怒|裕固|保安|独龙|鄂伦春|鄂温克|各)族)*"
    r"(?:自治县|自治旗|县|市|区|旗)$"
)


@dataclass(frozen=True, slots=True)
class Place:
    """A township or a village; `code` is GB/T 2260 with its extensions, empty where an editor gave none."""

    name: str
    code: str
    kind: PlaceKind
    now: tuple[str, ...] = ()
    """For a former township the codes or names of today's."""
    note: str = ""
    aliases: tuple[str, ...] = ()
    township: str = ""
    """For a village the name of its township."""


@dataclass(frozen=True)
class County:
    """One county with its townships; compared by code."""

    code: str
    name: str
    city: str
    province: str
    townships: tuple[Place, ...] = field(compare=False)

    @cached_property
    def short(self) -> str:
        """The name as papers shorten it, 岚溪 for 岚溪县; the name itself where that leaves one character."""
        short = _COUNTY_ENDING.sub("", self.name)
        return short if len(short) > 1 else self.name

    @cached_property
    def villages(self) -> tuple[Place, ...]:
        """The county's villages and communities, read when first asked for."""
        names = {place.code[6:9]: place.name for place in self.townships}
        return tuple(_villages(self.code, names))


def short_name(township: str) -> str:
    """A township's name without 乡, 镇 or 街道; empty where fewer than two characters stay."""
    for ending in TOWNSHIP_ENDINGS:
        if township.endswith(ending):
            short = township.removesuffix(ending)
            return short if len(short) > 1 else ""
    return ""


@dataclass(frozen=True)
class Gazetteer:
    """All counties, found by code, name and by the names of their townships."""

    counties: tuple[County, ...]

    @cached_property
    def by_code(self) -> dict[str, County]:
        return {county.code: county for county in self.counties}

    @cached_property
    def by_name(self) -> dict[str, tuple[County, ...]]:
        """The counties of each full and each shortened name."""
        return _grouped((name, county) for county in self.counties for name in {county.name, county.short})

    @cached_property
    def by_township(self) -> dict[str, tuple[County, ...]]:
        """The counties that have a township of a name."""
        return _grouped((place.name, county) for county in self.counties for place in county.townships)

    @cached_property
    def by_short_township(self) -> dict[str, tuple[County, ...]]:
        """The counties that have a township of a shortened name."""
        shorts = ((short_name(place.name), county) for county in self.counties for place in county.townships)
        return _grouped((name, county) for name, county in shorts if name)


def _grouped(pairs: Iterable[tuple[str, County]]) -> dict[str, tuple[County, ...]]:
    found: dict[str, list[County]] = defaultdict(list)
    for name, county in pairs:
        found[name].append(county)
    return {name: tuple(counties) for name, counties in found.items()}


@cache
def load_gazetteer() -> Gazetteer:
    """The gazetteer of the package."""
    text = (files("sitegen") / "data" / "townships.tsv").read_text(encoding="utf-8")
    return Gazetteer(tuple(_county(row) for row in text.splitlines() if not row.startswith("#")))


def _county(row: str) -> County:
    code, name, city, province, listed = row.split("\t")
    townships = tuple(Place(word[3:], code + word[:3], "township") for word in listed.split())
    return County(code, name, city, province, townships)


def _villages(county: str, townships: dict[str, str]) -> Iterator[Place]:
    member = f"{county[:4]}.txt"
    # opened anew each time: an open archive shared by forked workers would be read at each other's places
    with (files("sitegen") / "data" / "villages.zip").open("rb") as stored, zipfile.ZipFile(stored) as archive:
        text = archive.read(member).decode() if member in archive.NameToInfo else ""
    for row in text.splitlines():
        if not row.startswith(county):
            continue
        township, *words = row.split(" ")
        number = -1
        for word in words:
            match = _NUMBERED.fullmatch(word)
            if match is None:
                continue
            number = int(match[1]) if match[1] else number + 1
            kind: PlaceKind = "community" if match[2].endswith("社区") else "village"
            yield Place(match[2], f"{township}{number:03}", kind, township=townships.get(township[6:9], ""))
