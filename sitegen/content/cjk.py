"""Markdown as readers of Chinese expect it: emphasis beside full-width punctuation, no spaces from line ends."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown_it import MarkdownIt
    from markdown_it.renderer import RendererProtocol
    from markdown_it.rules_inline.state_inline import Scanned
    from markdown_it.token import Token
    from markdown_it.utils import EnvType, OptionsDict


class ChineseState(StateInline):
    """Inline state in which a wide character beside a run of stars does not keep it from being emphasis.

    CommonMark lets a run open only where no letter stands before it or no punctuation behind it, because in Western
    text a space stands there. Chinese has none: 他说**《山乡》**好 is as plain as a space would make it.
    """

    def scanDelims(self, start: int, canSplitWord: bool) -> Scanned:  # noqa: N802, N803 - the library's names
        scanned = super().scanDelims(start, canSplitWord)
        if not canSplitWord:  # an underscore is part of words
            return scanned
        end = start + scanned.length
        before = self.src[start - 1] if start else " "
        after = self.src[end] if end < self.posMax else " "
        return scanned._replace(
            can_open=scanned.can_open or (is_wide(before) and not after.isspace()),
            can_close=scanned.can_close or (is_wide(after) and not before.isspace()),
        )


class ChineseInline(ParserInline):
    """The library's inline parser, with `ChineseState`."""

    def parse(self, src: str, md: MarkdownIt, env: EnvType, tokens: list[Token]) -> list[Token]:
        state = ChineseState(src, md, env, tokens)
        self.tokenize(state)
        for rule in self.ruler2.getRules(""):
            rule(state)
        return state.tokens


def softbreak(self: RendererProtocol, tokens: Sequence[Token], index: int, options: OptionsDict, env: EnvType) -> str:
    """A line end in a paragraph: nothing between two wide characters, where browsers would show a space."""
    before = _edge(tokens[:index][::-1], -1)
    after = _edge(tokens[index + 1 :], 0)
    return "" if is_wide(before) and is_wide(after) else "\n"


def is_wide(char: str) -> bool:
    """True for ideographs, kana and full-width punctuation; not for Hangul, which is written with spaces."""
    return (
        char != ""
        and unicodedata.east_asian_width(char) in "WF"
        and not char.isspace()
        and not unicodedata.name(char, "").startswith("HANGUL")
    )


def _edge(tokens: Sequence[Token], end: int) -> str:
    """The character of text nearest to a line end, "" where there is none."""
    for token in tokens:
        if token.type in ("text", "code_inline", "text_special") and token.content:
            return token.content[end]
        if token.type in ("image", "hardbreak", "softbreak"):
            return ""
    return ""
