"""The site's data are what its pages list: each heading's stories and no others, described, and valid."""

from __future__ import annotations

import csv
import io
import json
import re
import subprocess
import sys
from typing import TYPE_CHECKING

import jsonschema
import pytest

from sitegen.content import load
from sitegen.export import Selection, choose
from tests.conftest import ArchiveFolder

if TYPE_CHECKING:
    from pathlib import Path

TAKES = re.compile(r'<p class="take">(.*?)</p>', re.DOTALL)
LIGHT = ("people", "organisations", "reporters")
LISTS = ("townships", "villages", "topics", "years", "stories", "clippings", *LIGHT)
LINK = re.compile(r'href="([^"]+)"')


def public(archive: ArchiveFolder) -> Path:
    return archive.root / "public"


def ids(content: bytes, name: str) -> list[str]:
    """Of the stories in a table."""
    if name.endswith(".csv"):
        return [row["id"] for row in csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline=""))]
    return [json.loads(line)["id"] for line in content.splitlines()]


def test_what_a_page_offers_is_there_and_has_the_stories_that_it_lists(seeds_archive: ArchiveFolder) -> None:
    root = public(seeds_archive).resolve()
    offered = 0
    for page in sorted(root.rglob("*.html")):
        kind = page.relative_to(root).parts[0]
        found = TAKES.search(page.read_text("utf-8"))
        if found is None or kind not in LISTS:
            continue
        files = [(page.parent / link).resolve() for link in LINK.findall(found[1]) if not link.startswith("data:")]
        assert all(file.is_file() for file in files), page
        tables = [file for file in files if file.suffix in (".csv", ".jsonl")]
        if page == root / kind / "index.html" or (kind == "stories" and page.parent != root / "stories"):
            continue
        alone = [file for file in files if file.name == "story.json"]
        assert tables or alone, page
        offered += 1
        found_ids = [ids(file.read_bytes(), file.name) for file in tables] or [[alone[0].parent.name]]
        listed = dict.fromkeys(re.findall(r'href="[^"]*stories/([^/"]+)/index.html', page.read_text("utf-8")))
        assert all(one == found_ids[0] for one in found_ids)
        assert set(found_ids[0]) <= set(listed), page
        if kind in LIGHT:
            assert set(found_ids[0]) == set(listed), page
    assert offered > 150


def test_every_page_that_lists_stories_offers_them(seeds_archive: ArchiveFolder) -> None:
    root = public(seeds_archive)
    lists = [page for kind in (*LISTS, "figures", "matrix") for page in sorted(root.glob(f"{kind}/**/index.html"))]
    texts = {page.relative_to(root).as_posix(): page.read_text("utf-8") for page in lists}
    lacking = [
        page
        for page, text in texts.items()
        if TAKES.search(text) is None and re.search(r"stories/[^/]+/index\.html", text.partition("<main")[2])
    ]
    assert lacking == []


def test_a_headings_table_is_what_an_export_of_it_has(seeds_archive: ArchiveFolder) -> None:
    archive, _ = load(seeds_archive.root / "content")
    data = public(seeds_archive) / "data"
    for kind, folder in (("township", "townships/*"), ("topic", "topics"), ("year", "years"), ("county", "counties")):
        for package in sorted(data.glob(f"{folder}/*/datapackage.json")):
            title = json.loads(package.read_bytes())["resources"][0].get("title", "undated")
            chosen, problems = choose(archive, Selection(**{kind: (title,)}))
            assert problems == []
            (table,) = package.parent.glob("*.csv")
            assert sorted(ids(table.read_bytes(), table.name)) == sorted(record.id for record in chosen.records)


def test_the_descriptions_are_true(seeds_archive: ArchiveFolder) -> None:
    data = public(seeds_archive) / "data"
    packages = [data / "datapackage.json"]
    packages += [
        sorted(data.glob(f"{kind}/**/datapackage.json"))[0] for kind in ("counties", "topics", "villages", "clippings")
    ]
    script = (
        "import sys; from frictionless import validate\n"
        "reports = [validate(path) for path in sys.argv[1:]]\n"
        "sys.exit('\\n'.join(str(report) for report in reports if not report.valid) or 0)"
    )
    command = [sys.executable, "-c", script, *map(str, packages)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_data_of_the_site_make_the_same_archive_again(seeds_archive: ArchiveFolder, tmp_path: Path) -> None:
    other = ArchiveFolder(tmp_path)
    other.write("sitegen.toml", 'title = "另一处"\n')
    done = other.run("import", str(public(seeds_archive) / "data" / "stories.jsonl"))
    assert done.code == 0, done.err
    assert load(tmp_path / "content") == load(seeds_archive.root / "content")


def test_a_storys_json_is_as_its_schema_says(seeds_archive: ArchiveFolder) -> None:
    schema = json.loads((public(seeds_archive) / "data" / "story.schema.json").read_bytes())
    jsonschema.Draft202012Validator.check_schema(schema)
    validator = jsonschema.Draft202012Validator(schema)
    files = list(public(seeds_archive).glob("stories/*/story.json"))
    archive, _ = load(seeds_archive.root / "content")
    assert len(files) == len(archive.records)
    for file in files:
        story = json.loads(file.read_bytes())
        validator.validate(story)
        assert (file.parent / story["$schema"]).resolve().is_file()
        assert story["id"] == file.parent.name
        assert "".join(block["text"] for block in story["paragraphs"])
        assert all(block["lines"] for block in story["paragraphs"]), "no seed has been edited, so all have their lines"
    with pytest.raises(jsonschema.ValidationError):
        validator.validate({**story, "id": 1})


@pytest.mark.parametrize(
    ("wanted", "folders"), [("none", set()), ("archive", {"data"}), ("all", {"data", "data/years"})]
)
def test_an_archive_may_have_fewer(archive: ArchiveFolder, wanted: str, folders: set[str]) -> None:
    archive.write("sitegen.toml", f'title = "测试档案"\ndata = "{wanted}"\n')
    done = archive.run("build")
    assert done.code == 0, done.err
    found = {path.relative_to(public(archive)).as_posix() for path in public(archive).glob("data/**") if path.is_dir()}
    assert found & {"data", "data/years"} == folders
    assert ("data/index.html" in (public(archive) / "index.html").read_text("utf-8")) == bool(folders)


def test_only_what_has_another_story_is_made_again(archive: ArchiveFolder) -> None:
    """The cost of a change grows with the headings of one story and not with the archive."""
    archive.write("seeds/b.txt", "石汀村办起夜校\n本报讯 石汀村的夜校近日开课，村民都来学文化。\n")
    archive.write("content/云汀县/手写.md", "---\ntitle: 手写\ntopics: [夜校]\nid: shou-xie\n---\n\n一段。\n")
    assert archive.run("build").code == 0
    before = {path: file.stat().st_mtime_ns for path, file in _files(public(archive) / "data").items()}
    archive.write("content/云汀县/手写.md", "---\ntitle: 手写\ntopics: [夜校]\nid: shou-xie\n---\n\n另一段。\n")
    assert archive.run("build").code == 0
    after = {path: file.stat().st_mtime_ns for path, file in _files(public(archive) / "data").items()}
    again = {path for path in after if after[path] != before.get(path)}
    assert "topics/ye-xiao/ye-xiao.jsonl" in again
    assert not [path for path in again if path.startswith("townships/")]


def _files(folder: Path) -> dict[str, Path]:
    return {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
