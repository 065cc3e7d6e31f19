"""Learns what the signs of a person's name weigh, and writes sitegen/data/name_weights.json.

    python -m tests.training.names [--pages N] [--held-out]

Logistic regression on invented stories set in real counties and on the labelled stories that may be looked at, each
of these with the people renamed several times over, so that no name is learned. With --held-out every third template
and the seeds are kept back and scored.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter, defaultdict
from functools import cache
from math import exp, sqrt
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from sitegen.model import Clipping
from sitegen.tagging.gazetteer import load_gazetteer
from sitegen.tagging.mentions import CountyNames, county_names
from sitegen.tagging.people import PeopleSearch
from sitegen.tagging.reading import read_story
from tests.accuracy.invented import invented_pages
from tests.accuracy.pages import labelled_pages
from tests.accuracy.renaming import renamed
from tests.accuracy.scoring import Tally, count
from tests.accuracy.tagging import group

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sitegen.model import Story

OUT = Path(__file__).parents[2] / "sitegen" / "data" / "name_weights.json"
PENALTY, STEPS, RATE = 0.00003, 400, 0.06
RENAMED = 6
FIXED = {"behind_leader": 6.0, "rule": 0.8}
"""Not learned: what is too rare, though beyond doubt, and the share of the score by rules."""
RULE_MIDDLE = 3.0
"""The score by rules that speaks neither for a name nor against it."""
Sample = tuple[dict[str, float], bool]


def stories(pages: int, seed: int) -> Iterator[tuple[str, Story, set[str], str]]:
    """Group, story, its people and its county of everything that may be learned from."""
    for _, split, gold in invented_pages(pages, seed):
        for story, told in zip(split.stories, gold, strict=True):
            yield f"template {told['id']}", story, set(told["people"]), told["county"]
    random = Random(seed)
    seen: set[tuple[str, str]] = set()
    for page in labelled_pages():
        for told in page.gold["stories"]:
            kind = group(page, told)
            if "people" not in told or kind in ("last", "generated") or (kind, told["id"]) in seen:
                continue
            seen.add((kind, told["id"]))
            for _ in range(RENAMED):
                story, people = renamed(told, random)
                yield kind, story, people, told.get("county") or page.gold["county"]


def search_of(story: Story, county: str) -> PeopleSearch:
    """The candidates of one story of a county."""
    reading = read_story(story, Clipping("", ()))
    return PeopleSearch(reading.parts, _names(county).mentions(reading.parts))


@cache
def _names(county: str) -> CountyNames:
    return county_names(load_gazetteer().by_name[county][0])


def fitted(samples: Sequence[Sample]) -> dict[str, float]:
    """Weights of greatest likelihood, kept small by a light penalty; Adam makes the descent quick."""
    signs = sorted({sign for sample, _ in samples for sign in sample} - FIXED.keys())
    number = {sign: place for place, sign in enumerate(signs)}
    same = Counter(
        (tuple(sorted((number[sign], value) for sign, value in sample.items() if sign in number)), right)
        for sample, right in samples
    )
    rows = [(row, right, times / len(samples)) for (row, right), times in same.items()]
    worth, pace, size = ([0.0] * len(signs) for _ in range(3))
    for step in range(1, STEPS + 1):
        slope = [PENALTY * value for value in worth]
        for row, right, share in rows:
            odds = sum(worth[place] * value for place, value in row)
            error = (1 / (1 + exp(-max(-30.0, min(30.0, odds)))) - right) * share
            for place, value in row:
                slope[place] += error * value
        for place, value in enumerate(slope):  # Adam: rare signs learn as quickly as common ones
            pace[place] = 0.9 * pace[place] + 0.1 * value
            size[place] = 0.999 * size[place] + 0.001 * value * value
            worth[place] -= RATE * pace[place] / (1 - 0.9**step) / (sqrt(size[place] / (1 - 0.999**step)) + 1e-9)
    weights = dict(zip(signs, worth, strict=True)) | FIXED
    weights["always"] -= FIXED["rule"] * RULE_MIDDLE
    return {sign: round(value, 3) for sign, value in weights.items()}


def main() -> int:
    """Learns, scores and writes."""
    parser = argparse.ArgumentParser(description=main.__doc__)
    parser.add_argument("--pages", type=int, default=60)
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    options = parser.parse_args()
    learned: list[Sample] = []
    kept: dict[str, list[tuple[PeopleSearch, set[str]]]] = defaultdict(list)
    templates: dict[str, int] = {}
    for kind, story, people, county in stories(options.pages, 1):
        search = search_of(story, county)
        number = templates.setdefault(kind, len(templates)) if kind.startswith("template") else 1
        back = number % 3 == 0 or kind == "seeds"
        if options.held_out and back:
            kept[kind.split()[0]].append((search, people))
            continue
        learned += [(signs, name in people) for name, _, _, _, signs in search.candidates()]
    weights = fitted(learned)
    for kind, searched in kept.items():
        tally = sum(
            (count(people, {item.name for item in search.accepted(weights)}) for search, people in searched), Tally()
        )
        print(kind, tally, round(tally.f1, 4))
        if options.verbose:
            for search, people in searched:
                named = {item.name for item in search.accepted(weights)}
                for name in named ^ people:
                    place = search.whole.find(name)
                    around = search.whole[max(place - 10, 0) : place + 12].replace("\n", " ")
                    print("   ", "extra" if name in named else "missing", name, around)
    if not options.held_out:
        OUT.write_text(json.dumps(weights, indent=1, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
