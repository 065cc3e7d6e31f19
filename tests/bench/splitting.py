"""What splitting costs: start-up, CPU a page, memory, and growth with the length of a file.

    python -m tests.bench.splitting [--pages N]

CPU seconds of one process; pages are the seeds, the labelled pages and generated ones, growth is that of the seeds
printed again and again in one file. Not run by `make test`.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import time
from typing import TYPE_CHECKING

from sitegen.model import Clipping, Line

if TYPE_CHECKING:
    from collections.abc import Sequence

_START = """
import time
begun = time.process_time()
from sitegen.clippings.splitting import split
from sitegen.model import Clipping, Line
split(Clipping("x.txt", (Line(1, "本报讯 近日，某县某镇的农民抢抓农时，翻地整畦。"),)))
print(time.process_time() - begun)
"""


def start_up() -> float:
    """CPU seconds from import to the first story, weights and words loaded; the median of five processes."""
    runs = [
        subprocess.run([sys.executable, "-c", _START], capture_output=True, text=True, check=True) for _ in range(5)
    ]
    return statistics.median(float(run.stdout) for run in runs)


def cost(lines: Sequence[str]) -> float:
    """CPU seconds of splitting these lines once."""
    from sitegen.clippings.splitting import split

    clipping = Clipping("page.txt", tuple(Line(number, line) for number, line in enumerate(lines, 1)))
    begun = time.process_time()
    split(clipping)
    return time.process_time() - begun


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=60, help="generated pages besides the labelled ones")
    options = parser.parse_args()
    from tests.accuracy.pages import labelled_pages
    from tests.generator.generate import generate

    print(f"start-up: {start_up():.2f} s")
    seeds = [page.text.splitlines() for page in labelled_pages() if page.kind == "seeds"]
    labelled = [page.text.splitlines() for page in labelled_pages() if page.kind != "seeds"]
    generated = [generate("t", 70_000 + number)[0].splitlines() for number in range(options.pages)]
    for name, pages in (("seeds", seeds), ("labelled", labelled), ("generated", generated)):
        costs = sorted(cost(page) * 1000 for page in pages)
        last = costs[min(len(costs) - 1, int(0.99 * len(costs)))]
        print(f"{name}: {len(costs)} pages, median {statistics.median(costs):.0f} ms, p99 {last:.0f} ms")
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")
    whole = [line for page in seeds for line in page]
    for times in (1, 2, 4, 8, 16):
        taken = cost(whole * times)
        print(
            f"{len(whole) * times} lines in one file: {taken:.2f} s, {taken / times / len(whole) * 1e6:.0f} µs a line"
        )


if __name__ == "__main__":
    main()
