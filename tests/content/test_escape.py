"""What stood in the clipping stands on the page, character for character."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from sitegen.content.escape import plain_form, to_markdown
from sitegen.content.markdown import to_blocks, to_html

SEEDS = Path(__file__).parents[2] / "seeds"


class _Text(HTMLParser):
    """The text a browser would show: br is a line end, p a paragraph, anything else is a failure."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.paragraphs: list[str] = []
        self.after_break = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ("p", "br"), f"<{tag}> from plain text"
        if tag == "p":
            self.paragraphs.append("")
        else:
            self.paragraphs[-1] += "\n"
            self.after_break = True

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_data(self, data: str) -> None:
        if self.after_break:
            assert data.startswith("\n")
            data = data[1:]
            self.after_break = False
        if self.lasttag == "p" or self.paragraphs:
            self.paragraphs[-1:] = [self.paragraphs[-1] + data] if self.paragraphs else []

    def handle_endtag(self, tag: str) -> None:
        pass


def _shown(html: str) -> str:
    parser = _Text()
    parser.feed(html.replace("</p>\n", "</p>"))
    parser.close()
    return "\n\n".join(parser.paragraphs)


AWKWARD = st.text(
    st.sampled_from("\\`*_[]<>&~{}$^|#+=:-;.!()%@\"' \t\u3000\n\u2028\xa0019aA文，。“”《》１"), max_size=24
)
CHINESE = st.lists(
    st.sampled_from(
        [
            "2023.",
            "1-3",
            "1. ",
            "2) ",
            "- ",
            "+ ",
            "# ",
            "## ",
            "> ",
            "---",
            "===",
            "***",
            "~~~",
            "3万元~5万元",
            "——",
            "#话题#",
            "2022.5亿",
            "**“文旅+”**",
            "&copy;",
            "&#32;",
            "<b>",
            "<http://a.b>",
            "[1]: url",
            "[^1]",
            "![](x)",
            "| a | b |",
            "|---|---|",
            ":--",
            "　　",
            "近日，",
            "平遥县",
            "\n",
            "\n\n",
            " ",
            "\t",
            "A_B_C",
            "http://a.b",
            "$5和$6",
            "5%%",
        ]
    ),
    max_size=10,
).map("".join)
ANYTHING = st.one_of(st.text(max_size=40), AWKWARD, CHINESE)


@settings(max_examples=1500)
@given(ANYTHING)
@example("　　2023. 年\u3000")
@example("a\n-")
@example("a|b\n-|-")
@example("\ud800\x00\x85\ufffe")
@example("\\\u3000\n\\")
def test_text_to_page_and_back_is_the_same(text: str) -> None:
    assert _shown(to_html(to_markdown(text))) == plain_form(text)


@settings(max_examples=400)
@given(ANYTHING)
def test_other_renderers_show_the_same(text: str) -> None:
    for preset in ("commonmark", "js-default"):
        assert _shown(MarkdownIt(preset).render(to_markdown(text))) == plain_form(text)


@given(ANYTHING)
def test_the_plain_form_is_stable(text: str) -> None:
    assert plain_form(plain_form(text)) == plain_form(text)


@given(st.text(max_size=60))
def test_blocks_know_their_text(text: str) -> None:
    assert "\n\n".join(block.text for block in to_blocks(to_markdown(text))) == plain_form(text)


@pytest.mark.parametrize("path", sorted(SEEDS.glob("*.txt")), ids=lambda path: path.stem[:3])
def test_every_line_of_the_seeds_survives(path: Path) -> None:
    for line in path.read_text("utf-8").split("\n"):
        assert _shown(to_html(to_markdown(line))) == plain_form(line)


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("近日，平遥县召开会议。", "近日，平遥县召开会议。"),
        ("2023年投入3万元~5万元", "2023年投入3万元~5万元"),
        ("3万元~5万元，4万元~6万元", "3万元\\~5万元，4万元\\~6万元"),
        ("2023. 年", "2023\\. 年"),
        ("2022.5亿", "2022.5亿"),
        ("1-3月", "1-3月"),
        ("#话题#", "#话题#"),
        ("# 话题", "\\# 话题"),
        ("A_B", "A_B"),
        ("_头", "\\_头"),
        ("　　会议", "&#12288;&#12288;会议"),
        ("甲\n乙", "甲\\\n乙"),
        ("AT&T 与 3 < 5", "AT\\&T 与 3 < 5"),
    ],
)
def test_no_more_backslashes_than_it_takes(text: str, markdown: str) -> None:
    assert to_markdown(text) == markdown
