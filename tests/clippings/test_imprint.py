"""File names tell paper, date and page; nonsense tells nothing."""

from __future__ import annotations

import pytest

from sitegen.clippings.imprint import imprint_of_name, iso_date
from sitegen.config import Config
from sitegen.filenames import compile_pattern
from sitegen.model import Imprint

PATTERNS = Config().filename_patterns


@pytest.mark.parametrize(
    ("name", "imprint"),
    [
        ("2024-01-12_晋中日报_A03_平遥.txt", Imprint("晋中日报", "2024-01-12", "A03", county="平遥")),
        ("报纸/2024-01-12_晋中日报_A03.txt", Imprint("晋中日报", "2024-01-12", "A03")),
        ("20240112_晋中日报.txt", Imprint("晋中日报", "2024-01-12")),
        ("2024-01.txt", Imprint(date="2024-01")),
        ("000_1d3a89e59fb6b767.txt", Imprint()),
        ("2024-13-40_晋中日报.txt", Imprint()),
        ("平遥.txt", Imprint()),
    ],
)
def test_names(name: str, imprint: Imprint) -> None:
    assert imprint_of_name(name, PATTERNS) == imprint


def test_a_pattern_of_ones_own() -> None:
    own = (compile_pattern(r"^(?P<paper>[^\d]+)(?P<date>\d{8})第(?P<page_number>\d+)版$"),)
    assert imprint_of_name("晋中日报20240112第3版.txt", own) == Imprint("晋中日报", "2024-01-12", "3")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2024", "2024"),
        ("2024-1", "2024-01"),
        ("2024年1月12日", "2024-01-12"),
        ("2024年1月", "2024-01"),
        ("2024年", "2024"),
        ("2024/1/12", "2024-01-12"),
        ("2023-02-29", ""),
        ("", ""),
        ("24", ""),
        ("0000-01-01", ""),
    ],
)
def test_dates(text: str, iso: str) -> None:
    assert iso_date(text) == iso
