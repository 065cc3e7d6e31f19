"""Quick templates give what slow ones would."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError
from markupsafe import Markup, escape

from sitegen.citations import Written
from sitegen.site.rendering import percent
from sitegen.site.templates import SiteEnvironment, in_html, quoted

CONSTANTS = {"t": {"site": {"skip": "<跳>"}, "nav": {"a": "甲&乙"}, "n": 3, "html": Markup("<b>")}, "zh": Markup("")}


def both(source: str, **values: object) -> set[str]:
    """What a template gives with constants folded, and without."""
    quick = SiteEnvironment(loader=DictLoader({"x": source}), autoescape=True, undefined=StrictUndefined)
    quick.constants = CONSTANTS
    slow = Environment(loader=DictLoader({"x": source}), autoescape=True, undefined=StrictUndefined)
    for environment in (quick, slow):
        environment.globals.update(CONSTANTS)
    return {environment.get_template("x").render(**values) for environment in (quick, slow)}


@given(st.one_of(st.text(), st.integers(), st.none(), st.text().map(Markup), st.floats(), st.booleans()))
def test_a_value_is_escaped_as_the_library_does_it(value: object) -> None:
    assert quoted(value) == str(escape(value))
    assert in_html(str(value)) == str(escape(str.__str__(value) if isinstance(value, str) else str(value)))


@given(st.lists(st.one_of(st.text(), st.sampled_from(["a-b_c.~/", "：", "\r\n", "%", "\ud800"]))))
def test_a_part_of_an_address_is_as_the_library_has_it(pieces: list[str]) -> None:
    text = "".join(pieces)
    assert percent(text) == percent(Written.of(pieces)) == quote(text, errors="replace")


@pytest.mark.parametrize(
    "source",
    [
        "{{ t.site.skip }}{{ t['nav'].a }}{{ t.html }}{{ zh }}{{ t.n + 1 }}",
        "{% for key in ['a'] %}{{ t.nav[key] }}{{ loop.index }}{% endfor %}",
        "{% set t = {'site': {'skip': 'mine'}} %}{{ t.site.skip }}",
        "{% macro m(t) %}{{ t.site }}{% endmacro %}{{ m({'site': '<own>'}) }}",
        "{% macro m(x, y='<d>') %}{{ x }}{{ y }}{% endmacro %}{{ m('<a>') }}{{ m('b', y='c') }}",
        "{% macro m(x) %}{{ x }}{{ caller() }}{% endmacro %}{% call m('<d>') %}<e>{{ word }}{% endcall %}",
        "{% block b %}{% for one in ['<'] %}{{ one }}{{ word }}{% endfor %}{% endblock %}",
        "{{ t.site.skip ~ word }}{{ t.nav.a|upper }}{{ t.nav|length }}",
    ],
)
def test_constants_are_folded_and_nothing_else_is_changed(source: str) -> None:
    assert len(both(source, word="<&\"'>")) == 1


def test_a_word_that_a_theme_lacks_is_still_a_mistake_of_its_line() -> None:
    with pytest.raises(UndefinedError):
        both("{{ t.site.missing }}")
