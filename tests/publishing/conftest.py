"""Servers that the tests of publishing share; each is started once."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest

from tests.publishing.places import PAGES, Ssh, object_storage, ssh_server, write

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture
def public(tmp_path: Path) -> Path:
    """A finished site."""
    return write(tmp_path / "public", PAGES)


@pytest.fixture
def large(tmp_path: Path) -> Path:
    """A site of half a megabyte that no compression makes smaller, so that a wire can be cut in its midst."""
    made = random.Random(9)
    return write(tmp_path / "large", {f"pages/{n:02}/index.html": made.randbytes(16_000) for n in range(32)})


@pytest.fixture(scope="session")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Ssh]:
    with ssh_server(tmp_path_factory.mktemp("ssh")) as found:
        yield found


@pytest.fixture(scope="session")
def storage(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with object_storage(tmp_path_factory.mktemp("s3")) as found:
        yield found
