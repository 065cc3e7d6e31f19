"""A booklet (一村一册): one HTML file in large type that needs no other and prints well."""

from __future__ import annotations

from base64 import b64encode
from typing import TYPE_CHECKING

from sitegen.export.chapters import chapter_html, index, links

if TYPE_CHECKING:
    from sitegen.export.book import Book

ADDRESS = "#{}"
"""Leads from one chapter to another."""
_STYLE = """\
:root { color-scheme: light; }
body { background: #fff; color: #1d1a17; font: 1.3rem/1.9 "Source Han Serif SC", "Noto Serif CJK SC", SimSun, serif;
  margin: 0 auto; max-width: 38em; overflow-wrap: break-word; padding: 0 1.2em 4em; }
a { color: #7a2a20; text-decoration: none; }
a:hover, a:focus { text-decoration: underline; }
h1, h2, h3, dt, .kicker, .facts { font-family: "Source Han Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif;
}
.front { border-bottom: 3px double #7a2a20; padding: 4em 0 2em; text-align: center; }
.front h1 { font-size: 2.4rem; line-height: 1.4; margin: 0; }
.front .part { font-size: 1.8rem; margin: 0.6em 0; }
.front .count { color: #7a2a20; margin: 0; }
.contents ol { list-style: none; padding-left: 1em; }
.contents h3 { font-size: 1.3rem; margin: 1em 0 0; }
article { border-top: 1px solid #b9b0a4; margin-top: 3em; padding-top: 1.5em; }
article h2 { font-size: 1.9rem; line-height: 1.4; margin: 0; }
article .text h2 { font-size: 1.4rem; margin: 1.2em 0 0.3em; }
.kicker, .subhead { margin: 0.2em 0; }
.facts { font-size: 1.1rem; }
.text p { margin: 0 0 0.3em; text-align: justify; text-indent: 2em; }
.text figure p, .text li p, .text blockquote p { text-indent: 0; }
.source { border-top: 1px solid #b9b0a4; font-size: 1.05rem; line-height: 1.6; margin-top: 1.6em; padding-top: 0.5em; }
.fragment, .caption { border-left: 3px solid #7a2a20; padding-left: 0.7em; }
img { display: block; height: auto; max-width: 100%; }
table { border-collapse: collapse; }
td, th { border: 1px solid #b9b0a4; padding: 0.1em 0.6em; }
pre { white-space: pre-wrap; }
dt { font-weight: bold; margin-top: 0.7em; }
dd { margin-left: 1em; }
@page { margin: 20mm 18mm 22mm; size: A4; @bottom-center { content: counter(page); font-size: 11pt; } }
@media print {
  body { font-size: 15pt; max-width: none; padding: 0; }
  a { color: inherit; }
  .front { border: 0; padding-top: 30%; }
  .contents, .places { break-before: page; }
  article { border: 0; break-before: page; margin: 0; padding: 0; }
  h1, h2, h3, dt { break-after: avoid; }
  p { orphans: 2; widows: 2; }
  figure, tr { break-inside: avoid; }
}
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:"


def write(book: Book) -> bytes:
    """The bytes of the booklet."""
    title = f"{book.part} – {book.title}" if book.part else book.title
    years = "\n".join(
        f"<h3>{group.name}</h3>\n<ol>\n{links(book, group, 'li', ADDRESS)}\n</ol>" for group in book.years
    )
    chapters = "\n".join(
        f'<article id="{chapter.anchor}">\n{chapter_html(chapter, "h2")}\n</article>' for chapter in book.chapters
    )
    places = (
        f'<section class="places" id="places">\n<h2>地名索引</h2>\n{index(book, book.places, ADDRESS)}\n</section>\n'
        if book.places
        else ""
    )
    for picture in book.pictures:
        data = f"data:{picture.media};base64,{b64encode(picture.content).decode()}"
        chapters = chapters.replace(f'src="{picture.name}"', f'src="{data}"')
    return book.script.said(
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{title}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<style>\n{_STYLE}</style>\n</head>\n<body>\n"
        f'<header class="front">\n<h1>{book.title}</h1>\n'
        + (f'<p class="part">{book.part}</p>\n' if book.part else "")
        + f'<p class="count">报道 {len(book.chapters)} 篇</p>\n</header>\n'
        f'<nav class="contents">\n<h2>目录</h2>\n{years}\n'
        + ('<p><a href="#places">地名索引</a></p>\n' if book.places else "")
        + f"</nav>\n<main>\n{chapters}\n</main>\n{places}</body>\n</html>\n"
    ).encode()
