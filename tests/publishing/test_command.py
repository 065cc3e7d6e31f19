"""`sitegen publish` as its user meets it: nothing without --go, what it says, its exit codes."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from sitegen.commands.publish import LISTED, listing, today
from sitegen.publishing import MARKER, Plan
from sitegen.publishing.bucket import Bucket
from tests.publishing.places import cut_wire

if TYPE_CHECKING:
    from tests.conftest import ArchiveFolder


@pytest.fixture
def stories(archive: ArchiveFolder) -> ArchiveFolder:
    """An archive with its stories made, and a target named in its settings."""
    archive.write(
        "sitegen.toml", 'title = "测试档案"\n[publish.targets]\nshare = "../share"\npages = "git:origin#pages"\n'
    )
    assert archive.run("import").code == 0
    return archive


def test_without_go_it_lists_and_changes_nothing(stories: ArchiveFolder) -> None:
    done = stories.run("publish", "../www")
    assert done.code == 0, done.err
    assert f"+ {MARKER}\n" in done.out
    assert "+ … and" in done.out
    assert "nothing was changed, --go does it" in done.err
    assert not (stories.root.parent / "www").exists()


def test_a_misspelt_name_of_a_target_is_no_new_folder(stories: ArchiveFolder) -> None:
    done = stories.run("publish", "shaer", "--go")
    assert (done.code, "known: share, pages" in done.err) == (2, True)
    assert not (stories.root / "shaer").exists()
    assert stories.run("publish", "./shaer").code == 0


def test_with_go_the_site_is_there_and_a_second_run_has_nothing_to_do(stories: ArchiveFolder) -> None:
    done = stories.run("publish", "share", "--go")
    assert done.code == 0, done.err
    there = stories.files("../share")
    assert there.pop(MARKER)
    assert there == stories.files("public")
    assert "nothing to do" in stories.run("publish", "share", "--go").err
    (stories.root.parent / "share" / "index.html").write_text("spoilt")
    assert "~ index.html\n" in stories.run("publish", "share").out


def test_each_publication_is_noted_and_told_to_readers(stories: ArchiveFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")  # 2023-11-15 in China
    assert stories.run("publish", "share").code == 0
    assert not (stories.root / "content/published.tsv").exists()
    assert stories.run("publish", "share", "--go").code == 0
    assert "首次发布：2023-11-15，1 篇。" in (stories.root.parent / "share/updates/index.html").read_text("utf-8")
    stories.write("content/新.md", "---\ntitle: 新的一篇\n---\n\n正文。\n")
    assert stories.run("import").code == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700100000")  # 2023-11-16 in China
    assert stories.run("publish", "../trial", "--go", "--no-record").code == 0
    assert stories.run("publish", "share", "--go").code == 0
    page = (stories.root.parent / "share/updates/index.html").read_text("utf-8")
    assert page.index("2023-11-16") < page.index("新的一篇") < page.index("首次发布")
    noted = (stories.root / "content/published.tsv").read_bytes()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700200000")
    assert "nothing to do" in stories.run("publish", "share", "--go").err
    assert (stories.root / "content/published.tsv").read_bytes() == noted
    assert stories.run("build").code == 0
    assert stories.files("public") == {
        path: content for path, content in stories.files("../share").items() if path != MARKER
    }


def test_the_day_is_chinas() -> None:
    assert today({"SOURCE_DATE_EPOCH": "1700000000"}) == "2023-11-15"  # at 22:13 of the 14th in Greenwich
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", today({"SOURCE_DATE_EPOCH": "yesterday"}))


def test_what_could_not_be_published_is_not_noted(stories: ArchiveFolder) -> None:
    assert stories.run("publish", "ssh://127.0.0.1:9/srv/www", "--go").code == 1
    assert not (stories.root / "content/published.tsv").exists()


def test_a_name_of_the_settings_stands_for_a_branch_of_the_archives_own_remote(stories: ArchiveFolder) -> None:
    bare = stories.root.parent / "bare.git"
    for command in (
        ["init", "--quiet", "--bare", str(bare)],
        ["-C", str(stories.root), "init", "--quiet"],
        ["-C", str(stories.root), "remote", "add", "origin", str(bare)],
    ):
        subprocess.run(["git", *command], check=True)
    done = stories.run("publish", "pages", "--go")
    assert done.code == 0, done.err
    listed = subprocess.run(
        ["git", "-C", str(bare), "ls-tree", "--name-only", "pages"], check=True, capture_output=True, text=True
    ).stdout.split()
    assert {"index.html", MARKER, ".nojekyll"} <= set(listed)


@pytest.mark.parametrize("target", [".", "content", "seeds/x", "..", "/", "ftp://example.org/x", "git:origin#pages"])
def test_what_is_refused_is_wrong_use_and_nothing_is_made(stories: ArchiveFolder, target: str) -> None:
    before = stories.files(".")
    assert stories.run("publish", target, "--go").code == 2
    assert stories.files(".") == before


def test_a_site_with_errors_is_not_published(stories: ArchiveFolder) -> None:
    stories.run("build")
    stories.write("content/x.md", "no front matter")
    stories.write("themes/default/templates/story.html", "{% broken")
    done = stories.run("publish", "../www", "--go")
    assert (done.code, "nothing was published" in done.err) == (1, True)
    assert not (stories.root.parent / "www").exists()


def test_a_target_that_cannot_be_reached_is_told_with_1(stories: ArchiveFolder) -> None:
    done = stories.run("publish", "ssh://127.0.0.1:9/srv/www", "--go")
    assert done.code == 1
    assert "rsync failed" in done.err
    assert "Connection refused" in done.err


def test_broken_off_in_the_middle_it_says_so_ends_with_1_and_the_next_run_does_the_rest(
    stories: ArchiveFolder, storage: str, keys: None
) -> None:
    Bucket("middle", endpoint=storage, addressing="path")._client().create_bucket(Bucket="middle")
    settings = '[publish]\naddressing = "path"\nendpoint = "{}"\n'
    with cut_wire(int(storage.rpartition(":")[2]), 150_000) as port:
        stories.write("sitegen.toml", settings.format(f"http://127.0.0.1:{port}"))
        done = stories.run("publish", "s3://middle/www", "--go")
    assert done.code == 1
    assert "s3://middle/www/: broken off" in done.err
    assert "publish again once this is mended" in done.err
    assert not (stories.root / "content/published.tsv").exists()
    stories.write("sitegen.toml", settings.format(storage))
    assert stories.run("publish", "s3://middle/www", "--go").code == 0
    assert "nothing to do" in stories.run("publish", "s3://middle/www").err
    assert (stories.root / "content/published.tsv").exists()


def test_without_its_library_a_bucket_is_wrong_use_that_says_what_to_install(
    stories: ArchiveFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "boto3.exceptions", None)  # as where it is not installed
    done = stories.run("publish", "s3://bucket/www", "--go")
    assert (done.code, "pip install 'sitegen[s3]'" in done.err) == (2, True)


def test_of_very_many_files_the_first_are_listed() -> None:
    plan = Plan(new=tuple(f"{number}.html" for number in range(LISTED + 5)), deleted=("old.html",))
    assert listing(plan)[-2:] == ["+ … and 5 more", "- old.html"]
    assert len(listing(plan, everything=True)) == LISTED + 6


def test_the_headers_of_hosts_are_written_by_setting(stories: ArchiveFolder) -> None:
    assert stories.run("build").code == 0
    assert not (stories.root / "public/_headers").exists()
    stories.write("sitegen.toml", 'title = "x"\n[publish]\nheaders = true\n')
    assert stories.run("build").code == 0
    lines = (stories.root / "public/_headers").read_text("utf-8").splitlines()
    assert lines[0] == "/*"
    assert "default-src 'none'" in lines[1]
    assert all(line.startswith(("/", "  ")) for line in lines)
