"""All of a site but its pages: assets, pictures, feeds, tables and search, as far as they are not there already."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

from sitegen.site.feeds import feed_parts
from sitegen.site.pages.updates import update_channel
from sitegen.site.parts import asset_parts, picture_parts, place_parts
from sitegen.site.tracks import FEEDS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from pathlib import Path

    from sitegen.config import Config
    from sitegen.problems import Problem
    from sitegen.site.catalogue import Catalogue
    from sitegen.site.folders import Stamp
    from sitegen.site.headings import Dataset
    from sitegen.site.keys import Keys
    from sitegen.site.noting import Seen
    from sitegen.site.page import AnyPage
    from sitegen.site.parts import Made, Part
    from sitegen.site.search.keeping import SearchPlan
    from sitegen.site.target import Target
    from sitegen.site.tracks import Tracks
    from sitegen.site.traditional.editions import Editions


@dataclass(slots=True)
class Done:
    """What is made so far."""

    parts: dict[str, tuple[bytes, Mapping[str, Stamp]]] = field(default_factory=dict)
    seen: dict[str, Seen] = field(default_factory=dict)
    fresh: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def take(self, parts: Iterable[Made]) -> None:
        """Notes what is made."""
        for made in parts:
            self.parts[made.name] = (made.key, made.files)
            self.fresh += made.fresh

    def absorb(self, other: Done) -> None:
        """Notes what was made elsewhere."""
        self.parts.update(other.parts)
        self.seen.update(other.seen)
        self.fresh += other.fresh
        self.problems += other.problems


class Extras(NamedTuple):
    """What is there besides pages, and what takes its time and has still to be made."""

    done: Done
    data: Sequence[Sequence[Part]]
    """Of the tables, what one process makes in turn."""
    search: SearchPlan | None
    missing: Sequence[Problem]
    """Of pictures that are not there."""


def make_extras(
    catalogue: Catalogue,
    config: Config,
    content_dir: Path | None,
    pages: Sequence[AnyPage],
    sets: Sequence[Dataset],
    files: Mapping[str, Path],
    words: Mapping[str, Any],
    editions: Editions,
    keys: Keys,
    tracks: Tracks,
    target: Target,
    slow: bool,
) -> Extras:
    """Of the site all but its pages: a key stands for everything that a part is made from.

    Search and tables are `slow`: they are planned alone, and may be left out.
    """
    done = Done()
    pictures, missing = picture_parts(pages, content_dir, config, keys)
    parts = [
        *asset_parts(files, keys),
        *pictures,
        *feed_parts(
            catalogue, pages, config, keys, [update_channel(catalogue, config, words)], editions,
            lambda name: tracks.key_of(name, FEEDS),
        ),
    ]  # fmt: skip
    done.take(place_parts(target, list(_due(target, parts, done))))
    data: Sequence[Sequence[Part]] = ()
    if sets:
        from sitegen.site.datasets import data_in_turn, data_parts

        data = list(data_in_turn(list(_due(target, data_parts(catalogue, config, sets, keys), done))))
    search = None
    if config.search and slow:
        from sitegen.site.search.keeping import plan_search

        search = plan_search(catalogue, words, editions.other, target, keys)
    return Extras(done, data, search, missing)


def _due(target: Target, parts: Iterable[Part], done: Done) -> Iterator[Part]:
    """The parts that are not there yet; of the others it is noted that they are."""
    for part in parts:
        seen = part.seen if part.seen is not None else target.kept.seen.get(part.name)
        if seen is not None:
            done.seen[part.name] = seen
        files = target.reusable(part.name, part.key)
        if files is None:
            yield part
        else:
            done.parts[part.name] = (part.key, files)
