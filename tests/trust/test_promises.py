"""Every test that docs/promises.md names is there."""

from __future__ import annotations

import re
from pathlib import Path

REPOSITORY = Path(__file__).parents[2]


def test_every_promise_names_tests_that_exist() -> None:
    text = (REPOSITORY / "docs" / "promises.md").read_text("utf-8")
    rows = re.findall(r"^\| (?!promise|-)(.+) \| (.+) \|$", text, re.MULTILINE)
    assert len(rows) > 10
    for promise, tests in rows:
        named = re.findall(r"`(tests/\S+\.py)::(\w+)`", tests)
        assert named, promise
        for file, test in named:
            assert f"\ndef {test}(" in (REPOSITORY / file).read_text("utf-8"), (file, test)
