"""A page's words in the other script: blocks are converted whole, and tags, addresses and code left alone."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Convert = Callable[[str], str]

_TAG = re.compile(
    r"(<!--.*?-->|<!\[CDATA\[.*?\]\]>|<(?:script|style)\b.*?</(?:script|style)\s*>"
    r"""|</?[A-Za-z](?:[^<>"']|"[^"]*"|'[^']*')*>|<[!?][^>]*>)""",
    re.DOTALL | re.IGNORECASE,
)
_OPENING = re.compile(r"""<(?:[^<>"']|"[^"]*"|'[^']*')*>""")
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9-]*)")
_ATTRIBUTE = re.compile(r"""(\s)([^\s=>"'/]+)=("[^"]*"|'[^']*')""")
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_INLINE = frozenset(
    (
        *("a", "abbr", "b", "bdi", "bdo", "cite", "data", "del", "dfn", "em", "font", "i", "ins", "label", "mark", "q"),
        *("rb", "ruby", "s", "small", "span", "strong", "sub", "sup", "time", "u", "wbr"),
    )
)
"""Tags that may stand within a word; every other one ends a block."""
_CODE = frozenset(("code", "kbd", "pre", "samp", "textarea", "var"))
_VOID = frozenset(
    ("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr")
)
_WORDS = frozenset(("title", "alt", "aria-label", "aria-description", "placeholder", "label", "summary", "content"))
"""Attributes that people read or hear; data-… are the words of scripts."""
_FILE_NAMES = re.compile(r'<meta name="DC\.(?:source|identifier)"')
_WITHIN, _PARTS, _KEEPS, _SCRIPT = range(4)


def converted(html: str, convert: Convert, tag: Callable[[str], str] = str) -> str:
    """The page in the other script; `tag` may change a tag beside what is converted in it.

    What stands in an element with translate="no" is left as it is.
    """
    found = _TAG.split(html)
    block: list[int] = []
    kept = ""  # the element that is left alone, with how often its like stands open within
    depth = 0
    for place, token in enumerate(found):
        if place % 2 == 0:
            if token and not kept and (block or not token.isspace()):
                block.append(place)
            continue
        kind, name = _kind(token)
        if kept:
            if name == kept:
                depth += -1 if token[1] == "/" else 1
                kept = kept if depth else ""
            if token[1] != "/":
                found[place] = tag(token)
            continue
        if kind != _WITHIN and block:
            _convert_block(found, block, convert)
            block = []
        if kind == _SCRIPT:
            opened = _OPENING.match(token)
            head = opened[0] if opened else token
            found[place] = tag(_attributes(head, convert)) + token[len(head) :]
            continue
        if kind == _KEEPS:
            kept, depth = name, 1
        elif name and not token.isascii():
            token = _attributes(token, convert)
        if name and token[1] != "/":
            found[place] = tag(token)
    if block:
        _convert_block(found, block, convert)
    return "".join(found)


@lru_cache(maxsize=4096)
def _kind(tag: str) -> tuple[int, str]:
    """Whether a tag stands within a word, parts blocks, or begins what is left alone; and its name, "" where none."""
    named = _NAME.match(tag)
    name = named[1].lower() if named else ""
    if name in ("script", "style"):
        return _SCRIPT, ""
    if tag[1] != "/" and name not in _VOID and (name in _CODE or 'translate="no"' in tag):
        return _KEEPS, name
    return (_WITHIN if name in _INLINE else _PARTS), name


def _convert_block(found: list[str], block: list[int], convert: Convert) -> None:
    """Converts the texts of one block as one, so that a tag within a word does not cut it: 头<b>发</b>."""
    if len(block) == 1:
        text = found[block[0]]
        if not text.isspace():
            found[block[0]] = convert(text)
        return
    texts = [found[place] for place in block]
    whole = "".join(texts)
    if whole.isspace():
        return
    become = convert(whole)
    if become == whole:
        return
    if len(become) != len(whole):
        for place, text in zip(block, texts, strict=True):
            found[place] = convert(text)
        return
    at = 0
    for place, text in zip(block, texts, strict=True):
        found[place] = become[at : at + len(text)]
        at += len(text)


def _attributes(tag: str, convert: Convert) -> str:
    """The tag with the attributes converted that hold words."""

    def become(match: re.Match[str]) -> str:
        name = match[2].lower()
        if (name in _WORDS or name.startswith("data-")) and _HAN.search(match[3]):
            return f"{match[1]}{match[2]}={convert(match[3])}"
        return match[0]

    return tag if _FILE_NAMES.match(tag) else _ATTRIBUTE.sub(become, tag)


def stretches(html: str) -> list[str]:
    """All that `converted` may change, in order: texts between tags, and attributes."""
    found: list[str] = []
    for place, token in enumerate(_TAG.split(html)):
        if place % 2 == 0:
            found.append(token)
        else:
            opened = _OPENING.match(token)
            found += [match[3][1:-1] for match in _ATTRIBUTE.finditer(opened[0] if opened else token)]
    return found
