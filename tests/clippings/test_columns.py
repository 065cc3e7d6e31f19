"""Pages of several columns are read column by column, and no character of them is lost."""

from __future__ import annotations

import time
import unicodedata
from collections import Counter
from itertools import groupby

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.clippings.columns import Cell, has_columns, unfold
from sitegen.model import Line

WIDTH = 14
# Prose in which every run of four ideographs tells where it stands, with a full stop at every 23rd character
_RIVERS = "汾潇沁漳滹桑丹浍涑湫昌文磁岚浊洪沙御唐滋"
_HILLS = "山坡梁峁塬沟坪川湾峪岭崖垣台洼岔坝滩坳嘴"


def prose(seed: int, length: int) -> str:
    text = "".join(
        _RIVERS[(seed + k * 7) % 20]
        + _HILLS[(seed * 3 + k * k) % 20]
        + ("。" if k % 11 == 10 else "，" if k % 4 == 3 else "水")
        for k in range(length)
    )
    return text[: length - 1] + "。"


def set_in_columns(text: str, columns: int) -> list[list[str]]:
    """Lines of WIDTH ideographs, the first one indented, none begun by a mark, balanced over so many columns."""
    lines, line = [], "  "
    size = 2.0
    for k, char in enumerate(text):
        wide = 1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5
        if size + wide > WIDTH and char not in "，。" and not (char.isascii() and text[k - 1].isascii()):
            lines.append(line)
            line, size = "", 0.0
        line += char
        size += wide
    lines.append(line)
    height = -(-len(lines) // columns)
    return [lines[k : k + height] for k in range(0, len(lines), height)]


def as_steps(columns: list[list[str]]) -> list[str]:
    """As `pdftotext -layout` does: every character one step wide, padded to a grid."""
    pitch = max(len(cell) for column in columns for cell in column) + 3
    rows = []
    for k in range(max(map(len, columns))):
        row = ""
        for n, column in enumerate(columns):
            cell = column[k] if k < len(column) else ""
            row = row.ljust(n * pitch) + cell if cell else row
        rows.append(row)
    return rows


def as_ems(columns: list[list[str]], gutter: int = 2) -> list[str]:
    """As PyMuPDF's sort does: a gap is counted in widths of the word behind it."""
    rows = []
    for k in range(max(map(len, columns))):
        row, end = "", 0.0
        for n, column in enumerate(columns):
            cell = column[k] if k < len(column) else ""
            word = cell.strip()
            if not word:
                continue
            size = sum(1.0 if unicodedata.east_asian_width(char) in "WFA" else 0.5 for char in word)
            place = n * (WIDTH + gutter) + len(cell) - len(cell.lstrip())
            row += " " * round((place - end) * len(word) / size) + word
            end = place + size
        rows.append(row)
    return rows


def lines_of(rows: list[str]) -> tuple[Line, ...]:
    return tuple(Line(number, text) for number, text in enumerate(rows, 1))


def strips(cells: tuple[Cell, ...]) -> list[str]:
    return ["".join(cell.text for cell in group) for _, group in groupby(cells, key=lambda cell: cell.column)]


@pytest.mark.parametrize("laid_out", [as_steps, as_ems])
@pytest.mark.parametrize("columns", [2, 3, 5])
def test_a_story_in_columns_reads_as_one(laid_out, columns):
    text = prose(1, 90 * columns)
    lines = lines_of(laid_out(set_in_columns(text, columns)))
    assert has_columns(lines)
    assert "".join(strips(unfold(lines))) == text


@pytest.mark.parametrize("laid_out", [as_steps, as_ems])
def test_stories_side_by_side_are_not_mixed(laid_out):
    left, right = prose(1, 150), "本报讯 " + prose(8, 150)
    columns = [set_in_columns(left, 1)[0], set_in_columns(right, 1)[0]]
    read = strips(unfold(lines_of(laid_out(columns))))
    assert [text.replace(" ", "") for text in read] == [left, right.replace(" ", "")]


def test_digits_do_not_throw_the_columns_out_of_line():
    text = "".join(f"第{k}组种植玉米{k * 137}亩，收入{k * 9}.5万元，" for k in range(1, 31)) + "群众高兴。"
    for laid_out in (as_steps, as_ems):
        assert "".join(strips(unfold(lines_of(laid_out(set_in_columns(text, 3)))))) == text


def test_a_headline_stands_before_the_columns_below_it():
    body = set_in_columns("本报讯" + prose(2, 130), 3)
    rows = ["", "          清水润塬上", "", *as_steps(body)]
    cells = unfold(lines_of(rows))
    assert cells[0].text == "清水润塬上"
    assert cells[0].head
    assert not cells[1].head
    assert cells[0].box == cells[-1].box


def test_boxes_below_one_another_keep_their_own_columns():
    wide = set_in_columns("本报讯" + prose(2, 150), 4)
    left, right = set_in_columns("本报讯" + prose(5, 120), 2), set_in_columns("本报讯" + prose(9, 120), 2)
    rows = [*as_steps(wide), "", "", "左边标题".ljust(36) + "右边标题", "", *as_steps(left + right)]
    read = "".join(strips(unfold(lines_of(rows)))).replace(" ", "")
    for story in (prose(2, 150), "左边标题本报讯" + prose(5, 120), "右边标题本报讯" + prose(9, 120)):
        assert story in read


def test_indents_are_told_and_do_not_part_a_column():
    first, second = prose(1, 80), prose(4, 80)
    columns = [[*set_in_columns(first, 1)[0], *set_in_columns(second, 1)[0]], set_in_columns(prose(7, 160), 1)[0]]
    cells = [cell for cell in unfold(lines_of(as_steps(columns))) if cell.column == 1]
    assert "".join(cell.text for cell in cells) == first + second
    assert [cell.text[:4] for cell in cells if cell.indent] == [first[:4], second[:4]]


def test_columns_with_one_space_between_them_are_told_apart():
    text = prose(3, 200)
    assert "".join(strips(unfold(lines_of(as_ems(set_in_columns(text, 3), gutter=1))))) == text


def test_a_line_glued_on_without_a_space_is_cut_off_where_its_column_is_full():
    stories = ["本报讯" + prose(seed, 220).replace("水", str(seed)) for seed in (1, 6, 8)]
    left, middle, right = (set_in_columns(story, 1)[0] for story in stories)
    rows = as_ems([left, middle, right])
    # the box on the left stands half a line lower from here on, so that its lines are glued behind the others'
    for k in range(6, 12):
        rows[k] = as_ems([[""], [middle[k]], [right[k]]])[0] + left[k]
    read = "".join(strips(unfold(lines_of(rows))))
    for story in stories:
        assert story in read


def test_no_cell_ends_where_the_page_has_no_more_text():
    """A line glued on behind others, with a title beside it, is a line of its own where it would run off the page."""
    stories = ["本报讯 " + prose(seed, 220).replace("水", str(seed)) for seed in (1, 6, 8, 9)]
    left, middle, right, last = (set_in_columns(story, 1)[0] for story in stories)
    first = "本报讯 " + left[0].split()[1]
    title = "清水润山城绿满峁梁坡"
    # the story on the left begins half a line below one on the right, and beside the title of the one between
    glued = as_ems([[""], [""], right[1:2]])[0] + "  " + first + " " + title
    rows = [*as_ems([[""], [""], right[:1]]), glued, *as_ems([left[1:], ["", "", *middle], right[2:], ["", *last]])]
    read = strips(unfold(lines_of(rows)))
    assert any(text.startswith(first + left[1]) for text in read)
    assert title in read


@pytest.mark.parametrize(
    "rows",
    [
        [prose(k, 40) for k in range(20)],
        ["  " + prose(k, 15) if k % 4 == 0 else prose(k, 17) for k in range(40)],
        [" ".join("推荐活动") if k % 3 == 0 else prose(k, 16) for k in range(40)],
        ["春到塬上 水润山川 人勤地生金" if k % 5 == 0 else prose(k, 30) for k in range(40)],
        ["2019年     1320     45.6     98%", "2020年     1410     47.1     99%"] * 12,
        ["段村镇     第一名     张三", "东泉镇     第二名     李四"] * 12,
        ["", ""],
        [],
    ],
    ids=["long lines", "wrapped", "letter-spaced", "spaced headlines", "figures", "names", "blank", "empty"],
)
def test_a_page_of_one_column_is_left_alone(rows):
    assert not has_columns(lines_of(rows))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.text(alphabet="山水本报讯，。“”  \u3000\t12aA一：\u200b", max_size=60), max_size=25))
def test_every_character_is_in_exactly_one_cell(rows):
    lines = lines_of(rows)
    has_columns(lines)
    cells = unfold(lines)
    taken: Counter[tuple[int, int]] = Counter()
    for cell in cells:
        assert rows[cell.line - 1][cell.start : cell.end] == cell.text
        taken.update((cell.line, k) for k in range(cell.start, cell.end))
    shown = {(line.number, k) for line in lines for k, char in enumerate(line.text) if not char.isspace()}
    assert shown <= set(taken)
    assert max(taken.values(), default=1) == 1


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=15))
def test_any_text_is_unfolded_the_same_each_time(rows):
    lines = lines_of(rows)
    assert unfold(lines) == unfold(lines)


def test_time_grows_with_the_page_and_not_with_its_square():
    page = as_steps(set_in_columns("本报讯" + prose(1, 1500), 4)) + [""] * 3

    def seconds(times: int) -> float:
        begun = time.process_time()
        unfold(lines_of(page * times))
        return time.process_time() - begun

    seconds(1)
    assert seconds(32) < 16 * max(seconds(4), 0.01)
