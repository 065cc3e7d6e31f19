"""Servers that the tests of publishing share; each is started once."""

from __future__ import annotations

import random
import sys
from typing import TYPE_CHECKING

import pytest

from tests.publishing.places import PAGES, Ssh, object_storage, ssh_server, write
from tests.publishing.swift import swift

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


KEY = "archive:AKIAEXAMPLE"
SECRET = "very-secret"


@pytest.fixture(scope="session", params=["swift", "moto"] if sys.platform == "linux" else ["moto"])
def storage(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of an S3: OpenStack Swift's, which is a real one and runs on Linux alone, and moto's everywhere."""
    folder = tmp_path_factory.mktemp("s3")
    with swift(folder, KEY.partition(":")[2], SECRET) if request.param == "swift" else object_storage(folder) as found:
        yield found


@pytest.fixture
def keys(monkeypatch: pytest.MonkeyPatch) -> None:
    """The keys to it, where boto3 looks for them."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    monkeypatch.setenv("AWS_CONFIG_FILE", "/nonexistent")
