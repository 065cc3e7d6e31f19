"""Whatever stands in content/, a site is made of it, and its links hold."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from sitegen.content import Archive
from sitegen.model import Line
from tests.site.made import CLIPPING, RECORD, broken_links, build

TEXT = st.text(max_size=30) | st.text(
    st.sampled_from("云汀镇村 \n#*[]()<>&\"'{}%|.。，“”\u3000\u202e\ud800\x00/\\?"), max_size=40
)
NAMES = st.lists(TEXT, max_size=3).map(tuple)


FIELDS = ("headline", "body", "kicker", "subhead", "date", "date_text", "date_basis", "county", "byline", "path")
TAGS = ("townships", "mentioned_townships", "villages", "topics", "people", "organisations", "reporters", "captions")


@given(
    texts=st.fixed_dictionaries(dict.fromkeys(FIELDS, TEXT)),
    lists=st.fixed_dictionaries(dict.fromkeys(TAGS, NAMES)),
    lines=st.lists(TEXT, max_size=4),
)  # fmt: skip
@settings(
    max_examples=12,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a site for each step of shrinking takes too long
    suppress_health_check=[HealthCheck.too_slow],
)
def test_any_record_and_any_clipping_make_a_site(
    texts: dict[str, str], lists: dict[str, tuple[str, ...]], lines: list[str]
) -> None:
    more = tuple(Line(number, text.replace("\n", "")) for number, text in enumerate(lines, 11))
    clipping = replace(CLIPPING, clipping=replace(CLIPPING.clipping, lines=CLIPPING.clipping.lines + more))
    record = replace(RECORD, **texts, **lists)  # type: ignore[arg-type]
    out = Path(tempfile.mkdtemp())
    try:
        report = build(out, Archive((record,), (clipping,)))
        assert [problem for problem in report.problems if problem.severity == "error"] == []
        assert broken_links(out) == []
    finally:
        shutil.rmtree(out)
