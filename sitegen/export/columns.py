"""The tables of an archive and their columns, each described once for every format that has it."""

from __future__ import annotations

from dataclasses import dataclass

BETWEEN = "；"
"""Stands between the items of a list in a cell of a CSV."""


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its name, its kind in the terms of Frictionless, and what it holds."""

    name: str
    kind: str
    title: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what a row is, its columns, and the columns that tell one row from another."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ()
    refers: tuple[tuple[str, str, str], ...] = ()
    """Column, table and column there: what a row belongs to."""


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
    Column("mentioned_villages", "array", "提及的村", "文中只是提到的村与社区"),
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
DERIVED = frozenset(("text", "paper", "printed", "page", "citation", "url"))
"""Columns that follow from the others, or from the clipping; all others are the record's own fields."""
STORIES = Table("stories", "篇目", COLUMNS, ("id",))
_STORY = Column("story", "string", "篇目编号", "见 stories 表的 id")
_OF_STORY = (("story", "stories", "id"),)
PLACES = Table(
    "places",
    "地名",
    (
        _STORY,
        Column("name", "string", "地名", "乡镇、村或社区的名称"),
        Column(
            "kind",
            "string",
            "类别",
            "township 所在乡镇，mentioned 只是提到的乡镇，village 村与社区，mentioned_village 只是提到的村",
        ),
        Column("county", "string", "县", "所在的县（市、区）"),
        Column("code", "string", "区划代码", "GB/T 2260 及其扩充，九位；村与查不到者空"),
    ),
    ("story", "kind", "name"),
    _OF_STORY,
)
TOPICS = Table(
    "topics",
    "主题分类",
    (_STORY, Column("name", "string", "主题", "主题分类的名称")),
    ("story", "name"),
    _OF_STORY,
)
PEOPLE = Table(
    "people",
    "人物",
    (
        _STORY,
        Column("number", "integer", "序号", "在该篇中的次序"),
        Column("name", "string", "姓名", "同名者不必是同一人"),
        Column("post", "string", "职务", "照原文；未载则空"),
    ),
    ("story", "number"),
    _OF_STORY,
)
ORGANISATIONS = Table(
    "organisations",
    "机构",
    (_STORY, Column("name", "string", "机构", "照原文")),
    ("story", "name"),
    _OF_STORY,
)
REPORTERS = Table(
    "reporters",
    "作者",
    (_STORY, Column("name", "string", "姓名", "电头或署名中的记者、通讯员")),
    ("story", "name"),
    _OF_STORY,
)
FIGURES = Table(
    "figures",
    "数字",
    (
        _STORY,
        Column("number", "integer", "序号", "在该篇中的次序"),
        Column("words", "string", "原文", "文中的写法"),
        Column("low", "number", "下限", "数值；万、亿已折算。不是范围者与上限相同"),
        Column("high", "number", "上限", "数值；万、亿已折算"),
        Column("unit", "string", "单位", "照原文"),
        Column("measures", "string", "指标", "所量之事物"),
        Column("place", "string", "地点", "所在的地方，知道才有"),
        Column("sentence", "string", "原句", "所在的句子"),
        Column("line", "integer", "行", "在剪报中的行；未知则空"),
    ),
    ("story", "number"),
    _OF_STORY,
)
CLIPPINGS = Table(
    "clippings",
    "剪报",
    (
        Column("name", "string", "文件名", "剪报的文件名"),
        Column("paper", "string", "报纸名", "原件所载；未载则空"),
        Column("printed", "string", "出版日期", "ISO 8601；未载则空"),
        Column("page", "string", "版次", "原件所载；未载则空"),
        Column("page_name", "string", "版名", "原件所载；未载则空"),
        Column("county", "string", "县", "剪报所附资料所载；未载则空"),
        Column("url", "string", "网址", "原件在网上的地址；没有则空"),
        Column("lines", "integer", "行数", "剪报的行数，空行在内"),
        Column("encoding", "string", "编码", "剪报文件的文字编码"),
        Column("digest", "string", "校验值", "剪报文件及其附件的 SHA-256"),
    ),
    ("name",),
)
LINES = Table(
    "lines",
    "剪报各行",
    (
        Column("clipping", "string", "剪报文件", "见 clippings 表的 name"),
        Column("number", "integer", "行", "从 1 数起"),
        Column("text", "string", "原文", "照原件，一字不改"),
        Column("story", "string", "篇目编号", "程序归入的篇目；不属任何一篇则空"),
        Column(
            "role",
            "string",
            "用途",
            "title 标题，body 正文，heading 小标题，caption 图片说明，byline 署名，banner 版面或栏目题，"
            "credit 供稿说明，orphan_headline 无文之题，duplicate 重印，noise 杂字；空行则空",
        ),
    ),
    ("clipping", "number"),
    (("clipping", "clippings", "name"),),
)
TABLES = (STORIES, PLACES, TOPICS, PEOPLE, ORGANISATIONS, REPORTERS, FIGURES, CLIPPINGS, LINES)
"""All of them, each after those that it refers to."""
WHOLE_CLIPPINGS = Table(
    "clippings",
    "剪报全文",
    (
        Column("name", "string", "文件名", "剪报的文件名"),
        Column("encoding", "string", "编码", "剪报文件的文字编码"),
        Column("encoding_reason", "string", "编码依据", "为何认定是这种编码"),
        Column("digest", "string", "校验值", "剪报文件及其附件的 SHA-256"),
        Column("imprint", "object", "出处", "报纸名、日期、版次等，知道才有"),
        Column("lines", "array", "各行", "剪报原文，一行一项"),
        Column("stories", "array", "篇目", "程序切分出的各篇，每段带行号；id 指向篇目"),
        Column("other", "array", "其他", "不属任何一篇的文字，带用途与行号"),
    ),
    ("name",),
)
"""A clipping a line, as content/clippings/ keeps it: what an import needs beside the stories."""
_PICTURE = (
    Column("path", "string", "文件", "content/ 下的图片文件，篇目的正文以此为准"),
    Column("bytes", "integer", "大小", "字节数"),
    Column("sha256", "string", "校验值", "图片的 SHA-256"),
)
PICTURES = Table(
    "pictures", "图片", (*_PICTURE, Column("base64", "string", "内容", "图片本身，以 Base64 写出")), ("path",)
)
"""A picture a line, as a whole."""
PICTURES_HERE = Table(
    "pictures", "图片", (_PICTURE[0], Column("file", "string", "所在", "从本文件起的路径")), ("path",)
)
"""A picture a line, by where it stands in the site."""
