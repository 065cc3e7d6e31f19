"""The order of the steps: clippings are read, split, tagged and carried into content/, which becomes the site."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.config import FILE_NAME
from sitegen.content.store import NOTHING_SEEN
from sitegen.problems import Problem
from sitegen.rebuilding import build_aside, uncollected, with_counties

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from sitegen.config import Config
    from sitegen.content import ImportReport
    from sitegen.content.reloading import Reader
    from sitegen.content.status import Status
    from sitegen.content.store import Found
    from sitegen.inputs import Inputs
    from sitegen.model import Clipping, Split, Tags
    from sitegen.progress import Progress

    Parsed = tuple[Clipping, Split, tuple[Tags, ...]]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import did: of all `clippings` only `parsed` were new or changed."""

    problems: tuple[Problem, ...]
    clippings: int
    parsed: int
    report: ImportReport
    inputs: Inputs | None = None
    """What was looked at, where all of it stayed as it was."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found."""

    problems: tuple[Problem, ...]
    clippings: int
    pages: int
    status: Status


def parse_files(
    paths: Sequence[Path], root: Path, config: Config, progress: Progress
) -> tuple[list[Parsed], list[Problem]]:
    """Each clipping with its stories and their tags; one that cannot be read stops no other."""
    clippings, problems, _ = _read(paths, root, config, progress)
    parsed, found = _understand(clippings, root, config, progress)
    return parsed, problems + found


def import_clippings(
    root: Path, config: Config, progress: Progress, inputs: Inputs | None = None, reader: Reader | None = None
) -> Imported:
    """Carries new and changed clippings of seeds/ into content/, around what editors did there.

    Where nothing that matters to it is another than when it last found nothing to do, it does not begin. `inputs` are
    the files as they are, where somebody has looked at them, and `reader` is reading the stories.
    """
    from sitegen.content.outcome import ImportReport
    from sitegen.fingerprint import program
    from sitegen.inputs import keep_steady, look, steady

    inputs, version = inputs or look(root, config), program()
    before = steady(root, inputs, version)
    if before is not None:
        return Imported(before.problems, before.clippings, 0, ImportReport(), inputs)
    known = cache(reader.ids) if reader else dict
    imported, settled = _import(root, config, progress, known)
    report = imported.report
    if settled and not (imported.parsed or report.created or report.written or report.removed or report.conflicts):
        keep_steady(root, inputs, version, imported.clippings, imported.problems, known())
        return replace(imported, inputs=inputs)
    return imported


def _import(
    root: Path, config: Config, progress: Progress, known: Callable[[], Mapping[str, Found]]
) -> tuple[Imported, bool]:
    """The same, done; and whether all clippings that content/ knows are there, so that nothing hangs on edits.

    `known` tells whose the stories are that somebody has read.
    """
    from sitegen.content import carry
    from sitegen.content.standing import standing
    from sitegen.fingerprint import fingerprint
    from sitegen.site.ownlists import load_readings
    from sitegen.slugs import pinyin_slug

    content = config.content_dir(root)
    paths, digests = find_digests(root, config, progress)
    reader = fingerprint(config, root)
    before = standing(content, digests, reader)
    due = before.due
    wanted = [paths[name] for name in digests if name in due or name in before.faulty]
    clippings, problems, faulty = _read(wanted, root, config, progress)
    parsed, found = _understand([clipping for clipping in clippings if clipping.name in due], root, config, progress)
    slug = partial(pinyin_slug, own=load_readings(root)[0])
    with progress.step("writing the stories"), uncollected():
        report = carry(
            parsed, content, all_clippings=True, present=list(digests), reader=reader, faulty=faulty, slug=slug,
            known=NOTHING_SEEN if due else known(),  # beside a long import an editor may give a story another id
        )  # fmt: skip
    problems += [*found, *report.problems]
    if not paths and not any(content.glob("**/*.md")):
        hint = f"put clippings into {config.seeds}/, each a text file: NAME.txt"
        problems.append(Problem(f"{config.seeds}/", "no clippings here", hint=hint))
    return Imported(tuple(problems), len(paths), len(parsed), report), before.settled


def find_digests(root: Path, config: Config, progress: Progress) -> tuple[dict[str, Path], dict[str, str]]:
    """Where each clipping of seeds/ is, by its name, and the digest of its bytes and its sidecar's."""
    from sitegen.clippings.reading import clipping_digest, find_clippings

    seeds = config.seeds_dir(root)
    paths = {path.relative_to(seeds).as_posix(): path for path in find_clippings(seeds)}
    followed = progress.track(list(paths.items()), "looking for what changed")
    return paths, {name: clipping_digest(path) for name, path in followed}


def check(root: Path, config: Config, progress: Progress) -> Checked:
    """Reads clippings, facts and stories and renders every page, and keeps nothing of it."""
    from tempfile import TemporaryDirectory

    from sitegen.content import load
    from sitegen.content.checking import check_archive
    from sitegen.content.standing import standing, to_import
    from sitegen.content.status import open_conflicts, status
    from sitegen.tagging.gazetteer import load_gazetteer
    from sitegen.tagging.tagger import load_tagger

    paths, digests = find_digests(root, config, progress)
    _, problems, _ = _read(list(paths.values()), root, config, progress)
    content = config.content_dir(root)
    problems += to_import(standing(content, digests), config.seeds)
    with progress.step("checking the stories"):
        archive = with_counties(load(content)[0], config)
        tagger, found = load_tagger(config, root)
        problems += found
        counties = {record.county or config.county for record in archive.records}
        townships: dict[str, set[str]] = {}
        for county in load_gazetteer().counties:
            names = tagger.names(county).townships if county.name in counties else ()
            townships.setdefault(county.name, set()).update(names)
        topics = {name for topic in tagger.topics.topics for name in (topic.name, *topic.aliases)}
        problems += check_archive(archive, content, townships, topics, config.seeds, config.county)
        figures = status(archive, content)
        problems += open_conflicts(figures, config.content)
    with TemporaryDirectory(prefix="sitegen-") as folder:
        pages, found = build_aside(root, config, Path(folder), progress)
    return Checked((*problems, *found), len(paths), pages, figures)


def _read(
    paths: Sequence[Path], root: Path, config: Config, progress: Progress
) -> tuple[list[Clipping], list[Problem], set[str]]:
    """The clippings, what is wrong with any, and the names of those that can be read all the same."""
    from sitegen.clippings.reading import read_clipping

    clippings: list[Clipping] = []
    problems: list[Problem] = []
    faulty: set[str] = set()
    for path in progress.track(paths, "reading the clippings"):
        clipping, found = read_clipping(path, config.seeds_dir(root), config)
        problems += found
        if clipping is not None:
            clippings.append(clipping)
            faulty.update([clipping.name] if found else [])
    return clippings, problems, faulty


def _understand(
    clippings: Sequence[Clipping], root: Path, config: Config, progress: Progress
) -> tuple[list[Parsed], list[Problem]]:
    if not clippings and not any(path.name != FILE_NAME for path in root.glob("*.toml")):
        return [], []  # no facts of its own that something could be wrong with

    from sitegen.clippings.splitting import split
    from sitegen.tagging.tagger import load_tagger

    tagger, problems = load_tagger(config, root)
    parsed: list[Parsed] = []
    for clipping in progress.track(clippings, "finding stories and tags"):
        stories = split(clipping)
        parsed.append((clipping, stories, tagger.tag(clipping, stories)))
    return parsed, problems
