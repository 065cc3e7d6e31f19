"""A branch gets one commit, by git's own means and never by force."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from sitegen.publishing.gitbranch import Branch, remote_of
from sitegen.publishing.site import MARKER, Plan, PublishingError, site_of
from tests.publishing.places import PAGES, Ssh, cut_wire, write

if TYPE_CHECKING:
    from pathlib import Path


def git(folder: Path, *arguments: str) -> str:
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@b", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A repository as hosts have it."""
    git(tmp_path, "init", "--quiet", "--bare", "bare.git")
    git(tmp_path / "bare.git", "config", "uploadpack.allowFilter", "true")
    return tmp_path / "bare.git"


def publish(target: Branch, public: Path) -> Plan:
    site = site_of(public, target)
    plan = target.plan(site)
    target.carry_out(site, plan, lambda path: None)
    assert target.plan(site).is_empty
    return plan


def files(bare: Path, branch: str = "pages") -> dict[str, bytes]:
    names = git(bare, "ls-tree", "-r", "-z", "--name-only", branch).split("\0")[:-1]
    show = ["git", "-C", str(bare), "show"]
    return {name: subprocess.run([*show, f"{branch}:{name}"], capture_output=True, check=True).stdout for name in names}


@pytest.mark.parametrize("form", ["{}", "file://{}"])
def test_each_publication_is_one_commit_with_just_the_site(form: str, bare: Path, public: Path) -> None:
    target = Branch(form.format(bare), "pages")
    publish(target, public)
    changed = {**PAGES, "index.html": b"a\r\nb\r\n", "新.txt": b"new"}
    del changed["stories/a/index.html"]
    plan = publish(target, write(public, changed))
    assert (plan.new, plan.changed, plan.deleted) == (("新.txt",), ("index.html",), ("stories/a/index.html",))
    found = files(bare)
    assert {path for path in found if path not in changed} == {MARKER, ".nojekyll"}
    assert {path: found[path] for path in changed} == changed
    subjects = git(bare, "log", "--format=%s", "pages").splitlines()
    assert subjects == [
        "Publish: 1 new, 1 changed, 1 to delete, 5 the same",
        "Publish: 7 new, 0 changed, 0 to delete, 0 the same",
    ]
    git(bare, "fsck", "--full", "--strict")


def test_a_branch_of_something_else_is_refused(bare: Path, public: Path, tmp_path: Path) -> None:
    git(tmp_path, "clone", "--quiet", str(bare), "work")
    (tmp_path / "work" / "main.py").write_text("source")
    for step in (["add", "-A"], ["commit", "-qm", "x"], ["push", "-q", "origin", "HEAD:refs/heads/main"]):
        git(tmp_path / "work", *step)
    target = Branch(str(bare), "main")
    with pytest.raises(PublishingError, match=r"main\.py") as refused:
        target.plan(site_of(public, target))
    assert refused.value.wrong_use
    assert list(files(bare, "main")) == ["main.py"]


def test_the_hosts_own_file_stays(bare: Path, public: Path) -> None:
    publish(Branch(str(bare), "pages"), write(public, {**PAGES, "CNAME": b"example.org"}))
    publish(Branch(str(bare), "pages", keep=("CNAME",)), write(public, PAGES))
    assert files(bare)["CNAME"] == b"example.org"


def test_a_push_that_is_refused_changes_nothing_and_is_told(bare: Path, public: Path) -> None:
    hook = bare / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\necho the branch is protected >&2\nexit 1\n")
    hook.chmod(0o755)
    target = Branch(str(bare), "pages")
    with pytest.raises(PublishingError, match="the branch is protected") as broken:
        publish(target, public)
    assert not broken.value.wrong_use
    assert git(bare, "branch", "--list") == ""
    hook.unlink()
    publish(target, public)


def test_a_connection_that_breaks_is_told_and_mended_by_the_next_run(
    bare: Path, large: Path, ssh: Ssh, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_SSH_COMMAND", f"ssh -F {ssh.config}")
    with cut_wire(ssh.port, 200_000) as port:
        target = Branch(f"ssh://127.0.0.1:{port}{bare}", "pages")
        with pytest.raises(PublishingError, match="git failed"):
            publish(target, large)
    assert git(bare, "branch", "--list") == ""
    assert len(publish(Branch(f"ssh://127.0.0.1:{ssh.port}{bare}", "pages"), large).new) == 34


def test_no_remote_and_no_repository_are_told(public: Path, tmp_path: Path) -> None:
    with pytest.raises(PublishingError, match="no remote of this repository") as refused:
        remote_of(tmp_path, "nowhere")
    assert refused.value.wrong_use
    target = Branch(str(tmp_path / "nothing.git"), "pages")
    with pytest.raises(PublishingError, match="does not appear to be a git repository"):
        target.plan(site_of(public, target))


def test_a_token_in_gits_own_settings_is_used_and_not_shown(tmp_path: Path, public: Path) -> None:
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "remote", "add", "origin", "http://me:s3cret@127.0.0.1:9/a.git")
    target = Branch(remote_of(tmp_path, "origin"), "pages")
    with pytest.raises(PublishingError) as broken:
        target.plan(site_of(public, target))
    assert "s3cret" not in f"{target.name}{broken.value}"
    assert "127.0.0.1:9/a.git" in str(broken.value)


def test_within_a_hook_of_git_the_hooks_repository_is_left_alone(
    bare: Path, public: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """git sets these for a hook; a post-commit hook is where some will publish from."""
    git(tmp_path, "init", "--quiet", "work")
    (tmp_path / "work" / "a.txt").write_text("mine")
    git(tmp_path / "work", "add", "a.txt")
    before = (tmp_path / "work" / ".git" / "index").read_bytes()
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "work" / ".git"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "work" / ".git" / "index"))
    publish(Branch(str(bare), "pages"), public)
    monkeypatch.undo()
    assert (tmp_path / "work" / ".git" / "index").read_bytes() == before
    assert set(PAGES) <= set(files(bare))


def test_a_commit_is_signed_where_git_knows_nobody(
    bare: Path, public: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_SYSTEM", "/dev/null")
    monkeypatch.setenv("GIT_CONFIG_COUNT", "1")
    monkeypatch.setenv("GIT_CONFIG_KEY_0", "user.useConfigOnly")
    monkeypatch.setenv("GIT_CONFIG_VALUE_0", "true")
    for name in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "EMAIL"):
        monkeypatch.delenv(name, raising=False)
    publish(Branch(str(bare), "pages"), public)
    assert git(bare, "log", "--format=%an", "pages").strip() == "sitegen"
