"""What must hold for any bytes: each target takes some and ends well, or has found a mistake.

Run by the fuzzer (fuzz.py), and by test_fuzzing.py over everything that it ever found.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from sitegen import han
from sitegen.clippings.encodings import Decoded, decode
from sitegen.clippings.reading import text_lines
from sitegen.clippings.sidecar import Sidecar, parse_sidecar, read_encoding
from sitegen.clippings.splitting import split
from sitegen.content.escape import plain_form, to_markdown
from sitegen.content.fields import ORDER
from sitegen.content.frontmatter import read_story, write_story
from sitegen.content.markdown import addresses, to_blocks, to_html
from sitegen.model import Clipping

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from sitegen.model import Split
    from sitegen.problems import Problem

REPOSITORY = Path(__file__).parents[2]
ELEMENTS = frozenset(
    """
    a blockquote br code del em figcaption figure h2 h3 h4 h5 h6 hr img li ol p pre s section strong sup
    table tbody td th thead tr ul
    """.split()
)
"""What a story's Markdown can become."""
ATTRIBUTES = frozenset(("alt", "align", "class", "href", "id", "src", "start", "style", "title"))
STYLES = frozenset(f"text-align:{side}" for side in ("left", "right", "center"))
"""Those of a table's cells; the site's policy leaves them without effect."""


def reading(data: bytes) -> None:
    """Any file is read whole or refused with the byte at which it cannot be; no line is lost."""
    found = decode(data)
    if not isinstance(found, Decoded):
        assert 0 <= found.offset <= len(data)
        return
    lines = text_lines(found.text)
    assert [line.number for line in lines] == list(range(1, len(lines) + 1))
    text = "\n".join(line.text for line in lines)
    assert text.rstrip("\n") == found.text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")


def splitting(data: bytes) -> None:
    """Whatever a page says, every letter of it is in a story or among what is left over, exactly once."""
    text = data.decode("utf-8", "replace")
    lines = text_lines(text)
    found = split(Clipping("page.txt", lines))
    assert letters(found) == Counter(han.letters("\n".join(line.text for line in lines)))
    assert all(1 <= first <= last <= len(lines) for first, last in spans(found))


def front_matter(data: bytes) -> None:
    """Any file is read or refused with its line, comes out as it was, and a change touches one field."""
    story, problems = read_story(data, "a.md")
    _told(problems, data)
    if story is None:
        assert problems
        return
    if story.encoding not in ("utf-8", "utf-8-sig") or not any(story.values.values()):
        return  # where no line is a field a new one may come to stand among what is none
    if story.fenced:
        # A file that ends with its fence gets the line end that one lacks.
        assert write_story(story, {}, None, ORDER).rstrip() == data.rstrip()
    changed = write_story(story, {"title": "新题: #1", "topics": ("甲", "- 乙")}, None, ORDER)
    again, _ = read_story(changed, "a.md")
    assert again is not None
    assert again.values["title"] == "新题: #1"
    assert again.values["topics"] == ("甲", "- 乙")
    kept = ("title", "topics")
    if story.fenced:
        assert {k: v for k, v in again.values.items() if k not in kept} == {
            k: v for k, v in story.values.items() if k not in kept
        }
        assert again.body == story.body


def markdown(data: bytes) -> None:
    """Any text comes back from its Markdown; any Markdown becomes elements of ours and leads to no script."""
    text = data.decode("utf-8", "replace")
    blocks = to_blocks(to_markdown(text))
    assert "\n\n".join(block.text for block in blocks) == plain_form(text)
    _Elements(to_html(text))
    addresses(text)


def sidecars(data: bytes) -> None:
    """Any sidecar is understood or told of with a line of its own; what it pins are lines that there are."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n")
    assert isinstance(read_encoding(text), str)
    found, problems = parse_sidecar(text, "a.toml", 40)
    assert isinstance(found, Sidecar)
    _told(problems, data)
    if found.pins:
        numbers = [*found.pins.headlines, *found.pins.ignore, *found.pins.columns, *found.pins.follows]
        numbers += [span for story in found.pins.stories for span in story]
        assert all(1 <= number <= 40 for pair in numbers for number in pair)
        # An editor may pin anything; the page is split around it, and nothing is lost.
        lines = _forty()
        made = split(Clipping("page.txt", lines, pins=found.pins))
        assert letters(made) == Counter(han.letters("\n".join(line.text for line in lines)))


TARGETS: Mapping[str, Callable[[bytes], None]] = MappingProxyType(
    {
        "reading": reading,
        "splitting": splitting,
        "front-matter": front_matter,
        "markdown": markdown,
        "sidecars": sidecars,
    }
)


def letters(found: Split) -> Counter[str]:
    """Every letter of a split, wherever it stands."""
    parts: list[str] = []
    for story in found.stories:
        parts += [story.kicker, story.headline, story.subhead, story.byline]
        parts += [passage.text for passage in story.body] + [caption.text for caption in story.captions]
    parts += [left.text for left in found.other]
    return Counter(han.letters("\n".join(parts)))


def spans(found: Split) -> Iterator[tuple[int, int]]:
    """Every span that a split names."""
    for story in found.stories:
        yield from (*story.lines, *story.title_lines, *(caption.lines for caption in story.captions))
        for passage in story.body:
            yield from passage.lines
    yield from (left.lines for left in found.other)


def starting_points(target: str) -> list[bytes]:
    """What a fuzzer begins with: the clippings of seeds/, labelled pages and the stories of content/."""
    pages = [path.read_bytes() for path in sorted((REPOSITORY / "seeds").glob("*.txt"))]
    pages += [path.read_bytes() for path in sorted((REPOSITORY / "tests" / "pages" / "generated").glob("*.txt"))[:12]]
    stories = [path.read_bytes() for path in sorted((REPOSITORY / "content").rglob("*.md"))]
    if target == "reading":
        texts = [page.decode("utf-8") for page in pages]
        coded = [text[:800].encode(name, "ignore") for text in texts for name in ("gb18030", "big5", "utf-16")]
        return [*(page[:2000] for page in pages), *coded]
    if target == "splitting":
        return [page[:6000] for page in pages]
    if target == "sidecars":
        return [path.read_bytes() for path in sorted((Path(__file__).parent / "sidecars").glob("*.toml"))]
    return [*stories, *_ODD_STORIES]


_ODD_STORIES = (
    b"---\r\ntitle: \"a\"\r\ntopics: [a, b]\r\nx:\r\n  y: 1\r\n# c\r\n---\r\n\r\nbody\r\n",
    "---\ntitle：甲\ntags:\n\t- 乙\n---\n| a | b |\n|---|:-:|\n| 1 | ~~2~~ |\n\n![](a.jpg \"t\")\n\n[^1]: x\n".encode(),
    b"---\na: &x [1]\nb: *x\nc: !!python/object:os.system [a]\n---\n<script>alert(1)</script> [x](javascript:alert)\n",
    b"\xef\xbb\xbf---\ntitle: |\n  a\n  b\n---\n# x\n\n> q\n\n1. a\n2. b\n\n```\ncode\n```\n\n***\n",
)  # fmt: skip


def _told(problems: list[Problem], data: bytes) -> None:
    most = data.count(b"\n") + data.count(b"\r") + 2
    assert all(0 <= problem.line <= most for problem in problems), problems
    assert all(str(problem) for problem in problems)


@cache
def _forty() -> tuple:  # type: ignore[type-arg]
    text = next(iter(sorted((REPOSITORY / "seeds").glob("*.txt")))).read_text("utf-8")
    return text_lines(text)[:40]


class _Elements(HTMLParser):
    """Fails at an element or attribute that no story can have."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in ELEMENTS, tag
        for name, value in attrs:
            assert name in ATTRIBUTES, (tag, name)
            if name == "style":
                assert value in STYLES, value
            if name in ("href", "src"):
                scheme = re.sub(r"[\x00-\x20]", "", value or "").lower()
                assert not scheme.startswith(("javascript:", "vbscript:", "file:", "data:text")), value

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    def handle_decl(self, decl: str) -> None:
        raise AssertionError(decl)

    def handle_pi(self, data: str) -> None:
        raise AssertionError(data)

    def unknown_decl(self, data: str) -> None:
        raise AssertionError(data)
