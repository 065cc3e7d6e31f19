"""An EPUB 3: cover, contents by year and by township, a page a story, an index of places."""

from __future__ import annotations

import uuid
from html import unescape
from typing import TYPE_CHECKING

from sitegen.export.chapters import chapter_html, index, links
from sitegen.export.target import zipped
from sitegen.han import width

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sitegen.export.book import Book

ADDRESS = "{}.xhtml"
"""Leads from one chapter to another."""
_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="book/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
_STYLE = """\
body { line-height: 1.8; margin: 0 4%; }
h1 { font-size: 1.45em; line-height: 1.4; margin: 0 0 0.4em; }
h2 { font-size: 1.1em; margin: 1.4em 0 0.4em; }
.kicker, .subhead { font-size: 1em; margin: 0.3em 0; }
.facts, .source { font-size: 0.85em; margin: 0.2em 0; }
.facts { margin-bottom: 1.4em; }
.source { border-top: 1px solid; margin-top: 2em; padding-top: 0.6em; }
.text p { margin: 0 0 0.4em; text-align: justify; text-indent: 2em; }
.text figure p, .fragment, .caption { text-indent: 0; }
.fragment, .caption { font-size: 0.9em; }
.caption { border-left: 2px solid; padding-left: 0.6em; }
img { max-width: 100%; }
ol, ul { list-style: none; margin: 0; padding: 0; }
li { margin: 0.3em 0; }
li li, dd { margin-left: 1.4em; }
dt { font-weight: bold; margin-top: 0.8em; }
.cover { height: 100%; margin: 0; text-align: center; }
.cover img { height: 100%; max-height: 100vh; }
"""
_LINE = 8
"""So many ideographs of the title stand on one line of the cover."""


def write(book: Book) -> bytes:
    """The bytes of the EPUB."""
    return zipped(_files(book), book.when)


def _files(book: Book) -> Iterator[tuple[str, bytes]]:
    yield "mimetype", b"application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER.encode()
    texts = {
        "package.opf": _package(book),
        "nav.xhtml": _nav(book),
        "toc.ncx": _ncx(book),
        "style.css": _STYLE,
        "cover.svg": cover(book),
        "cover.xhtml": _page(book.title, f'<img src="cover.svg" alt="{book.title}"/>', "cover"),
        "townships.xhtml": _page("按乡镇", f"<h1>按乡镇</h1>\n{index(book, book.townships, ADDRESS)}"),
        **{ADDRESS.format(chapter.anchor): _page(chapter.headline, chapter_html(chapter)) for chapter in book.chapters},
        **(
            {"places.xhtml": _page("地名索引", f"<h1>地名索引</h1>\n{index(book, book.places, ADDRESS)}")}
            if book.places
            else {}
        ),
    }
    for name, text in texts.items():
        yield f"book/{name}", (text if name.endswith(".css") else book.script.said(text)).encode()
    for picture in book.pictures:
        yield f"book/{picture.name}", picture.content


def cover(book: Book) -> str:
    """A cover of words alone, so that it needs no font and no picture."""
    title = unescape(book.title)
    lines = [f"《{title}》"] if not title else _broken(title)
    size = 64 if len(lines) < 4 else 46
    rows = "".join(
        f'<text x="300" y="{250 + index * size * 1.4:.0f}" font-size="{size}">{_again(line)}</text>\n'
        for index, line in enumerate(lines[:6])
    )
    part = "".join(
        f'<text x="300" y="{610 + index * 40}" font-size="30">{_again(line)}</text>\n'
        for index, line in enumerate(_broken(unescape(book.part), 16)[:3])
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<svg xmlns="http://www.w3.org/2000/svg" width="600" height="800" viewBox="0 0 600 800">\n'
        '<rect width="600" height="800" fill="#f7f3ea"/>\n'
        '<rect x="24" y="24" width="552" height="752" fill="none" stroke="#8c2f25" stroke-width="3"/>\n'
        '<rect x="34" y="34" width="532" height="732" fill="none" stroke="#8c2f25" stroke-width="1"/>\n'
        '<g font-family="serif" text-anchor="middle" fill="#241f1a">\n'
        f"{rows}{part}"
        f'<text x="300" y="730" font-size="22" fill="#8c2f25">报道 {len(book.chapters)} 篇</text>\n'
        "</g>\n</svg>\n"
    )


def _broken(text: str, limit: int = _LINE) -> list[str]:
    """A text in lines of about `limit` ideographs."""
    lines = [""]
    for char in text:
        if lines[-1] and width(lines[-1] + char) > limit:
            lines.append("")
        lines[-1] += char
    return [line for line in lines if line.strip()]


def _again(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _page(title: str, body: str, kind: str = "") -> str:
    attribute = f' class="{kind}"' if kind else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
        'lang="zh-Hans" xml:lang="zh-Hans">\n'
        f'<head>\n<title>{title}</title>\n<link rel="stylesheet" type="text/css" href="style.css"/>\n</head>\n'
        f"<body{attribute}>\n{body}\n</body>\n</html>\n"
    )


def _nav(book: Book) -> str:
    years = "\n".join(
        f'<li><a href="{ADDRESS.format(book.chapters[group.chapters[0]].anchor)}">{group.name}</a>\n'
        f"<ol>\n{links(book, group, 'li', ADDRESS)}\n</ol></li>"
        for group in book.years
    )
    places = '<li><a href="places.xhtml">地名索引</a></li>\n' if book.places else ""
    contents = (
        '<nav epub:type="toc" id="toc">\n<h1>目录</h1>\n<ol>\n'
        f'<li><a href="townships.xhtml">按乡镇</a></li>\n{years}\n{places}</ol>\n</nav>'
    )
    return _page("目录", contents)


def _ncx(book: Book) -> str:
    """Contents for the older readers that know nothing of nav.xhtml."""
    targets = [("按乡镇", "townships.xhtml")]
    targets += [(chapter.headline, ADDRESS.format(chapter.anchor)) for chapter in book.chapters]
    targets += [("地名索引", "places.xhtml")] if book.places else []
    points = "\n".join(
        f'<navPoint id="n{order}" playOrder="{order}"><navLabel><text>{text}</text></navLabel>'
        f'<content src="{target}"/></navPoint>'
        for order, (text, target) in enumerate(targets, 1)
    )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1" xml:lang="zh-Hans">\n'
        f'<head><meta name="dtb:uid" content="{_identifier(book)}"/></head>\n'
        f"<docTitle><text>{book.title}</text></docTitle>\n<navMap>\n{points}\n</navMap>\n</ncx>\n"
    )


def _identifier(book: Book) -> str:
    return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, book.identity)}"


def _package(book: Book) -> str:
    pages = ["townships", *(chapter.anchor for chapter in book.chapters), *(["places"] if book.places else [])]
    items = "\n".join(
        f'<item id="{name}" href="{ADDRESS.format(name)}" media-type="application/xhtml+xml"/>' for name in pages
    )
    pictures = "".join(
        f'<item id="{picture.name.partition(".")[0]}" href="{picture.name}" media-type="{picture.media}"/>\n'
        for picture in book.pictures
    )
    order = "\n".join(f'<itemref idref="{name}"/>' for name in ("cover", "nav", *pages))
    title = f"{book.title}：{book.part}" if book.part else book.title
    description = f"<dc:description>{book.description}</dc:description>\n" if book.description else ""
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="zh-Hans">\n'
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
        f'<dc:identifier id="id">{_identifier(book)}</dc:identifier>\n<dc:title>{title}</dc:title>\n'
        f"<dc:language>zh-Hans</dc:language>\n{description}"
        f'<meta property="dcterms:modified">{book.when:%Y-%m-%dT%H:%M:%SZ}</meta>\n'
        '<meta name="cover" content="cover-image"/>\n</metadata>\n<manifest>\n'
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
        '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>\n'
        '<item id="style" href="style.css" media-type="text/css"/>\n'
        '<item id="cover-image" href="cover.svg" media-type="image/svg+xml" properties="cover-image"/>\n'
        '<item id="cover" href="cover.xhtml" media-type="application/xhtml+xml"/>\n'
        f'{items}\n{pictures}</manifest>\n<spine toc="ncx">\n{order}\n</spine>\n</package>\n'
    )
