"""The best one-to-one matching of two small sets.

The Hungarian method with potentials (Kuhn 1955; Jonker and Volgenant 1987), in O(n²m). Written here because the
library that has it takes longer to import than a page takes to split, and the sets are a page's dozen titles.
"""

from __future__ import annotations

from math import inf
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence


def best_matching(worth: Sequence[Sequence[float]]) -> list[int]:
    """For each row the column it is matched to, so that the worth is greatest; needs as many columns as rows.

    >>> best_matching([[1, 5, 0], [4, 6, 0]])
    [1, 0]
    """
    rows, columns = len(worth), len(worth[0]) if worth else 0
    if rows > columns:
        raise ValueError("more rows than columns")
    row_price, column_price = [0.0] * (rows + 1), [0.0] * (columns + 1)
    holder = [0] * (columns + 1)
    for row in range(1, rows + 1):
        holder[0], column = row, 0
        least, came, seen = [inf] * (columns + 1), [0] * (columns + 1), [False] * (columns + 1)
        while True:
            seen[column] = True
            held, delta, following = holder[column], inf, 0
            own, price = worth[held - 1], row_price[held]
            for at in range(1, columns + 1):
                if seen[at]:
                    continue
                cost = -own[at - 1] - price - column_price[at]
                if cost < least[at]:
                    least[at], came[at] = cost, column
                if least[at] < delta:
                    delta, following = least[at], at
            for at in range(columns + 1):
                if seen[at]:
                    row_price[holder[at]] += delta
                    column_price[at] -= delta
                else:
                    least[at] -= delta
            column = following
            if holder[column] == 0:
                break
        while column:
            holder[column] = holder[came[column]]
            column = came[column]
    matched = [0] * rows
    for column in range(1, columns + 1):
        if holder[column]:
            matched[holder[column] - 1] = column - 1
    return matched
