"""Writes given_names.txt and name_alikes.txt from the dictionary of the package jieba.

The first holds how much a character is one of given names, the second words that the dictionary takes for names
and that are common enough to be none.

usage: python sitegen/data/build_names.py path/to/dict.txt

Source: dict.txt of jieba 0.42.1 (PyPI), MIT licence, © Sun Junyi. Its three-character names of people are compared
with all its other words, character by character. This script is not part of the installed package.
"""

from __future__ import annotations

import math
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path

HERE = Path(__file__).parent
HEAD = """\
# Characters by how much they belong to given names: the step, from -3 (never) to 3 (hardly anywhere else), then the
# characters. From jieba 0.42.1, MIT licence, (c) Sun Junyi; made by build_names.py.
"""
_HAN = re.compile(r"[\u4e00-\u9fff]+")
SMOOTH = 3.0
# names of people by these are hardly ever foreign ones in Chinese characters, as those by 马 or 罗 often are
SURNAMES = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱郭林何宋郑谢韩唐冯董程曹袁邓许傅沈曾彭吕蒋蔡魏薛叶余潘杜戴夏钟汪田任姜范姚谭廖邹陆郝崔邱侯邵孟段钱汤尹黎贺龚"
)


def steps(dictionary: str) -> dict[int, str]:
    """The characters of each step."""
    given: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for line in dictionary.splitlines():
        word, count, tag = line.split(" ")
        if not _HAN.fullmatch(word):
            continue
        if tag.startswith("nr"):
            if len(word) == 3 and word[0] in SURNAMES and tag != "nrt":
                given.update(word[1:])
        else:
            other.update(dict.fromkeys(word, min(int(count), 2000)))
    share = sum(given.values()) / sum(other.values())
    found: dict[int, list[str]] = defaultdict(list)
    for char in sorted(given | other):
        odds = math.log2((given[char] + SMOOTH) / (other[char] * share + SMOOTH))
        step = max(-3, min(3, round(odds)))
        if step:
            found[step].append(char)
    return {step: "".join(chars) for step, chars in sorted(found.items(), reverse=True)}


ALIKE_CLASSES = (30, 300, 2000)
"""The lowest count of each class of words that look like names, rarest first."""
ALIKE_HEAD = """\
# Words of two characters that look like names, by how common they are, rarest class first.
# From jieba 0.42.1, MIT licence, (c) Sun Junyi; made by build_names.py.
"""


def alikes(dictionary: str) -> list[list[str]]:
    """The words that a dictionary has as names, by how common they are: nobody in a county paper is meant by them."""
    found: list[list[str]] = [[] for _ in ALIKE_CLASSES]
    for line in dictionary.splitlines():
        word, count, tag = line.split(" ")
        rank = sum(int(count) >= lowest for lowest in ALIKE_CLASSES) - 1
        if tag.startswith("nr") and len(word) == 2 and rank >= 0:
            found[rank].append(word)
    return [sorted(words) for words in found]


def main(dictionary: Path) -> None:
    """Writes the file beside this script."""
    text = dictionary.read_text(encoding="utf-8")
    words = "".join(" ".join(listed) + "\n" for listed in alikes(text))
    (HERE / "name_alikes.txt").write_text(ALIKE_HEAD + words, encoding="utf-8", newline="\n")
    rows = [f"{step} {chars}\n" for step, chars in steps(text).items()]
    (HERE / "given_names.txt").write_text(HEAD + "".join(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
