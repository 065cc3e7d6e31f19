"""How each seed page would be split had it never been learnt from.

    python -m tests.training.leave_one_out [--generated N] [--pdf N]

For every seed page the roles are learnt anew from the other labelled pages and N generated ones, and the page is
scored with those weights; nothing is written.
"""

from __future__ import annotations

import argparse
import re
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace

import sitegen.clippings.roles as roles_module
from sitegen.clippings.splitting import joined, laid_out
from sitegen.clippings.weights import Weights
from sitegen.model import Line
from tests.accuracy.predictors import as_document
from tests.accuracy.scoring import score_page, summarise

from .roles import Example, example, generated, held_out, labelled, train


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--generated", type=int, default=300)
    parser.add_argument("--pdf", type=int, default=100)
    options = parser.parse_args()
    seeds = list(labelled("seeds"))
    shared = [example(*page) for page in labelled("shared") if not held_out(page[0])]
    wanted = [("t", 1000 + number) for number in range(options.generated)]
    wanted += [("mixed" if number % 4 == 3 else "p", 1000 + number) for number in range(options.pdf)]
    invented: list[Example] = []
    with ProcessPoolExecutor() as pool:
        for found in pool.map(generated, wanted, chunksize=8):
            invented += found
    scores = []
    for name, text, gold in seeds:
        others = [replace(example(*page), name=page[0]) for page in seeds if page[0] != name]
        weights = train([*others * 4, *shared * 2, *invented], epochs=5)
        roles_module.role_weights.cache_clear()
        roles_module.role_weights = lambda weights=weights: weights  # type: ignore[assignment,misc]
        lines = [Line(number, line) for number, line in enumerate(re.split(r"\r\n|\r|\n", text), 1)]
        score = score_page(gold, as_document(joined(name, laid_out(lines), Weights())), text)
        scores.append(score)
        print(name, {key: round(value, 3) for key, value in summarise([score]).items()}, flush=True)
        roles_module.role_weights = _SHIPPED
    print("all", {key: round(value, 4) for key, value in summarise(scores).items()})


_SHIPPED = roles_module.role_weights

if __name__ == "__main__":
    main()
