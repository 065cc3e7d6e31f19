"""The table of coverage (报道台账) for print: counts by township and month, then every story under its township."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from sitegen.reports.coverage import MONTHS
from sitegen.reports.paper import sheet, text
from sitegen.reports.tables import remark

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sitegen.reports.coverage import Count, Coverage, Item, Year

_STYLE = """\
body { max-width: 76em; }
.scroll { overflow-x: auto; }
h2 { border-bottom: 2px solid #7a2a20; font-size: 1.2em; margin: 1.6em 0 0.5em; }
table { border-collapse: collapse; font-size: 0.86em; line-height: 1.4; width: 100%; }
caption { font-weight: bold; padding: 0.3em 0; text-align: left; }
th, td { border: 1px solid #8b8177; padding: 0.2em 0.4em; text-align: left; vertical-align: top; }
thead th, tfoot th, tfoot td { background: #efeae2; }
td.n, th.n { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
td.none { color: #6b625a; }
td.date { white-space: nowrap; }
.counts { table-layout: fixed; min-width: 52em; }
.counts th:first-child { width: 14%; }
.counts thead th:nth-last-child(2) { width: 7%; }
.stories .title { width: 30%; }
.stories th[scope="rowgroup"] { background: #f7f4ee; border-top: 2px solid #8b8177; }
.counts { margin-top: 1.2em; }
@media print {
  body { font-size: 10.5pt; }
  table { font-size: 9pt; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  tr, .sign { break-inside: avoid; }
  h2, caption, [scope="rowgroup"] { break-after: avoid; }
  .list { break-before: page; }
}
"""
_HEADS = ("序号", "日期", "标题", "报纸", "版次", "字数", "署名", "主题类别", "图片", "备注")


def html_ledger(coverage: Coverage, archive: str, part: str) -> bytes:
    """The file; `archive` is the archive's title, `part` the selection in words."""
    title = f"{archive} 报道台账"
    facts = f"{part + '　' if part else ''}报道 {coverage.stories} 篇　{coverage.words:,} 字"
    several = any(item.townships > 1 for item in coverage.items)
    note = (
        "涉及几个乡镇的报道在各乡镇下各列一次，“篇数”行每篇只计一次。" if several else ""
    ) + "〔　〕内的年份是推定的，这样的报道计入“月份不详”。字数不计标点。"
    parts = [
        '<h2>按乡镇、月份统计</h2>\n<div class="scroll">',
        *map(_counts, coverage.years),
        f'</div>\n<p class="note">{note}</p>',
        '<h2 class="list">报道目录</h2>\n<div class="scroll">',
        _stories(coverage.items),
        '</div>\n<p class="sign"><span>填报人：</span><span>审核人：</span>'
        "<span>日期：　　　　年　　月　　日</span></p>\n",
    ]
    return sheet(title, facts, "\n".join(parts), _STYLE, landscape=True)


def _counts(year: Year) -> str:
    heads = "".join(f'<th scope="col" class="n">{month}月</th>' for month in MONTHS)
    several = len({row.place[0] for row in year.rows}) > 1

    def named(row: Count) -> str:
        return text((row.place[0] if several else "") + (row.place[1] or "未分乡镇"))

    rows = "\n".join(f'<tr><th scope="row">{named(row)}</th>{_numbers(row)}</tr>' for row in year.rows if row.total)
    empty = "、".join(named(row) for row in year.rows if not row.total)
    name = f"{year.year}年" if year.year else "年份不详"
    return (
        f'<table class="counts"><caption>{name}</caption>\n<thead><tr><th scope="col">乡镇（街道）</th>{heads}'
        '<th scope="col" class="n">月份不详</th><th scope="col" class="n">合计</th></tr></thead>\n'
        f'<tbody>\n{rows}\n</tbody>\n<tfoot><tr><th scope="row">篇数</th>{_numbers(year.sums)}</tr></tfoot>\n</table>'
        + (f'<p class="note">{name}没有报道的：{empty}。</p>' if empty and year.year else "")
    )


def _numbers(count: Count) -> str:
    cells = "".join(
        f'<td class="n">{number}</td>' if number else '<td class="n none">·</td>'
        for number in (*count.months, count.without)
    )
    return f'{cells}<td class="n"><b>{count.total}</b></td>'


def _stories(items: Iterable[Item]) -> str:
    """One table, so that its head stands on every page; a row opens each township."""
    heads = "".join(f'<th scope="col"{_class(name)}>{name}</th>' for name in _HEADS)
    groups = []
    number = 0
    for (county, township), group in groupby(items, key=lambda item: (item.county, item.township)):
        found = list(group)
        name = text(" · ".join(filter(None, (county, township or "未分乡镇"))))
        words = sum(item.words for item in found)
        head = f'<tr><th colspan="{len(_HEADS)}" scope="rowgroup">{name}（{len(found)} 篇，{words:,} 字）</th></tr>'
        rows = "\n".join(_row(number + at, item) for at, item in enumerate(found, 1))
        number += len(found)
        groups.append(f"<tbody>\n{head}\n{rows}\n</tbody>")
    return f'<table class="stories">\n<thead><tr>{heads}</tr></thead>\n' + "\n".join(groups) + "\n</table>"


def _class(name: str) -> str:
    return ' class="title"' if name == "标题" else ' class="n"' if name in ("序号", "字数", "图片") else ""


def _row(number: int, item: Item) -> str:
    cells = (
        f'<td class="n">{number}</td>',
        f'<td class="date">{item.date or "不详"}</td>',
        f"<td>{text(item.title or '（无题）')}</td>",
        f"<td>{text(item.paper)}</td>",
        f"<td>{text(item.page)}</td>",
        f'<td class="n">{item.words:,}</td>',
        f"<td>{text(item.byline)}</td>",
        f"<td>{text('、'.join(item.topics))}</td>",
        f'<td class="n">{item.pictures or ""}</td>',
        f"<td>{text(remark(item))}</td>",
    )
    return f"<tr>{''.join(cells)}</tr>"
