"""An archive's own readings and variants: they count at the next build, and what is wrong with them is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.site.ownlists import load_readings, load_variants
from sitegen.site.readings import syllables
from sitegen.site.search.folding import aliases, fold, folded_char
from sitegen.slugs import Readings, pinyin_slug
from tests.site.searching import ask

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import BrowserContext

    from tests.conftest import ArchiveFolder

STORY = """\
---
title: 石汀堡修好灌渠
county: 云汀县
townships: [云汀镇]
villages: [石汀堡]
people: [盖长乐]
---

石汀堡的灌渠修好了，盖长乐高兴地说，犇牛村也来学。
"""
OWN = """\
[words]
"石汀堡" = "shí tīng pù"
"盖长乐" = "gai chang le"

[surnames]
"盖" = "gě"
"""


def test_own_readings_come_before_all_others() -> None:
    own = Readings((("盖长乐", ("gai", "chang", "le")), ("堡", ("pù",))), (("盖", ("gǎi",)),))
    assert pinyin_slug("盖长乐", person=True, own=own) == "gai-chang-le"
    assert pinyin_slug("盖国平", person=True, own=own) == "gai-guo-ping"
    assert pinyin_slug("石汀堡", own=own) == "shi-ting-pu"
    assert syllables("石汀堡", own) == ("shí", "tīng", "pù")
    assert syllables("石汀堡", Readings((("堡", ("bu",)),))) == ("shí", "tīng", "bǔ"), "the tone is the dictionary's"
    assert syllables("石汀", Readings((("汀", ("děng",)),))) == ("shí", "děng")
    assert pinyin_slug("绿", own=Readings((("绿", ("lǜ",)),))) == "lv"


def test_they_count_in_addresses_headings_and_completion(archive: ArchiveFolder, context: BrowserContext) -> None:
    archive.write("content/云汀县/甲.md", STORY)
    archive.write("readings.toml", OWN)
    assert archive.run("build").code == 0
    public = archive.root / "public"
    village = public / "villages/yun-ting-xian/shi-ting-pu/index.html"
    assert "Shítīngpù" in village.read_text("utf-8")
    assert (public / "people/gai-chang-le/index.html").is_file()
    page = context.new_page()
    page.goto((public / "search/index.html").as_uri())
    for typed in ("shitingp", "stp", "石tp"):
        page.fill("#q", "")
        page.type("#q", typed)
        page.wait_for_selector("[role=option]:has-text('石汀堡')")


def test_a_changed_list_makes_what_hangs_on_it_anew_and_reads_no_clipping(archive: ArchiveFolder) -> None:
    archive.write("content/云汀县/甲.md", STORY)
    assert archive.run("build").code == 0
    before = archive.files("public")
    assert archive.run("build").code == 0
    archive.write("readings.toml", OWN)
    archive.write("variants.toml", 'groups = ["犇奔"]\n')
    done = archive.run("build")
    assert (done.code, "0 of 1 clippings new or changed" in done.out + done.err) == (0, True), done.err
    assert "villages/yun-ting-xian/shi-ting-pu/index.html" in archive.files("public")
    for name in ("readings.toml", "variants.toml"):
        (archive.root / name).unlink()
    assert archive.run("build").code == 0
    assert archive.files("public") == before


def test_books_and_reports_go_by_them_too(archive: ArchiveFolder) -> None:
    archive.write("content/云汀县/甲.md", STORY.replace("[云汀镇]", "[石渠镇, 麦田镇]"))
    orders = []
    for own in ("", '[words]\n"石渠" = "ā qú"\n'):
        archive.write("readings.toml", own)
        for command in (("export", "html"), ("report", "ledger", "--format", "csv")):
            done = archive.run(*command, "--out", "x")
            assert done.code == 0, done.err
            text = (archive.root / "x").read_text("utf-8")
            orders.append(text.rindex("石渠镇") < text.rindex("麦田镇"))
    assert orders == [False, False, True, True]


def test_new_stories_get_addresses_by_them(archive: ArchiveFolder) -> None:
    archive.write("readings.toml", '[words]\n"灌渠" = "guan ku"\n')
    assert archive.run("import").code == 0
    assert [path for path in archive.files("content") if path.endswith(".md")]
    assert "guan-ku" in "".join(
        text.decode() for path, text in archive.files("content").items() if path.endswith(".md")
    )


def test_own_variants_are_found_either_way(archive: ArchiveFolder, context: BrowserContext) -> None:
    archive.write("content/云汀县/甲.md", STORY)
    archive.write("variants.toml", 'groups = ["犇奔", "灌罐", "奔夯"]\n')
    assert archive.run("build").code == 0
    page = context.new_page()
    found = ask(page, archive.root / "public", ["奔牛村", "犇牛", "夯牛村", "罐渠", "灌渠修好", "本牛村"])
    assert [len(ids) for ids in found] == [1, 1, 1, 2, 1, 0]


han = st.text(st.sampled_from("村邨犇奔里裏裡为為甲乙A１“「"), min_size=1, max_size=4)


@given(st.lists(han, max_size=4).map(tuple), st.text(st.sampled_from("村邨犇奔里裏裡为為甲乙A１“「")))
def test_any_groups_fold_to_one_form_that_stays(groups: tuple[str, ...], text: str) -> None:
    folded = fold(text, groups)
    assert fold(folded, groups) == folded
    for group in groups:
        assert len({folded_char(char, groups) for char in group}) == 1


def test_a_query_may_use_any_character_of_a_group() -> None:
    groups = ("犇奔", "村屯")
    table = dict(aliases(frozenset("村犇"), groups))
    assert {char: table[char] for char in "奔屯邨"} == {"奔": "犇", "屯": "村", "邨": "村"}
    assert all(folded_char(char, groups) == become for char, become in table.items())


@pytest.mark.parametrize(
    ("name", "text", "told"),
    [
        ("readings.toml", '[words]\n"卜宜" = "bu"\n', 'readings.toml:2: error: "卜宜" needs 2 syllables of pinyin'),
        ("readings.toml", '[words]\n"卜1" = "bu yi"\n', 'readings.toml:2: error: "卜1" is not made of Chinese'),
        ("readings.toml", '[surnames]\n"单" = "shan4"\n', '"单" needs 1 syllables'),
        ("readings.toml", 'words = 1\n', '"words" must be a table'),
        ("readings.toml", '[names]\n', 'unknown key "names"'),
        ("readings.toml", '[words\n', "readings.toml:1: error:"),
        ("readings.toml", b"\xff", "not UTF-8"),
        ("variants.toml", 'groups = ["村"]\n', "variants.toml:1: error: '村' is no group"),
        ("variants.toml", 'groups = "村邨"\n', '"groups" must be a list'),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line(tmp_path: Path, name: str, text: str | bytes, told: str) -> None:
    (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
    _, problems = (load_readings if name == "readings.toml" else load_variants)(tmp_path)
    assert told in "".join(map(str, problems))


def test_with_a_mistake_the_last_good_site_stays(archive: ArchiveFolder) -> None:
    archive.write("variants.toml", 'groups = ["村"]\n')
    done = archive.run("build")
    assert (done.code, "variants.toml:1: error:" in done.err) == (1, True)


def test_where_there_are_none_nothing_is_said(tmp_path: Path) -> None:
    assert load_readings(tmp_path) == (Readings(), [])
    assert load_variants(tmp_path) == ((), [])
