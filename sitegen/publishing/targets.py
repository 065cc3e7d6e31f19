"""The target that an address or a name of sitegen.toml means."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from sitegen.problems import Problem
from sitegen.publishing.address import parse_address
from sitegen.publishing.site import PublishingError

if TYPE_CHECKING:
    from sitegen.config import Config
    from sitegen.publishing.site import Target

KEPT = ("CNAME", ".well-known", ".git")
"""What hosts and certificates put beside a site."""


def open_target(text: str, root: Path, config: Config, adopt: bool = False) -> Target:
    """The target; one that is none, or where no site may stand, raises `PublishingError`."""
    if text not in config.publish_targets:
        _refuse_misspelt(text, config)
    address = parse_address(config.publish_targets.get(text, text))
    keep = (*KEPT, *config.publish_keep)
    match address.kind:
        case "git":
            from sitegen.publishing.gitbranch import Branch, remote_of

            return Branch(remote_of(root, address.place), address.path, keep, adopt)
        case "ssh":
            from sitegen.publishing.server import Server

            return Server(address.place, address.path, address.port, keep, adopt)
        case "s3":
            from sitegen.publishing.bucket import Bucket

            return Bucket(
                address.place,
                address.path,
                config.publish_endpoint,
                config.publish_region,
                config.publish_addressing,
                config.publish_signature,
                keep,
                adopt,
            )
        case _:
            from sitegen.publishing.folder import Folder, guard

            # A folder that sitegen.toml names is meant from there, one that is typed from the working folder.
            base = root if text in config.publish_targets else Path()
            parts = (config.seeds, config.content, config.themes_dir, config.public)
            return Folder(guard(base / Path(address.place).expanduser(), root, parts), keep, adopt)


def _refuse_misspelt(text: str, config: Config) -> None:
    """Raises at a bare word that is no folder where sitegen.toml names targets: it was meant to be one of them."""
    if config.publish_targets and re.fullmatch(r"[\w-]+", text) and not Path(text).exists():
        hint = f"known: {', '.join(config.publish_targets)}; for a new folder write ./{text}"
        raise PublishingError(Problem(text, "is no target of sitegen.toml, and no folder", hint=hint), wrong_use=True)
