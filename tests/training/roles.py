"""Learns the weights of the row roles from labelled pages and writes sitegen/data/roles.json.

    python -m tests.training.roles [--generated N] [--epochs N]

Averaged perceptron (Collins 2002) over whole pages. Pages: the generator's (any number, seeded), the shared pages
with even numbers; the odd ones and those of tests/pages/generated are never learnt from.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.clippings.features import features_of
from sitegen.clippings.layout import layout_of
from sitegen.clippings.roles import ROLES, RoleWeights, best_path, scores_of
from sitegen.clippings.rows import rows_of
from sitegen.model import Line

from .labels import gold_roles

if TYPE_CHECKING:
    from collections.abc import Iterable

ROOT = Path(__file__).parents[2]
COUNT = len(ROLES)


@dataclass(frozen=True)
class Example:
    name: str
    features: list[list[str]]
    tight: list[bool]
    gold: list[int | None]
    texts: list[str]


def example(name: str, text: str, document: dict[str, Any]) -> Example:
    lines = [Line(number, line) for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1)]
    rows = [row for row in rows_of(lines) if row.text]
    layout = layout_of(rows)
    return Example(
        name,
        list(features_of(rows, layout)),
        [row.blanks == 0 for row in rows],
        gold_roles(rows, document),
        [row.text for row in rows],
    )


def decode(raw: bytes) -> str:
    for encoding in ("utf-8-sig", "gb18030", "utf-16"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise ValueError("page in an unknown encoding")


def labelled(kind: str) -> Iterable[tuple[str, str, dict[str, Any]]]:
    """(name, text, gold) of the labelled pages of one folder below tests/pages."""
    folder = ROOT / "seeds" if kind == "seeds" else ROOT / "tests" / "pages" / kind
    for path in sorted((ROOT / "tests" / "pages" / "gold" / kind).glob("*.json")):
        page = folder / (path.stem + ".txt")
        document = json.loads(path.read_text(encoding="utf-8"))
        if page.exists() and "stories" in document:
            yield path.stem, decode(page.read_bytes()), document


def held_out(name: str) -> bool:
    """True for the shared pages with odd numbers, kept for the last look."""
    number = re.match(r"[tp](\d+)", name)
    return bool(number) and int(number.group(1)) % 2 == 1


def train(examples: list[Example], epochs: int, seed: int = 7) -> RoleWeights:
    features: dict[str, list[float]] = defaultdict(lambda: [0.0] * COUNT)
    sums: dict[str, list[float]] = defaultdict(lambda: [0.0] * COUNT)
    pairs = {gap: [[0.0] * COUNT for _ in range(COUNT)] for gap in ("tight", "gap")}
    pair_sums = {gap: [[0.0] * COUNT for _ in range(COUNT)] for gap in ("tight", "gap")}
    order, step = list(examples), 1
    shuffler = random.Random(seed)
    for epoch in range(epochs):
        shuffler.shuffle(order)
        wrong = total = 0
        for page in order:
            weights = RoleWeights(features, pairs)
            path, _ = best_path(scores_of(page.features, weights), page.tight, weights)
            for at, (guess, gold) in enumerate(zip(path, page.gold, strict=True)):
                if gold is None:
                    continue
                total += 1
                if guess != gold:
                    wrong += 1
                    for feature in page.features[at]:
                        features[feature][gold] += 1
                        features[feature][guess] -= 1
                        sums[feature][gold] += step
                        sums[feature][guess] -= step
                if at and page.gold[at - 1] is not None and (guess, path[at - 1]) != (gold, page.gold[at - 1]):
                    gap = "tight" if page.tight[at] else "gap"
                    pairs[gap][page.gold[at - 1]][gold] += 1
                    pairs[gap][path[at - 1]][guess] -= 1
                    pair_sums[gap][page.gold[at - 1]][gold] += step
                    pair_sums[gap][path[at - 1]][guess] -= step
            step += 1
        print(f"epoch {epoch + 1}: {wrong} of {total} rows wrong", file=sys.stderr, flush=True)
    averaged = {
        feature: [round(worth[at] - sums[feature][at] / step, 2) for at in range(COUNT)]
        for feature, worth in features.items()
    }
    kept = {feature: worth for feature, worth in sorted(averaged.items()) if max(map(abs, worth)) >= 0.05}
    averaged_pairs = {
        gap: [[round(pairs[gap][a][b] - pair_sums[gap][a][b] / step, 2) for b in range(COUNT)] for a in range(COUNT)]
        for gap in pairs
    }
    return RoleWeights(kept, averaged_pairs)


def errors(examples: Iterable[Example], weights: RoleWeights, show: bool) -> tuple[int, int]:
    wrong = total = 0
    for page in examples:
        path, _ = best_path(scores_of(page.features, weights), page.tight, weights)
        for at, (guess, gold) in enumerate(zip(path, page.gold, strict=True)):
            if gold is None:
                continue
            total += 1
            if guess != gold:
                wrong += 1
                if show:
                    print(f"{page.name}: gold {ROLES[gold]:9} guess {ROLES[guess]:9} {page.texts[at][:40]}")
    return wrong, total


def generated(page: tuple[str, int]) -> list[Example]:
    """A generated page, and sometimes a piece of it: clippings of one story are as common as whole pages."""
    from tests.generator.generate import generate  # wants the PDF tools, which reading weights does not

    kind, seed = page
    text, gold = generate(kind, seed)
    found = [example(f"{kind}{seed}", text, gold)]
    chance = random.Random(seed)
    if kind == "t" and chance.random() < 0.5:
        lines = text.split("\n")
        first = chance.randrange(len(lines))
        piece = "\n".join(lines[first : first + chance.randrange(6, 50)])
        found.append(example(f"piece{seed}", piece, gold))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generated", type=int, default=700)
    parser.add_argument("--pdf", type=int, default=150, help="generated pages out of PDFs, one in four mixed")
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--all", action="store_true", help="learn from the held-out half too")
    options = parser.parse_args()
    pages = [example(*page) for kind in ("seeds", "shared") for page in labelled(kind)]
    learnt = [page for page in pages if options.all or not held_out(page.name)]
    learnt = [page for page in learnt for _ in range(2 if page.name[0] in "tp" else 4)]  # real ones count more
    wanted = [("t", 1000 + number) for number in range(options.generated)]
    wanted += [("mixed" if number % 4 == 3 else "p", 1000 + number) for number in range(options.pdf)]
    with ProcessPoolExecutor() as pool:
        for found in pool.map(generated, wanted, chunksize=8):
            learnt += found
    weights = train(learnt, options.epochs)
    for title, group in (
        ("learnt", [p for p in pages if not held_out(p.name)]),
        ("held out", [p for p in pages if held_out(p.name)]),
    ):
        wrong, total = errors(group, weights, options.show)
        print(f"{title}: {wrong} of {total} rows wrong ({wrong / max(1, total):.2%})")
    out = ROOT / "sitegen" / "data" / "roles.json"
    rows = ",\n".join(
        f"{json.dumps(name, ensure_ascii=False)}: {json.dumps(worth)}" for name, worth in weights.features.items()
    )
    out.write_text(
        '{"note": "Learnt by tests/training/roles.py from labelled and generated pages; roles in the order '
        + " ".join(ROLES)
        + f'",\n"pairs": {json.dumps(weights.pairs)},\n"features": {{\n{rows}\n}}}}\n',
        encoding="utf-8",
        newline="\n",
    )


if __name__ == "__main__":
    main()
