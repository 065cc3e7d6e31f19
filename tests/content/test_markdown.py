"""Markdown as people write it in Chinese."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sitegen.content.markdown import addresses, to_blocks, to_html


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        ("**“文旅+”**模式", "<strong>“文旅+”</strong>模式"),
        ("**注意：**请", "<strong>注意：</strong>请"),
        ("他说**《平遥》**好", "他说<strong>《平遥》</strong>好"),
        ("**重点。**后文", "<strong>重点。</strong>后文"),
        ("前文*（注）*后文", "前文<em>（注）</em>后文"),
        ("前文**重点**后文**又一**", "前文<strong>重点</strong>后文<strong>又一</strong>"),
        ("第一行\n第二行", "第一行第二行"),
        ("**第一行**\n“第二行”", "<strong>第一行</strong>\n“第二行”"),
        ("第一行，\n第二行", "第一行，第二行"),
        ("第一行\nsecond", "第一行\nsecond"),
        ("한국\n어", "한국\n어"),
        ("第一行\\\n第二行", "第一行<br />\n第二行"),
        ("2 * 3 * 4", "2 * 3 * 4"),
        ("a_b_c", "a_b_c"),
        ("~~删去~~", "<s>删去</s>"),
        ("<b>粗</b>", "&lt;b&gt;粗&lt;/b&gt;"),
        ("[坏](javascript:alert(1))", "[坏](javascript:alert(1))"),
    ],
)
def test_inline(markdown: str, html: str) -> None:
    assert to_html(markdown) == f"<p>{html}</p>\n"


def test_the_library_itself_is_left_alone() -> None:
    """No patching of the process: another user of the library gets what CommonMark says."""
    to_html("**注意：**请")
    assert "<strong>" not in MarkdownIt().render("**注意：**请")


def test_blocks() -> None:
    blocks = to_blocks(
        "# 大标题\n\n近日。\n\n## 小标题\n\n- 一\n- 二\n\n> 引文\n\n"
        "| 村 | 亩 |\n|---|---:|\n| 甲 | 3 |\n\n有注[^1]。\n\n[^1]: 注文\n\n<div>\n"
    )
    assert [block.kind for block in blocks] == [
        "heading",
        "paragraph",
        "heading",
        "list",
        "quotation",
        "table",
        "paragraph",
        "paragraph",
        "footnotes",
    ]
    assert blocks[0].html == "<h2>大标题</h2>\n"
    assert blocks[7].html == "<p>&lt;div&gt;</p>\n"
    assert "注文" in blocks[8].html


def test_an_image_by_itself_is_a_figure() -> None:
    html = to_html('![现场](现场.jpg "图为整治现场。")', image=lambda source: {"src": "x/" + source, "width": "3"})
    assert html.replace("\n", "") == (
        '<figure><img src="x/%E7%8E%B0%E5%9C%BA.jpg" alt="现场" width="3" />'
        "<figcaption>图为整治现场。</figcaption></figure>"
    )
    assert "<figcaption>现场</figcaption>" in to_html("![现场](a.jpg)")
    assert "figure" not in to_html("文中![图](a.jpg)有图")


def test_addresses_are_found_and_replaced() -> None:
    markdown = "见[前文](<../05 前文.md>)。\n\n> ![](图.jpg)\n"
    links, images = addresses(markdown)
    assert (len(links), len(images)) == (1, 1)
    assert 'href="stories/x/"' in to_html(markdown, link=lambda address: "stories/x/")


def test_an_image_in_a_footnote_is_readdressed_too() -> None:
    html = to_html("有注[^1]。\n\n[^1]: ![](a.jpg)\n", image=lambda source: {"src": "b.jpg"})
    assert "b.jpg" in html


PIECES = st.lists(
    st.sampled_from(
        [
            "近日，",
            "“引”",
            '"q"',
            "## ",
            "# ",
            "#",
            "###",
            "\n",
            "\n\n",
            " ",
            "　",
            "1",
            ".",
            "4.",
            "a",
            "!",
            "、",
            "\xa0",
            "\u2028",
        ]
    ),
    max_size=12,
).map("".join)


@settings(max_examples=1500)
@given(PIECES)
def test_the_short_way_gives_what_the_parser_gives(markdown: str) -> None:
    """Plain stories skip the parser; a table's mark at the end sends the same text through it."""
    short = to_blocks(markdown)
    long = to_blocks(markdown + "\n\n&amp;")[:-1]
    assert short == long


def test_a_caption_is_told_once_although_the_picture_has_it_too() -> None:
    blocks = to_blocks('![现场](图.png "图为现场。")\n\n![夜校](图.png)')
    assert [block.text for block in blocks] == ["图为现场。", "夜校"]
