"""A page of a long list links to few others, and to the right ones."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from sitegen.site.page import Pager


@given(st.integers(1, 40).flatmap(lambda count: st.tuples(st.just(count), st.integers(1, count))))
def test_a_page_names_the_first_the_last_and_those_near_it(place: tuple[int, int]) -> None:
    count, number = place
    near = Pager(number, ("",) * count, 1, 1, 1).near
    shown = [one for one in range(1, count + 1) if one in (1, count) or abs(one - number) <= 2]
    assert [one for one in near if one] == shown
    told = [one for one in near if one]
    gaps = sum(after - before > 1 for before, after in pairwise(told))
    assert near.count(0) == gaps <= 2


def test_where_some_are_left_out_it_says_so() -> None:
    assert Pager(5, ("",) * 9, 1, 1, 1).near == (1, 0, 3, 4, 5, 6, 7, 0, 9)
