"""Input meant to take all the time there is: read, split and made up in seconds."""

from __future__ import annotations

import time
from collections import Counter
from typing import TYPE_CHECKING

import pytest

from sitegen import han
from sitegen.clippings.reading import text_lines
from sitegen.clippings.sidecar import parse_sidecar, read_encoding
from sitegen.clippings.splitting import split
from sitegen.config import parse_config
from sitegen.content.clippingfile import parse_clipping, read_kept
from sitegen.content.fieldlines import DEEPEST
from sitegen.content.filed import glance
from sitegen.content.frontmatter import read_story
from sitegen.content.markdown import to_blocks
from sitegen.export.restoring import clippings_of, records_of
from sitegen.model import Clipping
from sitegen.site.traditional.wordlist import parse_wordlist
from sitegen.tagging.datafile import read_blocks
from sitegen.tagging.topics import load_topics
from tests.trust.targets import letters

if TYPE_CHECKING:
    from pathlib import Path

SECONDS = 20
"""Of a processor's time, on the slowest of machines; most take a tenth of one."""
ALIASES = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
"""Nine to the ninth texts, were references followed."""
FRONT_MATTERS = {
    "aliases": ALIASES,
    "deep": "a: " + "[" * 5000 + "]" * 5000 + "\n",
    "deep lines": "".join(" " * depth + "a:\n" for depth in range(2000)),
    "merge": "a: &a {b: 1}\nc:\n  <<: *a\n",
    "objects": "a: !!python/object/apply:os.system ['touch pwned']\n",
    "many fields": "".join(f"f{number}: x\n" for number in range(20_000)),
    "many items": "topics:\n" + "".join(f"  - 主题{number}\n" for number in range(3000)),
    "one long line": "title: " + "甲" * 1_000_000 + "\n",
    "quotes": "".join(f'a{number}: "\n' for number in range(2000)),
    "colons": "".join(f"f{number}: a: b\n" for number in range(1500)),
    "doubled": "a: b: c\n" * 300,
    "lines": "lines: 1-999999999\nconfidence: nan\ndate: 9999-12-31\n",
}
PAGES = {
    "a megabyte of one line": "甲乙丙丁" * 85_000,
    "blank lines": "\n" * 300_000 + "标题\n本报讯 正文。\n",
    "line ends": "标题\r本报讯\r\n" + "\r" * 100_000 + "\n" * 100_000,
    "many titles": "标题\n本报讯 正文。\n" * 120,
    "brackets": "（" * 5000 + "\n" + "“" * 5000 + "\n本报讯 " + "《" * 5000 + "）" * 5000,
    "spaces": ("　" * 5000 + "甲" + " " * 5000 + "\n") * 40,
    "figures": "1" * 100_000 + "万" * 1000 + "." * 10_000 + "\n" + "二〇" * 20_000 + "年\n",
    "names": "记者" + "张三 " * 20_000 + "\n",
}
MARKDOWNS = {
    "brackets": "[" * 30_000 + "]" * 30_000,
    "images": "![" * 20_000,
    "stars": "*a **a " * 10_000,
    "underlines": "_" * 50_000 + "a" + "_" * 50_000,
    "quotations": ">" * 20_000 + "a",
    "lists": "".join("  " * depth + "- a\n" for depth in range(600)),
    "tables": "|a" * 1000 + "|\n" + "|-" * 1000 + "|\n" + ("|b" * 1000 + "|\n") * 50,
    "code": "`" * 30_000 + "a" + "`" * 20_000,
    "footnotes": "".join(f"[^{number}]" for number in range(3000)) + "\n\n" + "[^1]: a\n" * 1000,
    "links": "[a](" * 10_000 + "b" + ")" * 10_000,
    "entities": "&amp;" * 50_000,
    "headings": "# " * 20_000 + "\n" + "a\n===\n" * 3000,
}


@pytest.mark.parametrize("name", FRONT_MATTERS)
def test_a_front_matter_is_read_or_refused_and_never_unfolded(name: str) -> None:
    began = time.process_time()
    story, problems = read_story(f"---\n{FRONT_MATTERS[name]}---\n正文。\n".encode(), "a.md")
    assert time.process_time() - began < SECONDS
    assert len(problems) <= 2 * FRONT_MATTERS[name].count("\n"), "each is told once"
    assert story is not None or problems
    assert sum(len(value) for value in story.values.values()) < 2_000_000 if story else True
    assert DEEPEST < 100


TOMLS = {
    "deep": "a = " + "[" * 5000 + "]" * 5000 + "\n",
    "deep tables": "a = " + "{b=" * 3000 + "1" + "}" * 3000 + "\n",
    "a long number": "a = " + "9" * 6000 + "\n",
    "a long key": "a.b.c." * 5000 + "d = 1\n",
    "a long key in quotes": '"a".' * 5000 + "d = 1\n",
    "a long table": "[" + "a." * 5000 + "d]\n",
}


@pytest.mark.parametrize("name", TOMLS)
def test_settings_and_facts_of_any_depth_are_refused_in_seconds(name: str, tmp_path: Path) -> None:
    text = TOMLS[name]
    (tmp_path / "topics.toml").write_text(text)
    began = time.process_time()
    assert parse_config(text)[1]
    assert parse_sidecar(text, "a.toml", 10)[1]
    assert read_encoding(text) == ""
    assert parse_wordlist(text)[1]
    assert read_blocks(text, "places.toml", ("place",))[1] or name == "a long table"
    assert load_topics(tmp_path)[1]
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("text", ["[" * 100_000, '{"a":' * 50_000, '{"lines": ' + "[" * 3000 + "]" * 3000 + "}"])
def test_data_of_any_depth_is_refused_in_seconds(text: str, tmp_path: Path) -> None:
    data = text.encode()
    (tmp_path / "a.json").write_bytes(data)
    began = time.process_time()
    assert parse_clipping(data, "a.json")[1]
    assert read_kept(data) == {}
    assert glance(tmp_path / "a.json") is None
    assert records_of(data)[1]
    assert clippings_of(data)[1]
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", MARKDOWNS)
def test_markdown_that_nests_without_end_is_made_up_in_seconds(name: str) -> None:
    began = time.process_time()
    assert to_blocks(MARKDOWNS[name])
    assert time.process_time() - began < SECONDS


@pytest.mark.parametrize("name", PAGES)
def test_a_page_of_any_shape_is_split_in_seconds(name: str) -> None:
    began = time.process_time()
    lines = text_lines(PAGES[name])
    assert letters(split(Clipping("page.txt", lines))) == Counter(han.letters(PAGES[name]))
    assert time.process_time() - began < SECONDS
