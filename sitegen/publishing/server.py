"""A folder on a server as target, by rsync over ssh: rsync compares, sends what differs, and deletes at the end."""

from __future__ import annotations

import os
import re
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from sitegen.publishing.folder import require_marker
from sitegen.publishing.programs import interactive, run
from sitegen.publishing.site import MARKER, Plan, Site

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from sitegen.publishing.site import Tell

_OPTIONS = ("--recursive", "--checksum", "--perms", "--chmod=D755,F644", "--8-bit-output")
_LISTED = re.compile(r"[a-zA-Z-]\S{9,}\s+[\d,.]+\s+\d{4}/\d\d/\d\d \d\d:\d\d:\d\d (.*)$")
_NOT_THERE = 23
"""What rsync ends with where the folder is not there yet."""
_TIMEOUT = 60
"""Seconds without a sign of life after which a connection counts as broken."""


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
        top = list(self._top())
        require_marker(self.name, top, self.keep, self.adopt)
        sent, deleted = self._sync(site, "--dry-run")
        if MARKER not in top:
            sent[MARKER] = True
        new = sorted(path for path, is_new in sent.items() if is_new)
        changed = sorted(path for path, is_new in sent.items() if not is_new)
        return Plan(tuple(new), tuple(changed), tuple(sorted(deleted)), len(site.paths) - len(sent))

    def carry_out(self, site: Site, plan: Plan, tell: Tell) -> None:
        with TemporaryDirectory(prefix="sitegen-") as folder:
            for name, content in site.made.items():
                (Path(folder) / name).write_bytes(content)
            self._rsync(f"{folder}/", self._there())
            for path in site.made:
                tell(path)
        sent, deleted = self._sync(site)
        for path in (*sent, *deleted):
            tell(path)

    def _sync(self, site: Site, *more: str) -> tuple[dict[str, bool], list[str]]:
        """The files sent, each with whether it is new, and those deleted."""
        names = [name.rstrip("/") for name in (*self.keep, *site.made)]
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

    def _top(self) -> Iterator[str]:
        """What stands at the top of the folder, nothing where it is not there yet."""
        done = run([*self._command(), "--list-only", self._there()], self.name, fine=(0, _NOT_THERE))
        for line in done.stdout.decode("utf-8", "replace").splitlines():
            found = _LISTED.match(line)
            if found and found[1] != ".":
                yield found[1]

    def _rsync(self, *arguments: str) -> str:
        return run([*self._command(), *_OPTIONS, *arguments], self.name).stdout.decode("utf-8", "surrogateescape")

    def _command(self) -> list[str]:
        # -s: the host's shell does not see the path. Its long name is another one in older versions.
        command = ["rsync", "-s", f"--timeout={_TIMEOUT}"]
        if "RSYNC_RSH" in os.environ:
            return command
        ssh = "ssh -o ConnectTimeout=20" + ("" if interactive() else " -o BatchMode=yes")
        return [*command, "-e", f"{ssh} -p {self.port}" if self.port else ssh]

    def _there(self) -> str:
        return f"{self.host}:{self.path}/"
