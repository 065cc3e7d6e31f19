"""Any text as Markdown that renders to that text again, with as few backslashes as it takes."""

from __future__ import annotations

import re

# Neither HTML nor Markdown can carry these: controls but tab and newline, lone surrogates, noncharacters.
_LOST = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
    + "]"
)
_BREAKS = re.compile(r"\n{2,}")

# Marks that mean something wherever they stand. `~` and `$` come in pairs; one alone is text.
_MARKS = re.compile(r"[\\`*\[]|&(?=[#A-Za-z])|<(?=[A-Za-z/!?])|%(?=%)|(?<=%)%")
_UNDERLINE = re.compile(r"(?<![A-Za-z0-9])_|_(?![A-Za-z0-9])")
_PAIRED = re.compile(r"[~$]")
# Marks that mean something at the start of a line: headings, lists, quotations, rules, underlined titles, tables.
_START = re.compile(r"#{1,6}(?=[ \t]|$)|[-+](?=[ \t]|$)|>|[-=]+[ \t]*$|(?:-[ \t]*){3,}$|~~~|[|: \t-]+$")
_NUMBERED = re.compile(r"(\d{1,9})([.)])(?=[ \t]|$)", re.ASCII)

_SUSPECT = re.compile(r"[\\`*\[&<%_~$\n]|^[#+>=:|\-~0-9\s]|\s$")


def to_markdown(text: str) -> str:
    """Markdown that shows `plain_form(text)` character for character.

    A newline becomes a hard line break, an empty line a new paragraph. White space at the edges of a line, which
    renderers strip, is written as an entity.
    """
    text = plain_form(text)
    if not _SUSPECT.search(text):
        return text
    paired = {mark for mark in "~$" if text.count(mark) > 1}
    paragraphs = (
        "\\\n".join(_line(line, paired) for line in paragraph.split("\n")) for paragraph in text.split("\n\n")
    )
    return "\n\n".join(paragraphs)


def plain_form(text: str) -> str:
    """The text as far as a page can show it, which is what comes back from its Markdown.

    Line ends are newlines, a run of empty lines is one, none stand at the edges; control characters other than the
    tab, lone surrogates and noncharacters are gone.
    """
    text = _LOST.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _BREAKS.sub("\n\n", text).strip("\n")


def _line(line: str, paired: set[str]) -> str:
    core = line.strip()
    if not core:
        return _entities(line)
    lead = line[: len(line) - len(line.lstrip())]
    trail = line[len(line.rstrip()) :]
    escaped = _UNDERLINE.sub(r"\\_", _MARKS.sub(r"\\\g<0>", core))
    if paired:
        escaped = _PAIRED.sub(lambda mark: "\\" + mark[0] if mark[0] in paired else mark[0], escaped)
    if not lead:
        if _START.match(core) and not escaped.startswith("\\"):
            escaped = "\\" + escaped
        else:
            escaped = _NUMBERED.sub(r"\1\\\2", escaped, count=1) if _NUMBERED.match(escaped) else escaped
    return _entities(lead) + escaped + _entities(trail)


def _entities(white: str) -> str:
    return "".join(f"&#{ord(char)};" for char in white)
