"""The site of an archive: planned, checked, and of all its files those made that are not there already."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, field, replace
from functools import cache, partial
from hashlib import blake2b
from typing import TYPE_CHECKING, Any

from sitegen.content.filed import FiledClippingRecord, clipping_file, fields_of
from sitegen.problems import Problem, has_errors
from sitegen.site.catalogue import make_catalogue
from sitegen.site.enclosures import sized
from sitegen.site.errands import Errands, beside
from sitegen.site.extras import Done, make_extras
from sitegen.site.facts import Facts
from sitegen.site.forking import meanwhile
from sitegen.site.keys import SIZE, Keys
from sitegen.site.labels import load_labels
from sitegen.site.memory import Memory
from sitegen.site.outlines import Outline, outline_from, outline_of
from sitegen.site.output import all_safe, assets, collisions, unsafe
from sitegen.site.pagekeys import page_keys
from sitegen.site.parts import place_parts
from sitegen.site.planning import FIGURED, plan
from sitegen.site.rendering import make_site
from sitegen.site.target import Kept, Target
from sitegen.site.topiclist import load_topics
from sitegen.site.tracks import FEEDS, Tracks
from sitegen.site.traditional.editions import editions_of
from sitegen.site.working import LIKELY, Due, Made, Workshop, keyed, make_pages, touch_up

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    from sitegen.config import Config
    from sitegen.content import Archive
    from sitegen.model import ClippingRecord
    from sitegen.site.catalogue import Catalogue
    from sitegen.site.folders import Stamp
    from sitegen.site.glimpses import Glimpses
    from sitegen.site.headings import Dataset
    from sitegen.site.page import AnyPage
    from sitegen.site.places import Places
    from sitegen.site.topiclist import Topic


PACKAGE = Facts()
LARGE = 1_000
"""Stories for which it is worth to have templates compiled while pages are planned."""
ALONE = 4_000
"""From so many stories on one process alone puts templates together: the other plans pages for as long."""
FETCHED_AGAIN = 20_000
"""Of so many stories the first may be out of memory again when the last are read and pages are made."""
FEW = 200
"""Pages that are planned but once where they have to be looked at, and kept until they are made."""
_SLOW = ("search texts ", "search words", "data ", "story ")
"""How the names of parts begin that take their time in a large archive."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What building a site came to; nothing was written where a problem is an error of two pages on one path."""

    problems: tuple[Problem, ...]
    pages: int = 0
    kept: Kept = field(default_factory=Kept)
    """Of each part the key and the files, so that the next build can leave them."""
    fresh: tuple[str, ...] = ()
    """The files that are new or another than before."""
    put_off: bool = False
    """Slow parts are still those of an earlier build."""


def build_site(
    archive: Archive,
    config: Config,
    theme_dirs: Sequence[Path],
    out: Path | Target,
    content_dir: Path | None = None,
    places: Places | None = None,
    facts: Facts = PACKAGE,
    *,
    jobs: int = 1,
    version: bytes = b"",
    memory: Memory | None = None,
    glimpses: Glimpses | None = None,
    quick: bool = False,
) -> BuildReport:
    """Makes the whole site in `out`, an empty folder, or as much of it as is not in a `Target` already.

    Pictures that stories show are taken from `content_dir`; `places` stands in for the package's gazetteer, and
    `facts` are what the archive itself knows. `version` is that of the program, and goes into every key. `memory` is
    what earlier builds worked out. `glimpses` remembers the pages. A `quick` build leaves slow parts as they are where
    they were made once; `put_off` tells of it.
    """
    target = out if isinstance(out, Target) else Target(str(out))
    memory = memory or Memory()
    topics = load_topics() if facts.topics is None else facts.topics
    catalogued = cache(partial(_catalogue, archive, config, places, topics, facts, memory))
    labels, problems = load_labels(theme_dirs, config.language)
    keys = Keys(version, archive.marks)
    editions = editions_of(config, archive.records, catalogued, facts.wordlist)
    words = editions.words(labels)
    copiers = (editions.other,) if editions.other else ()
    site = make_site(config, theme_dirs, editions)
    own = page_keys(keys, theme_dirs, site, words, copiers)
    workshop = Workshop(site, tuple(theme_dirs), words, own, target, copiers)
    from_nothing = not target.kept.parts and len(archive.records) >= LARGE
    with meanwhile(workshop.compile_likely, jobs if from_nothing else 1) as compiled:
        catalogue = catalogued()
        again = content_dir is not None and len(archive.records) >= FETCHED_AGAIN
        workshop = replace(workshop, headlines=catalogue.headlines, content=str(content_dir) if again else "")
        pages, sets = _planned(catalogue, config, topics, content_dir)
        if from_nothing and jobs > 1:
            _make_entries(catalogue)
            if len(archive.records) < ALONE:
                workshop.compile_likely(LIKELY[::-1])
            compiled()
    files = assets(theme_dirs)
    found, paths = _check(pages, files, target.kept.paths)
    if has_errors(found):
        return BuildReport(tuple(found))
    problems = [*found, *problems]
    if glimpses is not None:
        glimpses.remember(pages, workshop.theme())
    marks = b"".join(
        [
            archive.marks.get(frame.path) or keys.of(catalogue.records[index])
            for index, frame in enumerate(catalogue.frames)
        ]
    )
    ground = keys.of(
        catalogue.key, catalogue.clippings, repr(config), memory.version, catalogue.places, topics, archive.published
    )
    grounds = {
        name: keys.of(ground, look, catalogue.printed.key if name in FIGURED else None)
        for name, look in (*own.looks.items(), (FEEDS, own.every))
    }
    tracks = Tracks(target.kept, grounds, marks)
    if jobs > 1 and not any(map(tracks.same, pages)):
        _make_entries(catalogue)
    done = Done()
    kept = _as_they_were(target) if quick else {}
    extras = cache(
        partial(
            make_extras, catalogue, config, content_dir, pages, () if kept else sets, files, words, editions, keys,
            tracks, target, slow=not kept,
        )
    )  # fmt: skip
    _make_pages(workshop, pages, tracks, jobs, done, extras)
    count = len(done.parts)
    made = extras()
    done.parts.update(kept)
    done.absorb(made.done)
    data = [partial(place_parts, target.writer(), some) for some in made.data]
    if made.search:
        from sitegen.site.search.keeping import make_search

        done.take(make_search(made.search, catalogue, editions.other, target, keys, memory.shelf, jobs, data))
    else:
        with beside([Errands(data, anywhere=False)], jobs) as (some,):
            done.take(itertools.chain.from_iterable(some))
    return BuildReport(
        (*problems, *done.problems, *made.missing),
        count,
        Kept(done.parts, done.seen, marks, grounds, paths),
        tuple(done.fresh),
        put_off=bool(kept),
    )


def _catalogue(
    archive: Archive,
    config: Config,
    places: Places | None,
    topics: Mapping[str, Topic],
    facts: Facts,
    memory: Memory,
) -> Catalogue:
    if places is None:
        counties = {county or config.county for _, county in fields_of(archive.records, "id", "county")}
        places = memory.places(counties - {""}, facts.former)
    catalogue = make_catalogue(
        archive.records,
        archive.clippings,
        places,
        config,
        memory.slug,
        archive.gleanings,
        partial(_outline, archive.gleanings),
        topics,
        memory.person_slug,
    )
    return replace(
        catalogue,
        published=archive.published,
        syllables=memory.syllables,
        recall=memory.recall,
        variants=facts.variants,
        printed=memory.figures.printed(archive),
    )


def _make_entries(catalogue: Catalogue) -> None:
    """Has all entries made here, once, before there are processes of which each would make its own."""
    list(catalogue.entries)


def _planned(
    catalogue: Catalogue, config: Config, topics: Mapping[str, Topic], content_dir: Path | None
) -> tuple[list[AnyPage], Sequence[Dataset]]:
    """All pages of the site, and the data that goes with them."""
    pages = [sized(page, content_dir) for page in plan(catalogue, config, topics)]
    if config.data == "none":
        return pages, ()
    from sitegen.site.datasets import plan_data, with_takes
    from sitegen.site.headings import datasets

    with catalogue.notes.closed():
        sets = datasets(catalogue, config)
    return [*with_takes(pages, sets), *plan_data(catalogue, sets)] if sets else pages, sets


def _as_they_were(target: Target) -> dict[str, tuple[bytes, Mapping[str, Stamp]]]:
    """The slow parts, search and data, as an earlier build made them, under its keys; none where one was touched."""
    kept = {name: part for name, part in target.kept.parts.items() if name == "search" or name.startswith(_SLOW)}
    whole = all(target.reusable(name, key) is not None for name, (key, _) in kept.items())
    return kept if whole else {}


def _outline(gleanings: Mapping[str, tuple[Any, ...]], clipping: ClippingRecord) -> Outline:
    known = gleanings.get(clipping_file(clipping)) if isinstance(clipping, FiledClippingRecord) else None
    return outline_of(clipping) if known is None else outline_from(known)


def _check(pages: Sequence[AnyPage], files: Mapping[str, Path], checked: bytes) -> tuple[list[Problem], bytes]:
    """What is wrong before anything is written: of the stories' own, and of addresses that clash or lead astray.

    And what stands for the addresses where they are all right, as those are for sure that `checked` stands for.
    """
    paths = [*[page.path for page in pages], *[path for page in pages for path, _ in page.files], *files]
    problems = [problem for page in pages for problem in page.problems]
    key = blake2b("\n".join(paths).encode("utf-8", "surrogatepass"), digest_size=SIZE).digest()
    if key == checked:
        return problems, key
    sources = [page.source or page.template for page in pages]
    sources += [*[page.source for page in pages for _ in page.files], *files]
    both = list(zip(paths, sources, strict=True))
    looked_at = () if all_safe(paths) else both
    astray = [Problem(source, f"not a safe address: {path}") for path, source in looked_at if unsafe(path)]
    clashes = collisions(both)
    return [*problems, *astray, *clashes], b"" if astray or clashes else key


def _make_pages(
    workshop: Workshop,
    pages: Sequence[AnyPage],
    tracks: Tracks,
    jobs: int,
    done: Done,
    extras: Callable[[], object],
) -> None:
    """Makes the pages that are not there yet; a template's mistake is noted once, however many pages it spoils.

    Of those that are the same as last time for sure no keys are worked out.
    """
    due: list[Due] = []
    looked_at: list[AnyPage] = []
    target, last = workshop.target, workshop.target.kept
    for page in pages:
        path = page.path
        if path not in last.parts:
            due.append(Due(page))  # of which the key is worked out where it is made
        elif tracks.same(page) and target.untouched(path):
            done.parts[path], done.seen[path] = last.parts[path], last.seen[path]
        else:
            looked_at.append(page)
    every: list[Iterable[Made]] = []
    if len(looked_at) <= FEW:
        every.append(touch_up(workshop, looked_at, jobs))
    else:
        for one in keyed(workshop.keys, looked_at, jobs):
            path = one.page.path
            files = target.reusable(path, one.key)
            if files is None:
                due.append(one)
            else:
                every.append([Made(path, one.key, files, (), None, one.seen)])
    every.append(make_pages(replace(workshop, target=workshop.target.writer()), due, jobs, extras))
    failed: dict[str, Problem] = {}
    for made in itertools.chain.from_iterable(every):
        if made.problem is None:
            done.parts[made.page] = (made.key, made.files)
            done.fresh += made.fresh
            if made.seen is not None:
                done.seen[made.page] = made.seen
        else:
            failed[made.page] = made.problem
    target.drop_folders(failed)
    mistakes = (failed[page.path] for page in pages if page.path in failed)
    done.problems += {(problem.path, problem.line): problem for problem in reversed(list(mistakes))}.values()
