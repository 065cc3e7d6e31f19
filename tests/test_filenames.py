"""What a clipping's file name tells."""

from __future__ import annotations

import pytest

from sitegen.filenames import DEFAULT_PATTERNS, compile_pattern


def told(name: str) -> dict[str, str] | None:
    """What the first default pattern that fits gives."""
    matches = (compile_pattern(pattern).match(name) for pattern in DEFAULT_PATTERNS)
    return next((match.groupdict() for match in matches if match), None)


@pytest.mark.parametrize(
    ("name", "imprint"),
    [
        (
            "2024-01-12_晋中日报_A03_平遥",
            {"date": "2024-01-12", "paper": "晋中日报", "page_number": "A03", "county": "平遥"},
        ),
        ("2024_晋中日报", {"date": "2024", "paper": "晋中日报"}),
        ("20240112_晋中日报_3版", {"date": "20240112", "paper": "晋中日报", "page_number": "3版"}),
        (
            "2024-01_晋中日报_第4版_要闻_某县",
            {"date": "2024-01", "paper": "晋中日报", "page_number": "第4版", "page_name": "要闻", "county": "某县"},
        ),
        ("2024-01-12", {"date": "2024-01-12"}),
        ("2024.1.12_县报", {"date": "2024.1.12", "paper": "县报"}),
        ("2024年1月12日_县报", {"date": "2024年1月12日", "paper": "县报"}),
        ("2024年_县报", {"date": "2024年", "paper": "县报"}),
        ("2024-01-12_a_b_c_d_e", {"date": "2024-01-12"}),
        ("县报 2024年4月 三版", {"date": "2024年4月"}),
        ("剪报(2024-04-03)", {"date": "2024-04-03"}),
    ],
)
def test_names_in_the_documented_forms(name: str, imprint: dict[str, str]) -> None:
    assert told(name) == imprint


@pytest.mark.parametrize(
    "name",
    ["000_1d3a89e59fb6b767", "003_3344d534241cf269", "剪报", "3024-01-12_报", "编号12024-01-12", "剪报2024", ""],
)
def test_a_name_that_tells_nothing_gives_nothing(name: str) -> None:
    assert told(name) is None


def test_a_regular_expression_stands_for_itself() -> None:
    match = compile_pattern(r"^(?P<paper>\D+)(?P<date>\d{8})").match("县报20240112-3")
    assert match
    assert match.groupdict() == {"paper": "县报", "date": "20240112"}


@pytest.mark.parametrize("pattern", ["{date}_{date}", "{nothing}", "^(?P<nothing>x)", "^("])
def test_a_pattern_that_cannot_be_used_says_why(pattern: str) -> None:
    with pytest.raises(ValueError, match=r"field|regular expression"):
        compile_pattern(pattern)


def test_what_stands_between_the_fields_is_meant_literally() -> None:
    assert compile_pattern("{date}.({paper})").match("2024.(县报)")
    assert not compile_pattern("{date}.{paper}").match("2024x县报")
