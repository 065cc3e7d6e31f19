"""Stories as TEI P5: one corpus, a text a story, with the line breaks of the clippings."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING
from xml.etree import ElementTree

from sitegen.citations import source_of
from sitegen.content.markdown import Mark, Run, to_blocks, to_runs
from sitegen.content.people import people_of
from sitegen.content.sources import paragraph_sources
from sitegen.export.linebreaks import line_breaks
from sitegen.model import Imprint

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from sitegen.config import Config
    from sitegen.content import Archive
    from sitegen.content.markdown import Block
    from sitegen.model import ClippingRecord, Record, Span, Story

_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?$", re.ASCII)
_RENDERED = {"em": "italic", "strong": "bold", "s": "strikethrough", "code": "monospace"}
_ADDRESS = re.compile(r"[!#$%&'()*+,./:;=?@_~0-9A-Za-z-]+")
"""Such as any reader of XML takes for an address; others cannot be told in TEI."""
_DECLARATION = "每个 lb 的 n 是剪报中的行号，break=&quot;no&quot; 者在词句中间；编辑改动过而找不到行首之处没有 lb。"


def write(archive: Archive, config: Config, part: str = "") -> bytes:
    """The bytes of the corpus; `part` names the selection."""
    title = " · ".join(filter(None, (config.title, part)))
    clippings = {found.clipping.name: found for found in archive.clippings}
    texts = "".join(_text(record, clippings.get(record.clipping), config) for record in archive.records)
    about = f"<abstract><p>{_xml(config.description)}</p></abstract>\n" if config.description else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<teiCorpus xmlns="http://www.tei-c.org/ns/1.0" xml:lang="zh-Hans">\n<teiHeader>\n<fileDesc>\n'
        f"<titleStmt><title>{_xml(title)}</title></titleStmt>\n"
        f"<extent>{len(archive.records)} 篇</extent>\n<publicationStmt>{_publisher(config)}</publicationStmt>\n"
        "<sourceDesc><p>报纸剪报，见各篇。</p></sourceDesc>\n</fileDesc>\n"
        f"<encodingDesc><editorialDecl><p>{_DECLARATION}</p></editorialDecl></encodingDesc>\n"
        f'<profileDesc>{about}<langUsage><language ident="zh-Hans">中文（简体）</language></langUsage></profileDesc>\n'
        f"</teiHeader>\n{texts}</teiCorpus>\n"
    ).encode()


def _text(record: Record, clipping: ClippingRecord | None, config: Config) -> str:
    imprint = clipping.clipping.imprint if clipping else Imprint()
    return (
        f'<TEI xml:id="s-{_xml(record.id)}">\n<teiHeader>\n<fileDesc>\n{_titles(record)}'
        f'<publicationStmt>{_publisher(config)}<idno type="story">{_xml(record.id)}</idno></publicationStmt>\n'
        f"<sourceDesc>{_source(record, clipping, imprint)}</sourceDesc>\n</fileDesc>\n"
        f"{_profile(record, config)}</teiHeader>\n<text><body>\n{_body(record, clipping)}</body></text>\n</TEI>\n"
    )


def _publisher(config: Config) -> str:
    return f"<publisher>{_xml(config.title)}</publisher>"


def _titles(record: Record) -> str:
    titles = (("kicker", record.kicker), ("main", record.headline or "（无题）"), ("sub", record.subhead))
    shown = "".join(f'<title level="a" type="{kind}">{_xml(text)}</title>' for kind, text in titles if text)
    authors = "".join(f"<author>{_xml(name)}</author>" for name in source_of(record).authors if _xml(name))
    return f"<titleStmt>{shown}{authors}</titleStmt>\n"


def _source(record: Record, clipping: ClippingRecord | None, imprint: Imprint) -> str:
    """Where the story was printed and which lines of which clipping it is, as far as that is known."""
    if clipping is None:
        return "<p>没有剪报。</p>"
    date = f'<date when="{imprint.date}"/>' if _DATE.match(imprint.date) else ""
    parts = (
        f'<title level="j">{_xml(imprint.paper)}</title>' if imprint.paper else "",
        date,
        f'<biblScope unit="page">{_xml(imprint.page_number)}</biblScope>' if imprint.page_number else "",
        f'<idno type="clipping">{_xml(record.clipping)}</idno>',
        *(f'<biblScope unit="line" from="{first}" to="{last}"/>' for first, last in record.lines),
        f'<ref target="{_xml(imprint.url)}"/>' if re.match(r"https?://\S+$", imprint.url) else "",
    )
    return f"<bibl>{''.join(parts)}</bibl>"


def _profile(record: Record, config: Config) -> str:
    """When, where and about whom and what the story is."""
    sure = ' cert="low"' if record.date_basis.startswith("约") else ""
    when = f' when="{record.date}"{sure}' if _DATE.match(record.date) else ""
    date = f"<creation><date{when}>{_xml(record.date_text)}</date></creation>\n" if when or record.date_text else ""
    county = record.county or config.county
    filed = (
        ("county", (county,) if county else ()),
        ("township", record.townships),
        ("mentioned", record.mentioned_townships),
        ("village", record.villages),
        ("mentioned_village", record.mentioned_villages),
    )
    places = "".join(
        f'<place type="{kind}"><placeName>{_xml(name)}</placeName></place>'
        for kind, names in filed
        for name in dict.fromkeys(names)
    )
    people = "".join(
        f"<person><persName>{_xml(person.name)}</persName>"
        + (f"<occupation>{_xml(person.post)}</occupation>" if person.post else "")
        + "</person>"
        for person in people_of(record.people)
    )
    firms = "".join(f"<org><orgName>{_xml(name)}</orgName></org>" for name in dict.fromkeys(record.organisations))
    persons = f"<listPerson>{people}</listPerson>" if people else ""
    orgs = f"<listOrg>{firms}</listOrg>" if firms else ""
    terms = "".join(f"<term>{_xml(topic)}</term>" for topic in record.topics)
    parts = (
        date,
        f"<settingDesc><listPlace>{places}</listPlace></settingDesc>\n" if places else "",
        f"<particDesc>{persons}{orgs}</particDesc>\n" if persons or orgs else "",
        f"<textClass><keywords>{terms}</keywords></textClass>\n" if terms else "",
    )
    known = "".join(parts)
    return f"<profileDesc>\n{known}</profileDesc>\n" if known else ""


def _body(record: Record, clipping: ClippingRecord | None) -> str:
    lines = {line.number: line.text for line in clipping.clipping.lines} if clipping else {}
    story = _machine_story(record, clipping)
    title_lines = story.title_lines if story else ()
    blocks = to_blocks(record.body)
    sources = paragraph_sources(record, clipping) if clipping else ((),) * len(blocks)
    heads = (("kicker", record.kicker), ("main", record.headline), ("sub", record.subhead))
    parts = [f'<head type="{kind}">{_broken(text, title_lines, lines)}</head>\n' for kind, text in heads if _xml(text)]
    if _xml(record.byline):
        parts.append(f"<byline>{_broken(record.byline, record.lines, lines)}</byline>\n")
    parts += _gap(record.truncated_head)
    parts += _blocks(blocks, to_runs(record.body), sources, lines)
    # A gap and the captions must stand before the sections close, for after a section nothing but sections may come.
    tail = _gap(record.truncated_tail) + [_caption(text, record.lines, lines) for text in record.captions]
    closing = "</div>\n" if any(block.kind == "heading" for block in blocks) else ""
    return f'<div type="story">\n{"".join(parts)}{"".join(tail)}{closing}</div>\n'


def _gap(lost: bool) -> list[str]:
    return ['<p><gap reason="lost"/></p>\n'] if lost else []


def _caption(text: str, spans: Sequence[Span], lines: Mapping[int, str]) -> str:
    return f"<figure><head>{_broken(text, spans, lines)}</head></figure>\n"


def _blocks(
    blocks: Sequence[Block],
    runs: Sequence[Sequence[Run]],
    sources: Sequence[tuple[Span, ...]],
    lines: Mapping[int, str],
) -> Iterator[str]:
    """The blocks of a story; each crosshead opens a section, and the last one stays open."""
    inside = False
    filled = True
    for block, marked, spans in zip(blocks, runs, sources, strict=True):
        text = _marked(marked, line_breaks(block.text, spans, lines))
        if block.kind == "heading":
            yield ("" if filled else "<p/>\n") + ("</div>\n" if inside else "") + '<div type="section">\n'
            yield f"<head>{text}</head>\n"
            inside, filled = True, False
            continue
        filled = True
        yield _block(block, marked, text)
    if not filled or not blocks:
        yield "<p/>\n"


def _block(block: Block, runs: Sequence[Run], text: str) -> str:
    if block.kind == "list":
        items = "".join(f"<item>{item}</item>" for item in map(_marked, _split(runs)) if item.strip())
        return f"<list>{items or '<item/>'}</list>\n"
    if block.kind == "table":
        return _table(block.html)
    if block.kind == "quotation":
        return f"<quote><p>{text}</p></quote>\n"
    if block.kind == "figure":
        return f"<figure>{_graphic(block.html)}<figDesc>{text}</figDesc></figure>\n"
    if block.kind == "footnotes":
        return f'<note place="bottom"><p>{text}</p></note>\n'
    return f"<p>{text}</p>\n" if block.text.strip() else ""


def _split(runs: Iterable[Run]) -> list[list[Run]]:
    """The runs line by line."""
    rows: list[list[Run]] = [[]]
    for run in runs:
        first, *rest = run.text.split("\n")
        rows[-1].append(Run(first, run.marks))
        rows += [[Run(part, run.marks)] for part in rest]
    return rows


def _graphic(html: str) -> str:
    """The picture of a figure, by its address from the story's file."""
    picture = ElementTree.fromstring(_NO_XML.sub("", html)).find(".//img")
    address = picture.get("src", "") if picture is not None else ""
    return f'<graphic url="{escape(address)}"/>' if _ADDRESS.fullmatch(address) else ""


def _table(html: str) -> str:
    rows = (
        "".join(f"<cell>{_cell(cell).strip()}</cell>" for cell in row)
        for row in ElementTree.fromstring(_NO_XML.sub("", html)).iter("tr")
    )
    return f"<table>{''.join(f'<row>{row}</row>' for row in rows)}</table>\n"


def _cell(element: ElementTree.Element) -> str:
    """What stands in a cell, within its emphasis and links."""
    parts = [escape(element.text or "")]
    for child in element:
        kind = {"a": "link"}.get(child.tag, child.tag)
        marks = (Mark(kind, child.get("href", "")),) if kind == "link" or kind in _RENDERED else ()
        parts += [*_changed((), marks), _cell(child), *_changed(marks, ()), escape(child.tail or "")]
    return "".join(parts)


def _broken(text: str, spans: Iterable[Span], lines: Mapping[int, str]) -> str:
    """The text with a break wherever a line of the clipping begins."""
    return _marked((Run(text),), line_breaks(text, spans, lines))


def _marked(runs: Iterable[Run], breaks: Sequence[tuple[int, int]] = ()) -> str:
    """The text of the runs within their emphasis and links, and with these breaks at their offsets."""
    parts: list[str] = []
    within: tuple[Mark, ...] = ()
    left = list(reversed(breaks))
    start = 0
    for run in runs:
        parts += _changed(within, run.marks)
        within = run.marks
        end, last = start + len(run.text), start
        while left and left[-1][0] < end:
            offset, number = left.pop()
            inner = ' break="no"' if offset else ""
            parts.append(f'{_inner(run.text[last - start : offset - start])}<lb n="{number}"{inner}/>')
            last = offset
        parts.append(_inner(run.text[last - start :]))
        start = end
    return "".join((*parts, *_changed(within, ())))


def _changed(before: Sequence[Mark], after: Sequence[Mark]) -> Iterator[str]:
    """The tags that lead from within some marks to within others."""
    same = 0
    while same < min(len(before), len(after)) and before[same] == after[same]:
        same += 1
    for mark in reversed(before[same:]):
        yield "</ref>" if mark.kind == "link" else "</hi>"
    for mark in after[same:]:
        if mark.kind == "link":
            target = f' target="{escape(mark.target)}"' if _ADDRESS.fullmatch(mark.target) else ""
            yield f"<ref{target}>"
        else:
            yield f'<hi rend="{_RENDERED[mark.kind]}">'


def _machine_story(record: Record, clipping: ClippingRecord | None) -> Story | None:
    if clipping is None or record.id not in clipping.story_ids:
        return None
    return clipping.split.stories[clipping.story_ids.index(record.id)]


def _inner(text: str) -> str:
    return escape(_NO_XML.sub("", text))


def _xml(text: str) -> str:
    return _inner(text).strip()
