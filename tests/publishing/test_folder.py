"""A folder gets the site and nothing else happens: no other file is touched, and a killed run is mended by the next."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.publishing.folder import Folder, guard
from sitegen.publishing.site import MARKER, Plan, PublishingError, compare, site_of
from tests.content.paper import in_child
from tests.publishing.places import PAGES, read, write

if TYPE_CHECKING:
    from pathlib import Path


def publish(target: Folder, public: Path) -> Plan:
    site = site_of(public, target)
    plan = target.plan(site)
    target.carry_out(site, plan, lambda path: None)
    assert target.plan(site).is_empty
    return plan


def without_marker(files: dict[str, bytes]) -> dict[str, bytes]:
    assert MARKER in files
    return {path: content for path, content in files.items() if path != MARKER}


def test_only_what_differs_is_written_and_what_is_gone_is_deleted(public: Path, tmp_path: Path) -> None:
    target = Folder(tmp_path / "www")
    assert len(publish(target, public).new) == len(PAGES) + 1
    assert without_marker(read(target.folder)) == PAGES
    before = (target.folder / "stories/b/index.html").stat().st_mtime_ns
    changed = {**PAGES, "index.html": b"other", "new/x.html": b"new"}
    del changed["stories/a/index.html"]
    plan = publish(target, write(public, changed))
    assert (plan.new, plan.changed, plan.deleted) == (("new/x.html",), ("index.html",), ("stories/a/index.html",))
    assert without_marker(read(target.folder)) == changed
    assert not (target.folder / "stories/a").exists()
    assert (target.folder / "stories/b/index.html").stat().st_mtime_ns == before


def test_comparing_changes_nothing(public: Path, tmp_path: Path) -> None:
    target = Folder(tmp_path / "www")
    assert len(target.plan(site_of(public, target)).new) == len(PAGES) + 1
    assert not target.folder.exists()


def test_pages_come_after_what_they_show_and_the_front_page_last() -> None:
    plan = Plan(new=("index.html", "a/index.html", "z.css", MARKER), changed=("b.html", "a.js"))
    assert plan.sent == (MARKER, "a.js", "z.css", "a/index.html", "b.html", "index.html")


def test_a_folder_with_files_of_others_is_refused_unless_adopted(public: Path, tmp_path: Path) -> None:
    www = write(tmp_path / "www", {"mine.txt": b"mine"})
    target = Folder(www)
    with pytest.raises(PublishingError, match=r"mine\.txt") as refused:
        target.plan(site_of(public, target))
    assert refused.value.wrong_use
    assert read(www) == {"mine.txt": b"mine"}
    assert publish(replace(target, adopt=True), public).deleted == ("mine.txt",)


def test_what_belongs_to_the_host_stays(public: Path, tmp_path: Path) -> None:
    host = {"CNAME": b"example.org", ".well-known/acme/x": b"x"}
    target = Folder(write(tmp_path / "www", host), keep=("CNAME", ".well-known"))
    publish(target, public)
    assert without_marker(read(target.folder)) == {**PAGES, **host}


def test_no_link_leads_out_of_the_folder(public: Path, tmp_path: Path) -> None:
    """Neither a link where a folder of the site goes, nor one to be deleted, nor one in a file's place."""
    other = write(tmp_path / "other", {"a/index.html": b"theirs", "x": b"theirs"})
    www = write(tmp_path / "www", {MARKER: b""})
    (www / "stories").symlink_to(other)
    (www / "gone").symlink_to(other)
    (www / "index.html").symlink_to(other / "x")
    publish(Folder(www), public)
    assert read(other) == {"a/index.html": b"theirs", "x": b"theirs"}
    assert without_marker(read(www)) == PAGES
    assert not (www / "gone").is_symlink()


def test_a_folder_in_a_files_place_and_a_file_in_a_folders_place_make_way(public: Path, tmp_path: Path) -> None:
    www = write(tmp_path / "www", {MARKER: b"", "index.html/deep/x": b"", "stories": b""})
    publish(Folder(www), public)
    assert without_marker(read(www)) == PAGES


@pytest.mark.parametrize(
    "folder",
    [
        "/", "home", "archive", ".", "archive/content", "archive/content/x", "archive/seeds", "archive/public",
        "archive/.git/x", "file",
    ],
)  # fmt: skip
def test_where_no_site_may_stand(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    (tmp_path / "home").mkdir()
    write(tmp_path / "archive", {"content/x/a.md": b""})
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(PublishingError) as refused:
        guard(tmp_path / folder, tmp_path / "archive", ("seeds", "content", "themes", "public"))
    assert refused.value.wrong_use


def test_a_link_to_the_archive_is_seen_through(tmp_path: Path) -> None:
    write(tmp_path / "archive", {"content/a.md": b""})
    (tmp_path / "www").symlink_to(tmp_path / "archive/content")
    with pytest.raises(PublishingError, match="content/"):
        guard(tmp_path / "www", tmp_path / "archive", ("content",))
    assert guard(tmp_path / "archive/docs", tmp_path / "archive", ("content",)) == tmp_path / "archive/docs"


def test_a_folder_that_cannot_be_written_is_told(public: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    target = Folder(tmp_path / "file" / "www")
    with pytest.raises(PublishingError, match="cannot be read or written"):
        publish(target, public)


KILLED = """
import sys
from pathlib import Path
from sitegen.publishing.folder import Folder
from sitegen.publishing.site import site_of
target = Folder(Path(sys.argv[2]))
site = site_of(Path(sys.argv[1]), target)
target.carry_out(site, target.plan(site), lambda path: None)
"""


@pytest.mark.parametrize("until", [".sitegen-new/100", "stories/1/index.html"], ids=["copied", "put in place"])
def test_killed_at_any_moment_it_leaves_whole_files_and_the_next_run_mends(until: str, tmp_path: Path) -> None:
    pages = {f"stories/{n}/index.html": b"%d" % n * 500 for n in range(4000)}
    before = {"stories/1/index.html": b"old", "stories/9999/index.html": b"gone"}
    public, www = write(tmp_path / "public", before), tmp_path / "www"
    publish(Folder(www), public)
    write(public, pages)
    process = subprocess.Popen([sys.executable, "-c", KILLED, str(public), str(www)])
    ends = time.monotonic() + 30
    file = www / until
    while (not file.exists() or file.read_bytes() == b"old") and time.monotonic() < ends:
        time.sleep(0.0005)
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    left = {path: content for path, content in without_marker(read(www)).items() if not path.startswith(".sitegen-new")}
    if until.startswith(".sitegen-new"):
        assert left == before, "while files are copied readers see the old site, whole"
    else:
        assert 2 <= len(left) < len(pages) + 1
        assert all(left[path] in (pages.get(path), before.get(path)) for path in left)
    publish(Folder(www), public)
    assert without_marker(read(www)) == pages


def test_a_full_disk_changes_nothing_that_readers_see(public: Path, tmp_path: Path) -> None:
    """No file may grow beyond a limit, which a write then meets in the middle, as on a full disk."""
    target = Folder(tmp_path / "www")
    publish(target, public)
    before = read(target.folder)
    write(public, {**PAGES, "index.html": b"new", "large": b"x" * 50_000})

    def work() -> int:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (9000, 9000))
        with pytest.raises(PublishingError, match="nothing that readers see was changed"):
            publish(target, public)
        return 0

    assert in_child(work) == [0]
    assert read(target.folder) == before
    publish(target, public)
    assert read(target.folder)["large"] == b"x" * 50_000


names = st.text("ab.", min_size=1, max_size=3)
states = st.dictionaries(names, st.sampled_from("12"))


@given(states, states)
def test_a_plan_makes_the_one_from_the_other(here: dict[str, str], there: dict[str, str]) -> None:
    plan = compare(here, there)
    after = {path: found for path, found in there.items() if path not in plan.deleted}
    after |= {path: here[path] for path in plan.sent}
    assert after == here
    assert plan.same + len(plan.sent) == len(here)
    assert set(plan.new) & set(there) == set()
