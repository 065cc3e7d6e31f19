"""A report as one HTML file for A4: the frame that every report stands in."""

from __future__ import annotations

import re
from html import escape

_NO_XML = re.compile("[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = """\
:root { color-scheme: light; }
body { background: #fff; color: #1d1a17; font: 16px/1.6 "Source Han Serif SC", "Noto Serif CJK SC", SimSun, serif;
  margin: 0 auto; overflow-wrap: break-word; padding: 1.5em 1em 3em; }
h1, h2, h3, th { font-family: "Source Han Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.6em; margin: 0; text-align: center; }
.facts { margin: 0.3em 0 1.2em; text-align: center; }
.note { font-size: 0.9em; }
.sign { display: flex; gap: 2em; justify-content: space-between; margin-top: 1.5em; }
@media print { body { max-width: none; padding: 0; } .scroll { overflow: visible; } }
"""


def sheet(title: str, facts: str, body: str, style: str, landscape: bool = False) -> bytes:
    """The file; `title` and `facts` are text, `body` HTML."""
    size = "A4 landscape" if landscape else "A4"
    number = '@bottom-center { content: counter(page) " / " counter(pages); font-size: 9pt; }'
    page = f"@page {{ size: {size}; margin: 15mm 14mm 17mm; {number} }}"
    return (
        '<!DOCTYPE html>\n<html lang="zh-Hans">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n<title>{text(title)}</title>\n'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">\n'
        f"<style>\n{_STYLE}{page}\n{style}</style>\n</head>\n<body>\n<h1>{text(title)}</h1>\n"
        f'<p class="facts">{text(facts)}</p>\n{body}</body>\n</html>\n'
    ).encode("utf-8", "replace")


def text(value: str) -> str:
    """Any text as HTML in one line."""
    return escape(_NO_XML.sub(" ", value).strip(" "))
