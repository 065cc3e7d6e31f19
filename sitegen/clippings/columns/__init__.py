"""Pages whose lines hold cells of several columns, read column by column.

lines ──grids──▶ tokens in place ──printing──▶ cells ──strips──▶ strips ──blocks──▶ prose and titles ──boxes──▶ order
"""

from .unfolding import Cell, has_columns, unfold

__all__ = ["Cell", "has_columns", "unfold"]
