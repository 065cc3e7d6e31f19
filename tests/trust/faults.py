"""Kills imports, builds, exports and publishing at random instants: `make faults`, or

    python -m tests.trust.faults [--kills 300] [--seed 1]

After each kill public/ is one whole site, the old or the new one, each published page and each exported file is whole,
and the editor's words stand; at the end one more run comes to what a build from nothing comes to. Only a kill while a
publication puts its files in place leaves old pages beside new ones, until it is published again: these are counted.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from sitegen.content.frontmatter import read_story
from tests.site.made import broken_links

EDITED = "编者订正的一句话。"
TEXTS = (
    "云汀镇修好十里灌渠\n本报讯（记者 张三） 近日，云汀镇的十里灌渠修缮完工，渠水流进六个村的麦田。\n",
    "云汀镇修好百里灌渠\n本报讯（记者 张三） 近日，云汀镇的百里灌渠修缮完工，渠水流进九个村的麦田。\n",
)
OTHER = "晴溪乡图书室开进农家院\n本报讯（通讯员 王五） 冬日农闲，晴溪乡的农家院里热闹起来，办起了图书室。\n"
COMMANDS = (("build",), ("import",), ("export", "csv", "--out", "out/a.csv"), ("publish", "../to", "--go"))


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        runs, met, mixed = survive(Path(folder) / "archive", given.kills, random.Random(given.seed))
    each = ", ".join(f"{name} {met[name]} of {runs[name]}" for name in sorted(runs))
    print(f"{met.total()} of {given.kills} runs killed while at work ({each}); nothing lost, nothing half done")
    print(f"{mixed} publications left old pages beside new ones")
    return 0


def survive(root: Path, kills: int, chance: random.Random) -> tuple[Counter[str], Counter[str], int]:
    """Lives through so many kills, or fails with what was found broken; the runs of each command, how many of them the
    kill met at work, and how many publications it left half put in place.
    """
    for name, text in {"sitegen.toml": 'title = "测试"\n', "seeds/a.txt": TEXTS[0], "seeds/b.txt": OTHER}.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, "utf-8")
    (root / "out").mkdir()
    run(root, "build")
    story = next(path for path in (root / "content").rglob("*.md") if "图书室" in path.read_text("utf-8"))
    story.write_text(story.read_text("utf-8") + f"\n{EDITED}\n", "utf-8")
    began = time.monotonic()
    run(root, "build")
    longest = dict.fromkeys(("build", "import", "export"), time.monotonic() - began)
    began = time.monotonic()
    run(root, "publish", "../to", "--go")
    longest["publish"] = time.monotonic() - began
    runs: Counter[str] = Counter()
    met: Counter[str] = Counter()
    mixed = 0
    for number in range(kills):
        (root / "seeds/a.txt").write_text(TEXTS[(number + 1) % 2], "utf-8")
        command = chance.choice(COMMANDS)
        runs[command[0]] += 1
        met[command[0]] += struck(root, command, chance.uniform(0.1, longest[command[0]] * 1.1))
        public = root / "public"
        found = halves(public if public.exists() else root / "public.old")
        assert not found, (f"half a site after kill {number}", found)
        if halves(root.with_name("to")):
            assert command[0] == "publish", f"half a site published by another command at kill {number}"
            mixed += 1
            run(root, "publish", "../to", "--go")
            assert not halves(root.with_name("to")), f"not mended by the next publication after kill {number}"
        for path in root.with_name("to").rglob("*.html"):
            assert path.read_text("utf-8").rstrip().endswith("</html>"), f"half a page published at kill {number}"
        assert EDITED in story.read_text("utf-8"), f"an edit lost at kill {number}"
        for path in (root / "content").rglob("*.md"):
            assert read_story(path.read_bytes(), path.name)[0] is not None, f"{path} after kill {number}"
        table = root / "out" / "a.csv"
        assert not table.exists() or table.read_bytes().endswith(b"\r\n"), f"half a table after kill {number}"
    run(root, "build")
    fresh = root.with_name("fresh")
    for name in ("seeds", "content", "sitegen.toml"):
        (shutil.copytree if (root / name).is_dir() else shutil.copy)(root / name, fresh / name)
    run(fresh, "build")
    assert site(root / "public") == site(fresh / "public"), "another site than one made from nothing"
    run(root, "publish", "../to", "--go")
    assert not halves(root.with_name("to"))
    assert not list((root / "content").rglob("*.tmp"))
    return runs, met, mixed


def struck(root: Path, command: tuple[str, ...], after: float) -> bool:
    """Begins a run and kills it after so many seconds; true where it had not ended by then."""
    process = subprocess.Popen(
        [sys.executable, "-m", "sitegen", *command], cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        process.wait(after)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def run(root: Path, *command: str) -> None:
    """A run to its end, which must be a good one."""
    done = subprocess.run(
        [sys.executable, "-m", "sitegen", *command], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, (command, done.stderr[-2000:])


def halves(folder: Path) -> list[str]:
    """What shows that a site is not of one making: links that lead nowhere, empty files, old words beside new ones."""
    said = {
        word
        for path in (folder / "index.html", *folder.glob("clippings/*/index.html"))  # no withdrawn stories
        for word in ("十里灌渠", "百里灌渠")
        if word in path.read_text("utf-8")
    }
    empty = [
        path.name
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != ".sitegen-new" and not path.stat().st_size
    ]
    return [*broken_links(folder), *empty, *(sorted(said) if len(said) != 1 else [])]


def site(folder: Path) -> str:
    """What stands for every path and byte below a folder."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file() and ".sitegen" not in path.relative_to(folder).parts:
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
