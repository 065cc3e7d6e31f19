"""What an address on a page means: a file of the site, another place in the world, or nothing good."""

from __future__ import annotations

from dataclasses import dataclass
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

_SCRIPTS = frozenset(("javascript", "vbscript", "file", "blob", "filesystem"))


@dataclass(frozen=True, slots=True)
class Meant:
    """One of three: a `file` of the site with perhaps an anchor, a place `outside`, or what is `wrong` with it."""

    file: str = ""
    anchor: str = ""
    outside: bool = False
    wrong: str = ""


def meant(address: str, page: str, base_url: str = "") -> Meant:
    """What an address means that stands on a page, given by its path from the site's root."""
    try:
        parts = urlsplit(address.strip())
        scheme, host = parts.scheme.lower(), parts.netloc
    except ValueError:
        return Meant(wrong="is no address")
    if scheme in _SCRIPTS:
        return Meant(wrong="is no address for readers")
    base = urlsplit(base_url)
    own_host = bool(host) and base_url != "" and (scheme or base.scheme, host) == (base.scheme, base.netloc)
    if (scheme or host) and not own_host:
        return Meant(outside=True)
    anchor = unquote(parts.fragment.partition(":~:")[0])
    path = unquote(parts.path)
    if own_host or path.startswith("/"):
        top = base.path.rstrip("/") + "/"
        if not path.startswith(top):
            return Meant(outside=True) if own_host else Meant(wrong="leads to the root of a host")
        if not own_host and page.rpartition("/")[2] != "404.html":  # the one page that is shown at any address
            return Meant(wrong="leads to the root of a host")
        file = normpath(path[len(top) :] or ".")
        # Only a host finds the page of a folder; addresses that name the host may leave that to it.
        file = "index.html" if file == "." else f"{file}/index.html" if path.endswith("/") else file
    else:
        file = normpath(join(dirname(page), path)) if path else page
    if file.startswith(("../", "/")) or file == "..":
        return Meant(wrong="leads out of the site")
    return Meant(file, anchor)
