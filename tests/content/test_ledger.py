"""The ledger is plain text that merges, and a damaged line costs only itself."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from sitegen.content.ledger import (
    ClippingRow,
    Ledger,
    StoryRow,
    Wrote,
    clippings_in,
    field_hash,
    parse_ledger,
    render_ledger,
)

NAME = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=12).filter(lambda text: text != "-")
HASH = st.text("abcdefXYZ019-_*", max_size=12)
WROTE = st.one_of(
    st.builds(Wrote, HASH.filter(bool)),
    st.builds(Wrote, HASH, HASH.filter(bool), HASH),
)
ROW = st.builds(
    StoryRow,
    st.from_regex("[a-z0-9]+(-[a-z0-9]+)?", fullmatch=True),
    NAME,
    st.one_of(st.just(""), NAME),
    st.one_of(st.just(""), st.just("3d75b80ec6d0")),
    st.sampled_from([(), ((1, 3),), ((1, 3), (7, 7))]),
    st.dictionaries(st.sampled_from(["title", "body", "*"]), WROTE, max_size=3),
)
CLIPPING = st.builds(ClippingRow, NAME, st.just("ab"), st.one_of(st.just(""), NAME), st.just("clippings/甲 乙.json"))


@given(st.lists(ROW, max_size=4), st.lists(CLIPPING, max_size=3))
def test_what_is_written_is_read(rows: list[StoryRow], clippings: list[ClippingRow]) -> None:
    ledger = Ledger({row.id: row for row in rows}, {row.name: row for row in clippings})
    text = render_ledger(ledger)
    assert parse_ledger(text, "ledger.tsv") == (ledger, [])
    assert clippings_in(text) == ledger.clippings
    assert parse_ledger(text.replace("\n", "\r\n"), "ledger.tsv") == (ledger, [])


def test_lines_are_sorted_so_that_two_branches_merge() -> None:
    rows = {
        identity: StoryRow(identity, "a.md", clipping) for identity, clipping in (("b", "1"), ("a", "2"), ("c", "1"))
    }
    assert [line.split("\t")[1] for line in render_ledger(Ledger(rows)).split("\n")[1:-1]] == ["b", "c", "a"]
    assert render_ledger(Ledger(rows)) == render_ledger(Ledger(dict(reversed(rows.items()))))


@given(st.lists(ROW, max_size=3), st.lists(CLIPPING, max_size=2), st.data())
def test_the_quick_look_sees_any_damage(
    rows: list[StoryRow], clippings: list[ClippingRow], data: st.DataObject
) -> None:
    text = render_ledger(Ledger({row.id: row for row in rows}, {row.name: row for row in clippings}))
    first = data.draw(st.integers(0, len(text)))
    cut = text[:first] + data.draw(st.sampled_from(["", "\t", "\n", "\r", "x", "<<<<<<< ours\n"])) + text[first + 1 :]
    found = clippings_in(cut)
    ledger, problems = parse_ledger(cut, "ledger.tsv")
    assert found is None or (problems == [] and found == ledger.clippings)


@given(st.text(max_size=60))
def test_any_text_is_read_or_told(text: str) -> None:
    parse_ledger(text, "ledger.tsv")
    _, problems = parse_ledger(f"story\tx\n{text}", "ledger.tsv")
    assert problems[0].line == 1


def test_a_ledger_cannot_point_out_of_the_archive() -> None:
    for path in ("../x.json", "/etc/x.json", "clippings/../../x.json", "C:\\\\x.json"):
        ledger, problems = parse_ledger(f"clipping\ta.txt\tab\t-\t{path}", "ledger.tsv")
        assert (dict(ledger.clippings), len(problems)) == ({}, 1)


def test_two_rows_of_one_story_keep_only_what_they_agree_on() -> None:
    ours = StoryRow("a", "a.md", "1", "", (), {"title": Wrote("x"), "body": Wrote("y")})
    theirs = StoryRow("a", "b.md", "1", "", (), {"title": Wrote("x"), "body": Wrote("z"), "county": Wrote("w")})
    text = render_ledger(Ledger({"a": ours})) + render_ledger(Ledger({"a": theirs}))
    merged = parse_ledger(text, "ledger.tsv")[0].stories["a"]
    assert merged.path == "b.md"
    assert {key: wrote.base for key, wrote in merged.wrote.items()} == {"title": "x", "body": "*", "county": "*"}


def test_hashes_tell_values_apart() -> None:
    values: list[str | tuple[str, ...]] = ["", "a", ("a",), ("a", "b"), ("a\x1eb",), "a\x1eb", ("", "a")]
    hashes = [field_hash(value) for value in values]
    assert hashes[0] == field_hash(()) == ""
    assert len(set(hashes[:4])) == 4
