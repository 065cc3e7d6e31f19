"""Keys are the same for the same values, and for no others."""

from __future__ import annotations

import itertools
from dataclasses import dataclass, replace
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from sitegen.site.addresses import Link
from sitegen.site.dates import When, read_when
from sitegen.site.keys import Keys
from sitegen.site.rendering import percent
from tests.site.made import RECORD


@dataclass(frozen=True, slots=True)
class Thing:
    one: object
    two: object = ""


@dataclass(frozen=True, slots=True)
class Other:
    one: object
    two: object = ""


class Named(NamedTuple):
    one: object
    two: object = ""


PLAIN = st.recursive(
    st.one_of(st.text(max_size=2), st.integers(0, 2), st.booleans(), st.none(), st.sampled_from([0.0, 1.0, b"", b"1"])),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(tuple),
        st.dictionaries(st.text(max_size=2), inner, max_size=2),
        st.builds(Thing, inner, inner),
        st.builds(Named, inner, inner),
    ),
    max_leaves=6,
)


def spelt(value: object) -> object:
    """A value with its kinds, so that two are equal where they are the same in every part."""
    if isinstance(value, (Thing, Named)):
        return (type(value).__name__, spelt(value.one), spelt(value.two))
    if isinstance(value, dict):
        return ("dict", *[(key, spelt(one)) for key, one in value.items()])
    if type(value) is tuple:
        return ("tuple", *map(spelt, value))
    return (type(value).__name__, value)


@given(PLAIN, PLAIN)
def test_values_have_one_key_as_long_as_they_are_the_same(one: object, other: object) -> None:
    assert (Keys().of(one) == Keys().of(other)) == (spelt(one) == spelt(other))


def test_what_looks_alike_is_told_apart() -> None:
    values = (
        1, True, 1.0, "1", b"1", Markup("1"), None, "", (), {}, ("1",), (("1",),), ((("1",),),), {"1": ""}, ("1", ""),
        Thing("1"), Other("1"), Named("1"), Thing(Thing("1")), Thing(("1", "")), ("Thing", ("1", "")), (Thing("1"),),
        (("a", Thing("1")),), (("a", Named("1")),), (("a", ("1", "")),), frozenset("1"), {"1"}, percent,
        Link("1"), When(1), ("()()", b""),
    )  # fmt: skip
    keys = [Keys().of(value) for value in values]
    assert len(set(keys)) == len(values)
    assert Keys().of(1, 2) != Keys().of((1, 2))


def test_the_order_of_a_set_does_not_count_and_that_of_a_mapping_does() -> None:
    assert len({Keys().of(frozenset(some)) for some in itertools.permutations(("甲", "乙", "丙"))}) == 1
    assert Keys().of({"a": 1, "b": 2}) != Keys().of({"b": 2, "a": 1})


def test_a_value_that_is_made_anew_has_its_old_key() -> None:
    """The keys of what stands in many pages are remembered by where it lies in memory."""
    keys = Keys()
    first = keys.of(read_when("2021-03-04", "", "", True))
    read_when.cache_clear()
    assert keys.of(read_when("2021-03-04", "", "", True)) == first
    assert keys.of(read_when("2021-03-05", "", "", True)) != first
    assert keys.of(RECORD) == keys.of(replace(RECORD)) != keys.of(replace(RECORD, body="另"))


def test_the_program_counts_too() -> None:
    assert Keys(b"1").of("a") != Keys(b"2").of("a")


@pytest.mark.parametrize("value", [object(), lambda: 1, (("a", object()),), {"a": object()}, Thing(object())])
def test_what_has_no_key_is_a_mistake_of_the_program(value: object) -> None:
    with pytest.raises(TypeError, match="no key"):
        Keys().of(value)
