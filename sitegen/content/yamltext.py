"""Text as YAML: plain where every YAML reads it as the same text, in quotes elsewhere."""

from __future__ import annotations

import json
import re

Value = str | tuple[str, ...]
"""What a field holds: a text, or a list of them."""

# A plain scalar that YAML 1.1 or 1.2 would read as something other than text, or not at all.
_TYPED = re.compile(
    r"(?:[-+.]?[0-9].*|[-+]?\.(?:inf|nan)|~|null|true|false|yes|no|on|off|y|n|=|<<)$", re.IGNORECASE | re.DOTALL
)
_UNSAFE = re.compile(r"""^[\s\-?:,\[\]{}#&*!|>'"%@`]|[\s:]$|:\s|\s#|[^\S ]|\\|^-*$""")


def field_lines(key: str, value: Value) -> list[str]:
    """The lines of one field, quoted wherever YAML would read something other than the text itself."""
    if isinstance(value, str):
        return [f"{key}: {scalar(value, key)}"]
    return [f"{key}:", *(f"  - {scalar(item)}" for item in value)]


def scalar(text: str, key: str = "") -> str:
    """A text as a YAML scalar: plain where it stays text in every YAML, else in double quotes.

    Only `date` and `confidence` are left to be read as what they are, a date and a number.
    """
    if key in ("date", "confidence") and re.fullmatch(r"\d{4}-\d\d-\d\d|[01]\.\d+", text, re.ASCII):
        return text
    if text and not _TYPED.match(text) and not _UNSAFE.search(text) and _printable(text):
        return text
    return quoted(text)


def _printable(text: str) -> bool:
    return text.isprintable() or all(char.isprintable() or char == "\u3000" for char in text)


def quoted(text: str) -> str:
    """A text in double quotes, everything invisible but the space as an escape: YAML would refuse or fold it."""
    return "".join(
        char
        if char.isprintable() or char == "\u3000"
        else f"\\U{ord(char):08x}"
        if ord(char) > 0xFFFF
        else f"\\u{ord(char):04x}"
        for char in json.dumps(text, ensure_ascii=False)
    )
