"""A made-up archive whose stories hold whatever a book could stumble over."""

from __future__ import annotations

import base64
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from sitegen.config import Config
from sitegen.content import Archive
from sitegen.export.book import AS_IT_IS, make_book
from sitegen.model import Clipping, ClippingRecord, Imprint, Record, Split

if TYPE_CHECKING:
    from sitegen.export.book import Book, Script

WHEN = datetime(2024, 5, 1, tzinfo=UTC)
CONFIG = Config(title="云汀 <剪报> & 档案", description="一县旧报 & 新闻。")
PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
BODY = """\
渠水**来了**，见[夜校](../手写/夜校.md)、[网页](https://example.org/a?b=1&c=2)和[没有的](nowhere.md)。[^1]

## 小标题 <b>&</b>

![现场](图.png "图为现场。")

![丢了的](无.jpg)

行内 ![小图](图.png) 也有。

| 村 | 亩 |
|---|--:|
| 石汀 | 20 |

> 引语

- 一
- 二\x02

```
<code>
```

[^1]: 注。
"""
LONG = Record(
    "云汀县/a/灌渠.md",
    "guan-qu",
    "修好“十里”灌渠 & <麦田>",
    BODY,
    kicker="云汀镇",
    subhead="副题",
    date="2024-01-12",
    county="云汀县",
    townships=("云汀镇",),
    mentioned_townships=("卧石乡",),
    villages=("石汀村",),
    byline="（许青禾）",
    captions=("图为麦田 & 渠。",),
    clipping="a.txt",
    lines=((1, 3), (5, 5)),
)
SCHOOL = Record(
    "云汀县/手写/夜校.md",
    "ye-xiao",
    "",
    "夜校开课。[^1]\n\n[^1]: 又一注。\n",
    date="2021",
    date_basis="约2021年：同版",
    county="云汀县",
    townships=("卧石乡",),
    truncated_head=True,
    truncated_tail=True,
)
BARE = Record("b.md", "b", "无日期")
CLIPPING = ClippingRecord(
    Clipping("a.txt", (), Imprint(paper="云汀日报", date="2024-01-12", page_number="3")), Split("a.txt", ())
)
ARCHIVE = Archive((LONG, SCHOOL, BARE), (CLIPPING,))


def book(
    archive: Archive = ARCHIVE, part: str = "云汀镇", address: str = "{}.xhtml", script: Script = AS_IT_IS
) -> Book:
    """The book of an archive."""
    return make_book(archive, CONFIG, part, WHEN, {"云汀县/a/图.png": PIXEL}.get, address, script)
