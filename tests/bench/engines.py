"""This search beside Pagefind and MiniSearch, on the same stories and queries; not run by the tests.

    python -m tests.bench.engines 1000 --minisearch node_modules/minisearch/dist/umd/index.js

prints a table for docs/search.md. Pagefind (`pip install "pagefind[extended]"`, the edition that segments Chinese) is
asked from a web server, since it cannot be asked from the disk; MiniSearch has its index whole in the page. What is
right is told by a plain scan of the stories' texts.
"""

from __future__ import annotations

import argparse
import gzip
import html
import json
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.site.search.folding import fold
from tests.bench.search import build, query, stories
from tests.site.searching import ask

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from playwright.sync_api import Browser, Request

    from sitegen.model import Record

WORDS = (
    "岳壁乡",
    "岳壁鄉",
    "岳壁",
    "发展",
    "2023年",
    "乡村振兴",
    "人民群众",
    "全面发展",
    "集中供热",
    "牛肉",
    "漆",
    "推光漆器",
    "湃",
    "县委",
)
FIRST = 10
"""So many hits are shown with their texts."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of one query: the stories, all there are, and what it cost until the first ten could be shown."""

    found: frozenset[str]
    bytes: int
    ms: float


@dataclass(frozen=True, slots=True)
class Engine:
    name: str
    build: float
    """Seconds of CPU."""
    size: int
    """Bytes of index and texts on the disk."""
    answers: Sequence[Answer]


class Quiet(SimpleHTTPRequestHandler):
    """Serves a folder and says nothing of it."""

    def log_message(self, *_: object) -> None:
        pass


def ours(browser: Browser, records: Sequence[Record], queries: Sequence[str], folder: Path) -> Engine:
    """From the disk, each query in a browser that knows nothing yet."""
    _, seconds = build(records, folder)
    query(browser, folder, "热身")
    page = browser.new_page()
    lists = ask(page, folder, queries)
    page.close()
    answers = []
    for words, ids in zip(queries, lists, strict=True):
        one = query(browser, folder, words)
        answers.append(Answer(frozenset(ids), one["bytes"] + scripts(folder), one["ms"]))
    size = sum(file.stat().st_size for file in (folder / "search/data").rglob("*.js"))
    return Engine("sitegen", seconds, size, answers)


def scripts(folder: Path) -> int:
    """The bytes of the scripts that search, which others count too."""
    return sum(file.stat().st_size for file in (folder / "assets").glob("search*.js"))


def pagefind(browser: Browser, records: Sequence[Record], queries: Sequence[str], folder: Path) -> Engine:
    """Its extended edition, which segments Chinese, with the stories as plain pages."""
    for record in records:
        text = "".join(f"<p>{html.escape(part)}</p>" for part in (*record.body.split("\n\n"), *tags(record)))
        (folder / f"{record.id}.html").write_text(
            f'<!DOCTYPE html><html lang="zh"><title>{record.id}</title><body><h1>{html.escape(record.headline)}</h1>'
            f"{text}</body></html>",
            "utf-8",
        )
    before = times()
    subprocess.run([sys.executable, "-m", "pagefind", "--site", str(folder)], check=True, capture_output=True)
    seconds = times() - before
    index = folder / "pagefind"
    urls = {}
    for file in index.glob("fragment/*.pf_fragment"):
        data = gzip.decompress(file.read_bytes()).removeprefix(b"pagefind_dcd")
        urls[file.stem] = json.loads(data)["url"].strip("/").removesuffix(".html")
    answers = []
    with serving(folder) as address:
        for words in queries:
            context = browser.new_context()
            page = context.new_page()
            loaded: list[str] = []
            page.on("request", partial(_note, loaded))
            page.goto(f"{address}s-0.html")
            loaded.clear()
            spent, ids = page.evaluate(
                """async ([address, words, first]) => {
                     const start = performance.now();
                     const engine = await import(address + "pagefind/pagefind.js");
                     const found = await engine.search(words);
                     await Promise.all(found.results.slice(0, first).map(one => one.data()));
                     return [performance.now() - start, found.results.map(one => one.id)];
                   }""",
                [address, words, FIRST],
            )
            context.close()
            files = (folder / url.removeprefix(address).split("?")[0] for url in loaded if url.startswith(address))
            cost = sum(file.stat().st_size for file in files if file.is_file())
            answers.append(Answer(frozenset(urls[one] for one in ids), cost, spent))
    size = sum(file.stat().st_size for file in index.rglob("*") if file.is_file())
    return Engine("Pagefind, extended", seconds, size, answers)


BIGRAMS = """text => {
  const out = [];
  for (const run of text.toLowerCase().match(/[\\p{L}\\p{N}]+/gu) || []) {
    const chars = Array.from(run);
    if (chars.length === 1) { out.push(run); }
    for (let at = 0; at + 1 < chars.length; at++) { out.push(chars[at] + chars[at + 1]); }
  }
  return out;
}"""


def minisearch(
    browser: Browser, records: Sequence[Record], queries: Sequence[str], script: Path, tokenize: str
) -> Engine:
    """All words wanted; the whole index is loaded before the first query."""
    page = browser.new_page()
    page.add_script_tag(path=str(script))
    documents = [
        {"id": record.id, "title": record.headline, "text": record.body + "\n" + "\n".join(tags(record))}
        for record in records
    ]
    options = f"{{fields: ['title', 'text'], {f'tokenize: {tokenize}' if tokenize else ''}}}"
    seconds, size, load = page.evaluate(
        f"""documents => {{
             let start = performance.now();
             const made = new MiniSearch({options});
             made.addAll(documents);
             window.json = JSON.stringify(made);
             const built = performance.now() - start;
             start = performance.now();
             window.engine = MiniSearch.loadJSON(window.json, {options});
             return [built / 1000, new TextEncoder().encode(window.json).length, performance.now() - start];
           }}""",
        documents,
    )
    whole = size + script.stat().st_size
    answers = []
    for words in queries:
        spent, ids = page.evaluate(
            """words => {
                 const start = performance.now();
                 const found = window.engine.search(words, { combineWith: "AND" }).map(one => one.id);
                 return [performance.now() - start, found];
               }""",
            words,
        )
        answers.append(Answer(frozenset(ids), whole, load + spent))
    page.close()
    return Engine(f"MiniSearch, {'pairs of characters' if tokenize else 'as it comes'}", seconds, size, answers)


def _note(loaded: list[str], asked: Request) -> None:
    loaded.append(asked.url)


def tags(record: Record) -> tuple[str, ...]:
    return (record.county, *record.townships, *record.topics, *record.people)


def times() -> float:
    """CPU of this process's children."""
    import resource

    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


def asked(records: Sequence[Record], count: int) -> list[str]:
    """The fixed words, and stretches of letters from the texts."""
    chance = random.Random(5)
    found = list(WORDS)
    while len(found) < len(WORDS) + count:
        body = chance.choice(records).body
        length = chance.choice((2, 3, 4, 6))
        at = chance.randrange(len(body) - length)
        if body[at : at + length].isalnum():
            found.append(body[at : at + length])
    return found


def row(engine: Engine, truth: Sequence[frozenset[str]], count: int) -> str:
    """A row of the table. Recall is the mean over queries that have something to find, precision over answered ones."""
    pairs = list(zip(engine.answers, truth, strict=True))
    recalls = [len(one.found & right) / len(right) for one, right in pairs if right]
    precisions = [len(one.found & right) / len(one.found) for one, right in pairs if one.found]
    whole = sum(one.found == right for one, right in pairs)
    spent = [one.bytes / 1000 for one in engine.answers]
    ms = [one.ms for one in engine.answers]
    cells = (
        f"{statistics.mean(recalls):.1%}",
        f"{statistics.mean(precisions):.1%}",
        f"{whole} of {len(pairs)}",
        f"{statistics.median(spent):,.0f} / {max(spent):,.0f}",
        f"{statistics.median(ms):,.0f} / {max(ms):,.0f}",
        f"{engine.size / count / 1000:.1f}",
        f"{engine.build * 1000 / count:.1f}",
    )
    return f"| {engine.name} | {' | '.join(cells)} |"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("--random", type=int, default=36, help="random stretches of text to ask for")
    parser.add_argument("--minisearch", type=Path, help="its UMD file; without it is left out")
    parser.add_argument("--no-pagefind", action="store_true")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    records = list(stories(given.count))
    queries = asked(records, given.random)
    texts = {
        record.id: "\n".join(map(fold, (record.headline, *record.body.split("\n\n"), *tags(record))))
        for record in records
    }
    truth = [frozenset(one for one, text in texts.items() if fold(words) in text) for words in queries]
    runs: list[Callable[[Browser, Path], Engine]] = [lambda browser, folder: ours(browser, records, queries, folder)]
    if not given.no_pagefind:
        runs.append(lambda browser, folder: pagefind(browser, records, queries, folder))
    if given.minisearch:
        runs.append(lambda browser, _: minisearch(browser, records, queries, given.minisearch, BIGRAMS))
        runs.append(lambda browser, _: minisearch(browser, records, queries, given.minisearch, ""))
    print(f"{given.count} stories, {len(queries)} queries")
    print("| | recall | precision | all right | KB a query | ms a query | KB a story | ms CPU a story |")
    print("|---|---|---|---|---|---|---|---|")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for run in runs:
            with tempfile.TemporaryDirectory() as folder:
                began = time.monotonic()
                print(row(run(browser, Path(folder)), truth, given.count), flush=True)
                print(f"{time.monotonic() - began:.0f} s", file=sys.stderr)
        browser.close()


if __name__ == "__main__":
    main()
