"""`python -m tests.generator --seed N --count M --kind t --out DIR` writes pages and their gold."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from random import Random

from tests.generator.generate import PREFIX, generate


def main() -> int:
    """Writes NAME.txt and gold/NAME.json for each page."""
    parser = argparse.ArgumentParser(prog="python -m tests.generator", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="number of the first page")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--seeds", type=int, nargs="*", help="numbers of the pages, in place of --seed and --count")
    parser.add_argument("--kind", choices=tuple(PREFIX), default="t")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--labelled-stories", action="store_true", help="mix in stories of the labelled pages")
    options = parser.parse_args()
    (options.out / "gold").mkdir(parents=True, exist_ok=True)
    for seed in options.seeds or range(options.seed, options.seed + options.count):
        text, gold = generate(options.kind, seed, options.labelled_stories)
        name = Path(gold["page"])
        raw, gold["encoding"] = _stored(text, Random(f"file {options.kind} {seed}"))
        (options.out / name).write_bytes(raw)
        written = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
        (options.out / "gold" / name.with_suffix(".json")).write_text(written, encoding="utf-8", newline="")
    return 0


def _stored(text: str, random: Random) -> tuple[bytes, str]:
    """The file's bytes, mostly plain UTF-8, now and then as other programs store it."""
    if random.random() < 0.15:
        text = text.replace("\n", "\r\n")
    encoding = random.choice(("utf-8",) * 20 + ("utf-8-sig", "gb18030", "utf-16"))
    return text.encode(encoding), encoding


if __name__ == "__main__":
    raise SystemExit(main())
