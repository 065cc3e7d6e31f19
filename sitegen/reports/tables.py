"""The coverage as tables: CSV for any program, XLSX with a sheet of stories and a sheet of counts."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from sitegen.export.tables import RISKY

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sitegen.reports.coverage import Coverage, Item

COLUMNS = (
    ("序号", 6),
    ("县（市、区）", 10),
    ("乡镇（街道）", 12),
    ("年", 6),
    ("月", 5),
    ("日期", 12),
    ("标题", 46),
    ("报纸", 14),
    ("版次", 7),
    ("字数", 8),
    ("署名", 18),
    ("主题类别", 22),
    ("图片", 6),
    ("备注", 16),
    ("编号", 28),
)
"""Each with its width in a spreadsheet."""
NUMBERS = frozenset((0, 3, 4, 9, 12))


def rows(coverage: Coverage) -> Iterator[tuple[str | int, ...]]:
    """A row a line of the table; a number that is not known is an empty text."""
    for number, item in enumerate(coverage.items, 1):
        yield (
            number, item.county, item.township or "未分乡镇", item.year or "", item.month or "", item.date, item.title,
            item.paper, item.page, item.words, item.byline, "、".join(item.topics), item.pictures or "", remark(item),
            item.id,
        )  # fmt: skip


def remark(item: Item) -> str:
    """What a reader of the table should know of a story."""
    several = f"涉及{item.townships}个乡镇" if item.townships > 1 else ""
    return "；".join(filter(None, (several, "残篇" if item.lost else "")))


def csv_ledger(coverage: Coverage) -> bytes:
    """UTF-8 with its mark, and no cell that is a formula."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow([name for name, _ in COLUMNS])
    for row in rows(coverage):
        writer.writerow([_harmless(str(value)) for value in row])
    return out.getvalue().encode("utf-8-sig", "replace")


def xlsx_ledger(coverage: Coverage, title: str, when: datetime) -> bytes:
    """A workbook whose bytes follow from the coverage and `when`; needs XlsxWriter."""
    from xlsxwriter import Workbook

    buffer = io.BytesIO()
    book = Workbook(buffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"title": _plain(title), "created": when.replace(tzinfo=None)})
    head = book.add_format({"bold": True, "border": 1, "align": "center", "valign": "vcenter", "bg_color": "#EFEAE2"})
    cell = book.add_format({"border": 1, "valign": "top", "text_wrap": True})
    sheet = book.add_worksheet("台账")
    for at, (name, width) in enumerate(COLUMNS):
        sheet.set_column(at, at, width)
        sheet.write_string(0, at, name, head)
    last = 0
    for last, row in enumerate(rows(coverage), 1):
        for at, value in enumerate(row):
            if isinstance(value, int):
                sheet.write_number(last, at, value, cell)
            else:
                sheet.write_string(last, at, _plain(value), cell)
    sheet.autofilter(0, 0, last, len(COLUMNS) - 1)
    _for_print(sheet, title)
    counts = book.add_worksheet("按月统计")
    for at, name in enumerate(COUNTED):
        counts.set_column(at, at, 12 if at in (1, 2) else 6)
        counts.write_string(0, at, name, head)
    for line, counted in enumerate(count_rows(coverage), 1):
        for at, value in enumerate(counted):
            if isinstance(value, int):
                counts.write_number(line, at, value, cell)
            else:
                counts.write_string(line, at, _plain(value), cell)
    _for_print(counts, title)
    book.close()
    return buffer.getvalue()


COUNTED = ("年", "县（市、区）", "乡镇（街道）", *(f"{month}月" for month in range(1, 13)), "月份不详", "合计")


def count_rows(coverage: Coverage) -> Iterator[tuple[str | int, ...]]:
    """The counts by year and township, and the sum of each year with every story counted once."""
    for year in coverage.years:
        name = year.year or "年份不详"
        for row in year.rows:
            yield (name, row.place[0], row.place[1] or "未分乡镇", *row.months, row.without, row.total)
        yield (name, "", "篇数（每篇计一次）", *year.sums.months, year.sums.without, year.sums.total)


def _for_print(sheet: object, title: str) -> None:
    """A4 across, as wide as the paper, its head on every page."""
    sheet.set_landscape()  # type: ignore[attr-defined]
    sheet.set_paper(9)  # type: ignore[attr-defined]
    sheet.fit_to_pages(1, 0)  # type: ignore[attr-defined]
    sheet.repeat_rows(0)  # type: ignore[attr-defined]
    sheet.freeze_panes(1, 0)  # type: ignore[attr-defined]
    if _plain(title).strip():
        sheet.set_header("&C" + _plain(title).strip().replace("&", "&&")[:100])  # type: ignore[attr-defined]
    sheet.set_footer("&C&P / &N")  # type: ignore[attr-defined]


def _plain(text: str) -> str:
    """A text that XML can hold, in the length that a cell can."""
    return "".join(char for char in text if char >= " " and not 0xD800 <= ord(char) <= 0xDFFF)[:32_000]


def _harmless(text: str) -> str:
    text = text.replace("\0", "")
    return f"'{text}" if text.lstrip(" \n\u3000").startswith(RISKY) else text
