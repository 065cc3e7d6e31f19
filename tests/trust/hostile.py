"""An archive in which every field attacks: what a stranger could send in by a pull request or a shared folder."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from tests.conftest import ArchiveFolder

AWAY = "http://attack.invalid"
"""No request may go there, nor anywhere else."""
ATTACKS = (
    "<script>window.pwned=1</script>",
    f"<img src={AWAY}/i onerror=window.pwned=2>",
    "\"'><svg onload=window.pwned=3>",
    "</script><script>window.pwned=4</script>",
    "</title></style></textarea></noscript><b onmouseover=window.pwned=5>",
    "]]><script xmlns='http://www.w3.org/1999/xhtml'>window.pwned=6</script>",
    "--><script>window.pwned=7</script><!--",
    "甲\u2028window.pwned=8\u2029//",
    "\\\";window.pwned=9;//",
    "${window.pwned=10}`{{ 7*7 }}{% raw %}",
    "&lt;script&gt;window.pwned=11&lt;/script&gt;&#60;script&#62;",
    "\u202e双向\u2066隔离\u200b零宽\u200d\ufeff私用\ue000\U000f0000",
    "=HYPERLINK(\"http://attack.invalid\",\"甲\")",
    "+1+cmd|'/C calc'!A0",
    "@SUM(1+1)",
    "'); DROP TABLE stories;--",
    "../../../../etc/passwd",
    "javascript:window.pwned=12",
    "\ufffe\uffff控制",
    "e\u0301 ni\u0308 合成",
)  # fmt: skip
ESCAPED_ONLY = ("\x00零\x08\x1b[31m\x7f\x85", "\ud800孤\udfff立")
"""What no UTF-8 file can hold as it is, but an escape in YAML or JSON can."""
LISTS = (
    *("townships", "mentioned_townships", "villages", "mentioned_villages", "topics", "people", "organisations"),
    *("reporters", "captions", "doubts", "aliases"),
)
TEXTS = (
    *("title", "kicker", "subhead", "date", "date_text", "date_basis", "county", "byline", "clipping", "lines"),
    *("confidence", "id"),
)
BODY = f"""\
<script>window.pwned=20</script> <img src={AWAY}/b onerror=window.pwned=21> <!-- x --> <?php x ?> <![CDATA[ x ]]>

[点](javascript:window.pwned=22) [点](JaVa\tScRiPt:window.pwned=23) [点](data:text/html,<script>window.pwned=24</script>)
[点](vbscript:x) [点](file:///etc/passwd) <javascript:window.pwned=25> [点](http://[) [点](//[::1)
[x]: javascript:window.pwned=26
[点][x] ![图]({AWAY}/picture.png) ![图](//attack.invalid/p.png) ![图](../../../../../../../etc/passwd.png)

![图](/etc/hostname.png) ![图](..%2f..%2f..%2fout.png) ![图](out.png) ![图](%00.png) ![图](a\\..\\b.png) ![" onerror="window.pwned=27](x.png "\\" onload=\\"window.pwned=28")

![画](evil.svg) ![画](evil.SVG) ![页](evil.html) ![大图](bomb.png) ![图](<"><img src=x onerror=window.pwned=29>.png>)

## </h2><script>window.pwned=30</script>

| <b>甲</b> | `</code><script>window.pwned=31</script>` |
|---|---|
| a | [^1] |

[^1]: <script>window.pwned=32</script>

```"><script>window.pwned=33</script>
</pre><script>window.pwned=34</script>
```
"""
BOMB = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x01\x86\xa0\x00\x01\x86\xa0\x08\x06\x00\x00\x00\x00\x00\x00\x00"
    + b"x" * 9
)
"""A picture of 100,000 by 100,000 by what its head says: 40 GB, were it ever unpacked."""


def make_hostile(archive: ArchiveFolder) -> None:
    """Fills an archive with attacks: one story of each for all fields at once, and names and pictures besides."""
    first = ATTACKS[2]
    archive.write(
        "sitegen.toml",
        f"title = {_toml(ATTACKS[0] + ATTACKS[7])}\nshort_title = {_toml(first)}\nseal = \"<b>&\"\n"
        f"description = {_toml(''.join(ATTACKS[:6]))}\nbase_url = \"https://example.org/\"\ncounty = {_toml(first)}\n"
        'edit_url = "https://example.org/\\"><script>window.pwned=40</script>/"\npage_size = 5\n'
        "[traditional]\nserved = \"edition\"\n",
    )  # fmt: skip
    # Each page more is time; what is told apart by its first character alone stands alone.
    together = ("".join(ATTACKS[:5]), "".join(ATTACKS[5:12]), *ATTACKS[12:17], "".join(ATTACKS[17:]))
    for number, attack in enumerate((*together, *ESCAPED_ONLY), 1):
        archive.write(
            f"content/手写/{number}.md",
            _story(dict.fromkeys(TEXTS, attack), attack, BODY if number < 3 else attack),
        )
    archive.write("content/手写/bomb.png", BOMB)
    archive.write("content/手写/x.png", BOMB)
    for name in ("evil.svg", "evil.SVG", "evil.html"):
        archive.write(
            f"content/手写/{name}",
            "<svg xmlns='http://www.w3.org/2000/svg' onload='window.pwned=35'><script>1</script></svg>",
        )
    archive.write('content/手写/"><img src=x onerror=window.pwned=29>.png', BOMB)
    archive.write("content/手写/" + first.replace("/", "∕") + ".md", _story({}, first, "正文。"))
    page = [
        line
        for attack in ATTACKS
        for line in (attack.replace("\u2028", " "), f"本报讯（记者 {attack}） 近日，{attack}。", "")
    ]
    for number, name in enumerate(NAMES):
        archive.write(
            f"seeds/{name}.txt",
            "\n".join([*(page if number == 10 else page[3:5]), f"第{number}件"]).replace("\u2029", " "),
        )
        archive.write(
            f"seeds/{name}.toml",
            "".join(f"{key} = {_toml(ATTACKS[number % len(ATTACKS)])}\n" for key in ("paper", "page_name", "county"))
            + 'url = "javascript:window.pwned=41"\n',
        )
    link_out(archive.root)


NAMES = (
    *("CON", "nul", "aux.", "尾点.", "空格 ", "-rf", "..甲", "a\\..\\b", "%2e%2e%2f", "=1+1", "<b onclick=x>", "\"'&"),
    *("e\u0301", "\u202etxt.甲", "甲\n乙", "超长" * 38),
)
"""What a file may be called on this system and trouble another."""


def link_out(root: Path) -> None:
    """Links that lead out of the archive, to a file beside it that is nobody's business."""
    secret = root.parent / "secret"
    secret.mkdir(exist_ok=True)
    (secret / "out.png").write_bytes(b"SECRET" + BOMB)
    (secret / "story.md").write_text("---\ntitle: SECRET\n---\nSECRET\n", "utf-8")
    (secret / "page.txt").write_text("SECRET\n本报讯 SECRET\n", "utf-8")
    (secret / "page.toml").write_text('paper = "SECRET"\n', "utf-8")
    (secret / "page.json").write_text(json.dumps({"name": "SECRET"}), "utf-8")
    for place, target in {
        "content/手写/out.png": "out.png",
        "content/手写/linked.md": "story.md",
        "content/linked": "",
        "content/clippings/linked.json": "page.json",
        "seeds/linked.txt": "page.txt",
        "seeds/linked": "",
        "seeds/CON2.toml": "page.toml",
    }.items():
        (root / place).parent.mkdir(parents=True, exist_ok=True)
        (root / place).symlink_to(secret / target)
    (root / "seeds" / "CON2.txt").write_text("标题\n本报讯 正文。\n", "utf-8")
    (root / "seeds" / "circle").symlink_to(root / "seeds")
    os.mkfifo(root / "content" / "手写" / "pipe.md")
    os.mkfifo(root / "seeds" / "pipe.txt")
    with open(os.fsencode(root / "seeds") + b"/\xff\xfe\x80.txt", "wb") as file:  # noqa: PTH123
        file.write("不是 UTF-8 的文件名\n本报讯 正文。\n".encode())


def _toml(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _story(texts: dict[str, str], attack: str, body: str) -> bytes:
    head = [f"{name}: {json.dumps(text)}" for name, text in texts.items()]
    head += [f"{name}:\n  - {json.dumps(attack)}\n  - {json.dumps('云汀镇' + attack)}" for name in LISTS[::3]]
    head += [f"{name}: {json.dumps(attack)}" for name in LISTS if name not in LISTS[::3]]
    head += [f"{json.dumps('unknown' + attack)}: {json.dumps(attack)}"]
    return "\n".join(["---", *head, "---", "", body]).encode("utf-8", "ignore")
