"""Templates put together in one piece give what the library makes of them one by one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jinja2 import DictLoader, Environment, StrictUndefined, UndefinedError

from sitegen.site import working
from sitegen.site.filling import fill
from sitegen.site.labels import load_labels
from sitegen.site.rendering import Theme, make_site, make_theme
from sitegen.site.scoping import free_names
from sitegen.site.templates import SiteEnvironment
from tests.site.made import CONFIG, DEFAULT, THEMES, build

if TYPE_CHECKING:
    from pathlib import Path

CONSTANTS = {"t": {"nav": {"a": "甲&乙", "b": "<丙>"}, "close": "", "styles": ("<a>", "b"), "none": ()}}
BASE = """{% import "parts" as ui with context %}<title>{% block title %}{{ heading }}{% endblock %}</title>
{% for key in ["a", "b"] %}<a href="{{ root }}{{ key }}"{% if key == "a" %} first{% endif %}>{{ t.nav[key] }}</a>
{% endfor %}{% block main %}nothing{% endblock %}{{ ui.foot(word) }}"""
PARTS = """{% macro foot(text, mark="*") %}{{ mark }}{{ text }}
{%- for word in words %}{{ link(word, last=loop.last) }}{% endfor %}
{%- endmacro %}
{% macro link(word, last=false) %}<a href="{{ root }}{{ word }}">{{ word }}</a>{% if not last %}, {% endif %}
{%- endmacro %}
{% macro each(names) %}{% for name in names %}{{ again(link, name) }}{% endfor %}{% endmacro %}"""


def page(main: str = "", heading: str = "1", above: str = "base") -> str:
    blocks = "{% block main %}" + main + "{% endblock %}" if main else ""
    return "{% extends '" + above + "' %}{% set heading = " + heading + " %}" + blocks


PAGES = {
    "plain": "{{ word }}{% if t.close %}closed{% elif word %}open{% else %}none{% endif %}",
    "one block": page("{{ ui.link(word) }}", 'word ~ "!"'),
    "no block": "{% extends 'base' %}{% set heading %}<b>{{ word }}</b>{% endset %}",
    "block in block": page("a{% block inner %}b{% endblock %}"),
    "two above": "{% extends 'block in block' %}{% block inner %}{{ super() }}c{% endblock %}"
    "{% block title %}{{ super() }}d{% endblock %}",
    "an include": page("{% for one in words %}{% include 'piece' %}{% endfor %}"),
    "own names": page("{% set n = 1 %}{% for n in words %}{{ n }}{% endfor %}{{ n }}"),
    "a macro named": page("{{ ui.each(words) }}{{ again(ui.link, word) }}"),
    "a macro in an expression": page("{{ ui.link(word)|length }}"),
    "a parameter's own name": page("{{ ui.link(word, last=true) }}{{ ui.foot(words[0], word) }}"),
    "the root looked at": page("{% if root %}deep{% endif %}", "root|length"),
    "places in loops": page(
        "{% for a in words %}{{ loop.index }}{% for b in words if b %}{{ loop.first }}{% endfor %}"
        "{% for b in words %}{{ loop.index0 }}{% for c in range(loop.index) %}{{ c }}{{ loop.last }}{% endfor %}"
        "{% else %}{{ loop.first }}{% endfor %}{{ loop.last }}{% endfor %}"
    ),
    "more asked of loops": page(
        "{% for a in words %}{{ loop.length }}{% for b in words %}{{ loop.first }}{{ loop.revindex }}{% endfor %}"
        "{{ loop.index }}{% endfor %}{% for c, d in words|batch(2, 'x') %}{{ loop.last }}{% endfor %}"
    ),
    "blanks": page(
        "{{ '{a}<{b}>{a}'|fill(b=word, a=words|length) }}{{ '{{x}}{a:>3}'|fill(a=word) }}{{ '{a}'|fill(a=word, b=1) }}"
        "{{ '<{a}>'|e|fill(a=word) }}"
    ),
    "what is not there": page(
        "{{ none_such|default('<') }}{{ word|default('x') }}{{ none_such|default(words[0]) }}"
        "{{ ''|default('y', true) }}{% if gone|default('') and gone.x %}gone{% endif %}"
    ),
    "settings": page(
        "{% for one in t.styles %}{{ one }}{{ loop.last }}{% endfor %}{% if t.none and word %}x{% endif %}"
    ),
    "a root of its own": "{% for root in words %}{{ root }}{% endfor %}{% with root = '<' %}{{ root }}{% endwith %}",
    "a piece looked at": page("{% set piece %}{{ ui.link(word) }}{{ root }}{% endset %}{{ piece|length }}{{ piece }}"),
}
UNFIT = {
    "a name that two parts have": page("{% for words in [word] %}{{ ui.foot(words) }}{% endfor %}"),
    "a template by a name of the page": "{% extends name %}",
    "a call with a body": "{% macro m() %}{{ caller() }}{% endmacro %}{% call m() %}x{% endcall %}",
    "no escaping": "{% autoescape false %}{{ word }}{% endautoescape %}",
    "a block said twice": page("{{ self.title() }}"),
    "what is above in an expression": page("{{ super()|upper }}"),
}
SOURCES = {"base": BASE, "parts": PARTS, "piece": "<i>{{ one }}{{ word }}{{ root }}</i>", **PAGES, **UNFIT}


def again(macro: object, *args: object) -> object:
    return macro(*args)  # type: ignore[operator]


def environments() -> tuple[SiteEnvironment, Environment]:
    quick = SiteEnvironment(loader=DictLoader(SOURCES), autoescape=True, undefined=StrictUndefined)
    quick.constants = CONSTANTS
    slow = Environment(loader=DictLoader(SOURCES), autoescape=True, undefined=StrictUndefined)
    for environment in (quick, slow):
        environment.globals.update(CONSTANTS, again=again)
        environment.filters["fill"] = fill
    return quick, slow


QUICK, SLOW = environments()


def files_of(out: Path, themes: tuple[Path, ...]) -> dict[str, bytes]:
    build(out, themes=themes)
    return {file.relative_to(out).as_posix(): file.read_bytes() for file in out.rglob("*") if file.is_file()}


@pytest.mark.parametrize("name", PAGES)
@settings(max_examples=20, deadline=None)  # the first one compiles
@given(word=st.text(max_size=3), words=st.lists(st.text(max_size=3), max_size=3), root=st.sampled_from(["", "../../"]))
def test_a_template_in_one_piece_says_the_same(name: str, word: str, words: list[str], root: str) -> None:
    whole = QUICK.whole(name)
    assert whole is not None
    values = {"word": word, "words": words or [word]}
    assert whole.render(values, root) == SLOW.get_template(name).render(values, root=root)


@pytest.mark.parametrize("name", UNFIT)
def test_what_cannot_be_put_in_place_is_left_to_the_library(name: str) -> None:
    assert QUICK.whole(name) is None


def test_items_by_a_dot_are_found_the_librarys_way(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a template names may be a table of an editor's own, which has items and no attributes."""
    theme = tmp_path / "mine"
    (theme / "templates").mkdir(parents=True)
    extended = "{% extends 'default/story.html' %}{% block citation %}{% set own = {'x': page.title} %}{{ own.x }}"
    (theme / "templates/story.html").write_text(extended + "{% endblock %}", encoding="utf-8")
    monkeypatch.setattr(working, "MANY", 1)
    made = files_of(tmp_path / "quick", (theme, DEFAULT))
    monkeypatch.setattr(working, "MANY", 10**9)
    assert made == files_of(tmp_path / "slow", (theme, DEFAULT))


def test_an_unknown_name_is_still_a_mistake() -> None:
    whole = QUICK.whole("plain")
    assert whole is not None
    with pytest.raises(UndefinedError):
        whole.render({}, "")


@pytest.mark.parametrize("theme", ["default", "bulletin"])
def test_every_page_of_a_theme_comes_out_the_same(theme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folders = tuple(dict.fromkeys((THEMES / theme, DEFAULT)))
    monkeypatch.setattr(working, "MANY", 10**9)
    one_by_one = files_of(tmp_path / "slow", folders)
    monkeypatch.setattr(working, "MANY", 1)
    used: list[Theme] = []

    def watched(*given: Any) -> Theme:
        used.append(make_theme(*given))
        return used[-1]

    monkeypatch.setattr(working, "make_theme", watched)
    assert files_of(tmp_path / "quick", folders) == one_by_one
    environment = used[0].environment
    assert [name for name in used[0].frequent if environment.whole(name) is None] == []  # it gave up none


def test_the_default_templates_can_all_be_put_in_one_piece() -> None:
    labels, _ = load_labels([DEFAULT], "zh-Hans")
    environment = make_theme(make_site(CONFIG, [DEFAULT]), [DEFAULT], labels).environment
    parts = {"base.html", "parts.html", "take.html", "cite.html", "citing.html"}
    names = {file.name for file in (DEFAULT / "templates").iterdir()} - parts
    assert [name for name in sorted(names) if environment.whole(name) is None] == []


@pytest.mark.parametrize(
    ("source", "free"),
    [
        ("{% for a in b %}{{ a }}{{ loop.index }}{{ c }}{% else %}{{ d }}{% endfor %}{{ a }}", "a b c d"),
        ("{{ a }}{% set a = b %}{{ a }}", "a b"),
        ("{% set a = 1 %}{{ a }}{% if a %}{% set b = 1 %}{% endif %}{{ b }}", "b"),
        ("{% with a = b %}{{ a }}{{ c }}{% endwith %}{{ a }}", "a b c"),
        ("{% macro m(a, b=c) %}{{ a }}{{ b }}{{ d }}{% endmacro %}{{ m(e) }}", "c d e"),
        ("{% set a %}{{ b }}{% endset %}{{ a|upper }}", "b"),
        ("{% filter upper %}{% set a = 1 %}{{ a }}{% endfilter %}{{ a }}", "a"),
    ],
)
def test_names_that_are_taken_from_around_are_told(source: str, free: str) -> None:
    assert free_names(SLOW.parse(source).body) == set(free.split())
