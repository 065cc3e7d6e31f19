"""Who reported, as brackets and bylines name them."""

from __future__ import annotations

import pytest

from sitegen.clippings.stories import _reporters


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("（记者 周一鸣 通讯员 吴小满）", ("周一鸣", "吴小满")),
        ("（记者 周一鸣 通讯员吴小满）", ("周一鸣", "吴小满")),
        ("本报记者周一鸣、吴小满 摄影报道", ("周一鸣", "吴小满")),
        ("记者 周一鸣 记者吴小满", ("周一鸣", "吴小满")),
        ("（吴小满 文/图）", ("吴小满",)),
    ],
)
def test_names_are_told_from_what_people_are(byline: str, names: tuple[str, ...]) -> None:
    assert _reporters([], byline) == names
