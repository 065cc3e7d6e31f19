"""Where to publish to, as it is typed: a folder, git:REMOTE#BRANCH, ssh://HOST/PATH or s3://BUCKET/PREFIX."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit

from sitegen.problems import Problem
from sitegen.publishing.site import PublishingError

Kind = Literal["folder", "git", "ssh", "s3"]
FORMS = "a folder, git:REMOTE#BRANCH, ssh://USER@HOST/PATH or s3://BUCKET/PREFIX"
_BRANCH = re.compile(r"(?!-)(?!.*(?:\.\.|//|@\{|\.lock(?:/|$)))[^\s~^:?*\[\\\x00-\x1f\x7f]+(?<![/.])$")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$")
_HOST = re.compile(r"(?:[A-Za-z0-9_][A-Za-z0-9_.-]*@)?(?:[A-Za-z0-9][A-Za-z0-9.-]*|\[[0-9A-Fa-f:]+\])$")
_SECRET = re.compile(r"(?<=://)[^/@\s]+@")


@dataclass(frozen=True, slots=True)
class Address:
    """A target as typed, taken apart."""

    kind: Kind
    place: str
    """The folder, the git remote, [USER@]HOST, or the bucket."""
    path: str = ""
    """The branch, the folder at the host, or the prefix in the bucket with a slash at its end."""
    port: int = 0


def parse_address(text: str) -> Address:
    """The address that a text means; one that is none, or that holds a password, raises `PublishingError`."""
    if not text.strip() or text.startswith("-"):
        raise _unfit(text, "is not a target")
    if text.startswith("git:"):
        return _git(text)
    if text.startswith("s3://"):
        bucket, _, prefix = text.removeprefix("s3://").partition("/")
        if not _BUCKET.match(bucket):
            raise _unfit(text, "names no bucket")
        return Address("s3", bucket, _prefix(text, prefix))
    if text.startswith("ssh://"):
        return _ssh(text)
    if re.match(r"[a-z][a-z0-9+.-]+:", text):
        raise _unfit(text, "is of no kind that is known here")
    return Address("folder", text)


def masked(text: str) -> str:
    """A text without the user names and passwords of the addresses in it."""
    return _SECRET.sub("***@", text)


def refuse_password(text: str, address: str) -> None:
    """Raises where an address that was typed or set holds a password."""
    parts = urlsplit(address)
    if parts.password is not None or (parts.username and parts.scheme in ("http", "https")):
        hint = "the settings are no place for it: git's credential helper, ssh's keys and the environment are"
        raise PublishingError(Problem(masked(text), "holds a password or a token", hint=hint), wrong_use=True)


def _git(text: str) -> Address:
    remote, mark, branch = text.removeprefix("git:").rpartition("#")
    if not mark or not remote or remote.startswith("-") or not _BRANCH.match(branch):
        raise _unfit(text, "names no remote and branch")
    if "::" in remote:
        raise _unfit(text, "would run a program of its own")
    refuse_password(text, remote)
    return Address("git", remote, branch)


def _ssh(text: str) -> Address:
    refuse_password(text, text)
    try:
        parts = urlsplit(text)
        port = parts.port or 0
    except ValueError:
        raise _unfit(text, "names no host") from None
    host = parts.netloc.rpartition(":")[0] if port else parts.netloc
    if not _HOST.match(host):
        raise _unfit(text, "names no host")
    path = text.partition("://")[2].partition("/")[2]
    folder = path.removeprefix("~/") if path.startswith("~/") else f"/{path}"
    levels = [level for level in folder.split("/") if level not in ("", ".")]
    if not levels or ".." in levels or "~" in levels[0] or any(ord(char) < 32 for char in folder):
        raise _unfit(text, "names no folder of its own", "ssh://HOST/srv/www/archive, or ssh://HOST/~/www from home")
    if folder.startswith("/") and len(levels) < 2:
        raise _unfit(text, "is a folder at the top of the system", "name one that is the site's alone")
    return Address("ssh", host, folder.rstrip("/"), port)


def _prefix(text: str, prefix: str) -> str:
    levels = prefix.rstrip("/").split("/") if prefix.rstrip("/") else []
    if any(level in ("", ".", "..") for level in levels):
        raise _unfit(text, "has a prefix that is no folder")
    return "".join(f"{level}/" for level in levels)


def _unfit(text: str, message: str, hint: str = "") -> PublishingError:
    return PublishingError(Problem(masked(text) or "TARGET", message, hint=hint or FORMS), wrong_use=True)
