"""The role of every row, decided together: the best path through the page.

A linear chain (Collins, EMNLP 2002: averaged perceptron) over the features of each row and the roles of its
neighbours. Its weights are data, learnt by tests/training/roles.py from labelled pages; what each feature is
worth can be read in the file.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING, Final

from . import cues
from .features import features_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from .layout import Layout
    from .rows import Row

ROLES: Final = (
    "start",
    "inside",
    "crosshead",
    "kicker",
    "headline",
    "subhead",
    "caption",
    "byline",
    "banner",
    "credit",
)
"""A paragraph's first row, a later row of it, and what else a row can be."""
TITLES: Final = frozenset(("kicker", "headline", "subhead"))
BODY: Final = frozenset(("start", "inside", "crosshead"))


@dataclass(frozen=True, slots=True)
class RoleWeights:
    """Worth of each feature for each role, and of each pair of neighbouring roles."""

    features: Mapping[str, Sequence[float]]
    pairs: Mapping[str, Sequence[Sequence[float]]]
    """By the gap between the two rows: "tight", "gap" or "any"."""


@lru_cache(maxsize=1)
def role_weights() -> RoleWeights:
    """The weights as shipped."""
    raw = json.loads((files("sitegen") / "data" / "roles.json").read_text(encoding="utf-8"))
    return RoleWeights(raw["features"], raw["pairs"])


def scores_of(found: Iterable[Sequence[str]], weights: RoleWeights) -> list[list[float]]:
    """For each row the worth of each role by its features alone."""
    known = weights.features
    count = len(ROLES)
    rows = []
    for features in found:
        total = [0.0] * count
        for feature in features:
            worth = known.get(feature)
            if worth is not None:
                for at in range(count):
                    total[at] += worth[at]
        rows.append(total)
    return rows


_CERTAIN: Final = 1000.0
_LONGEST_BYLINE: Final = 20.0


def decided_roles(rows: Sequence[Row], layout: Layout) -> tuple[list[str], list[float]]:
    """The role of each row and by how much it beats any other, what is certain beforehand taken as given."""
    weights = role_weights()
    scores = scores_of(features_of(rows, layout), weights)
    for row, score in zip(rows, scores, strict=True):
        if cues.opens_story(row.key):
            score[ROLES.index("start")] += _CERTAIN
        elif not row.key.strip("—―–-…·"):
            score[ROLES.index("inside")] += _CERTAIN
    path, margins = best_path(scores, [row.blanks == 0 for row in rows], weights)
    return [ROLES[role] for role in _mended(rows, path, margins, layout)], margins


_UNSURE: Final = 60.0


def _mended(rows: Sequence[Row], path: list[int], margins: Sequence[float], layout: Layout) -> list[int]:
    """What no row shows by itself.

    A single sentence between two captions is one too. A long row without a byline's form is a caption and no byline.
    A byline cut by the end of its line belongs to the text that it began in. A title set tight below a crosshead,
    with a paragraph after it that opens no story, is the crosshead's second row. A row that fills its column and
    stops in mid-sentence goes on in the row below.
    """
    caption, crosshead = ROLES.index("caption"), ROLES.index("crosshead")
    inside, start, byline = ROLES.index("inside"), ROLES.index("start"), ROLES.index("byline")
    for at in range(1, len(path)):
        row, before = rows[at], rows[at - 1]
        between = path[at - 1] == caption and path[at + 1 : at + 2] == [caption]
        if path[at] == start and between and "。" not in row.key[:-1]:
            path[at] = caption
        if path[at] == byline and row.width > _LONGEST_BYLINE and not cues.BYLINE.match(row.key):
            path[at] = caption
        if ROLES[path[at]] in TITLES and path[at - 1] == crosshead and at + 1 < len(path):
            below = row.blanks < max(1, before.blanks)
            if below and path[at + 1] == start and not cues.opens_story(rows[at + 1].key):
                path[at] = crosshead
        if row.blanks > (1 if layout.double_spaced else 0) or path[at - 1] not in (start, inside):
            continue
        if cues.ends_sentence(before.key) or row.strip != before.strip:
            continue
        signs = path[at] not in (start, inside, crosshead) and cues.TAIL_BYLINE.search(before.text[-30:] + row.text)
        if signs or (path[at] == start and margins[at] < _UNSURE and _stops_short(before, layout, at - 1)):
            path[at] = inside
    return path


def _stops_short(row: Row, layout: Layout, at: int) -> bool:
    """Whether a row reaches the edge of its column without a mark that may end a paragraph."""
    measure = layout.measures[at]
    return bool(measure) and row.width >= measure - 1.6 and row.key[-1:] not in "：:—…；;）)》"


def best_path(
    scores: Sequence[Sequence[float]], tight: Sequence[bool], weights: RoleWeights
) -> tuple[list[int], list[float]]:
    """The roles (as numbers) of the best path, and by how much each beats the best path with another role there.

    `tight[i]` is true where no blank line parts row i from the row before.
    """
    if not scores:
        return [], []
    count = len(ROLES)
    ahead = _sweep(scores, tight, weights)
    back = _sweep_back(scores, tight, weights)
    path, margins = [], []
    for forward, backward in zip(ahead, back, strict=True):
        total = [forward[role] + backward[role] for role in range(count)]
        order = sorted(range(count), key=lambda role: (-total[role], role))
        path.append(order[0])
        margins.append(total[order[0]] - total[order[1]])
    return path, margins


def _pair(tight: bool, weights: RoleWeights) -> Sequence[Sequence[float]]:
    return weights.pairs["tight" if tight else "gap"]


def _sweep(scores: Sequence[Sequence[float]], tight: Sequence[bool], weights: RoleWeights) -> list[list[float]]:
    """Best worth of any path that ends in each role, row by row."""
    count = len(ROLES)
    reached = [list(scores[0])]
    for at in range(1, len(scores)):
        pairs, last, own = _pair(tight[at], weights), reached[-1], scores[at]
        reached.append([own[to] + max(last[of] + pairs[of][to] for of in range(count)) for to in range(count)])
    return reached


def _sweep_back(scores: Sequence[Sequence[float]], tight: Sequence[bool], weights: RoleWeights) -> list[list[float]]:
    """Best worth of any path from each role on, the row itself not counted."""
    count = len(ROLES)
    rest = [[0.0] * count for _ in scores]
    for at in range(len(scores) - 2, -1, -1):
        pairs, after, own = _pair(tight[at + 1], weights), rest[at + 1], scores[at + 1]
        rest[at] = [max(pairs[of][to] + own[to] + after[to] for to in range(count)) for of in range(count)]
    return rest
