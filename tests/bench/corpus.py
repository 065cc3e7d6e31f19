"""Any number of newspaper stories, always the same ones, as the story files of this program and of its peers.

    python -m tests.bench.corpus 1000 FOLDER [--dialect sitegen|yaml|pelican|mkdocs] [--people]

A story has some 935 characters in four to eight paragraphs, one to three townships of sixteen, one to three topics of
twenty, and a day. Story n is the same whatever number is asked for.
"""

from __future__ import annotations

import argparse
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Literal

from tests.generator.material import cast, lists, templates, write

if TYPE_CHECKING:
    from collections.abc import Iterator

Dialect = Literal["sitegen", "yaml", "pelican", "mkdocs"]
FIRST_DAY = date(2015, 1, 1)
DAYS = 3650
LETTERS = 935
"""Characters of a story, about."""
PAPERS = ("县报", "市日报", "省日报", "农民报")


@dataclass(frozen=True, slots=True)
class Written:
    """One story, before any dialect."""

    slug: str
    title: str
    day: date
    townships: tuple[str, ...]
    topics: tuple[str, ...]
    people: tuple[str, ...]
    paper: str
    paragraphs: tuple[str, ...]


def stories(count: int) -> Iterator[Written]:
    """The first `count` stories."""
    return map(story, range(count))


def story(number: int) -> Written:
    """Story `number`, from 0."""
    random = Random(f"story {number}")
    pool, headlines, townships, topics = _stock()
    chosen: list[str] = []
    length = 0
    while length < LETTERS - 60 or len(chosen) < 4:
        chosen.append("".join(random.choice(pool) for _ in range(random.randint(2, 5))))
        length += len(chosen[-1])
    names = lists()
    day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    return Written(
        slug=f"s{day:%Y%m%d}-{number:06}",
        title=f"{random.choice(headlines)}（{number}）",
        day=day,
        townships=tuple(random.sample(townships, random.randint(1, 3))),
        topics=tuple(random.sample(topics, random.randint(1, 3))),
        people=tuple(random.choice(names["姓"]) + random.choice(names["名"]) for _ in range(random.randrange(3))),
        paper=random.choice(PAPERS),
        paragraphs=tuple(chosen),
    )


def text(written: Written, dialect: Dialect, people: bool = False) -> str:
    """The story's file as one of the programs wants it."""
    body = "\n\n".join(written.paragraphs) + "\n"
    if dialect == "pelican":
        return (
            f"Title: {written.title}\nDate: {written.day}\nSlug: {written.slug}\nCategory: stories\n"
            f"Authors: {'; '.join(written.townships)}\nTags: {', '.join(written.topics)}\nSource: {written.paper}\n\n"
            f"{body}"
        )
    lines = ["---", f'title: "{written.title}"', f"date: {written.day}"]
    if dialect == "sitegen":
        lines += ["county: 长堰县"]
    lines += [*_listed("townships", written.townships), *_listed("topics", written.topics)]
    if dialect == "mkdocs":
        lines += _listed("tags", (*written.townships, *written.topics))
    if dialect == "sitegen":
        lines += [*(_listed("people", written.people) if people else []), f"id: {written.slug}"]
    else:
        lines += [f"source: {written.paper}", f"slug: {written.slug}"]
    return "\n".join([*lines, "---", "", body])


def write_stories(count: int, folder: Path, dialect: Dialect, people: bool = False) -> None:
    """The files of the first `count` stories, all in one folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for written in stories(count):
        (folder / f"{written.slug}.md").write_text(text(written, dialect, people), encoding="utf-8")


def _listed(key: str, names: tuple[str, ...]) -> list[str]:
    return [f"{key}:", *(f"  - {name}" for name in names)] if names else []


@cache
def _stock() -> tuple[list[str], list[str], list[str], list[str]]:
    """Sentences, headlines, townships and topics to choose from."""
    random = Random("stock")
    sentences: dict[str, None] = {}
    headlines: dict[str, None] = {}
    for _ in range(30):
        day = cast(random)
        for template in templates():
            article = write(template, day)
            headlines[" ".join(article.headline)] = None
            for block in article.body:
                if block.kind == "paragraph":
                    sentences.update(dict.fromkeys(f"{part}。" for part in block.text.split("。") if len(part) > 12))
    places = random.sample(lists()["地名"], 16)
    townships = [place[:2] + random.choice("镇乡") for place in places]
    subjects, fields = ("农业", "教育", "交通", "文化", "医疗"), ("建设", "服务", "改革", "发展")
    titles = [title for title in headlines if not set(title) & set("\"'[]{}:#/\\：")]
    return list(sentences), titles, list(dict.fromkeys(townships)), [one + two for one in subjects for two in fields]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--dialect", choices=("sitegen", "yaml", "pelican", "mkdocs"), default="sitegen")
    parser.add_argument("--people", action="store_true", help="name people, too: a page each")
    options = parser.parse_args()
    write_stories(options.count, options.folder, options.dialect, options.people)


if __name__ == "__main__":
    main()
