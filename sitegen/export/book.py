"""Stories as a book: chapters in the order of time, contents by year and by township, an index of places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape
from posixpath import dirname, join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from sitegen.citations import cite, source_of
from sitegen.content.markdown import to_blocks
from sitegen.han import close_up
from sitegen.slugs import pinyin_slug

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import datetime

    from sitegen.config import Config
    from sitegen.content import Archive
    from sitegen.model import Imprint, Record, Span

    Picture = Callable[[str], "bytes | None"]
    """The bytes of a picture below content/, None where there is none."""

SIMPLIFIED = "zh-Hans"
UNDATED = "未注年份"
NO_TOWNSHIP = "未分乡镇"
UNTITLED = "（无题）"
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "png", "image/png"),
    (b"\xff\xd8\xff", "jpg", "image/jpeg"),
    (b"GIF8", "gif", "image/gif"),
)
_IMAGE = re.compile(r'<img src="([^"]*)" alt="([^"]*)"[^>]*?/?>')
_NO_LINK = re.compile(r'<a href=""[^>]*>(.*?)</a>', re.DOTALL)
_NOTE = re.compile(r'(id="|href="#)(fn)')
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LANGUAGE = re.compile(f'(?<=["> ]){SIMPLIFIED}(?=["<])')
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


@dataclass(frozen=True, slots=True)
class Script:
    """In which characters the book is: those of its clippings, unless `convert` gives markup in others."""

    language: str = SIMPLIFIED
    convert: Callable[[str], str] = str

    def said(self, markup: str) -> str:
        """Markup in this script, with what it says of its language; a citation keeps the script of its source."""
        found = self.convert(markup)
        return found if self.language == SIMPLIFIED else _LANGUAGE.sub(self.language, found)


AS_IT_IS = Script()


@dataclass(frozen=True, slots=True)
class Illustration:
    """A picture of a story; `name` is its file in the book."""

    name: str
    media: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Chapter:
    """One story. All text is escaped for XML already; `anchor` is its name in the book."""

    anchor: str
    headline: str
    kicker: str
    subhead: str
    date: str
    byline: str
    body: str
    captions: tuple[str, ...]
    fragment: str
    """Says what the clipping has lost of it, "" where it is whole."""
    origin: str
    citation: str


@dataclass(frozen=True, slots=True)
class Group:
    """A heading of the contents or of an index, with the numbers of its chapters."""

    name: str
    chapters: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Book:
    """What every form of the book has in it. Text is escaped."""

    title: str
    part: str
    description: str
    identity: str
    """What its identifier is made from."""
    when: datetime
    chapters: tuple[Chapter, ...]
    years: tuple[Group, ...]
    townships: tuple[Group, ...]
    places: tuple[Group, ...]
    pictures: tuple[Illustration, ...]
    script: Script


def make_book(
    archive: Archive,
    config: Config,
    part: str,
    when: datetime,
    picture: Picture,
    address: str = "#{}",
    script: Script = AS_IT_IS,
    slug: Callable[[str], str] = pinyin_slug,
) -> Book:
    """The book of these stories; `part` names the selection, `address` leads from one chapter to another.

    `slug` spells names in pinyin, by which they are ordered.
    """
    records = sorted(archive.records, key=_order)
    imprints = {found.clipping.name: found.clipping.imprint for found in archive.clippings}
    anchors = {record.path: f"s{number:04}" for number, record in enumerate(records, 1)}
    pictures: dict[str, Illustration] = {}
    for record in records:
        _collect(record, picture, pictures)
    counties = {record.county or config.county for record in records}
    several = len(counties) > 1

    def place(record: Record, name: str) -> str:
        county = record.county or config.county
        return f"{county}{name}" if several and county and county != name else name

    return Book(
        title=_text(config.title),
        part=_text(part),
        description=_text(config.description),
        identity="\n".join(
            (config.base_url or config.title, part, *([script.language] if script.language != SIMPLIFIED else []))
        ),
        when=when,
        chapters=tuple(
            _chapter(record, imprints.get(record.clipping), config, anchors, pictures, address) for record in records
        ),
        years=_groups((record.date[:4] + "年" if record.date else UNDATED,) for record in records),
        townships=_groups(
            ([place(record, name) for name in record.townships] or [NO_TOWNSHIP] for record in records), slug
        ),
        places=_groups(
            (
                [place(record, name) for name in (*record.townships, *record.mentioned_townships, *record.villages)]
                for record in records
            ),
            slug,
        ),
        pictures=tuple(pictures[path] for path in sorted(pictures)),
        script=script,
    )


def _order(record: Record) -> tuple[object, ...]:
    return (not record.date, record.date, record.clipping, min(record.lines, default=(0, 0)), record.path)


def _groups(filed: Iterable[Iterable[str]], slug: Callable[[str], str] | None = None) -> tuple[Group, ...]:
    """The chapters under each name; names by pinyin, or without `slug` as they come."""
    found: dict[str, list[int]] = {}
    for index, names in enumerate(filed):
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(index)
    names = sorted(found, key=lambda name: (name == NO_TOWNSHIP, slug(name), name)) if slug else list(found)
    return tuple(Group(_text(name), tuple(found[name])) for name in names)


def _chapter(
    record: Record,
    imprint: Imprint | None,
    config: Config,
    anchors: Mapping[str, str],
    pictures: Mapping[str, Illustration],
    address: str,
) -> Chapter:
    anchor = anchors[record.path]
    page = f"{config.base_url}stories/{record.id}/" if config.base_url else ""
    lost = "".join(
        word for word, is_lost in (("开头", record.truncated_head), ("结尾", record.truncated_tail)) if is_lost
    )
    origin = f"剪报 {record.clipping}，第 {_lines(record.lines)} 行" if record.clipping and record.lines else ""
    return Chapter(
        anchor=anchor,
        headline=_text(record.headline) or UNTITLED,
        kicker=_text(record.kicker),
        subhead=_text(record.subhead),
        date=_text(_date(record)),
        byline=_text(record.byline),
        body=_body(record, anchor, anchors, pictures, address),
        captions=tuple(map(_text, record.captions)),
        fragment=f"剪报中缺{'与'.join(lost[at : at + 2] for at in range(0, len(lost), 2))}。" if lost else "",
        origin=_text(origin),
        citation=_text(cite(source_of(record, imprint, page)).gbt2025),
    )


def _body(
    record: Record, anchor: str, anchors: Mapping[str, str], pictures: Mapping[str, Illustration], address: str
) -> str:
    """The story as XHTML that leads nowhere but to other chapters and to the web."""

    def link(target: str) -> str:
        if target.startswith("#fn") or urlsplit(target).scheme in ("http", "https", "mailto"):
            return target
        other = anchors.get(_below(record.path, target))
        return address.format(other) if other else ""

    def image(target: str) -> dict[str, str]:
        found = pictures.get(_below(record.path, target))
        return {"src": found.name if found else ""}

    html = "".join(block.html for block in to_blocks(record.body, link=link, image=image))
    html = _IMAGE.sub(lambda found: found[0] if found[1] else f'<span class="missing">〔图：{found[2]}〕</span>', html)
    html = _NO_LINK.sub(r"\1", html)
    # Notes are numbered anew in each story, and stories may stand in one file.
    return close_up(_NO_XML.sub("", _NOTE.sub(rf"\1{anchor}-\2", html)))


def _collect(record: Record, picture: Picture, pictures: dict[str, Illustration]) -> None:
    from sitegen.content.markdown import addresses

    for target in addresses(record.body)[1]:
        path = _below(record.path, target)
        content = picture(path) if path and path not in pictures else None
        kind = next((kind for kind in _MAGIC if content and content.startswith(kind[0])), None)
        if content and kind:
            pictures[path] = Illustration(f"p{len(pictures) + 1:04}.{kind[1]}", kind[2], content)


def _below(path: str, target: str) -> str:
    """The path below content/ that an address in the story at `path` means; "" where it leads anywhere else."""
    try:
        parts = urlsplit(target)
    except ValueError:
        return ""
    if parts.scheme or parts.netloc or not parts.path or parts.path.startswith("/"):
        return ""
    found = normpath(join(dirname(path), unquote(parts.path)))
    return "" if found.startswith("..") else found


def _date(record: Record) -> str:
    """The date for print: in brackets where it is inferred, else what the text says."""
    found = _DATE.match(record.date)
    if not found:
        return record.date_text or "日期未载"
    if record.date_basis.startswith(("约", "不早于")):
        return f"〔{found[1]}年〕"
    return "".join(f"{int(part)}{unit}" for part, unit in zip(found.groups(), "年月日", strict=True) if part)


def _lines(spans: Iterable[Span]) -> str:
    return "，".join(f"{first}–{last}" if last > first else f"{first}" for first, last in spans)


def _text(text: str) -> str:
    return escape(_NO_XML.sub("", text).strip())
