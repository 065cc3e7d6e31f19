"""A made-up archive for the tests of the site: a county that no gazetteer knows, and one clipping."""

from __future__ import annotations

from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from posixpath import dirname, join, normpath
from typing import Any
from urllib.parse import unquote, urlsplit

from sitegen.config import Config
from sitegen.content import Archive
from sitegen.model import Caption, Clipping, ClippingRecord, Leftover, Line, Passage, Record, Split, Story
from sitegen.site import BuildReport, build_site

THEMES = Path(__file__).parents[2] / "themes"
DEFAULT = THEMES / "default"
CONFIG = Config(title="云汀剪报", seal="云汀剪报", description="一县旧报。", base_url="https://example.org/")

TEXT = (
    "云汀镇",
    "修好十里灌渠 浇透万亩麦田",
    "",
    "本报讯 近日，云汀镇的十里灌渠修",
    "缮完工，“渠水来得正好。”云汀镇",
    "",
    "副镇长许青禾说。石汀村用上了水。",
    "抓党建促发展",
    "修渠修渠",
    "图为石汀村麦田。",
)
BODY = "本报讯 近日，云汀镇的十里灌渠修缮完工，“渠水来得正好。”云汀镇副镇长许青禾说。石汀村用上了水。"
FIRST = Story(
    kicker="云汀镇",
    headline="修好十里灌渠 浇透万亩麦田",
    subhead="",
    body=(Passage("paragraph", BODY, ((4, 5), (7, 7))),),
    captions=(Caption("图为石汀村麦田。", (10, 10)),),
    lines=((1, 2), (4, 5), (7, 7), (9, 10)),
    title_lines=((1, 2),),
)
CLIPPING = ClippingRecord(
    Clipping("a_1.txt", tuple(Line(number, text) for number, text in enumerate(TEXT, 1))),
    Split(
        "a_1.txt",
        (replace(FIRST, body=(*FIRST.body, Passage("heading", "修渠", ((9, 9),)))),),
        (Leftover("banner", "抓党建促发展", (8, 8)), Leftover("duplicate", "修渠", (9, 9))),
    ),
    ("xiu-hao-guan-qu",),
)
RECORD = Record(
    path="云汀县/a_1/01 修好十里灌渠.md",
    id="xiu-hao-guan-qu",
    headline=FIRST.headline,
    body=BODY + "\n\n## 修渠\n",
    kicker="云汀镇",
    date="2023-04",
    date_text="近日",
    county="云汀县",
    townships=("云汀镇",),
    villages=("石汀村",),
    topics=("农业农村",),
    people=("许青禾（云汀镇副镇长）",),
    captions=("图为石汀村麦田。",),
    clipping="a_1.txt",
    lines=FIRST.lines,
)
SECOND = Record(
    path="云汀县/hand/卧石乡.md",
    id="wo-shi",
    headline="卧石乡办起夜校",
    body="卧石乡办起夜校，云汀镇也来了人。",
    date="2021",
    date_basis="约：夜校第三年",
    county="云汀县",
    townships=("卧石乡",),
    mentioned_townships=("云汀镇",),
    topics=("教育人才", "农业农村"),
    reporters=("许青禾",),
    organisations=("卧石乡夜校",),
    truncated_tail=True,
    doubts=("why",),
    aliases=("ye-xiao",),
)
THIRD = replace(SECOND, path="云汀县/hand/无题.md", id="wu-ti", headline="", date="", date_basis="", aliases=())
ARCHIVE = Archive((RECORD, SECOND, THIRD), (CLIPPING,))


def build(
    out: Path, archive: Archive = ARCHIVE, config: Config = CONFIG, themes: tuple[Path, ...] = (DEFAULT,)
) -> BuildReport:
    """Builds the site of an archive in `out`."""
    out.mkdir(parents=True, exist_ok=True)
    return build_site(archive, config, themes, out)


@dataclass(frozen=True, slots=True)
class Tag:
    name: str
    attributes: dict[str, str]


class Parsed(HTMLParser):
    """A page's tags, ids and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[Tag] = []
        self.text = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(Tag(tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.text += data

    def ids(self) -> set[str]:
        return {tag.attributes["id"] for tag in self.tags if "id" in tag.attributes}

    def count(self, name: str) -> int:
        return sum(tag.name == name for tag in self.tags)

    def links(self) -> list[str]:
        """Addresses of everything that a page leads to or loads, form targets included."""
        names = {"a": "href", "link": "href", "script": "src", "img": "src", "form": "action"}
        return [tag.attributes[names[tag.name]] for tag in self.tags if names.get(tag.name, "") in tag.attributes]


def pages(out: Path) -> dict[str, Parsed]:
    """All pages of a built site by path."""
    return {file.relative_to(out).as_posix(): Parsed(file.read_text("utf-8")) for file in sorted(out.rglob("*.html"))}


def broken_links(out: Path) -> list[str]:
    """Links of a built site that lead nowhere, or to an anchor that is not there."""
    parsed = pages(out)
    found = []
    for path, page in parsed.items():
        for link in page.links():
            parts = urlsplit(link)
            if parts.scheme:
                continue
            if path.endswith("404.html") and parts.path.startswith("/"):
                path, parts = "404.html", parts._replace(path=parts.path[1:])
            target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
            missing = not (out / target).is_file()
            if missing or (parts.fragment and target in parsed and parts.fragment not in parsed[target].ids()):
                found.append(f"{path}: {link}")
    return found


def reached(out: Path, start: str = "index.html") -> dict[str, int]:
    """The pages that can be reached from home, each with the number of clicks that it takes."""
    parsed = pages(out)
    steps = {start: 0}
    waiting = [start]
    while waiting:
        path = waiting.pop(0)
        for link in parsed[path].links():
            parts = urlsplit(link)
            target = normpath(join(dirname(path), unquote(parts.path))) if parts.path and not parts.scheme else path
            if target in parsed and target not in steps:
                steps[target] = steps[path] + 1
                waiting.append(target)
    return steps


def many(count: int, **fields: Any) -> Archive:
    """An archive of so many short stories written by hand."""
    return Archive(
        tuple(
            replace(RECORD, path=f"{n}.md", id=f"s-{n}", headline=f"第{n}篇", clipping="", lines=(), **fields)
            for n in range(1, count + 1)
        ),
        (),
    )
