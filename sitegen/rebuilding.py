"""content/ becomes public/: what is right already is found out, and left as it is."""

from __future__ import annotations

import gc
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from hashlib import blake2b
from importlib import import_module
from typing import TYPE_CHECKING, Any

from sitegen.config import PLACES_FILE
from sitegen.problems import Problem, has_errors

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from sitegen.config import Config
    from sitegen.content import Archive
    from sitegen.content.published import Published
    from sitegen.content.reloading import Reader
    from sitegen.inputs import Inputs
    from sitegen.progress import Progress
    from sitegen.site import BuildReport
    from sitegen.site.facts import Facts
    from sitegen.site.glimpses import Glimpses
    from sitegen.site.memory import Recall
    from sitegen.site.target import Target
    from sitegen.tagging.corrections import Correction

WANTED = ("sitegen.content.loading", "jinja2")
"""What a build that has anything to do imports anyhow, and what takes as long as a look at some thousand files."""
WANTED_NEXT = ("sitegen.site.building", "pypinyin")
"""What a build from nothing imports when the stories are read: names of places want an address, and that is slow."""
READ = "content"
"""The file in which it is kept what stories and clippings held when they were read last."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build did. `swapped`: public/ is the new site; `changed`: and it is another than before."""

    problems: tuple[Problem, ...]
    pages: int = 0
    swapped: bool = False
    changed: bool = False
    put_off: bool = False
    """Slow parts are still those of an earlier build."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Without the collector of circular garbage: it would go over a million values again and again, and find none."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@uncollected()
def build(
    root: Path,
    config: Config,
    progress: Progress,
    imported: Sequence[Problem] = (),
    jobs: int | None = None,
    published: tuple[Published, ...] | None = None,
    glimpses: Glimpses | None = None,
    quick: bool = False,
    inputs: Inputs | None = None,
    reader: Reader | None = None,
) -> Built:
    """Makes public/ from content/ and the themes, aside, and swaps it in where all went well.

    What comes out as it was is left as it is; the site is the same as if all of it had been made afresh. Errors of the
    import before it count too: the last good site stays. Where there is none yet, the site of all that is good is
    better than nothing. `published` are the rows of what readers were given, where not those of content/. For the
    preview `glimpses` remembers the pages, and a `quick` build leaves what is slow for another. `inputs` are what the
    import before it looked at, so that the files are not looked at again, `reader` is what reads them already.
    """
    from sitegen.fingerprint import program
    from sitegen.inputs import STATE, look
    from sitegen.site.folders import keep_trees, read_trees, scan, tree_of
    from sitegen.site.forking import cores, meanwhile
    from sitegen.site.lastbuild import LastBuild, read_last, write_last
    from sitegen.site.lost import WorkerLostError, lost_worker
    from sitegen.site.survey import Survey, survey
    from sitegen.site.target import Target
    from sitegen.swapping import aside_of, open_aside, swap_in

    public = config.public_dir(root)
    aside = aside_of(root, public)
    problems = open_aside(public, aside)
    if problems:
        return Built(tuple(problems))
    version, file, inputs = program(), root / STATE / "lastbuild", inputs or look(root, config)
    # What stands for content/ stands for no other rows than those of content/.
    key, last = b"" if published is not None else inputs.key(version), read_last(file, version)
    trees = root / STATE / "trees"
    try:
        if key and key == last.key and not has_errors(imported) and (glimpses is None or glimpses):
            known = read_trees(trees, version)
            own = tree_of(str(public), known)
            tree = scan(str(public), own) if public.is_dir() else own
            if tree.files() == last.files():
                if tree.folders != own.folders:
                    keep_trees(trees, version, (tree, *(other for other in known if other is not own)))
                return Built(last.problems, last.pages, swapped=True)
        others = jobs or cores() if last.kept.parts else 1
        empty = not any(aside.iterdir())
        look_around = partial(survey, last.files(), public, None if empty else aside, trees, version)
        with meanwhile(lambda: (*look_around(),), others) as told:
            found = cache(lambda: Survey._make(told()))
            standing = public.is_dir() and any(public.iterdir())
            target = Target(str(aside), str(public) if standing else "", last.kept, empty, found)
            report = _build_site(
                root, config, target, progress, jobs=jobs, version=version, inputs=inputs, published=published,
                glimpses=glimpses, quick=quick, reader=reader,
            )  # fmt: skip
            around = found()
        if has_errors([*imported, *report.problems]) and around.standing:
            return Built(report.problems, report.pages)
        now = LastBuild(b"" if report.put_off else key, report.pages, report.problems, report.kept)
        files = now.files()
        if not (report.fresh or around.moved or around.more) and files.keys() == last.files().keys():
            write_last(file, version, now, files)
            return Built(report.problems, report.pages, swapped=True, put_off=report.put_off)
        stamps = target.complete(files, report.fresh)
        left_out = [path for path in (*last.files(), *around.more) if path not in files and not path.endswith("/")]
        problems = swap_in(aside, public)
    except OSError as error:
        return Built((Problem(config.public, f"cannot be written: {error.strerror or error}"),))
    except WorkerLostError:
        return Built((lost_worker(config.public),))
    if not problems:
        write_last(file, version, now, stamps)
    changed = bool(report.fresh or left_out)
    return Built((*report.problems, *problems), report.pages, not problems, changed, report.put_off)


def build_aside(
    root: Path, config: Config, out: Path, progress: Progress, stories: Archive | None = None
) -> tuple[int, list[Problem]]:
    """Makes the site in `out`, an empty folder; the number of its pages, and what is wrong.

    `stories` are those that it is to have, where not all of content/.
    """
    from sitegen.site.lost import WorkerLostError, lost_worker

    try:
        report = _build_site(root, config, out, progress, stories)
    except OSError as error:
        return 0, [Problem(config.public, f"cannot be written: {error.strerror or error}")]
    except WorkerLostError:
        return 0, [lost_worker(config.public)]
    return report.pages, list(report.problems)


def _build_site(
    root: Path,
    config: Config,
    out: Path | Target,
    progress: Progress,
    stories: Archive | None = None,
    jobs: int | None = None,
    version: bytes = b"",
    inputs: Inputs | None = None,
    published: tuple[Published, ...] | None = None,
    glimpses: Glimpses | None = None,
    quick: bool = False,
    reader: Reader | None = None,
) -> BuildReport:
    from sitegen.content import load
    from sitegen.inputs import STATE
    from sitegen.site import build_site
    from sitegen.site.forking import cores, meanwhile
    from sitegen.site.memory import Memory
    from sitegen.site.ownlists import load_readings, load_variants
    from sitegen.site.traditional.wordlist import load_wordlist
    from sitegen.themes import theme_dirs

    jobs = jobs or cores()
    content = config.content_dir(root)
    readings, faults = load_readings(root)
    variants, more = load_variants(root)
    memory, ahead = Memory(own=readings), False
    if inputs:
        ahead = reader is not None
        reader = reader or _reader(root, config, inputs, version, jobs)
        memory = Memory(root / STATE / "memory", version, readings)
    with progress.step("reading the stories"), uncollected():
        archive, found = (stories, []) if stories else load(content, reader)
    archive = with_counties(archive, config, memory.recall)
    if published is not None:
        archive = replace(archive, published=published)
    themes, unknown = theme_dirs(config, root)
    faults += [*more, *load_wordlist(root)[1]]
    facts = replace(_facts(root, memory.recall), variants=variants)
    # Where all stories were read, it takes a while to write that down.
    keep, others = (reader.keep, jobs if ahead else 1) if reader else (lambda: None, 1)
    with progress.step("making the site"), uncollected(), meanwhile(keep, others) as kept:
        report = build_site(
            archive, config, themes, out, content, facts=facts, jobs=jobs, version=version,
            memory=memory, glimpses=glimpses, quick=quick,
        )  # fmt: skip
        kept()
    if reader:
        memory.keep()
    return replace(report, problems=(*found, *unknown, *faults, *report.problems))


def _reader(root: Path, config: Config, inputs: Inputs, version: bytes, jobs: int) -> Reader:
    from sitegen.content.reloading import Gleaning, Reader
    from sitegen.inputs import STATE
    from sitegen.signatures import settled
    from sitegen.site.errands import begun
    from sitegen.site.gists import gleaned
    from sitegen.site.outlines import outlined

    kept = root / STATE / READ
    sure = settled(inputs.content, inputs.began)
    run = partial(begun, jobs=jobs)
    name = config.content_dir(root).name.encode()
    return Reader(kept, version + name, inputs.content, sure, Gleaning(gleaned, outlined), run)


def look_ahead(root: Path, config: Config, jobs: int | None) -> tuple[Inputs, Reader | None]:
    """The files of an archive as they are, and what reads the stories for a build while an import looks whether there
    is anything to do; nothing where a build before it has read them.

    What it reads stands as long as these are the inputs of the build.
    """
    from sitegen.fingerprint import program
    from sitegen.inputs import STATE, Inputs, look
    from sitegen.site.forking import cores, meanwhile

    jobs = jobs or cores()
    with meanwhile(lambda: look(root, config).plain(), jobs) as told:
        for name in WANTED:
            import_module(name)
        inputs = Inputs.of(config, told())
    if jobs == 1 or (root / STATE / READ).exists():
        return inputs, None
    with uncollected():
        reader = _reader(root, config, inputs, program(), jobs)
        reader.begin(config.content_dir(root))
    for name in WANTED_NEXT:  # while others read
        import_module(name)
    return inputs, reader


def with_counties(archive: Archive, config: Config, recall: Recall | None = None) -> Archive:
    """The archive, stories that name townships alone in the county that these show; the files stay as they are.

    Where sitegen.toml names a county, such stories are in that one. `recall` knows what an earlier build found out.
    """
    from sitegen.content.filed import fields_of, with_field

    places = list(fields_of(archive.records, "townships", "county"))
    alone = sorted({townships for townships, county in places if townships and not county})
    if config.county or not alone:
        return archive
    known = tuple(sorted({county for _, county in places} - {""}))
    key = blake2b(repr((known, alone)).encode("utf-8", "surrogatepass")).digest()
    find = partial(_homes, alone, known)
    homes = dict(zip(alone, recall("homes", key, find) if recall else find(), strict=True))
    counties = [county if county else homes.get(townships, "") for townships, county in places]
    return replace(archive, records=with_field(archive.records, "county", counties))


def _homes(alone: Sequence[tuple[str, ...]], known: Sequence[str]) -> tuple[str, ...]:
    """The county of each of these groups of townships."""
    from sitegen.tagging.gazetteer import load_gazetteer
    from sitegen.tagging.homes import county_of

    return tuple([county_of(townships, known, load_gazetteer()) for townships in alone])


def _facts(root: Path, recall: Recall) -> Facts:
    """What the pages say of topics and former townships, with the archive's own; its faults an import has told.

    `recall` knows what an earlier build made of the list of topics.
    """
    from sitegen.site.facts import Facts
    from sitegen.site.topiclist import Topic
    from sitegen.site.traditional.wordlist import load_wordlist

    own = root / "topics.toml"
    told = recall("topics", blake2b(own.read_bytes() if own.is_file() else b"").digest(), partial(_topics, root))
    topics = {topic.name: topic for topic in (Topic(*values) for values in told)}
    former = []
    corrections: Sequence[Correction] = ()
    if (root / PLACES_FILE).is_file():
        from sitegen.tagging.corrections import own_corrections
        from sitegen.tagging.gazetteer import load_gazetteer

        corrections = own_corrections(root, load_gazetteer())[0]
    for county, place in ((own.county, own.place) for own in corrections):
        if place.kind == "former":
            year, _, event = place.note.partition("，") if place.note[:1].isdecimal() else ("", "", place.note)
            former.append({"county": county, "name": place.name, "now": place.now, "year": year, "event": event})
    return Facts(topics, tuple(former), load_wordlist(root)[0])


def _topics(root: Path) -> tuple[tuple[Any, ...], ...]:
    """The list of topics, as plain values of what pages say of each."""
    from sitegen.site.topiclist import TERMS
    from sitegen.tagging.topics import load_topics

    return tuple(
        (topic.name, topic.definition, tuple(term for term, _ in topic.terms[:TERMS]), topic.key, topic.aliases)
        for topic in load_topics(root)[0].topics
    )
