"""A branch of a git repository as target, such as GitHub and Gitee show as pages: one commit, pushed or not at all."""

from __future__ import annotations

import hashlib
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sitegen.problems import Problem
from sitegen.publishing.address import masked
from sitegen.publishing.folder import require_marker
from sitegen.publishing.programs import environment, run
from sitegen.publishing.site import Plan, PublishingError, Site, compare, is_kept

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sitegen.publishing.site import State, Tell

NO_JEKYLL = {".nojekyll": b""}
"""GitHub's pages leave the files as they are where this one stands."""
_REMOTE = "there"
_AUTHOR = {"NAME": "sitegen", "EMAIL": "sitegen@localhost"}
"""Signs a commit where git knows nobody else."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A branch of a remote repository; `url` is what git is told, `name` what people are shown."""

    url: str
    branch: str
    keep: tuple[str, ...] = ()
    adopt: bool = False
    made: Mapping[str, bytes] = field(default_factory=lambda: dict(NO_JEKYLL))

    @property
    def name(self) -> str:
        return f"{masked(self.url)}#{self.branch}"

    def plan(self, site: Site) -> Plan:
        with TemporaryDirectory(prefix="sitegen-") as folder:
            tip = self._fetch(Path(folder))
            there = self._files(Path(folder), tip)
        require_marker(self.name, there, self.keep, self.adopt)
        return compare({path: _blob(site.read(path)) for path in site.paths}, there, self.keep)

    def carry_out(self, site: Site, plan: Plan, tell: Tell) -> None:
        with TemporaryDirectory(prefix="sitegen-") as folder:
            git = Path(folder)
            tip = self._fetch(git)
            there = self._files(git, tip)
            require_marker(self.name, there, self.keep, self.adopt)
            here = {path: _blob(site.read(path)) for path in site.paths}
            sent = [path for path in here if there.get(path) != here[path]]
            for path in sent:
                if path in site.made:
                    self._git(git, "hash-object", "-w", "--no-filters", "--stdin", given=site.made[path])
            files = "".join(f"{site.folder / path}\n" for path in sent if path not in site.made)
            self._git(git, "hash-object", "-w", "--no-filters", "--stdin-paths", given=files.encode())
            index = {path: found for path, found in there.items() if is_kept(path, self.keep)} | here
            rows = "".join(f"100644 {blob}\t{path}\0" for path, blob in sorted(index.items()))
            self._git(git, "update-index", "-z", "--add", "--index-info", given=rows.encode("utf-8", "surrogateescape"))
            tree = self._git(git, "write-tree", "--missing-ok").decode().strip()
            message = f"Publish: {plan}"
            commit = self._git(
                git, "commit-tree", tree, *(["-p", tip] if tip else []), "-m", message, more=_identity(git)
            )
            # Never forced: where somebody published meanwhile, git refuses and nothing is lost.
            self._git(git, "push", "--quiet", _REMOTE, f"{commit.decode().strip()}:refs/heads/{self.branch}")
            for path in (*sent, *plan.deleted):
                tell(path)

    def _git(self, folder: Path, *arguments: str, given: bytes = b"", more: Mapping[str, str] | None = None) -> bytes:
        command = ["git", f"--git-dir={folder}", "-c", "gc.auto=0", *arguments]
        return run(command, self.name, given, more).stdout

    def _fetch(self, folder: Path) -> str:
        """The commit that the branch is at, its trees in `folder` and its files left where they are; "" for none."""
        self._git(folder, "init", "--quiet", "--bare")
        self._git(folder, "remote", "add", _REMOTE, self.url)
        branch = f"refs/heads/{self.branch}"
        if not self._git(folder, "ls-remote", _REMOTE, branch).strip():
            return ""
        self._git(folder, "fetch", "--quiet", "--depth=1", "--filter=blob:none", _REMOTE, branch)
        return self._git(folder, "rev-parse", "FETCH_HEAD").decode().strip()

    def _files(self, folder: Path, tip: str) -> State:
        if not tip:
            return {}
        listed = self._git(folder, "ls-tree", "-r", "-z", tip).decode("utf-8", "surrogateescape")
        rows = (row.split("\t", 1) for row in listed.split("\0") if row)
        return {path: facts.split()[2] for facts, path in rows}


def remote_of(root: Path, remote: str) -> str:
    """The address of a remote that the archive's own repository has under this name; else the text itself."""
    if "/" in remote or ":" in remote or "\\" in remote:
        return remote
    command = ["git", "-C", str(root), "remote", "get-url", remote]
    try:
        done = subprocess.run(command, env=environment(), capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return remote
    if done.returncode:
        hint = "`git remote -v` names the remotes that there are"
        raise PublishingError(Problem(f"git:{remote}", "is no remote of this repository", hint=hint), wrong_use=True)
    return done.stdout.strip()


def _blob(content: bytes) -> str:
    """The name that git gives to a file's bytes."""
    return hashlib.sha1(b"blob %d\0" % len(content) + content, usedforsecurity=False).hexdigest()


def _identity(folder: Path) -> dict[str, str]:
    """Who commits, where neither git's settings nor the environment say."""
    known = subprocess.run(
        ["git", f"--git-dir={folder}", "var", "GIT_COMMITTER_IDENT"],
        env=environment(),
        capture_output=True,
        check=False,
    )
    if known.returncode == 0:
        return {}
    return {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER") for part, value in _AUTHOR.items()}
