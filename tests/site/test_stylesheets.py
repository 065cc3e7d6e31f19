"""Style sheets lose bytes and no meaning."""

from __future__ import annotations

from sitegen.site.stylesheets import compact


def test_white_space_and_comments_go_and_meaning_stays() -> None:
    css = """/* a */ @media (max-width: 9px) {\n  a :is(b, i) > c { width: calc(1px + 2%); content: "x  /  ; }" }\n}"""
    assert compact(css) == '@media(max-width:9px){a :is(b,i)>c{width:calc(1px + 2%);content:"x  /  ; }"}}\n'
    assert compact('a { grid: auto / 1fr; content: " / " / "" }') == 'a{grid:auto/1fr;content:" / "/""}\n'
