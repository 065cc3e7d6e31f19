"""What building a site costs, beside other generators: `make bench`, or

    python -m tests.bench.sites 1000 10000 --large 100000 --docs docs/performance.md

All programs run in turn in one go; wall time and CPU of a process with its children are the system's own. Each figure
is the least of its runs: what else a machine does only ever adds. Up to 1,000 stories all programs run three times,
beyond that this one and Hugo; of the large size there is one run of these two, and two after an edit. `--brief` leaves
out the search index, the import and the preview. Not run by `make test`.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from tests.bench import results as names
from tests.bench.measuring import cost, least, machine, size
from tests.bench.peers import peers
from tests.bench.previewing import preview
from tests.bench.programs import FULL, LEAN, PLACES, SEARCHED, SITEGEN, Other, Ours
from tests.bench.results import Results, Row, keep
from tests.generator.generate import generate

if TYPE_CHECKING:
    from collections.abc import Sequence

    from tests.bench.measuring import Cost
    from tests.bench.programs import Program

RESULTS = Path(__file__).parent / "results.json"
FEW = 1_000
"""Up to so many stories every program runs as often as any."""
CLIPPINGS = 1_000


class Bench:
    """The runs of one go; programs and tasks are printed as they come."""

    def __init__(self, runs: int, work: Path, results: Path) -> None:
        self.runs = runs
        self.work = work
        self.results = results
        self.facts = machine()
        self.rows: list[Row] = []

    def note(self, program: str, count: int, task: str, runs: Sequence[Cost], out: Path | None = None) -> None:
        found = least(runs)
        files, megabytes = size(out) if out else (0, 0.0)
        row = Row(
            program, count, task, round(found.wall, 3), round(found.cpu, 3), round(found.memory), files, megabytes,
            len(runs), round(os.getloadavg()[0], 1),
        )  # fmt: skip
        self.rows.append(row)
        costs = f"{row.wall:9.2f} s{row.cpu:9.2f} s CPU{row.memory:7.0f} MB"
        print(f"{program:30}{count:8}  {task:28}{costs}{files:8} files{megabytes:9.1f} MB", flush=True)
        keep(self.results, self.rows, self.facts)

    def size(self, count: int, programs: Sequence[Program], runs: int) -> None:
        """All programs at one size: from nothing in turn, then after an edit in turn."""
        for program in programs:
            program.set_up()
        for task in (names.COLD, names.EDIT):
            found: dict[str, list[Cost]] = {program.name: [] for program in programs}
            # The first edit makes the folder in which later ones find the site before the last.
            for turn in range(runs if task == names.COLD else max(2, runs)):
                for program in programs:
                    often = count <= FEW or program.name in (names.OURS, names.HUGO)
                    if turn == 0 or often:
                        once = program.cold() if task == names.COLD else program.edit(turn)
                        found[program.name].append(once)
            for program in programs:
                self.note(program.name, count, task, found[program.name], program.out)
            if task == names.COLD:
                self.unchanged(count, programs)

    def unchanged(self, count: int, programs: Sequence[Program]) -> None:
        for program in programs:
            if isinstance(program, Ours):
                program.build()
                self.note(program.name, count, names.NOTHING, [program.build() for _ in range(self.runs)], program.out)

    def changes(self, count: int, ours: Ours) -> None:
        """What the peers have nothing like."""
        self.note(ours.name, count, names.RENAME, [ours.rename(turn) for turn in range(self.runs)], ours.out)
        self.note(ours.name, count, names.TOUCH, [ours.touch(turn) for turn in range(self.runs)], ours.out)

    def indexed(self, count: int, hugo: Other | None) -> None:
        """With a search: this program's own, and Pagefind's of the pages that Hugo made."""
        for name, settings in ((names.SEARCHED, SEARCHED), (names.FULL, FULL)):
            ours = Ours(name, settings, count, self.work)
            ours.set_up()
            self.note(name, count, names.COLD, [ours.cold() for _ in range(2)], ours.out)
        index = hugo.index() if hugo else None
        if hugo and index:
            self.note(names.PAGEFIND, count, names.INDEX, [index], hugo.out)

    def imported(self) -> None:
        """Clippings split, tagged and carried into content/."""
        root = self.work / "clippings"
        (root / "seeds").mkdir(parents=True)
        (root / "sitegen.toml").write_text('title = "剪报"\n', encoding="utf-8")
        for number in range(CLIPPINGS):
            text, _ = generate("t", number)
            (root / "seeds" / f"{number:04}_page.txt").write_text(text, encoding="utf-8")
        found = cost((*SITEGEN, "import", "-q"), root, PLACES)
        stories = sum(1 for _ in (root / "content").rglob("*.md"))
        self.note(names.OURS, stories, names.IMPORT, [found], root / "content")

    def started(self) -> None:
        self.note(names.OURS, 0, names.HELP, [cost((*SITEGEN, "--help"), self.work, PLACES) for _ in range(5)])

    def previewed(self, count: int, ours: Ours) -> None:
        shown, idle = preview(ours.root, count, self.runs)
        self.note(ours.name, count, names.SHOWN, shown)
        self.note(ours.name, count, names.IDLE, [idle])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("counts", type=int, nargs="*", default=[1_000, 10_000])
    parser.add_argument("--large", type=int, default=0, help="one more size, for this program and Hugo alone")
    parser.add_argument("--tools", type=Path, default=Path("build/peers"), help="where the other programs are")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", nargs="*", help="names of other programs")
    parser.add_argument("--brief", action="store_true", help="building alone: no search, import, preview")
    parser.add_argument("--results", type=Path, default=RESULTS)
    parser.add_argument("--work", type=Path, help="where the sites are made; they are left there")
    parser.add_argument("--docs", type=Path, help="a page whose tables are written anew")
    parser.add_argument("--table", action="store_true", help="measure nothing: print the results as docs have them")
    options = parser.parse_args()
    if options.table:
        results = Results(options.results)
        print(f"{results.goals()}\n\n{results.table()}")
        return
    if options.work:
        options.work.mkdir(parents=True)
        measure(options, options.work)
    else:
        with tempfile.TemporaryDirectory(prefix="sitegen-bench-") as folder:
            measure(options, Path(folder))


def measure(options: argparse.Namespace, work: Path) -> None:
    bench = Bench(options.runs, work, options.results)
    found = [peer for peer in peers(options.tools.resolve()) if not options.only or peer.name in options.only]
    bench.started()
    for count in options.counts:
        ours = Ours(names.OURS, LEAN, count, work)
        others = [Other(peer, count, work) for peer in found]
        bench.size(count, [ours, *others], options.runs)
        bench.changes(count, ours)
        if count == max(options.counts) and not options.brief:
            bench.indexed(count, next((other for other in others if other.name == names.HUGO), None))
            bench.previewed(count, ours)
            bench.imported()
    if options.large:
        large = [Other(peer, options.large, work) for peer in found if peer.name == names.HUGO]
        bench.runs = 1
        bench.size(options.large, [Ours(names.OURS, LEAN, options.large, work), *large], 1)
    if options.docs:
        Results(options.results).into(options.docs)


if __name__ == "__main__":
    main()
