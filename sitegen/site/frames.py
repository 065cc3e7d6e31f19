"""The frame of a story: all of it that tells where it stands in the site, and nothing of what it says.

While the frames of all stories are as they were, a site has the same pages under the same addresses, in the same order,
with the same stories on each.
"""

from __future__ import annotations

import marshal
from dataclasses import dataclass, fields
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.config import Config
    from sitegen.model import Record, Span
    from sitegen.site.gists import Gist


@dataclass(frozen=True, slots=True)
class Frame:
    """Plain values alone, so that they can be kept and compared in one go."""

    path: str
    id: str
    aliases: tuple[str, ...]
    county: str
    """That of the archive where the story names none."""
    own_county: str
    townships: tuple[str, ...]
    mentioned_townships: tuple[str, ...]
    villages: tuple[str, ...]
    topics: tuple[str, ...]
    people: tuple[str, ...]
    organisations: tuple[str, ...]
    reporters: tuple[str, ...]
    date: str
    date_text: str
    date_basis: str
    clipping: str
    lines: tuple[Span, ...]
    fragment: bool
    doubtful: bool
    captioned: bool
    """It has captions of pictures."""
    prints_year: bool
    quoted: tuple[str, ...]
    """Phrases by which it is related to others."""
    rare: tuple[str, ...]
    """Characters whose readings are looked up."""
    enclosing: bool

    @property
    def url(self) -> str:
        return f"stories/{self.id}/index.html"


_values = attrgetter(*(field.name for field in fields(Frame)))


def frame_of(record: Record, gist: Gist, config: Config) -> Frame:
    """The frame of a story."""
    return Frame(
        path=record.path,
        id=record.id,
        aliases=record.aliases,
        county=record.county or config.county,
        own_county=record.county,
        townships=record.townships,
        mentioned_townships=record.mentioned_townships,
        villages=record.villages,
        topics=record.topics,
        people=record.people,
        organisations=record.organisations,
        reporters=record.reporters,
        date=record.date,
        date_text=record.date_text,
        date_basis=record.date_basis,
        clipping=record.clipping,
        lines=record.lines,
        fragment=record.truncated_head or record.truncated_tail,
        doubtful=bool(record.doubts),
        captioned=bool(record.captions),
        prints_year=gist.prints_year,
        quoted=gist.quoted,
        rare=gist.rare,
        enclosing=gist.enclosing,
    )


def key_of(frames: Iterable[Frame]) -> bytes:
    """Stands for all frames in their order."""
    return blake2b(marshal.dumps(list(map(_values, frames)), 2), digest_size=16).digest()
