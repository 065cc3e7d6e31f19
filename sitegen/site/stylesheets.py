"""Style sheets as they are sent: without comments and without the white space that people need."""

from __future__ import annotations

import re

_STRING = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')""", re.DOTALL)
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)


def compact(css: str) -> str:
    """A style sheet of the same meaning in fewer bytes; what stands in quotes is left alone."""
    pieces = _STRING.split(_COMMENT.sub(" ", css))
    return "".join(piece if index % 2 else _squeeze(piece) for index, piece in enumerate(pieces)).strip() + "\n"


def _squeeze(text: str) -> str:
    text = re.sub(r"\s+", " ", text)
    text = re.sub(r" ?([{};,>/]) ?", r"\1", text)
    return text.replace(": ", ":").replace(";}", "}").replace("@media (", "@media(")
