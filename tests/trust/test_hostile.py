"""Whatever stands in a clipping, a sidecar, a story, a name or the settings: nothing of it runs, leads away or leaks.

One archive full of attacks is built once; the site, its data and every export of it are looked through.
"""

from __future__ import annotations

import csv
import io
import json
import re
import sqlite3
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from sitegen.config import load_config
from sitegen.content import load
from tests.conftest import ArchiveFolder
from tests.site.made import Parsed
from tests.trust.hostile import ATTACKS, make_hostile

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext

FORMULAS = tuple("=+-@\t\r＝＋－＠")
ELEMENTS = frozenset(
    """
    a abbr article aside b blockquote body br button caption cite code col colgroup dd del details dfn div dl dt em
    fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 head header hr html i img input ins kbd label legend li
    link main mark meta nav noscript ol optgroup option output p pre q rp rt ruby s samp script search section select
    small span strong sub summary sup table tbody td textarea tfoot th thead time title tr u ul var wbr
    svg g path rect circle line polyline polygon text tspan desc
    """.split()
)
"""What pages are made of: nothing that loads, frames, embeds or refreshes."""
LOOK = """
html => {
    const page = new DOMParser().parseFromString(html, 'text/html'), found = []
    for (const element of page.querySelectorAll('*')) {
        const name = element.localName
        found.push('<' + name)
        for (const {name: attribute, value} of element.attributes) {
            if (attribute.startsWith('on') || ['style', 'srcdoc', 'srcset', 'ping', 'formaction', 'background']
                .includes(attribute)) found.push(name + ' ' + attribute)
            if (['href', 'src', 'action', 'xlink:href'].includes(attribute)) {
                const scheme = value.replace(/[\\x00-\\x20]/g, '').match(/^([a-z][a-z0-9+.-]*):/i)
                const named = name === 'link' && /^(canonical|alternate|)$/.test(element.rel)
                const loads = name !== 'a' && !named
                if (scheme && !(['http', 'https', 'mailto'].includes(scheme[1].toLowerCase()) && !loads)
                    && !(name === 'a' && value.startsWith('data:') && element.hasAttribute('download')))
                    found.push(name + ' ' + value)
                if (loads && /^[\\\\/]{2}/.test(value)) found.push(name + ' ' + value)
            }
        }
        if (name === 'script' && !(element.type === 'application/ld+json' || element.getAttribute('src')))
            found.push('inline script')
        const moved = element.httpEquiv === 'refresh'
            && /^0; url=(\\.\\.\\/)+[a-z0-9/-]+index\\.html$/.test(element.content)
        if (name === 'meta' && element.httpEquiv && element.httpEquiv !== 'Content-Security-Policy' && !moved)
            found.push('meta ' + element.httpEquiv)
    }
    const policy = page.querySelector('head > meta[http-equiv="Content-Security-Policy"]')
    if (!policy || !policy.content.startsWith("default-src 'none';") || /unsafe|\\*|https?:/.test(policy.content))
        found.push('no strict policy')
    if (policy && page.querySelector('head').innerHTML.indexOf('http-equiv') > 200) found.push('a policy too late')
    if (!page.title.trim() || !page.documentElement.lang) found.push('no title or language')
    return [...new Set(found)]
}
"""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> ArchiveFolder:
    """The archive of attacks, built; not to be changed."""
    archive = ArchiveFolder(tmp_path_factory.mktemp("hostile") / "archive")
    make_hostile(archive)
    done = archive.run("build")
    assert done.code == 1, "links that lead out are errors"
    assert "Traceback" not in done.err
    archive.write("log.txt", done.err)
    return archive


def test_every_page_as_a_browser_parses_it_has_elements_of_ours_alone(hostile: ArchiveFolder, browser: Browser) -> None:
    page = browser.new_page()
    pages = {name: data for name, data in hostile.files("public").items() if name.endswith(".html")}
    assert len(pages) > 100
    found = {name: page.evaluate(LOOK, data.decode("utf-8")) for name, data in pages.items()}
    page.close()
    wrong = {
        name: [one for one in said if not (one.startswith("<") and one[1:] in ELEMENTS)] for name, said in found.items()
    }
    assert {name: said for name, said in wrong.items() if said} == {}


def test_no_script_runs_and_nothing_is_asked_for_where_pages_are_opened_from_a_disk(
    hostile: ArchiveFolder, context: BrowserContext
) -> None:
    """No request out, and no error: a breach of the policy would be one."""
    page = context.new_page()
    requests: list[str] = []
    said: list[str] = []
    page.on("request", lambda asked: requests.append(asked.url))
    page.on("console", lambda one: said.append(one.text) if one.type == "error" else None)
    page.on("pageerror", lambda error: said.append(str(error)))
    public = hostile.root / "public"
    first = [next(iter(sorted(public.glob(f"{kind}/**/index.html"))), None) for kind in KINDS]
    stories = sorted(public.glob("stories/*/index.html"))[:: max(1, len(list(public.glob("stories/*"))) // 12)]
    for file in [public / "index.html", public / "zh-Hant/index.html", *filter(None, first), *stories]:
        page.goto(file.as_uri())
        page.mouse.move(200, 200)
        assert page.evaluate("window.pwned") is None, file
    page.goto((public / "search/index.html").as_uri())
    field = page.locator("main input[type=search], main input[name=q]").first
    for attack in ("<script>window.pwned", "window.pwned=8", "etc/passwd"):
        field.fill(attack)
        page.wait_for_timeout(250)
        assert page.evaluate("window.pwned") is None
    page.goto(
        (public / "search/index.html").as_uri()
        + "?q=%3Cimg%20src%3Dx%20onerror%3Dwindow.pwned%3D50%3E#<svg onload=window.pwned=51>"
    )
    page.wait_for_timeout(250)
    assert page.evaluate("window.pwned") is None
    assert page.locator("main img[src=x], main svg[onload]").count() == 0
    assert [url for url in requests if not url.startswith(public.as_uri())] == []
    assert [one for one in said if "ERR_FILE_NOT_FOUND" not in one] == [], "but for a story's missing pictures"


KINDS = (
    *("townships", "villages", "topics", "people", "reporters", "organisations", "years", "clippings", "matrix"),
    *("about", "indexes", "gaps", "figures", "updates"),
)


def test_what_programs_read_is_well_formed_and_says_what_stood_there(hostile: ArchiveFolder) -> None:
    files = hostile.files("public")
    for name, data in files.items():
        if name.endswith((".xml", ".svg", ".tei")):
            etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        elif name.endswith(".json"):
            assert json.loads(data) is not None, name
        elif name.endswith(".js") and not name.startswith(("assets/", "zh-Hant/assets/")):
            called = re.fullmatch(r"\w+\((.*)\);?\n", data.decode("utf-8"), re.DOTALL)
            assert called, name
            assert json.loads(f"[{called[1]}]"), "one call with data, and nothing else"
        elif name.endswith(".html"):
            for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', data.decode("utf-8"), re.S):
                assert json.loads(block)
                assert not re.search(r"</|<!--|<script", block, re.IGNORECASE), name
    titles = json.dumps([entry["title"] for entry in json.loads(files["feed.json"])["items"]], ensure_ascii=False)
    assert "<script>window.pwned=1</script>" in titles, "an attack is a text like any other, and not lost"


def test_nothing_from_outside_the_archive_is_in_the_site_or_in_an_export(hostile: ArchiveFolder) -> None:
    assert [name for name, data in hostile.files("public").items() if b"SECRET" in data] == []
    log = (hostile.root / "log.txt").read_text("utf-8")
    for name in ("content/手写/linked.md", "content/clippings/linked.json", "seeds/CON2.toml"):
        assert f"{name}: error: skipped: a link that leads out of " in log, name
    assert "\\udcff\\udcfe\\udc80.txt: error: skipped: its name is not UTF-8" in log


def test_no_picture_is_a_document_that_could_run_by_itself(hostile: ArchiveFolder) -> None:
    """An SVG that is opened is a page of the site's own, and no page's policy binds it."""
    drawn = [name for name in hostile.files("public") if name.lower().endswith((".svg", ".xhtml", ".htm"))]
    assert drawn
    assert [name for name in drawn if not name.removeprefix("zh-Hant/").startswith("assets/")] == []
    assert [name for name, data in hostile.files("public").items() if b"pwned=35" in data] == []


def test_every_path_of_the_site_is_one_that_every_system_can_hold(hostile: ArchiveFolder) -> None:
    files = hostile.files("public")
    assert len({name.casefold() for name in files}) == len(files)
    for name in files:
        assert not (hostile.root / "public" / name).is_symlink()
        for part in name.split("/"):
            assert re.fullmatch(r"[\w.-]{1,120}", part, re.ASCII), name
            assert not part.endswith(".")
            assert part.partition(".")[0].lower() not in ("con", "nul", "aux", "prn", "com1", "lpt1"), name


def test_what_an_import_writes_stays_in_content_under_names_that_every_system_can_hold(hostile: ArchiveFolder) -> None:
    made = [name for name in hostile.files("content") if not name.startswith(("手写/", "linked"))]
    assert len(made) > 20
    for name in made:
        for part in name.split("/"):
            assert not re.search(r'[\x00-\x1f\\:*?"<>|]', part), name
            assert len(part.encode()) <= 255
            assert part == part.rstrip(". ")
            assert part.partition(".")[0].lower() not in ("con", "nul", "aux", "prn"), name
    around = sorted(path.name for path in hostile.root.parent.iterdir())
    assert around == ["archive", "secret"]


@pytest.mark.parametrize("kind", ["csv", "jsonl", "sqlite", "tei", "epub", "html", "zip"])
def test_exports_carry_every_attack_as_text(hostile: ArchiveFolder, kind: str) -> None:
    target = hostile.root / f"out/{kind}/x.{kind}"
    target.parent.mkdir(parents=True, exist_ok=True)
    done = hostile.run("export", kind, "--out", str(target))
    assert "Traceback" not in done.err
    data = target.read_bytes()
    assert b"SECRET" not in data
    config, _ = load_config(hostile.root)
    stories, _ = load(config.content_dir(hostile.root))
    kickers = {record.id: record.kicker for record in stories.records}
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        assert len(rows) == len(stories.records) + 1
        assert {len(row) for row in rows} == {len(rows[0])}
        assert [cell for row in rows for cell in row if cell.lstrip(" \u3000\n").startswith(FORMULAS)] == []
    elif kind == "jsonl":
        found = [json.loads(line) for line in data.decode("utf-8").split("\n") if line]
        assert {one["id"]: one["kicker"] for one in found} == kickers
    elif kind == "sqlite":
        with sqlite3.connect(target) as base:
            assert base.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            assert dict(base.execute("SELECT id, kicker FROM stories")) == kickers
        base.close()
    elif kind == "tei":
        text = "".join(etree.fromstring(data, etree.XMLParser(resolve_entities=False)).itertext())
        assert all(attack in text for attack in ATTACKS[:6])
    elif kind in ("epub", "zip"):
        with zipfile.ZipFile(target) as parts:
            assert parts.testzip() is None
            for name in parts.namelist():
                assert not name.startswith("/")
                assert ".." not in name.split("/")
                if kind == "epub" and name.endswith((".xhtml", ".opf", ".ncx", ".xml")):
                    _judged(parts.read(name), name)
    else:
        for tag in Parsed(data.decode("utf-8")).tags:
            assert tag.name not in ("script", "iframe", "object", "embed", "base", "svg"), tag
            assert not any(name.startswith("on") or name in ("srcset", "srcdoc") for name in tag.attributes), tag
            assert tag.attributes.get("src", "data:image/").startswith("data:image/"), tag
            link = tag.attributes.get("href", "#")
            assert link.startswith(("#", "https://", "http://")), tag


def _judged(data: bytes, name: str) -> None:
    """XML with neither a script nor a handler nor anything from elsewhere in it."""
    tree = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    for element in tree.iter(etree.Element):
        tag = etree.QName(element).localname
        assert tag not in ("script", "iframe", "object", "embed", "base"), name
        for attribute, value in element.attrib.items():
            assert not etree.QName(attribute).localname.startswith("on"), name
            if attribute == "src" or (attribute == "href" and tag == "link"):
                assert ":" not in value, (name, value)
            if attribute == "href":
                assert value.partition(":")[0].lower() not in ("javascript", "data", "vbscript", "file"), (name, value)


def test_importing_and_building_the_attacks_again_changes_nothing(hostile: ArchiveFolder) -> None:
    before = hostile.files("content"), hostile.files("public")
    hostile.run("build")
    assert (hostile.files("content"), hostile.files("public")) == before
