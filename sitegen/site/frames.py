"""The frame of a story: all of it that tells where it stands in the site, and nothing of what it says.

While the frames of all stories are as they were, a site has the same pages under the same addresses, in the same order,
with the same stories on each.
"""

from __future__ import annotations

import marshal
from hashlib import blake2b
from operator import attrgetter
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.content.filed import changed, fields_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from sitegen.config import Config
    from sitegen.model import Record, Span
    from sitegen.site.gists import Gist


class Frame(NamedTuple):
    """Plain values alone, so that they can be compared in one go."""

    path: str
    id: str
    aliases: tuple[str, ...]
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
    truncated_head: bool
    truncated_tail: bool
    doubts: tuple[str, ...]
    captions: tuple[str, ...]
    county: str
    """That of the archive where the story names none."""
    quoted: tuple[str, ...]
    """Phrases by which it is related to others."""
    enclosing: bool
    prints_year: bool
    rare: tuple[str, ...]
    """Characters whose readings are looked up."""

    @property
    def url(self) -> str:
        return f"stories/{self.id}/index.html"

    @property
    def fragment(self) -> bool:
        return self.truncated_head or self.truncated_tail


FIELDS = tuple("county" if name == "own_county" else name for name in Frame._fields[: Frame._fields.index("county")])
"""Those of a record, in the order in which they stand in its frame."""
_COUNTY = FIELDS.index("county")
_SAID = attrgetter(*Frame._fields[Frame._fields.index("county") + 1 :])
"""What a frame takes from the gist."""
TAGS = ("townships", "mentioned_townships", "villages", "topics", "people", "organisations", "reporters")
_TAGS_OF = attrgetter(*TAGS)


def frames_of(records: Sequence[Record], gists: Sequence[Gist], config: Config, now: Mapping[str, str]) -> list[Frame]:
    """The frames of stories: without blank names, for nothing can be filed under them, topics as they are called `now`.

    `gists` are those of the records.
    """
    made = Frame._make
    own = config.county
    frames = [
        made((*fields, fields[_COUNTY] or own, *said))
        for fields, said in zip(fields_of(records, *FIELDS), map(_SAID, gists), strict=True)
    ]
    names: set[str] = set()
    for frame in frames:
        names.update(
            frame.townships, frame.mentioned_townships, frame.villages, frame.topics, frame.people,
            frame.organisations, frame.reporters,
        )  # fmt: skip
    if now.keys().isdisjoint(names) and all(map(str.strip, names)):
        return frames
    return [frame._replace(**_tidy(frame, now)) for frame in frames]


def _tidy(story: Frame, now: Mapping[str, str]) -> dict[str, Any]:
    """The tags of a story that are other than its file says."""
    topics = story.topics
    if not now.keys().isdisjoint(topics):
        topics = tuple(dict.fromkeys(now.get(name, name) for name in topics))
    tags = {name: getattr(story, name) for name in TAGS} | {"topics": topics}
    tidied = {name: tuple(value for value in values if value.strip()) for name, values in tags.items()}
    return {name: values for name, values in tidied.items() if values != getattr(story, name)}


def as_filed(record: Record, frame: Frame) -> Record:
    """A record with the tags of its frame."""
    own, filed = _TAGS_OF(record), _TAGS_OF(frame)
    return record if own == filed else changed(record, **dict(zip(TAGS, filed, strict=True)))


def key_of(frames: Iterable[Frame]) -> bytes:
    """Stands for all frames in their order."""
    return blake2b(marshal.dumps(list(map(tuple, frames)), 2), digest_size=16).digest()
