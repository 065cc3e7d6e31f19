"""A folder on a server as target, by rsync over ssh: rsync compares, sends what differs, and deletes at the end."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sitegen.publishing.folder import require_marker
from sitegen.publishing.programs import interactive, run
from sitegen.publishing.site import MARKER, Plan, Site

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sitegen.publishing.site import Tell

_OPTIONS = ("--recursive", "--checksum", "--perms", "--chmod=D755,F644", "--8-bit-output")
_TIMEOUT = 600
"""Seconds in which rsync has to say something: it reads all files on both sides before it does."""
_SSH = "ssh -o ConnectTimeout=20 -o ServerAliveInterval=15 -o ServerAliveCountMax=4"
"""Notices within a minute that the other end is gone."""


@dataclass(frozen=True, slots=True)
class Server:
    """A folder of a host that ssh reaches; keys and further options are those of ssh's own settings, or RSYNC_RSH."""

    host: str
    path: str
    port: int = 0
    keep: tuple[str, ...] = ()
    adopt: bool = False
    made: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"{self.host}:{self.path}"

    def plan(self, site: Site) -> Plan:
        sent, deleted = self._sync(site, self.keep, "--dry-run")
        # Our marker is no file of public/: where it is there, rsync would delete it if it were asked to.
        ours = MARKER in deleted
        gone = [path for path in deleted if path not in site.made]
        new = [path for path, is_new in sent.items() if is_new] + ([] if ours else [MARKER])
        changed = [path for path, is_new in sent.items() if not is_new]
        require_marker(self.name, (*changed, *gone, *([MARKER] if ours else [])), self.keep, self.adopt)
        same = len(site.paths) - len(new) - len(changed)
        return Plan(tuple(sorted(new)), tuple(sorted(changed)), tuple(sorted(gone)), same)

    def carry_out(self, site: Site, plan: Plan, tell: Tell) -> None:
        if MARKER in plan.new:
            with TemporaryDirectory(prefix="sitegen-") as folder:
                for name, content in site.made.items():
                    (Path(folder) / name).write_bytes(content)
                self._rsync(f"{folder}/", self._there())
            for path in site.made:
                tell(path)
        sent, deleted = self._sync(site, (*self.keep, *site.made))
        for path in (*sent, *deleted):
            tell(path)

    def _sync(self, site: Site, kept: Iterable[str], *more: str) -> tuple[dict[str, bool], list[str]]:
        """The files sent, each with whether it is new, and those deleted."""
        names = [name.rstrip("/") for name in kept]
        protected = [f"--filter=protect /{name}{below}" for name in names for below in ("", "/***")]
        command = [*more, *protected, "--delete-after", "--out-format=%i %n", f"{site.folder}/", self._there()]
        sent: dict[str, bool] = {}
        deleted: list[str] = []
        for line in self._rsync(*command).splitlines():
            if line.startswith("*deleting"):
                deleted.append(line[12:])
            elif line[:2] == "<f":
                sent[line[12:]] = line[2:11] == "+++++++++"
        return sent, deleted

    def _rsync(self, *arguments: str) -> str:
        return run([*self._command(), *_OPTIONS, *arguments], self.name).stdout.decode("utf-8", "surrogateescape")

    def _command(self) -> list[str]:
        # -s: the host's shell does not see the path. Its long name is another one in older versions.
        command = ["rsync", "-s", f"--timeout={_TIMEOUT}"]
        if "RSYNC_RSH" in os.environ:
            return command
        ssh = _SSH + ("" if interactive() else " -o BatchMode=yes")
        return [*command, "-e", f"{ssh} -p {self.port}" if self.port else ssh]

    def _there(self) -> str:
        return f"{self.host}:{self.path}/"
