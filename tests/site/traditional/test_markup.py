"""A page in the other script: sentences across tags, words of attributes; no address, no code, no tag changed."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.site.traditional.converter import stock
from sitegen.site.traditional.edition import other_page, pair
from sitegen.site.traditional.markup import converted

S2T = stock("s2t")


@pytest.mark.parametrize(
    ("html", "become"),
    [
        ("<p>头<b>发</b>长</p>", "<p>頭<b>髮</b>長</p>"),
        ('<h1>皇<span class="part">后</span></h1><p>后面</p>', '<h1>皇<span class="part">后</span></h1><p>後面</p>'),
        ("<p>皇</p><p>后</p>", "<p>皇</p><p>後</p>"),
        ('<a title="头发" href="头发/发.html">发</a>', '<a title="頭髮" href="头发/发.html">發</a>'),
        ('<img alt="发展" src="发.jpg">', '<img alt="發展" src="发.jpg">'),
        ("<nav aria-label='乡镇'></nav>", "<nav aria-label='鄉鎮'></nav>"),
        ('<meta name="description" content="头发">', '<meta name="description" content="頭髮">'),
        ('<meta name="DC.source" content="县报.txt">', '<meta name="DC.source" content="县报.txt">'),
        ('<div data-next="下一处"></div>', '<div data-next="下一處"></div>'),
        ("<p>用<code>县</code>与<pre>乡</pre></p>", "<p>用<code>县</code>與<pre>乡</pre></p>"),
        ("<script>var a = '县<b>'</script><p>县</p>", "<script>var a = '县<b>'</script><p>縣</p>"),
        ("<style>/* 县 */</style><!-- 县 <p> -->", "<style>/* 县 */</style><!-- 县 <p> -->"),
        (
            '<p translate="no">简<span>县</span><p translate="no">县</p></p>县',
            '<p translate="no">简<span>县</span><p translate="no">县</p></p>縣',
        ),
        ('<p title="a > 县">县 &amp; &lt;乡&gt;</p>', '<p title="a > 縣">縣 &amp; &lt;鄉&gt;</p>'),
        ("县 < 乡", "縣 < 鄉"),
    ],
)
def test_what_is_converted_and_what_is_not(html: str, become: str) -> None:
    assert converted(html, S2T) == become


def test_what_has_another_length_in_the_other_script_is_not_cut() -> None:
    def longer(text: str) -> str:
        return text.replace("发", "發發")

    assert converted("<p>头<b>发</b>展</p>", longer) == "<p>头<b>發發</b>展</p>"


class Skeleton(HTMLParser):
    """A page without its words: tags with the names of their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[object] = []
        self.words = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, [name for name, _ in attrs]))

    def handle_endtag(self, tag: str) -> None:
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data


PIECES = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", '<a href="县.html" title="县">', "</a>", "头", "发", "后", "\n", " ", "县志",
         "&amp;", "&#30;", "<br>", '<i translate="no">', "</i>", "<code>", "</code>", "a > b", '"', "'", "é", "𠮷"]
    ),
    max_size=30,
)  # fmt: skip


@settings(deadline=None, max_examples=120)
@given(PIECES)
def test_no_page_loses_a_tag_or_a_word(pieces: list[str]) -> None:
    html = "".join(pieces)
    before, after = Skeleton(html), Skeleton(converted(html, S2T))
    assert after.found == before.found
    assert stock("t2s")(after.words) == stock("t2s")(before.words)


BOTH = pair("s2t", False)
PUBLIC = pair("s2tw", False, "https://example.org/a/")
PATH = "stories/x/index.html"


@pytest.mark.parametrize(
    ("tag", "become"),
    [
        ('<link href="../../assets/style.css">', '<link href="../../../assets/style.css">'),
        ('<script src="../../assets/a.js" defer></script>', '<script src="../../../assets/a.js" defer></script>'),
        ('<img src="p.jpg">', '<img src="../../../stories/x/p.jpg">'),
        ('<a href="../../townships/index.html#a">', '<a href="../../townships/index.html#a">'),
        ('<a href="#main">', '<a href="#main">'),
        ('<a href="https://example.org/b/">', '<a href="https://example.org/b/">'),
        ('<a href="data:text/plain,%E5">', '<a href="data:text/plain,%E5">'),
        ('<form data-data="data/" data-texts="data/" data-root="../../">',
         '<form data-data="../../../stories/x/data/" data-texts="data/" data-root="../../">'),
        ('<html lang="zh-Hans">', '<html lang="zh-Hant">'),
        ('<meta name="DC.language" content="zh-Hans">', '<meta name="DC.language" content="zh-Hant">'),
        ('<link rel="alternate" hreflang="zh-Hans" href="index.html">',
         '<link rel="alternate" hreflang="zh-Hans" href="../../../stories/x/index.html">'),
        ('<a hreflang="zh-Hans" lang="zh-Hans" href="../../stories/x/index.html" aria-current="true">',
         '<a hreflang="zh-Hans" lang="zh-Hans" href="../../../stories/x/index.html">'),
        ('<a hreflang="zh-Hant" lang="zh-Hant" href="../../zh-Hant/stories/x/index.html">',
         '<a hreflang="zh-Hant" lang="zh-Hant" href="../../../zh-Hant/stories/x/index.html" aria-current="true">'),
    ],
)  # fmt: skip
def test_addresses_lead_where_they_led(tag: str, become: str) -> None:
    assert other_page(tag, PATH, BOTH, S2T) == become


@pytest.mark.parametrize(
    ("tag", "become"),
    [
        ('<link rel="canonical" href="https://example.org/a/stories/x/">',
         '<link rel="canonical" href="https://example.org/a/zh-Hant/stories/x/">'),
        ('<meta property="og:url" content="https://example.org/a/">',
         '<meta property="og:url" content="https://example.org/a/zh-Hant/">'),
        ('<a href="https://example.org/a/feed.xml">', '<a href="https://example.org/a/feed.xml">'),
        ('<link rel="alternate" hreflang="zh-Hans" href="https://example.org/a/stories/x/">',
         '<link rel="alternate" hreflang="zh-Hans" href="https://example.org/a/stories/x/">'),
        ('<link rel="alternate" hreflang="zh-Hant-TW" href="https://example.org/a/zh-Hant/stories/x/">',
         '<link rel="alternate" hreflang="zh-Hant-TW" href="https://example.org/a/zh-Hant/stories/x/">'),
        ('<p lang="zh-Hans">', '<p lang="zh-Hant-TW">'),
    ],
)  # fmt: skip
def test_full_addresses_name_the_edition(tag: str, become: str) -> None:
    assert other_page(tag, PATH, PUBLIC, S2T) == become


def test_the_other_way_round_for_an_archive_in_traditional_characters() -> None:
    turned = pair("t2s", True)
    html = '<html lang="zh-Hant"><p>岳壁鄉頭<b>髮</b></p><a href="../../a.css"></a></html>'
    become = '<html lang="zh-Hans"><p>岳壁乡头<b>发</b></p><a href="../../../a.css"></a></html>'
    assert other_page(html, PATH, turned, stock("t2s")) == become
    assert not re.search("zh-Hant", become)
