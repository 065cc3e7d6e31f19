"""Stories as rows: JSONL and CSV, each column described once."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sitegen.citations import gbt2025, source_of
from sitegen.content.markdown import to_blocks
from sitegen.model import Imprint, Record

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.content import Archive

BETWEEN = "；"
"""Stands between the items of a list in a cell of a CSV."""
RISKY = "=+-@\t\r＝＋－＠"
"""A cell that begins with one of these would be reckoned as a formula by Excel or WPS."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its kind in the terms of Frictionless, and what it holds."""

    name: str
    kind: str
    title: str
    meaning: str


COLUMNS = (
    Column("id", "string", "编号", "篇目的固定编号，也是网页地址的一部分"),
    Column("headline", "string", "主题", "主标题"),
    Column("kicker", "string", "引题", "主标题上方的标题"),
    Column("subhead", "string", "副题", "主标题下方的标题"),
    Column("date", "string", "日期", "ISO 8601，可只到年或年月；未知则空"),
    Column("date_text", "string", "日期原文", "文中据以定日期的字句"),
    Column("date_basis", "string", "日期依据", "日期从何而来；以“约”起首者为推定"),
    Column("county", "string", "县", "事情所在的县（市、区）"),
    Column("townships", "array", "乡镇", "事情所在的乡镇"),
    Column("mentioned_townships", "array", "提及乡镇", "文中只是提到的乡镇"),
    Column("villages", "array", "村", "村与社区"),
    Column("topics", "array", "主题类别", "主题分类"),
    Column("people", "array", "人物", "姓名，职务写在括号内"),
    Column("organisations", "array", "机构", "机构名称"),
    Column("byline", "string", "署名", "照原件"),
    Column("reporters", "array", "作者", "电头或署名中的记者、通讯员"),
    Column("captions", "array", "图片说明", "照原件"),
    Column("body", "string", "正文", "Markdown；小标题以 ## 起首"),
    Column("text", "string", "纯文字正文", "不带 Markdown 记号的正文，一段一行"),
    Column("paper", "string", "报纸名", "原件所载；未载则空"),
    Column("printed", "string", "出版日期", "报纸的日期，ISO 8601；未载则空"),
    Column("page", "string", "版次", "原件所载；未载则空"),
    Column("clipping", "string", "剪报文件", "所出剪报的文件名；手写的篇目则空"),
    Column("lines", "array", "行", "在剪报中的起止行，从 1 数起，含两端"),
    Column("truncated_head", "boolean", "缺开头", "剪报里缺了开头"),
    Column("truncated_tail", "boolean", "缺结尾", "剪报里缺了结尾"),
    Column("confidence", "number", "可信度", "程序自估全篇切分正确的可能，0 至 1"),
    Column("doubts", "array", "待核", "程序请人核对之处"),
    Column("aliases", "array", "旧编号", "从前的编号"),
    Column("extra", "array", "其他字段", "程序不认识的字段，名与值"),
    Column("path", "string", "文件", "content/ 下的篇目文件"),
    Column("citation", "string", "引文", "GB/T 7714—2025；原件未载者从缺"),
)
DERIVED = frozenset(("text", "paper", "printed", "page", "citation"))
"""Columns that follow from the others, or from the clipping; all others are the record's own fields."""


def rows(archive: Archive) -> Iterable[dict[str, object]]:
    """One row a story, in the archive's order, with a value for every column."""
    imprints = {found.clipping.name: found.clipping.imprint for found in archive.clippings}
    for record in archive.records:
        imprint = imprints.get(record.clipping, Imprint())
        derived = {
            "text": "\n".join(block.text for block in to_blocks(record.body)),
            "paper": imprint.paper,
            "printed": imprint.date,
            "page": imprint.page_number,
            "citation": gbt2025(source_of(record, imprint)),
        }
        own = {column.name: getattr(record, column.name) for column in COLUMNS if column.name not in DERIVED}
        yield {column.name: (own | derived)[column.name] for column in COLUMNS}


def jsonl(archive: Archive) -> bytes:
    """One JSON object a line, in UTF-8."""
    return "".join(
        json.dumps(row, ensure_ascii=False).replace("\u2028", "\\u2028").replace("\u2029", "\\u2029") + "\n"
        for row in rows(archive)
    ).encode("utf-8", "replace")


def records_of(content: bytes) -> tuple[Record, ...]:
    """The records that a JSONL of `jsonl` was made from."""
    lines = content.decode("utf-8").split("\n")
    return tuple(Record(**_fields(json.loads(line))) for line in lines if line)


def _fields(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row's own fields, its lists as the tuples that they were."""
    return {name: _tuple(value) for name, value in row.items() if name not in DERIVED}


def _tuple(value: Any) -> Any:
    return tuple(map(_tuple, value)) if isinstance(value, list) else value


def csv_table(archive: Archive) -> bytes:
    """A CSV that Excel and WPS open by double click: UTF-8 with its mark, and no cell that is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([column.name for column in COLUMNS])
    for row in rows(archive):
        writer.writerow([_cell(value) for value in row.values()])
    return out.getvalue().encode("utf-8-sig", "replace")


def _cell(value: object) -> str:
    if isinstance(value, tuple):
        text = BETWEEN.join("–".join(map(str, item)) if isinstance(item, tuple) else str(item) for item in value)
    elif isinstance(value, bool):
        text = str(value).lower()
    else:
        text = str(value)
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" \n\u3000").startswith(tuple(RISKY)) else text
