"""What the project stands on is known: each package pinned by its hash, the licence of each and of the data told."""

from __future__ import annotations

import re

from packaging.utils import canonicalize_name
from packaging.version import Version

from tests.trust.licences import NEEDED, PAGE, REPOSITORY, data, ranges, requirements

LOCK = REPOSITORY / "tests" / "locked.txt"
PINNED = re.compile(
    r"^([A-Za-z0-9._-]+)(?:\[[^\]]*\])?==(\S+)(?: ; .*?)? \\$((?:\n    --hash=sha256:[0-9a-f]{64}(?: \\)?)+)", re.M
)


def test_every_package_is_locked_by_its_hash_within_its_range() -> None:
    text = LOCK.read_text("utf-8")
    pinned: dict[str, list[Version]] = {}
    for name, version, _ in PINNED.findall(text):
        pinned.setdefault(canonicalize_name(name), []).append(Version(version))
    assert sum(map(len, pinned.values())) == text.count("==") - len(re.findall(r" ; .*==", text)), "each has a hash"
    for name, (needed, _) in requirements().items():
        for one in needed:
            assert any(one.specifier.contains(version) for version in pinned.get(name, [])), f"make lock: {one}"


def test_the_lock_names_no_place() -> None:
    assert not re.search(r"://|^-(?!-hash)|index|find-links|@", LOCK.read_text("utf-8"), re.MULTILINE)


def rows() -> dict[str, tuple[str, str, str]]:
    """The packages of docs/licences.md: range, licence and what for."""
    found = re.findall(r"^\| (\S+) \| (`.*?`) \| (.+?) \| (.+?) \|$", PAGE.read_text("utf-8"), re.MULTILINE)
    return {name: (wanted, licence, uses) for name, wanted, licence, uses in found}


def test_the_page_of_licences_is_that_of_the_packages_and_the_data() -> None:
    """What licence each has is looked up by `make licences`: a newer release may say it in other words."""
    wanted = {name: (ranges(needed), ", ".join(sorted(uses))) for name, (needed, uses) in requirements().items()}
    assert {name: (asked, uses) for name, (asked, _, uses) in rows().items()} == wanted, "make licences"
    assert PAGE.read_text("utf-8").endswith(data()), "make licences"


def test_sitegen_itself_stands_on_nothing_that_binds_its_users() -> None:
    """libzim is under the GPL and PyMuPDF under the AGPL: one is an extra, the other makes up test pages."""
    needed = {name: licence for name, (_, licence, uses) in rows().items() if NEEDED in uses}
    assert len(needed) > 8
    assert [name for name, licence in needed.items() if re.search(r"GPL|\?|not installed", licence)] == []
