"""Counts what the letters at a seam say of it, and writes sitegen/data/seams.json.

    python -m tests.training.seams [--generated N]

Sentences of the seeds, the even shared pages and generated stories are cut at random; each end is set beside its own
continuation and beside those of others. The worth of a sign is the logarithm of how much oftener it is seen in the
first case, each count with half a case more.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from math import log
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.clippings import cues
from sitegen.clippings.rows import match_key
from sitegen.clippings.seams import seam_sign

from .roles import held_out, labelled

if TYPE_CHECKING:
    from collections.abc import Iterable

OUT = Path(__file__).parents[2] / "sitegen" / "data" / "seams.json"
_CUTS, _OTHERS, _MARGIN = 5, 4, 8


def paragraphs(generated: int) -> list[str]:
    """The keys of all paragraphs learnt from, each once, in a fixed order."""
    from tests.generator.generate import generate

    documents = [page[2] for kind in ("seeds", "shared") for page in labelled(kind) if not held_out(page[0])]
    documents += [generate("t", 70_000 + number)[1] for number in range(generated)]
    texts = (
        match_key(passage["text"])
        for document in documents
        for story in document["stories"]
        for passage in story["body"]
    )
    return sorted({text for text in texts if len(text) > 4 * _MARGIN})


def cuts(texts: Iterable[str], chance: random.Random) -> list[tuple[str, str]]:
    """Ends and continuations of sentences cut at random."""
    found = []
    for text in texts:
        for _ in range(_CUTS):
            at = chance.randrange(_MARGIN, len(text) - _MARGIN)
            if not cues.ends_sentence(text[:at]) and text[at] not in cues.NEVER_FIRST:
                found.append((text[:at], text[at:]))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generated", type=int, default=200)
    options = parser.parse_args()
    chance = random.Random(1)
    pairs = cuts(paragraphs(options.generated), chance)
    own = Counter(seam_sign(before, after) for before, after in pairs)
    others = Counter(seam_sign(before, chance.choice(pairs)[1]) for before, _ in pairs for _ in range(_OTHERS))
    worth = {
        sign: round(log((own[sign] + 0.5) * _OTHERS / (others[sign] + 0.5)), 2)
        for sign in sorted(own | others)
        if own[sign] + others[sign] >= 10
    }
    note = "Counted by tests/training/seams.py; the worth of each sign in log-odds."
    OUT.write_text(json.dumps({"note": note, "worth": worth}, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for sign in sorted(worth, key=lambda sign: -worth[sign]):
        print(f"{sign:24} {own[sign]:6} {others[sign]:6} {worth[sign]:6.2f}")


if __name__ == "__main__":
    main()
