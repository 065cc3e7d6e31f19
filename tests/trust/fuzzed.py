"""The process in which one target is fuzzed: python -m tests.trust.fuzzed TARGET SECONDS RUNS FOLDER."""

from __future__ import annotations

import random
import sys
from pathlib import Path

import atheris

INSTRUMENTED = ["sitegen.clippings", "sitegen.content", "sitegen.tomlplaces"]
LONGEST = 6000
"""Bytes of an input; a page has some 10,000, and a short one breaks as well."""

PATIENCE = 120
"""Seconds by the clock for one input: a machine that does much else must not pass for a program that hangs."""


def main(target: str, seconds: int, runs: int, keep: Path) -> None:
    with atheris.instrument_imports(include=INSTRUMENTED):
        from tests.trust import targets
    corpus = keep / "corpus" / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(targets.starting_points(target)):
        (corpus / f"start-{number}").write_bytes(data[:LONGEST])
    check = targets.TARGETS[target]
    options = [
        *([f"-runs={runs}", "-seed=1"] if runs else [f"-max_total_time={seconds}"]),
        f"-max_len={LONGEST}",
        f"-timeout={PATIENCE}",
        "-rss_limit_mb=2048",
        "-print_final_stats=1",
        f"-artifact_prefix={keep}/{target}-",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], check, custom_mutator=mutated)
    atheris.Fuzz()


def mutated(data: bytes, longest: int, seed: int) -> bytes:
    """Bytes changed as the fuzzer does, or lines moved, doubled, joined and cut, which is what happens to clippings."""
    chance = random.Random(seed)
    if chance.random() < 0.5:
        return bytes(atheris.Mutate(data, longest))
    lines = data.split(b"\n")
    at, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    match chance.randrange(5):
        case 0:
            lines[at], lines[other] = lines[other], lines[at]
        case 1:
            lines.insert(other, lines[at])
        case 2:
            lines[at] += lines[other]
            del lines[other]
        case 3:
            text = lines[at].decode("utf-8", "replace")
            cut = chance.randrange(len(text) + 1)
            lines[at : at + 1] = [text[:cut].encode(), text[cut:].encode()]
        case _:
            text = lines[at].decode("utf-8", "replace")
            cut = chance.randrange(len(text) + 1)
            odd = chance.choice(
                ("\u3000", "\u200b", "\u202e", "\ue000", "\u2028", "\0", "：", "“", "（", "#", "|", "-")
            )
            lines[at] = (text[:cut] + odd + text[cut:]).encode()
    return b"\n".join(lines)[:longest]


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), Path(sys.argv[4]))
