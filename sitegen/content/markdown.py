"""A story's Markdown as blocks of HTML."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from markdown_it import MarkdownIt
    from markdown_it.rules_core import StateCore
    from markdown_it.token import Token


class Block(NamedTuple):
    """One block of a story: its kind ("paragraph", "heading", "figure", "list" …), its HTML and its bare text."""

    kind: str
    html: str
    text: str


class Mark(NamedTuple):
    """Emphasis or a link that a stretch of text stands in."""

    kind: str
    """em, strong, s, code or link."""
    target: str = ""
    number: int = 0
    """Tells two marks of a block apart that follow each other."""


class Run(NamedTuple):
    """A stretch of a block's text, and the marks that it stands in, the outermost first."""

    text: str
    marks: tuple[Mark, ...] = ()


_KINDS = {
    "paragraph_open": "paragraph",
    "heading_open": "heading",
    "figure_open": "figure",
    "bullet_list_open": "list",
    "ordered_list_open": "list",
    "blockquote_open": "quotation",
    "table_open": "table",
    "footnote_block_open": "footnotes",
    "hr": "rule",
}
# A story without any of these, and in which no block opens like the second, is paragraphs and crossheads alone, and
# needs no parser.
_MARKS = re.compile(r"[\\`*_\[\]<>&~|\0]")
_OPENS = re.compile(r"[ \t+=:-]|#(?!# [^\s#][^\n#]*$)|\d{1,9}[.)](?:[ \t]|$)")
_BREAK = re.compile(r"\n(?:[ \t]*\n)+")


def to_html(
    markdown: str,
    *,
    link: Callable[[str], str] | None = None,
    image: Callable[[str], Mapping[str, str]] | None = None,
) -> str:
    """A story's HTML. Raw HTML in the Markdown is shown as text, never passed on."""
    return "".join(block.html for block in to_blocks(markdown, link=link, image=image))


def to_blocks(
    markdown: str,
    *,
    link: Callable[[str], str] | None = None,
    image: Callable[[str], Mapping[str, str]] | None = None,
) -> tuple[Block, ...]:
    """A story's blocks from top to bottom, one for each thing that stands by itself.

    `link` gives a link's address as the page needs it, `image` the attributes of an image (src, width, height) from
    its address in the Markdown.
    """
    markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
    plain = _plain_blocks(markdown)
    if plain is not None:
        return plain
    parser = _parser()
    env: dict[str, Any] = {"link": link, "image": image}
    tokens = parser.parse(markdown, env)
    return tuple(
        Block(_KINDS.get(group[0].type, "other"), parser.renderer.render(group, parser.options, env), _text(group))
        for group in _groups(tokens)
    )


def to_runs(markdown: str) -> tuple[tuple[Run, ...], ...]:
    """For each block of `to_blocks` its text as runs; put together they are the block's text."""
    markdown = markdown.replace("\r\n", "\n").replace("\r", "\n")
    plain = _plain_blocks(markdown)
    if plain is not None:
        return tuple((Run(block.text),) for block in plain)
    return tuple(tuple(_stripped(list(_runs(group, [])))) for group in _groups(_parser().parse(markdown, {})))


def addresses(markdown: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The addresses of a story's links and of its images, as they stand in the Markdown."""
    if "[" not in markdown and "<" not in markdown:
        return (), ()
    links: list[str] = []
    images: list[str] = []

    def walk(tokens: list[Token]) -> None:
        for token in tokens:
            if token.type == "link_open":
                links.append(str(token.attrs.get("href", "")))
            elif token.type == "image":
                images.append(str(token.attrs.get("src", "")))
            walk(token.children or [])

    walk(_parser().parse(markdown, {}))
    return tuple(links), tuple(images)


@cache
def _parser() -> MarkdownIt:
    # Most stories are plain text, which needs no parser.
    from markdown_it import MarkdownIt
    from mdit_py_plugins.footnote import footnote_plugin

    from sitegen.content.cjk import ChineseInline, softbreak

    parser = MarkdownIt("zero")
    parser.inline = ChineseInline()
    parser.configure("commonmark", {"html": False}).enable(["table", "strikethrough"]).use(footnote_plugin)
    parser.add_render_rule("softbreak", softbreak)
    parser.core.ruler.after("inline", "story", _as_story)
    return parser


def _as_story(state: StateCore) -> None:
    """Below a page's own title headings begin at the second rank, and an image by itself is a figure."""
    for token in state.tokens:
        if token.type in ("heading_open", "heading_close") and token.tag == "h1":
            token.tag = "h2"
    for index, token in enumerate(state.tokens):
        if token.type != "inline" or not token.children:
            continue
        _readdress(token.children, state.env)
        images = [child for child in token.children if child.type == "image"]
        if len(images) == len(token.children) == 1 and state.tokens[index - 1].type == "paragraph_open":
            _make_figure(state.tokens[index - 1 : index + 2])


def _readdress(tokens: list[Token], env: Mapping[str, Any]) -> None:
    for token in tokens:
        if token.type == "link_open" and env.get("link"):
            token.attrs["href"] = env["link"](str(token.attrs.get("href", "")))
        elif token.type == "image" and env.get("image"):
            token.attrs.update(env["image"](str(token.attrs.get("src", ""))))


def _make_figure(tokens: list[Token]) -> None:
    from markdown_it.token import Token

    opening, inline, closing = tokens
    opening.type, closing.type = "figure_open", "figure_close"
    opening.tag = closing.tag = "figure"
    opening.hidden = closing.hidden = False
    assert inline.children
    image = inline.children[0]
    caption = str(image.attrs.pop("title", "") or image.content)
    if caption:
        text = Token("text", "", 0, content=caption)
        inline.children += [
            Token("figcaption_open", "figcaption", 1),
            text,
            Token("figcaption_close", "figcaption", -1),
        ]


def _groups(tokens: list[Token]) -> Iterator[list[Token]]:
    group: list[Token] = []
    depth = 0
    for token in tokens:
        group.append(token)
        depth += token.nesting
        if depth == 0:
            yield group
            group = []


def _said(tokens: list[Token]) -> list[Token]:
    """Without the picture whose caption follows: it would be said twice."""
    captioned = any(token.type == "figcaption_open" for token in tokens)
    return [token for token in tokens if token.type != "image"] if captioned else tokens


def _text(tokens: list[Token]) -> str:
    parts: list[str] = []
    for token in _said(tokens):
        if token.type in ("text", "code_inline", "text_special", "fence", "code_block"):
            parts.append(token.content)
        elif token.type in ("softbreak", "hardbreak"):
            parts.append("\n")
        elif token.type in ("inline", "image"):
            parts.append(_text(token.children or []))
            parts.append("\n" if token.type == "inline" else "")
    return "".join(parts).strip("\n")


def _runs(tokens: list[Token], marks: list[Mark]) -> Iterator[Run]:
    """As `_text` reads them, each with its marks."""
    for number, token in enumerate(_said(tokens)):
        kind = "link" if token.type.startswith("link_") else token.tag
        if token.type == "code_inline":
            yield Run(token.content, (*marks, Mark("code", "", number)))
        elif token.type in ("text", "text_special", "fence", "code_block"):
            yield Run(token.content, tuple(marks))
        elif token.type in ("softbreak", "hardbreak"):
            yield Run("\n", tuple(marks))
        elif token.type in ("inline", "image"):
            yield from _runs(token.children or [], marks)
            if token.type == "inline":
                yield Run("\n")
        elif kind in ("em", "strong", "s", "link") and token.nesting > 0:
            marks.append(Mark(kind, str(token.attrs.get("href", "")), number))
        elif kind in ("em", "strong", "s", "link") and token.nesting < 0:
            marks.pop()


def _stripped(runs: list[Run]) -> list[Run]:
    """Without line ends at either end, and without runs of nothing."""
    for end, strip in ((0, str.lstrip), (-1, str.rstrip)):
        while runs and not (text := strip(runs[end].text, "\n")):
            runs.pop(end)
        if runs:
            runs[end] = Run(text, runs[end].marks)
    return [run for run in runs if run.text]


@lru_cache(maxsize=128)  # a page asks for its story's blocks more than once, the others of its chunk in between
def _plain_blocks(markdown: str) -> tuple[Block, ...] | None:
    """The blocks of a story that needs no parser; None of any other."""
    if _MARKS.search(markdown):
        return None
    blocks = []
    for paragraph in _BREAK.split(markdown.strip("\n")):
        text = paragraph.strip()
        if not paragraph.strip(" \t"):
            continue
        if "\n" in paragraph or _OPENS.match(paragraph):
            return None
        if paragraph.startswith("## "):
            text = paragraph[3:].strip()
            blocks.append(Block("heading", f"<h2>{_quoted(text)}</h2>\n", text))
        else:
            blocks.append(Block("paragraph", f"<p>{_quoted(text)}</p>\n", text))
    return tuple(blocks)


def _quoted(text: str) -> str:
    return text.replace('"', "&quot;")
