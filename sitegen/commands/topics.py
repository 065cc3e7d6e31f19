"""`sitegen topics`: the topics of an archive, and why a story has those it has."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.commands.command import DONE, INPUT_HAS_ERRORS, Archive, Command, open_archive
from sitegen.problems import Problem, has_errors

if TYPE_CHECKING:
    from argparse import ArgumentParser, Namespace
    from collections.abc import Iterator

    from sitegen.content.frontmatter import StoryText
    from sitegen.model import Record
    from sitegen.tagging.reading import PartKind, Reading
    from sitegen.tagging.topics import Topics

_BLOCK = re.compile(r"(?:[^\n]*\S[^\n]*\n?)+")


def arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--explain", metavar="STORY", help="why a story of content/, a file or an id, has its topics")


def run(args: Namespace) -> int:
    archive = open_archive(args)
    if isinstance(archive, int):
        return archive
    from sitegen.tagging.topics import load_topics

    topics, problems = load_topics(archive.root)
    if args.explain is None:
        lines = listed(archive, topics)
    else:
        lines, found = explained(archive, topics, args.explain)
        problems += found
    print("\n".join(lines), end="\n" if lines else "")
    archive.progress.show(problems)
    return INPUT_HAS_ERRORS if has_errors(problems) else DONE


def listed(archive: Archive, topics: Topics) -> list[str]:
    """Each topic with the number of its stories and its definition, then those of stories that the list lacks."""
    from sitegen.content import load

    records = load(archive.config.content_dir(archive.root))[0].records
    counts = Counter(name for record in records for name in dict.fromkeys(record.topics))
    lines = [
        f"{counts.pop(topic.name, 0):>6}  {topic.name} ({topic.key})  {topic.definition}".rstrip()
        for topic in topics.topics
    ]
    return lines + [f"{count:>6}  {name}  not in the list of topics" for name, count in sorted(counts.items())]


def explained(archive: Archive, topics: Topics, wanted: str) -> tuple[list[str], list[Problem]]:
    """Why one story has its topics: every topic with terms in it, the terms with what they weigh and their lines."""
    from sitegen.content import load
    from sitegen.content.frontmatter import read_story

    folder = archive.config.content_dir(archive.root)
    read, _ = load(folder)
    named = {path.resolve() for path in (Path(wanted), archive.root / wanted, folder / wanted)}
    record = next((one for one in read.records if one.id == wanted or (folder / one.path).resolve() in named), None)
    if record is None:
        hint = f"name a file of {archive.config.content}/ that `sitegen check` can read, or the id that stands in it"
        return [], [Problem(wanted, "no story", hint=hint)]
    text, problems = read_story((folder / record.path).read_bytes(), f"{archive.config.content}/{record.path}")
    if text is None:
        return [], problems
    shown = os.path.relpath(folder / record.path, archive.root)
    page = [one for one in read.records if one.clipping == record.clipping != ""]
    beside = (read_story((folder / one.path).read_bytes(), one.path)[0] for one in page)
    readings = [reading_of(one, its) for one, its in zip(page, beside, strict=True) if its]
    lines = topics.explain(reading_of(record, text), readings)
    head = [
        f"{shown}: {record.headline}",
        f"in the file: {'、'.join(record.topics) or 'no topics'}",
        "found in the text as it stands (* counts; a term gives weight × log2(1 + times); lines of this file):",
    ]
    return [*head, *(lines or ["  no term of any topic"])], problems


def reading_of(record: Record, text: StoryText) -> Reading:
    """A story file as the tagger reads it, with the lines of the file."""
    from sitegen.tagging.reading import read_placed

    parts: list[tuple[PartKind, str, int]] = [
        ("kicker", record.kicker, text.line_of("kicker")),
        ("headline", record.headline, text.line_of("title")),
        ("subhead", record.subhead, text.line_of("subhead")),
        *_paragraphs(text),
        *(("caption", caption, text.line_of("captions")) for caption in record.captions),
    ]
    return read_placed(parts)


def _paragraphs(text: StoryText) -> Iterator[tuple[PartKind, str, int]]:
    body = text.body.replace("\r\n", "\n")
    for block in _BLOCK.finditer(body):
        line = text.body_line + body.count("\n", 0, block.start())
        words = block[0].strip()
        yield ("heading" if words.startswith("#") else "paragraph"), words.lstrip("# "), line


COMMAND = Command(
    "topics",
    "list the topics, or say why a story has its own",
    (
        ("sitegen topics", "each topic with its definition and how many stories it has"),
        ('sitegen topics --explain "content/a/01 b.md"', "the words that gave it its topics, with weights and lines"),
    ),
    arguments,
    run,
)
