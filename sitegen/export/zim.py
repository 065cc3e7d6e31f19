"""The site as a ZIM, for Kiwix: full-text search of the stories, suggestions by title, a picture and its metadata."""

from __future__ import annotations

import hashlib
import os
import re
import struct
import sys
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from sitegen.content.markdown import to_blocks
from sitegen.han import width
from sitegen.problems import Problem
from sitegen.slugs import pinyin_slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

    from sitegen.config import Config
    from sitegen.content import Archive

MEDIA = {
    ".html": "text/html",
    ".css": "text/css",
    ".js": "text/javascript",
    ".json": "application/json",
    ".svg": "image/svg+xml",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".gif": "image/gif",
    ".webp": "image/webp",
    ".avif": "image/avif",
}
"""What a reader needs; feeds, sitemaps and tables of the site are of no use in it."""
TITLE, DESCRIPTION = 30, 80
"""So many characters the metadata may have."""
LANGUAGE = "zho"
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_INNER = re.compile(r"(?:^|/)page/\d+/index\.html$")
_XAPIAN = b"\x0f\x0dXapian Glass"


@dataclass(frozen=True, slots=True)
class Words:
    """What a page is found by."""

    title: str
    text: str


def write(site: Path, stories: Archive, config: Config, part: str, when: datetime) -> tuple[bytes, list[Problem]]:
    """The bytes of a ZIM of a finished site; `part` names the selection."""
    try:
        from libzim.writer import Creator
    except ImportError:
        hint = 'pip install "sitegen[zim]"'
        return b"", [Problem("sitegen export zim", "the library libzim is not installed", hint=hint)]
    words = _words(stories)
    with TemporaryDirectory(prefix="sitegen-") as folder:
        target = Path(folder) / "site.zim"
        # One worker: with more, which cluster comes first would be a matter of chance.
        with _quiet(), Creator(target).config_indexing(True, LANGUAGE).config_nbworkers(1) as creator:
            creator.set_mainpath("index.html")
            creator.add_illustration(48, illustration())
            for name, value in metadata(config, part, when).items():
                creator.add_metadata(name, value)
            for path in sorted(found.relative_to(site).as_posix() for found in site.rglob("*") if found.is_file()):
                media = MEDIA.get(PurePosixPath(path).suffix.lower())
                if media and path != "404.html":
                    creator.add_item(_item(path, media, (site / path).read_bytes(), words.get(path), config.title))
        return fixed(target.read_bytes()), []


def metadata(config: Config, part: str, when: datetime) -> dict[str, str]:
    """What Kiwix shows of it, within the bounds that it sets."""
    title = " · ".join(filter(None, (part, config.title)))
    if len(title) > TITLE:
        title = f"{title[: TITLE - 1]}…"
    description = config.description or config.title
    if len(description) > DESCRIPTION:
        description = f"{description[: DESCRIPTION - 1]}…"
    return {
        "Name": f"sitegen_zh_{pinyin_slug(' '.join((config.title, part))) or 'archive'}",
        "Title": title,
        "Description": description,
        "Language": LANGUAGE,
        "Creator": config.title,
        "Publisher": config.title,
        "Date": when.date().isoformat(),
        "Scraper": "sitegen",
        "Tags": "newspapers;_ftindex:yes;_pictures:yes;_videos:no;_details:yes",
    }


def fixed(content: bytes) -> bytes:
    """The ZIM with the names that chance gave it and its indexes made from what is in it, and its check sum anew."""
    data = bytearray(content)
    data[8:24] = bytes(16)
    for number, found in enumerate(re.finditer(re.escape(_XAPIAN), content)):
        start = found.end() + 2  # after the version
        data[start : start + 16] = hashlib.sha256(f"index {number}".encode()).digest()[:16]
    (end,) = struct.unpack_from("<Q", data, 72)
    data[8:24] = hashlib.sha256(data[:end]).digest()[:16]
    data[end : end + 16] = hashlib.md5(data[:end], usedforsecurity=False).digest()
    return bytes(data)


def illustration(size: int = 48) -> bytes:
    """A PNG of lines on the red of the site's seal."""
    red, white = bytes((0xAE, 0x2E, 0x1B)), b"\xff\xff\xff"
    rows = []
    for y in range(size):
        lined = 10 <= y < 38 and (y - 10) % 7 < 2
        row = b"".join(white if lined and (10 <= x < 22 or 26 <= x < 38) else red for x in range(size))
        rows.append(b"\0" + row)
    header = struct.pack(">IIBBBBB", size, size, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    body = b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )
    return b"\x89PNG\r\n\x1a\n" + body


def _words(stories: Archive) -> Mapping[str, Words]:
    """What each story's page is found by: its own words, and not those that stand on every page."""
    found = {}
    for record in stories.records:
        body = "\n".join(block.text for block in to_blocks(record.body))
        named = (*record.townships, *record.villages, *record.topics, *record.people, *record.organisations)
        text = "\n".join(
            (record.kicker, record.headline, record.subhead, record.byline, body, *record.captions, *named)
        )
        found[f"stories/{record.id}/index.html"] = Words(record.headline, text)
    return found


def _item(path: str, media: str, content: bytes, words: Words | None, title: str) -> Any:
    """A file of the site as libzim wants it; its classes are made here because the library may not be there."""
    from libzim.writer import Hint, IndexData, Item, StringProvider

    named = _TITLE.search(content) if media == "text/html" else None
    shown = unescape(named[1].decode("utf-8", "replace")).removesuffix(f" – {title}") if named else ""
    front = bool(named) and not _INNER.search(path) and b'http-equiv="refresh"' not in content

    class Index(IndexData):  # type: ignore[misc, unused-ignore]
        def has_indexdata(self) -> bool:
            return words is not None

        def get_title(self) -> str:
            return words.title if words else shown

        def get_content(self) -> str:
            return words.text if words else ""

        def get_keywords(self) -> str:
            return ""

        def get_wordcount(self) -> int:
            return int(width(words.text)) if words else 0

        def get_geoposition(self) -> None:
            return None

    class File(Item):  # type: ignore[misc, unused-ignore]
        def get_path(self) -> str:
            return path

        def get_title(self) -> str:
            return shown

        def get_mimetype(self) -> str:
            return media

        def get_contentprovider(self) -> Any:
            return StringProvider(content)

        def get_hints(self) -> dict[Any, Any]:
            return {Hint.FRONT_ARTICLE: front}

        def get_indexdata(self) -> Any:
            return Index()

    return File()


@contextmanager
def _quiet() -> Iterator[None]:
    """Keeps what the library says of its progress from the terminal; it says it past Python."""
    sys.stdout.flush()
    kept = os.dup(1)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
