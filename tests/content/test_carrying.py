"""An editor's work is never lost, and what no editor touched follows the machine."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sitegen.content import carry, load
from sitegen.model import Figure, Tag, Tags
from tests.content.paper import Item, edit, files, page, stamps, stories, story

if TYPE_CHECKING:
    from pathlib import Path

LINES = ["头版", "第一段。", "第二段。", "二版", "第三段。", "第四段。", "三版", "第五段。", "第六段。"]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return tmp_path / "content"


def _tagged(item: Item, **fields: object) -> Item:
    clipping, split, tags = item
    return clipping, split, tuple(replace(tag, **fields) for tag in tags)  # type: ignore[arg-type]


def test_importing_twice_changes_no_byte_and_no_time(content: Path) -> None:
    item = page(LINES, (1, 4, 7))
    report = carry([item], content, all_clippings=True)
    assert len(report.created) == 3
    before = stamps(content)
    report = carry([item], content, all_clippings=True)
    assert stamps(content) == before
    assert (report.created, report.written, report.unchanged) == ((), (), 3)


def test_figures_are_kept_by_story_and_written_once(content: Path) -> None:
    clipping, split, tags = page(LINES, (1, 4, 7))
    figures = (
        Figure("920万平方米", 9_200_000, 9_200_000, "平方米", "供热面积", "岳壁乡", "供热面积达920万平方米。", 2),
        Figure("3.5~4％", 3.5, 4, "%"),
    )
    item = clipping, split, (tags[0], replace(tags[1], figures=figures), tags[2])
    carry([item], content)
    (record,) = load(content)[0].clippings
    assert record.figures == ((), figures, ())
    before = stamps(content)
    carry([item], content)
    assert stamps(content) == before
    carry([(clipping, split, tags)], content)
    assert load(content)[0].clippings[0].figures == (), "they follow the machine"


def test_untouched_fields_follow_and_an_editors_stay(content: Path) -> None:
    carry([page(LINES)], content)
    path = stories(content)["头版"]
    edit(content, path, "title: 头版", "title: 头版头条  # 核对过")
    item = _tagged(page(["头版改", *LINES[1:]]), county=Tag("介休市"), townships=(Tag("岳壁乡"),))
    report = carry([item], content)
    values = story(content, path).values
    assert (values["title"], values["county"], values["townships"]) == ("头版头条", "介休市", ("岳壁乡",))
    assert "# 核对过" in (content / path).read_text("utf-8")
    assert [(conflict.field, conflict.kept, conflict.offered) for conflict in report.conflicts] == [
        ("title", "头版头条", "头版改")
    ]
    line = report.conflicts[0].line
    assert (content / path).read_text("utf-8").splitlines()[line - 1].startswith("title:")
    assert carry([item], content).conflicts == (), "a conflict is told once"


def test_an_editors_value_stays_though_the_machine_agreed_for_a_while(content: Path) -> None:
    carry([_tagged(page(LINES), county=Tag("甲县"))], content)
    path = stories(content)["头版"]
    edit(content, path, "甲县", "乙县")
    for said in ("乙县", "丙县", "乙县", "丁县"):
        carry([_tagged(page(LINES), county=Tag(said))], content)
        assert story(content, path).values["county"] == "乙县"


def test_an_emptied_field_stays_empty(content: Path) -> None:
    carry([_tagged(page(LINES), county=Tag("甲县"), topics=(Tag("农业"),))], content)
    path = stories(content)["头版"]
    edit(content, path, "county: 甲县\n", "")
    edit(content, path, "  - 农业\n", "")
    carry([_tagged(page(LINES), county=Tag("乙县"), topics=(Tag("工业"),))], content)
    values = story(content, path).values
    assert (values.get("county", ""), values["topics"]) == ("", "")


def test_an_edited_body_stays_and_its_lines_with_it(content: Path) -> None:
    carry([page(LINES, (1, 4))], content)
    path = stories(content)["二版"]
    edit(content, path, "第四段。", "第四段，订正。")
    report = carry([page(LINES, (1, 4, 7))], content)
    assert "第四段，订正。\n\n三版\n\n第五段。" in story(content, path).body
    assert story(content, path).values["lines"] == "4-9"
    assert "三版" not in stories(content), "its lines belong to a story that an editor changed"
    assert [problem.severity for problem in report.problems if "not made" in problem.message] == ["note"]
    assert [conflict.field for conflict in report.conflicts] == ["body"]


def test_a_better_splitter_divides_an_untouched_story(content: Path) -> None:
    carry([page(LINES, (1, 4))], content)
    first = stories(content)["二版"]
    identity = story(content, first).values["id"]
    report = carry([page(LINES, (1, 4, 7))], content)
    assert stories(content)["二版"] == first
    assert story(content, first).values["id"] == identity
    assert story(content, first).body.strip() == "第三段。\n\n第四段。"
    assert [path.rpartition("/")[2] for path in report.created] == ["03 三版.md"]


def test_a_better_splitter_joins_untouched_stories_and_the_old_address_leads_on(content: Path) -> None:
    carry([page(LINES, (1, 4, 7))], content)
    gone = story(content, stories(content)["三版"]).values["id"]
    report = carry([page(LINES, (1, 4))], content)
    assert len(report.removed) == 1
    assert sorted(stories(content)) == ["二版", "头版"]
    assert story(content, stories(content)["二版"]).values["aliases"] == (gone,)
    before = stamps(content)
    carry([page(LINES, (1, 4))], content)
    assert stamps(content) == before


def test_a_deleted_story_stays_deleted(content: Path) -> None:
    carry([page(LINES, (1, 4, 7))], content)
    (content / stories(content)["二版"]).unlink()
    changed = [*LINES[:4], "第三段，重排。", *LINES[5:]]
    for item in (page(LINES, (1, 4, 7)), page(changed, (1, 4, 7)), page(LINES, (1, 4, 7))):
        carry([item], content)
        assert sorted(stories(content)) == ["三版", "头版"]


def test_the_text_of_a_deleted_story_does_not_come_back_in_another(content: Path) -> None:
    carry([page(LINES, (1, 4, 7))], content)
    (content / stories(content)["二版"]).unlink()
    report = carry([page(LINES, (1, 7))], content)
    assert "第三段" not in story(content, stories(content)["头版"]).body
    assert any("deleted" in problem.message for problem in report.problems)


def test_a_deleted_story_that_comes_back_follows_again(content: Path) -> None:
    carry([page(LINES, (1, 4))], content)
    path = stories(content)["二版"]
    data = (content / path).read_bytes()
    (content / path).unlink()
    carry([page(LINES, (1, 4))], content)
    (content / path).write_bytes(data)
    carry([page([*LINES[:8], "第六段，新。"], (1, 4))], content)
    assert "第六段，新。" in story(content, path).body


def test_two_stories_joined_by_hand_stay_one(content: Path) -> None:
    carry([page(LINES, (1, 4, 7))], content)
    first, second = stories(content)["头版"], stories(content)["二版"]
    edit(content, first, "第二段。\n", "第二段。\n\n" + story(content, second).body.strip() + "\n")
    (content / second).unlink()
    for item in (page(LINES, (1, 4, 7)), page(LINES, (1, 7)), page(LINES, (1, 4, 6, 7))):
        carry([item], content)
        assert sorted(stories(content)) == ["三版", "头版"]
        assert story(content, first).body.strip() == "第一段。\n\n第二段。\n\n第三段。\n\n第四段。"


def test_a_story_divided_by_hand_stays_two(content: Path) -> None:
    carry([page(LINES, (1, 4))], content)
    first = stories(content)["二版"]
    copy = first.replace("二版", "二版 - 副本")
    (content / copy).write_bytes((content / first).read_bytes())
    edit(content, first, "\n\n三版\n\n第五段。\n\n第六段。", "")
    edit(content, copy, "第三段。\n\n第四段。\n\n三版\n\n", "")
    edit(content, copy, "title: 二版", "title: 三版")
    for item in (page(LINES, (1, 4)), page(LINES, (1, 4, 7)), page(LINES, (1, 4))):
        carry([item], content)
        found = stories(content)
        assert sorted(found) == ["三版", "二版", "头版"]
        assert story(content, found["三版"]).body.strip() == "第五段。\n\n第六段。"
        assert story(content, found["二版"]).body.strip() == "第三段。\n\n第四段。"
    identities = [story(content, path).values["id"] for path in stories(content).values()]
    assert len(set(identities)) == 3


def test_a_moved_and_renamed_file_is_the_same_story(content: Path) -> None:
    carry([page(LINES, (1, 4))], content)
    old = stories(content)["二版"]
    (content / "专题").mkdir()
    (content / old).rename(content / "专题" / "好稿.md")
    report = carry([page([*LINES[:8], "第六段，新。"], (1, 4))], content)
    assert report.created == ()
    assert stories(content)["二版"] == "专题/好稿.md"
    assert "第六段，新。" in story(content, "专题/好稿.md").body


def test_a_story_added_by_hand_gets_an_address_and_is_left_alone(content: Path) -> None:
    carry([page(LINES)], content)
    text = "---\ntitle: 口述史\n# 2024年采访\nmood: 好\n---\n\n老人说。\n"
    (content / "口述.md").write_text(text, "utf-8")
    before = next(record.id for record in load(content)[0].records if record.path == "口述.md")
    carry([page(LINES)], content, all_clippings=True)
    after = (content / "口述.md").read_text("utf-8")
    assert after == text.replace("# 2024", f"id: {before}\n# 2024")
    carry([page(LINES, (1, 4))], content, all_clippings=True)
    assert (content / "口述.md").read_text("utf-8") == after


def test_an_address_is_given_once(content: Path) -> None:
    carry([page(LINES, (1, 4))], content)
    identity = story(content, stories(content)["二版"]).values["id"]
    carry(
        [_tagged(page(["头版", "第一段。", "第二段。", "二版改题", *LINES[4:]], (1, 4)), county=Tag("介休市"))], content
    )
    assert story(content, stories(content)["二版改题"]).values["id"] == identity


def test_an_id_changed_by_hand_leaves_the_old_one_leading_there(content: Path) -> None:
    carry([page(LINES)], content)
    path = stories(content)["头版"]
    old = str(story(content, path).values["id"])
    edit(content, path, f"id: {old}", "id: tou-ban-tou-tiao")
    report = carry([page(LINES)], content)
    assert report.created == ()
    record = load(content)[0].records[0]
    assert (record.id, record.aliases) == ("tou-ban-tou-tiao", (old,))
    before = stamps(content)
    carry([page(LINES)], content)
    assert stamps(content) == before


def test_an_id_taken_out_by_hand_is_put_back(content: Path) -> None:
    carry([page(LINES)], content)
    path = stories(content)["头版"]
    old = str(story(content, path).values["id"])
    edit(content, path, f"id: {old}\n", "")
    carry([page(LINES)], content)
    assert story(content, path).values["id"] == old


@pytest.mark.parametrize("damage", ["lost", "halved", "noise", "merge"])
def test_a_damaged_ledger_costs_no_edit(content: Path, damage: str) -> None:
    carry([page(LINES, (1, 4, 7))], content)
    first, second = stories(content)["头版"], stories(content)["二版"]
    edit(content, first, "第一段。", "第一段，订正。")
    (content / second).unlink()
    ledger = content / "ledger.tsv"
    text = ledger.read_text("utf-8")
    if damage == "lost":
        ledger.unlink()
    elif damage == "halved":
        ledger.write_text(text[: len(text) // 2], "utf-8")
    elif damage == "noise":
        ledger.write_bytes(b"\xff\x00story\tx\n" + text.encode())
    else:
        ledger.write_text(f"<<<<<<< ours\n{text}=======\n{text}>>>>>>> theirs\n", "utf-8")
    for item in (page(LINES, (1, 4, 7)), page([*LINES[:8], "第六段，新。"], (1, 4, 7))):
        carry([item], content)
        assert sorted(stories(content)) == ["三版", "头版"]
        assert "第一段，订正。" in story(content, first).body
    assert "第六段，新。" in story(content, stories(content)["三版"]).body, "what was untouched follows again"


def test_a_changed_clipping_moves_lines_and_not_stories(content: Path) -> None:
    carry([page(LINES, (1, 4, 7))], content)
    edited = stories(content)["二版"]
    edit(content, edited, "第三段。", "第三段，订正。")
    longer = ["报头", "日期", *LINES]
    report = carry([page(longer, (3, 6, 9))], content)
    assert report.created == ()
    assert [story(content, stories(content)[title]).values["lines"] for title in ("头版", "二版", "三版")] == [
        "3-5",
        "6-8",
        "9-11",
    ]
    assert "第三段，订正。" in story(content, edited).body


def test_a_clipping_read_anew_in_another_order_keeps_its_stories(content: Path) -> None:
    carry([page(LINES, (1, 4, 7))], content)
    old = stories(content)
    carry([page([*LINES[6:], *LINES[3:6], *LINES[:3]], (1, 4, 7))], content)
    assert stories(content) == old


def test_a_clipping_that_is_gone_takes_only_untouched_stories(content: Path) -> None:
    other = page(["别版", "第七段。"], name="b.txt")
    carry([page(LINES, (1, 4, 7)), other], content, all_clippings=True)
    edited = stories(content)["二版"]
    edit(content, edited, "第三段。", "第三段，订正。")
    report = carry([other], content, all_clippings=True)
    assert sorted(stories(content)) == ["二版", "别版"]
    assert len(report.removed) == 2
    assert [problem.path for problem in report.problems] == [f"content/{edited}"]


def test_a_comment_alone_keeps_a_story(content: Path) -> None:
    other = page(["别版", "第七段。"], name="b.txt")
    carry([page(LINES), other], content, all_clippings=True)
    edit(content, stories(content)["头版"], "county:", "# 存疑\ncounty:")
    carry([other], content, all_clippings=True)
    assert sorted(stories(content)) == ["别版", "头版"]


def test_no_clippings_at_all_is_taken_for_a_mistake(content: Path) -> None:
    carry([page(LINES, (1, 4, 7))], content, all_clippings=True)
    report = carry([], content, all_clippings=True)
    assert len(stories(content)) == 3
    assert "no story was removed" in report.problems[0].message


def test_what_was_not_read_this_time_is_not_gone(content: Path) -> None:
    carry([page(LINES), page(["别版", "第七段。"], name="b.txt")], content, all_clippings=True)
    carry([page(LINES)], content, all_clippings=True, present=["a.txt", "b.txt"])
    assert sorted(stories(content)) == ["别版", "头版"]


def test_a_renamed_clipping_takes_its_stories_along(content: Path) -> None:
    carry([page(LINES, (1, 4))], content, all_clippings=True)
    old = stories(content)
    edit(content, old["二版"], "第三段。", "第三段，订正。")
    report = carry([page(LINES, (1, 4), name="旧报/a.txt")], content, all_clippings=True)
    assert (report.created, report.removed) == ((), ())
    assert stories(content) == old
    assert story(content, old["头版"]).values["clipping"] == "旧报/a.txt"
    assert [record.clipping.name for record in load(content)[0].clippings] == ["旧报/a.txt"]


def test_a_story_with_broken_front_matter_is_left_alone(content: Path) -> None:
    carry([page(LINES, (1, 4))], content)
    path = stories(content)["二版"]
    broken = (content / path).read_bytes().replace(b"title:", b"[title")
    (content / path).write_bytes(broken)
    report = carry([page([*LINES[:8], "第六段，新。"], (1, 4))], content)
    assert (content / path).read_bytes() == broken
    assert [(problem.path, problem.line) for problem in report.problems] == [(f"content/{path}", 2)]
    assert report.created == ()


def test_a_file_of_windows_keeps_its_line_ends_and_mark(content: Path) -> None:
    carry([page(LINES)], content)
    path = stories(content)["头版"]
    text = (content / path).read_text("utf-8").replace("头版", "头条").replace("\n", "\r\n")
    (content / path).write_bytes(b"\xef\xbb\xbf" + text.encode())
    carry([page([*LINES[:8], "第六段，新。"])], content)
    data = (content / path).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf---\r\n")
    assert "第六段，新。\r\n".encode() in data
    assert b"\n" not in data.replace(b"\r\n", b"")


def test_names_differ_where_case_is_ignored(content: Path) -> None:
    carry([page(["Page", "甲。"], name="A.txt"), page(["page", "乙。"], name="a.txt")], content)
    found = [path.casefold() for path in files(content)]
    assert len(found) == len(set(found)) == 5


def test_nothing_tagged_nothing_titled(content: Path) -> None:
    carry([page(["", "正文。"], county="")], content)
    assert list(stories_without_titles(content)) == ["未分县/a/01 无题.md"]


def stories_without_titles(content: Path) -> list[str]:
    return [path for path in files(content) if path.endswith(".md")]


def test_tags_may_be_anything(content: Path) -> None:
    awkward = ("no", "010", "2024-01-12", "a: b", "#x", "'", '"', "- x", "*x*", "县\u2028", "\x00", " ", "~")
    tags = Tags(county=Tag("no"), topics=tuple(map(Tag, awkward)))
    clipping, split, _ = page(LINES)
    carry([(clipping, split, (tags,))], content)
    record = load(content)[0].records[0]
    assert record.county == "no"
    assert record.topics == (*awkward[:9], "县", "~")
    before = stamps(content)
    carry([(clipping, split, (tags,))], content)
    assert stamps(content) == before


def test_what_led_to_a_story_that_went_leads_on(content: Path) -> None:
    carry([page(LINES, (1, 4, 7))], content)
    path = stories(content)["三版"]
    old = str(story(content, path).values["id"])
    edit(content, path, f"id: {old}", "id: san-ban-xin")
    carry([page(LINES, (1, 4, 7))], content)
    carry([page(LINES, (1, 4))], content)
    record = next(record for record in load(content)[0].records if record.headline == "二版")
    assert record.aliases == (old, "san-ban-xin")


def test_a_new_story_never_takes_an_address_that_was_anothers(content: Path, tmp_path: Path) -> None:
    carry([page(LINES, (1, 4))], tmp_path / "else")
    usual = str(story(tmp_path / "else", stories(tmp_path / "else")["二版"]).values["id"])
    content.mkdir()
    (content / "手写.md").write_text(
        f"---\ntitle: 口述\nid: kou-shu\naliases:\n  - {usual}\n---\n\n老人说。\n", "utf-8"
    )
    carry([page(LINES, (1, 4))], content)
    assert story(content, stories(content)["二版"]).values["id"] != usual
    assert {record.id: record.aliases for record in load(content)[0].records}["kou-shu"] == (usual,)


def test_an_own_story_may_get_another_address_and_lose_its_id(content: Path) -> None:
    carry([page(LINES)], content)
    (content / "口述.md").write_text("---\ntitle: 口述\nid: kou-shu\n---\n\n老人说。\n", "utf-8")
    carry([page(LINES)], content, all_clippings=True)
    edit(content, "口述.md", "id: kou-shu", "id: lao-ren")
    carry([page(LINES)], content, all_clippings=True)
    values = story(content, "口述.md").values
    assert (values["id"], values["aliases"]) == ("lao-ren", ("kou-shu",))
    edit(content, "口述.md", "id: lao-ren\n", "")
    carry([page(LINES)], content, all_clippings=True)
    assert story(content, "口述.md").values["id"] == "lao-ren"


def test_a_copy_leaves_the_earlier_addresses_to_the_first_one(content: Path) -> None:
    carry([page(LINES)], content)
    path = stories(content)["头版"]
    old = str(story(content, path).values["id"])
    edit(content, path, f"id: {old}", "id: xin")
    carry([page(LINES)], content)
    copy = path.replace("头版", "头版 副本")
    (content / copy).write_bytes((content / path).read_bytes())
    leads = {record.path: record.aliases for record in load(content)[0].records}
    assert leads == {path: (old,), copy: ()}, "also before an import has seen it"
    carry([page(LINES)], content)
    assert "aliases" not in story(content, copy).values
    assert story(content, path).values["aliases"] == (old,)


def test_a_lost_line_of_the_ledger_brings_no_deleted_story_back(content: Path) -> None:
    carry([page(LINES, (1, 4, 7))], content)
    path = stories(content)["二版"]
    identity = str(story(content, path).values["id"])
    (content / path).unlink()
    carry([page(LINES, (1, 4, 7))], content)
    ledger = content / "ledger.tsv"
    kept = [line for line in ledger.read_text("utf-8").splitlines(keepends=True) if f"\t{identity}\t" not in line]
    ledger.write_text("".join(kept), "utf-8")
    carry([page([*LINES[:8], "第六段，新。"], (1, 4, 7))], content)
    assert sorted(stories(content)) == ["三版", "头版"]


def test_a_clipping_that_comes_back_brings_back_what_went_with_it(content: Path) -> None:
    """An edited story of it stayed, so that content/ still has its text; the others were not deleted by anybody."""
    other = page(["别版", "第七段。"], name="b.txt")
    carry([page(LINES, (1, 4, 7)), other], content, all_clippings=True)
    edit(content, stories(content)["二版"], "第三段。", "第三段，订正。")
    carry([other], content, all_clippings=True)
    assert sorted(stories(content)) == ["二版", "别版"]
    carry([page(LINES, (1, 4, 7)), other], content, all_clippings=True)
    assert sorted(stories(content)) == ["三版", "二版", "别版", "头版"]
