"""A server gets the site by a real rsync over a real sshd on loopback."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from sitegen.publishing.server import Server
from sitegen.publishing.site import MARKER, Plan, PublishingError, site_of
from tests.publishing.places import PAGES, Ssh, cut_wire, read, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def server(ssh: Ssh, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv("RSYNC_RSH", f"ssh -F {ssh.config} -p {ssh.port}")
    return Server("127.0.0.1", str(tmp_path / "w w"), keep=("CNAME", ".well-known"))


def publish(target: Server, public: Path) -> Plan:
    site = site_of(public, target)
    plan = target.plan(site)
    done: list[str] = []
    target.carry_out(site, plan, done.append)
    assert {*plan.sent, *plan.deleted} <= set(done)
    assert target.plan(site).is_empty
    return plan


def test_only_what_differs_is_sent_and_the_hosts_own_files_stay(server: Server, public: Path, tmp_path: Path) -> None:
    there = tmp_path / "w w"
    assert len(publish(server, public).new) == len(PAGES) + 1
    assert {path: content for path, content in read(there).items() if path != MARKER} == PAGES
    host = {"CNAME": b"x", ".well-known/acme/y": b"y"}
    for path, content in {**host, "stale/old.html": b"old"}.items():
        (there / path).parent.mkdir(parents=True, exist_ok=True)
        (there / path).write_bytes(content)
    changed = {**PAGES, "index.html": b"same size?", "新 页.txt": b"new"}
    del changed["stories/a/index.html"]
    plan = publish(server, write(public, changed))
    assert (plan.new, plan.changed) == (("新 页.txt",), ("index.html",))
    assert {"stale/old.html", "stories/a/index.html"} <= set(plan.deleted)
    assert {path: content for path, content in read(there).items() if path != MARKER} == {**changed, **host}
    assert (there / "index.html").stat().st_mode & 0o777 == 0o644


def test_comparing_changes_nothing(server: Server, public: Path, tmp_path: Path) -> None:
    assert len(server.plan(site_of(public, server)).new) == len(PAGES) + 1
    assert not (tmp_path / "w w").exists()


def test_a_folder_with_files_of_others_is_refused(server: Server, public: Path, tmp_path: Path) -> None:
    write(tmp_path / "w w", {"mine.txt": b"mine"})
    with pytest.raises(PublishingError, match=r"mine\.txt") as refused:
        server.plan(site_of(public, server))
    assert refused.value.wrong_use


def test_a_copy_made_by_hand_is_refused_where_anything_would_be_lost(
    server: Server, public: Path, tmp_path: Path
) -> None:
    """The same files and no marker: there is nothing to lose, and the marker is all that is new."""
    there = write(tmp_path / "w w", PAGES)
    assert server.plan(site_of(public, server)).sent == (MARKER,)
    (there / "index.html").write_bytes(b"theirs")
    with pytest.raises(PublishingError, match=r"index\.html"):
        server.plan(site_of(public, server))


def test_a_connection_that_breaks_is_told_deletes_nothing_and_is_mended(
    server: Server, ssh: Ssh, large: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    there = write(tmp_path / "w w", {MARKER: b"", "old.html": b"old"})
    site = site_of(large, server)
    plan = server.plan(site)
    with cut_wire(ssh.port, 200_000) as port:
        monkeypatch.setenv("RSYNC_RSH", f"ssh -F {ssh.config} -p {port}")
        with pytest.raises(PublishingError, match="rsync failed"):
            server.carry_out(site, plan, lambda path: None)
    assert "old.html" in read(there)
    assert len(read(there)) < len(site.paths)
    monkeypatch.setenv("RSYNC_RSH", f"ssh -F {ssh.config} -p {ssh.port}")
    publish(server, large)
    assert read(there) == {**read(large), MARKER: b""}


def test_a_host_that_does_not_answer_is_told(public: Path, monkeypatch: pytest.MonkeyPatch, ssh: Ssh) -> None:
    monkeypatch.setenv("RSYNC_RSH", f"ssh -F {ssh.config}")
    monkeypatch.delenv("RSYNC_RSH")
    target = Server("127.0.0.1", "/srv/www", port=9)
    with pytest.raises(PublishingError, match="Connection refused"):
        target.plan(site_of(public, target))


def test_without_rsync_it_says_so(
    server: Server, public: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert shutil.which("rsync")
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PublishingError, match="needs rsync"):
        server.plan(site_of(public, server))
