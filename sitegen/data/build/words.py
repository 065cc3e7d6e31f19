"""Makes words.txt, the splitter's word list, from the dictionary of the package jieba.

Source: dict.txt of jieba 0.42.1 (PyPI), MIT licence, © Sun Junyi. Kept are words of two to four ideographs with a
count of at least 30, in four classes by count; proper names of people are left out. Run it so:

    python sitegen/data/build/words.py path/to/dict.txt sitegen/data/words.txt
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

CLASSES = (30, 300, 2000, 10000)
"""The lowest count of each class, rarest first."""
_HAN_WORD = re.compile(r"[\u4e00-\u9fff]{2,4}")


def classes(dictionary: str) -> list[list[str]]:
    """The words of each class, sorted."""
    found: list[list[str]] = [[] for _ in CLASSES]
    for line in dictionary.splitlines():
        word, count, tag = line.split(" ")
        if tag.startswith("nr") or not _HAN_WORD.fullmatch(word):
            continue
        rank = sum(int(count) >= lowest for lowest in CLASSES) - 1
        if rank >= 0:
            found[rank].append(word)
    return [sorted(words) for words in found]


def main() -> None:
    source, target = map(Path, sys.argv[1:3])
    head = "# Words by how common they are, rarest class first. From jieba 0.42.1, MIT licence, (c) Sun Junyi.\n"
    body = "".join(" ".join(words) + "\n" for words in classes(source.read_text(encoding="utf-8")))
    target.write_text(head + body, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
