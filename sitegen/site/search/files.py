"""The files of the index: scripts that hand their data over, since pages opened from the disk may load nothing else."""

from __future__ import annotations

import json

FOLDER = "search/data"
File = tuple[str, bytes]
"""Path below the site's root, and content."""
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def script(name: str, data: object) -> File:
    """A file that hands its data over when it is loaded as a script."""
    # Line separators are white space inside of texts, but end lines in scripts of old browsers.
    text = _encode(data).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"{FOLDER}/{name}.js", f'sitegenSearch("{name}",{text})\n'.encode("utf-8", "replace")
