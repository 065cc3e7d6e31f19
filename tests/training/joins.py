"""Tries other weights for the joins and prints those that raise the score; a person writes them into weights.py.

    python -m tests.training.joins [--generated N] [--rounds N] [--only NAME …]

One weight at a time is made larger and smaller (coordinate ascent). Scored are the seeds, the even shared pages and
N generated ones; roles are decided once, so that a trial costs only the joining.
"""

from __future__ import annotations

import argparse
import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from sitegen.clippings.splitting import LaidOut, joined, laid_out
from sitegen.clippings.weights import Weights
from sitegen.model import Line
from tests.accuracy.predictors import as_document
from tests.accuracy.scoring import score_page

from .roles import held_out, labelled

if TYPE_CHECKING:
    from collections.abc import Sequence


@dataclass(frozen=True)
class Page:
    name: str
    page: LaidOut
    gold: dict[str, Any]
    worth: float


def prepared(name: str, text: str, gold: dict[str, Any], worth: float) -> Page:
    lines = [Line(number, line) for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1)]
    return Page(name, laid_out(lines), gold, worth)


def score(pages: Sequence[Page], weights: Weights) -> float:
    """Mean over stories of body and titles right, and of how near the body is."""
    total = whole = 0.0
    for page in pages:
        found = score_page(page.gold, as_document(joined(page.name, page.page, weights)))
        count = len(found.stories)
        right = sum(
            2.0 * story.body_right + story.headline + 0.5 * story.kicker + 1.5 * story.body for story in found.stories
        )
        extra = max(0, found.found.offered - count)
        total += page.worth * (right / 5.0 - 0.4 * extra)
        whole += page.worth * count
    return total / whole


_PAGES: list[Page] = []


def _part(task: tuple[int, int, Weights]) -> float:
    part, parts, weights = task
    pages = _PAGES[part::parts]
    return score(pages, weights) * sum(page.worth * len(page.gold["stories"]) for page in pages)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generated", type=int, default=60)
    parser.add_argument("--pdf", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--only", nargs="*", default=[])
    options = parser.parse_args()
    from tests.generator.generate import generate

    for kind in ("seeds", "shared"):
        _PAGES.extend(prepared(*page, 2.0) for page in labelled(kind) if not held_out(page[0]))
    _PAGES.extend(prepared(f"t{n}", *generate("t", 50_000 + n), 0.5) for n in range(options.generated))
    _PAGES.extend(prepared(f"p{n}", *generate("p", 50_000 + n), 0.5) for n in range(options.pdf))
    whole = sum(page.worth * len(page.gold["stories"]) for page in _PAGES)
    weights = Weights()
    with ProcessPoolExecutor(options.jobs) as pool:

        def value(trial: Weights) -> float:
            return sum(pool.map(_part, [(n, options.jobs, trial) for n in range(options.jobs)])) / whole

        best = value(weights)
        print(f"start {best:.4f}", flush=True)
        for _ in range(options.rounds):
            for field in fields(Weights):
                if options.only and field.name not in options.only:
                    continue
                now = getattr(weights, field.name)
                for changed in (now * 0.6, now * 1.5, 0.0):
                    trial = replace(weights, **{field.name: round(changed, 2)})
                    worth = value(trial)
                    if worth > best + 0.0004:
                        best, weights = worth, trial
                        print(f"{field.name} {now} -> {changed:.2f}: {best:.4f}", flush=True)
                        now = changed
    print(weights)


if __name__ == "__main__":
    main()
