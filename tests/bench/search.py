"""What the search costs: `python -m tests.bench.search 1000 10000` prints a table; not run by the tests.

Stories are generated from this repository's seeds, with pairs of characters mixed in that real archives have of names.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import statistics
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sitegen.config import Config
from sitegen.model import Record
from sitegen.site.catalogue import make_catalogue
from sitegen.site.labels import load_labels
from sitegen.site.output import asset, assets, write
from sitegen.site.page import Page as SitePage
from sitegen.site.rendering import make_site, make_theme, render
from sitegen.site.search import build_search
from sitegen.site.search.folding import fold
from sitegen.slugs import pinyin_slug

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from playwright.sync_api import Browser

ROOT = Path(__file__).parents[2]
THEME = ROOT / "themes" / "default"
FIXED = ("岳壁乡", "岳壁鄉", "岳壁", "发展", "2023年", "乡村振兴", "人民群众", "全面发展", "集中供热", "牛肉", "漆",
         "推光漆器", "古城 保护", "发展 -农业", '"全面 推进"', "湃", "，", "县委")  # fmt: skip


def stories(count: int, seed: int = 1) -> Iterator[Record]:
    """Stories of some 1,050 characters: sentences of the seeds, an eighth of their words exchanged for others."""
    chance = random.Random(seed)
    text = "".join(re.sub(r"\s", "", file.read_text("utf-8")) for file in sorted((ROOT / "seeds").glob("*.txt")))
    sentences = [one for one in re.findall(r"[^。！？]+[。！？]", text) if 10 <= len(one) <= 160]
    words = (ROOT / "sitegen/data/words.txt").read_text("utf-8").split("\n")
    lexicon = [line.split()[0] for line in words if line and len(line.split()[0]) in (2, 3)]
    surnames, given = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰"
    towns = [f"{chance.choice(lexicon)[:2]}{kind}" for kind in "镇乡" for _ in range(30)]
    topics = [chance.choice(lexicon) for _ in range(20)]
    for number in range(count):
        paragraphs: list[str] = []
        while sum(len(one) for one in paragraphs) < 1000:
            paragraph = ""
            for _ in range(3):
                sentence = chance.choice(sentences)
                for _ in range(max(1, len(sentence) // 16)):
                    at = chance.randrange(len(sentence))
                    sentence = sentence[:at] + chance.choice(lexicon) + sentence[at + 2 :]
                paragraph += sentence
            paragraphs.append(paragraph)
        person = chance.choice(surnames) + "".join(chance.choice(given) for _ in range(2))
        title = "".join(chance.choice(lexicon) for _ in range(4)) + " " + chance.choice(sentences)[:8]
        yield Record(
            path=f"{number}.md",
            id=f"s-{number}",
            headline=re.sub(r"[^\w ]", "", title),
            body="\n\n".join([*paragraphs, f"{person}说，{chance.choice(towns)}变了样。"]),
            date=f"{chance.randrange(2015, 2026)}-{chance.randrange(1, 13):02}",
            county="甲县",
            townships=(chance.choice(towns),),
            topics=(chance.choice(topics),),
            people=(person,),
        )


def build(records: Sequence[Record], out: Path) -> tuple[dict[str, int], float]:
    """Writes the search of an archive alone; bytes by folder of the index, and seconds of CPU without the writing."""
    labels, _ = load_labels([THEME], "zh-Hans")
    config = Config(title="测试")
    catalogue = make_catalogue(records, (), {}, config, pinyin_slug)
    start = time.process_time()
    files = list(build_search(catalogue, labels))
    seconds = time.process_time() - start
    sizes: dict[str, int] = {"files": len(files)}
    for path, content in files:
        folder = path.removeprefix("search/data/").split("/")[0]
        sizes[folder] = sizes.get(folder, 0) + len(content)
    write(out, files)
    write(out, ((name, asset(file)) for name, file in assets([THEME]).items()))
    totals = {"stories": len(records), "clippings": 0}
    page = SitePage("search/index.html", "search.html", "", {"totals": totals}, section="search")
    content, problem = render(make_theme(make_site(config, [THEME]), [THEME], labels), page)
    assert problem is None, problem
    write(out, [(page.path, content)])
    return sizes, seconds


def query(browser: Browser, out: Path, words: str) -> dict[str, Any]:
    """One query in a browser that knows nothing yet: bytes loaded for it, milliseconds, and what it listed."""
    context = browser.new_context()
    page = context.new_page()
    loaded: list[str] = []
    page.on("request", lambda asked: loaded.append(asked.url))
    page.goto((out / "search/index.html").as_uri())
    page.wait_for_selector("#search[data-state=empty]")
    spent = page.evaluate(
        """async words => {
             const form = document.getElementById("search"), start = performance.now();
             document.getElementById("q").value = words;
             form.requestSubmit();
             while (!["done", "partly", "failed"].includes(form.dataset.state)) {
               await new Promise(done => setTimeout(done, 0));
             }
             return performance.now() - start;
           }""",
        words,
    )
    first = sizes_of(loaded)
    page.wait_for_selector("#search[data-facets]", timeout=30000)
    result = {
        "query": words,
        "ms": spent,
        "bytes": first,
        "with facets": sizes_of(loaded),
        "state": page.locator("#search").get_attribute("data-state"),
        "sum": page.locator("#results .sum").inner_text(),
        "ids": page.evaluate(
            "Array.from(document.querySelectorAll('#results h2 a')).map(a => a.href.split('/').at(-2))"
        ),
    }
    context.close()
    return result


def sizes_of(urls: Any) -> int:
    return sum(Path(url.removeprefix("file://").split("?")[0]).stat().st_size for url in urls if "/data/" in url)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="+", type=int)
    parser.add_argument("--random", type=int, default=40, help="random stretches of text to ask for")
    parser.add_argument("--list", action="store_true", help="print every query")
    given = parser.parse_args()
    from playwright.sync_api import sync_playwright

    for count in given.counts:
        records = [replace(record) for record in stories(count)]
        with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
            out = Path(folder)
            sizes, seconds = build(records, out)
            chance = random.Random(3)
            queries = list(FIXED)
            for length in (2, 3, 4, 6, 8):
                for _ in range(given.random // 5):
                    body = chance.choice(records).body.replace("\n", "")
                    at = chance.randrange(len(body) - length)
                    queries.append(body[at : at + length].strip("-－ "))
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            query(browser, out, "热身")
            found = [query(browser, out, words) for words in queries if words]
            browser.close()
            folded = {record.id: fold(record.headline + "\n" + record.body) for record in records}
            for one in found:
                plain = fold(one["query"])
                if re.fullmatch(r"\w+", one["query"]):
                    tags = {
                        r.id
                        for r in records
                        if any(plain in fold(t) for t in (*r.townships, *r.topics, *r.people, r.county))
                    }
                    truth = {story for story, text in folded.items() if plain in text} | tags
                    one["false"] = len(set(one["ids"]) - truth)
                    one["missed"] = min(10, len(truth)) - len(set(one["ids"]) & truth)
        index = sum(sizes.get(part, 0) for part in ("p", "h", "root", "root.js"))
        wholes = [one["bytes"] for one in found]
        facets = [one["with facets"] for one in found]
        times = [one["ms"] for one in found]
        print(
            json.dumps(
                {
                    "stories": count,
                    "index bytes a story": round(index / count),
                    "texts a story": round(sizes["t"] / count),
                    "facets a story": round(sizes["f"] / count, 1),
                    "completion a story": round(sizes.get("c", 0) / count),
                    "files": sizes["files"],
                    "build ms CPU a story": round(seconds * 1000 / count, 2),
                    "bytes median": statistics.median(wholes),
                    "bytes max": max(wholes),
                    "with facets median": statistics.median(facets),
                    "with facets max": max(facets),
                    "ms median": round(statistics.median(times)),
                    "ms max": round(max(times)),
                    "false hits": sum(one.get("false", 0) for one in found),
                    "of the first ten missed": sum(max(0, one.get("missed", 0)) for one in found),
                },
                ensure_ascii=False,
            )
        )
        if given.list:
            for one in sorted(found, key=lambda one: -one["bytes"]):
                print(f"{one['bytes']:8} {one['with facets']:8} {one['ms']:6.0f} ms  {one['query']}  {one['sum']}")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
