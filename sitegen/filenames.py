"""Patterns that tell a clipping's paper, date and page from its file name."""

from __future__ import annotations

import re

FIELDS = {
    "date": r"(?:18|19|20)\d\d(?:[-.]\d{1,2}(?:[-.]\d{1,2})?|\d\d(?:\d\d)?|年(?:\d{1,2}月(?:\d{1,2}日)?)?)?",
    "page_number": r"第?[A-Za-z]?\d{1,3}版?",
    "paper": r"[^_]+",
    "page_name": r"[^_]+",
    "county": r"[^_]+",
}
"""Each field of an imprint that a file name can give, and what it looks like there."""

DEFAULT_PATTERNS = (
    "{date}_{paper}_{page_number}_{page_name}_{county}",
    "{date}_{paper}_{page_number}_{county}",
    "{date}_{paper}_{page_number}",
    "{date}_{paper}",
    "{date}",
    "{date}_{*}",
    r"^.*?(?<!\d)(?P<date>(?:19|20)\d\d(?:年\d{1,2}月(?:\d{1,2}日)?|-\d\d-\d\d|\.\d{1,2}\.\d{1,2}))(?!\d).*$",
)

_FIELD = re.compile(r"\{([^{}]*)\}")


def compile_pattern(pattern: str) -> re.Pattern[str]:
    r"""The regular expression for one pattern: a template such as `{date}_{paper}`, or itself where it begins with ^.

    `{*}` stands for anything. A regular expression names its fields: `^(?P<date>\d{4})-(?P<paper>.+)$`.
    Raises ValueError with a sentence where it cannot be used.
    """
    if pattern.startswith("^"):
        try:
            compiled = re.compile(pattern)
        except re.error as error:
            raise ValueError(f"not a regular expression: {error}") from None
        unknown = [name for name in compiled.groupindex if name not in FIELDS]
    else:
        names = _FIELD.findall(pattern)
        unknown = [name for name in names if name not in FIELDS and name != "*"]
        if len({name for name in names if name != "*"}) < len([name for name in names if name != "*"]):
            raise ValueError(f"names a field twice: {pattern}")
        compiled = re.compile("^" + "".join(_parts(pattern)) + "$")
    if unknown:
        raise ValueError(f"unknown field {unknown[0]}; known are {', '.join(FIELDS)}")
    return compiled


def _parts(pattern: str) -> list[str]:
    parts = []
    for index, piece in enumerate(_FIELD.split(pattern)):
        if index % 2 == 0:
            parts.append(re.escape(piece))
        elif piece in FIELDS:
            parts.append(f"(?P<{piece}>{FIELDS[piece]})")
        else:
            parts.append(".*")
    return parts
