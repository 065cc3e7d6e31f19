"""The whole way, from clippings to a site that opens by double click; and what bad input does to it."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from html import unescape
from posixpath import join, normpath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import pytest

from sitegen.han import letters
from tests.conftest import SECOND

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from tests.conftest import ArchiveFolder

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89"
    + bytes(40)
)


def state(archive: ArchiveFolder, folder: str) -> dict[str, tuple[bytes, int]]:
    """Bytes and time of every file below a folder."""
    files = archive.files(folder)
    return {name: (data, (archive.root / folder / name).stat().st_mtime_ns) for name, data in files.items()}


def text(page: bytes) -> str:
    """The text of a page, without its markup."""
    return unescape(re.sub(r"<[^>]*>", "", page.decode("utf-8")))


# In the browser, as a reader opens it


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("kind", ["stories", "townships", "topics", "years", "clippings"])
def test_every_kind_of_page_is_reached_by_clicking_from_home(
    seeds_archive: ArchiveFolder, page: Page, kind: str, width: int
) -> None:
    """From the file itself, without a server, and however narrow the screen."""
    page.set_viewport_size({"width": width, "height": 800})
    page.goto((seeds_archive.root / "public" / "index.html").as_uri())
    top = page.url.removesuffix("index.html")
    depth = {"stories": 2, "townships": 3, "topics": 2, "years": 2, "clippings": 2}[kind]
    for _ in range(4):
        inside = page.url.removeprefix(top)
        if inside.startswith(f"{kind}/") and inside.count("/") >= depth:
            break
        links = page.locator("a[href]").all()
        addresses = [str(link.evaluate("link => link.href")).partition("#")[0] for link in links]
        deeper = [
            (address.count("/"), -number)
            for number, address in enumerate(addresses)
            if address.startswith(f"{top}{kind}/") and "/page/" not in address and links[number].is_visible()
        ]
        assert deeper, f"no link to {kind} on {inside}"
        links[-max(deeper)[1]].click()
        page.wait_for_load_state()
    assert page.url.startswith(f"{top}{kind}/")
    assert page.url.endswith("/index.html")
    assert page.locator("h1").count() == 1
    assert page.locator("h1").inner_text().strip()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("document.styleSheets.length") > 0


def test_every_link_leads_to_a_file(seeds_archive: ArchiveFolder) -> None:
    """So that any host, any folder and no host at all will do."""
    files = seeds_archive.files("public")
    dead = []
    for name, data in files.items():
        if not name.endswith(".html"):
            continue
        for address in re.findall(r'(?:href|src)="([^"]*)"', data.decode("utf-8")):
            parts = urlsplit(address)
            if parts.scheme == "data":  # a citation to download: the file is the address itself
                continue
            file = normpath(join(name, "..", unquote(parts.path))) if parts.path else name
            if name.endswith("404.html"):  # it is shown at any address, and names its style from a host's top as well
                file = file.removeprefix("/")
            if parts.scheme or parts.netloc or file not in files:
                dead.append((name, address))
    assert dead == []


def test_a_story_page_is_light_beyond_its_own_text(seeds_archive: ArchiveFolder) -> None:
    for name, data in seeds_archive.files("public/stories").items():
        if name.endswith("/index.html") and name.count("/") == 1 and b'class="story"' in data:
            text = data.decode().partition('itemprop="articleBody">')[2].partition('<p class="end"')[0]
            own = re.sub(r'<a class="source".*?</a>|<[^>]*>', "", text)
            assert len(own) > 20, name
            assert len(data) - len(own.encode()) <= 30_000, name


def test_the_text_of_every_clipping_is_in_the_site(seeds_archive: ArchiveFolder) -> None:
    pages = seeds_archive.files("public")
    shown = [letters(text(page)) for name, page in pages.items() if name.startswith("clippings/")]
    for clipping in (seeds_archive.root / "seeds").glob("*.txt"):
        lines = [letters(line) for line in clipping.read_text("utf-8").split("\n")]
        best = max(sum(line in page for line in lines) for page in shown)
        assert best == len(lines), clipping.name


# On the command line, as an owner works


def test_parse_prints_one_document_a_line(seeds_archive: ArchiveFolder) -> None:
    paths = sorted(str(path) for path in (seeds_archive.root / "seeds").glob("*.txt"))
    done = seeds_archive.run("parse", "--format", "json", *paths)
    assert done.code == 0, done.err
    documents = [json.loads(line) for line in done.out.splitlines()]
    assert [document["page"] for document in documents] == [path.rpartition("/")[2] for path in paths]
    assert all(document["stories"] for document in documents)


def test_parse_shows_a_person_lines_and_roles(archive: ArchiveFolder) -> None:
    done = archive.run("parse", "seeds/a.txt")
    assert done.code == 0, done.err
    assert "云汀镇修好十里灌渠" in done.out
    assert [line for line in done.out.splitlines() if line.startswith("2 ") and "本报讯" in line]


def test_parse_explains_lines_and_stories(archive: ArchiveFolder) -> None:
    done = archive.run("parse", "--explain", "seeds/a.txt")
    assert done.code == 0, done.err
    lines = [line.split() for line in done.out.splitlines()]
    assert any(line[:2] == ["2", "1"] and "本报讯（记者" in line for line in lines)
    assert any(line[:2] == ["story", "1,"] for line in lines)


def test_parse_explains_or_prints_a_form(archive: ArchiveFolder) -> None:
    assert archive.run("parse", "--explain", "--format", "json", "seeds/a.txt").code == 2


def test_parse_works_on_any_file_outside_any_archive(archive: ArchiveFolder) -> None:
    archive.write("../elsewhere/b.txt", (archive.root / "seeds/a.txt").read_bytes())
    done = archive.run("parse", "--format", "json", "../elsewhere/b.txt")
    assert json.loads(done.out)["page"] == "b.txt"


def test_building_again_changes_nothing(archive: ArchiveFolder) -> None:
    assert archive.run("build").code == 0
    before = {folder: state(archive, folder) for folder in ("seeds", "content", "public")}
    assert archive.run("build").code == 0
    assert {folder: state(archive, folder) for folder in before} == before
    assert sorted(path.name for path in archive.root.iterdir()) == [
        ".sitegen",
        "content",
        "public",
        "seeds",
        "sitegen.toml",
    ]


def test_a_correction_is_on_the_page_and_stays(archive: ArchiveFolder) -> None:
    archive.run("build")
    story = next((archive.root / "content").rglob("*.md"))
    story.write_text(story.read_text("utf-8").replace("云汀镇修好十里灌渠", "云汀镇重修十里灌渠"), encoding="utf-8")
    corrected = story.read_bytes()
    assert archive.run("build").code == 0
    assert story.read_bytes() == corrected
    assert "云汀镇重修十里灌渠" in text(archive.files("public")["index.html"])


def set_confidence(archive: ArchiveFolder, lines: str) -> None:
    """As if the machine had written it."""
    story = next((archive.root / "content").rglob("*.md"))
    without = re.sub(r"^confidence: .*\n(?:doubts:\n(?:  - .*\n)*)?", "", story.read_text("utf-8"), flags=re.M)
    story.write_text(without.replace("\nid: ", f"\n{lines}id: ", 1), encoding="utf-8")


def test_every_story_that_wants_a_look_is_listed_at_wish(archive: ArchiveFolder) -> None:
    archive.run("build")
    set_confidence(archive, "confidence: 0.42\ndoubts:\n  - line 3 may not continue line 2\n")
    path = next((archive.root / "content").rglob("*.md")).relative_to(archive.root).as_posix()
    last = f"  0.42  {path}: line 3 may not continue line 2"
    assert archive.run("import", "-v").err.splitlines()[-2] == last
    assert archive.run("build", "-v").err.splitlines()[-2] == last
    assert last not in archive.run("import").err, "nothing of it is new"
    assert archive.run("import", "-q").err == ""


def test_a_story_that_was_looked_at_is_listed_no_more(archive: ArchiveFolder) -> None:
    archive.run("build")
    set_confidence(archive, "")
    assert "a look" not in archive.run("import", "-v").err


def test_check_finds_what_build_would_and_changes_nothing(archive: ArchiveFolder) -> None:
    archive.run("build")
    archive.write("content/bad.md", "---\ntitle: 甲\n")
    before = {folder: state(archive, folder) for folder in ("content", "public")}
    done = archive.run("check")
    assert done.code == 1
    assert "content/bad.md:" in done.err
    assert {folder: state(archive, folder) for folder in before} == before


def test_check_counts_what_people_did(archive: ArchiveFolder) -> None:
    archive.write("seeds/z.txt", SECOND)
    archive.run("build")
    first, second = sorted((archive.root / "content").rglob("*.md"))
    first.write_text(first.read_text("utf-8").replace("title: ", "title: 新"), encoding="utf-8")
    second.unlink()
    archive.write("content/手写.md", "---\ntitle: 手写的报道\n---\n\n正文。\n")
    done = archive.run("check")
    assert done.code == 0, done.err
    assert "stories: 1 corrected, 1 written by hand, 1 deleted; " in done.err


def test_quiet_says_nothing_where_nothing_is_wrong(archive: ArchiveFolder) -> None:
    done = archive.run("build", "-q")
    assert (done.code, done.out, done.err) == (0, "", "")


# Bad input: one clear message, the rest goes on, the last good site stays


def spoil_settings(archive: ArchiveFolder) -> None:
    archive.write("sitegen.toml", 'title = "甲"\nnonsense = 1\n')


def spoil_clipping(archive: ArchiveFolder) -> None:
    archive.write("seeds/picture.txt", PNG)


def spoil_story(archive: ArchiveFolder) -> None:
    archive.write("content/broken.md", "---\nheadline: 甲\n丙\n")


def spoil_theme(archive: ArchiveFolder) -> None:
    archive.write("sitegen.toml", 'title = "甲"\ntheme = "mine"\n')
    archive.write("themes/mine/templates/story.html", "<p>\n{% if %}\n")


def spoil_theme_name(archive: ArchiveFolder) -> None:
    archive.write("sitegen.toml", 'title = "甲"\ntheme = "nowhere"\n')


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (spoil_settings, 'sitegen.toml:2: error: unknown key "nonsense"'),
        (spoil_clipping, "seeds/picture.txt: error: "),
        (spoil_story, "content/broken.md:1: error: "),
        (spoil_theme, "themes/mine/templates/story.html:2: error: "),
        (spoil_theme_name, 'sitegen.toml: error: no theme "nowhere"'),
    ],
)
def test_bad_input_is_told_once_and_the_last_good_site_stays(
    archive: ArchiveFolder, spoil: object, message: str
) -> None:
    assert archive.run("build").code == 0
    before = state(archive, "public")
    archive.write("seeds/z.txt", SECOND)  # which would be another site
    spoil(archive)  # type: ignore[operator]
    done = archive.run("build")
    assert done.code == 1
    assert done.err.count(message) == 1, done.err
    assert done.err.count(": error: ") == 1, done.err
    assert "Traceback" not in done.err
    assert state(archive, "public") == before
    assert not (archive.root / "public.new").exists()


@pytest.mark.parametrize("spoil", [spoil_clipping, spoil_story])
def test_one_bad_file_does_not_keep_the_others_from_the_site(archive: ArchiveFolder, spoil: object) -> None:
    """Where there is no last good site to keep, there is one of all that is good."""
    spoil(archive)  # type: ignore[operator]
    done = archive.run("build")
    assert done.code == 1
    assert "云汀镇修好十里灌渠" in text(archive.files("public")["index.html"])


def test_a_bad_clipping_does_not_keep_new_ones_from_content(archive: ArchiveFolder) -> None:
    archive.run("build")
    spoil_clipping(archive)
    archive.write("seeds/z.txt", SECOND)
    assert archive.run("import").code == 1
    assert any("晴溪乡图书室" in data.decode("utf-8") for data in archive.files("content").values())


def test_a_folder_without_clippings_is_told(archive: ArchiveFolder) -> None:
    (archive.root / "seeds/a.txt").unlink()
    for _ in range(2):
        done = archive.run("build")
        assert done.code == 1
        assert "seeds/: error: no clippings here" in done.err
    (archive.root / "seeds").rmdir()
    assert archive.run("build").code == 1


def test_clippings_that_are_all_gone_take_nothing_with_them(archive: ArchiveFolder) -> None:
    """A folder that is empty by mistake, such as a disk that is not there, must not cost the archive."""
    archive.run("build")
    before = {folder: archive.files(folder) for folder in ("content", "public")}
    (archive.root / "seeds/a.txt").unlink()
    done = archive.run("build")
    assert done.code == 1
    assert done.err.count(": error: ") == 1
    assert {folder: archive.files(folder) for folder in before} == before


def test_a_clipping_that_is_gone_takes_its_untouched_stories_with_it(archive: ArchiveFolder) -> None:
    archive.write("seeds/z.txt", SECOND)
    archive.run("build")
    (archive.root / "seeds/a.txt").unlink()
    done = archive.run("build")
    assert done.code == 0
    assert "removed" in done.err
    home = text(archive.files("public")["index.html"])
    assert ("晴溪乡图书室" in home, "云汀镇修好" in home) == (True, False)


def test_stories_written_by_hand_need_no_clippings(archive: ArchiveFolder) -> None:
    (archive.root / "seeds/a.txt").unlink()
    archive.write("content/手写.md", "---\ntitle: 手写的报道\n---\n\n正文。\n")
    done = archive.run("build")
    assert done.code == 0, done.err
    assert "手写的报道" in text(archive.files("public")["index.html"])


def test_a_site_that_cannot_be_written_is_told(archive: ArchiveFolder) -> None:
    archive.write("public", "not a folder")
    done = archive.run("build")
    assert done.code == 1
    assert "public: error: is not a folder" in done.err
    assert (archive.root / "public").read_text() == "not a folder"
    assert list((archive.root / "content").rglob("*.md")), "the import is done all the same"


def test_a_file_that_is_not_there_is_told(archive: ArchiveFolder) -> None:
    done = archive.run("parse", "seeds/a.txt", "seeds/nowhere.txt", "--format", "json")
    assert done.code == 1
    assert json.loads(done.out)["page"] == "a.txt"
    assert done.err.count("seeds/nowhere.txt: error: ") == 1


SLUGS = {"渠江镇": ("qu-jiang-zhen",), "渠江镇, 梅城镇": ("qu-jiang-zhen", "mei-cheng-zhen")}
"""Of townships that one county alone has."""


def test_counties_that_an_earlier_build_found_are_not_looked_up_again(archive: ArchiveFolder) -> None:
    """The gazetteer takes longer to load than an edited story to be made."""

    def build(townships: str, text: str) -> bool:
        archive.write("content/手写.md", f"---\ntitle: 口述\ntownships: [{townships}]\nid: told\n---\n\n{text}\n")
        command = [sys.executable, "-X", "importtime", "-m", "sitegen", "build", "--jobs", "1"]
        done = subprocess.run(command, cwd=archive.root, capture_output=True, text=True, check=True)
        public = archive.files("public")
        assert text in public["stories/told/index.html"].decode()
        assert all("口述" in public[f"townships/an-hua-xian/{slug}/index.html"].decode() for slug in SLUGS[townships])
        return "sitegen.tagging.gazetteer" in done.stderr

    archive.run("build")
    assert build("渠江镇", "正文。")
    assert not build("渠江镇", "改过的正文。")
    assert build("渠江镇, 梅城镇", "又改过的正文。")


def test_a_story_by_hand_with_a_township_alone_stands_under_its_county(archive: ArchiveFolder) -> None:
    archive.write("content/手写.md", "---\ntitle: 口述\ntownships: [渠江镇]\n---\n\n正文。\n")
    archive.write("content/又一篇.md", "---\ntitle: 另一篇\ntownships: [城关镇]\n---\n\n正文。\n")
    done = archive.run("build")
    assert done.code == 0, done.err
    public = archive.files("public")
    assert "口述" in public["townships/an-hua-xian/qu-jiang-zhen/index.html"].decode()
    assert "另一篇" in public["townships/unknown/cheng-guan-zhen/index.html"].decode()
    assert "county" not in (archive.root / "content/手写.md").read_text("utf-8")
    assert "townships without a county" in archive.run("check", "--format", "json").out
