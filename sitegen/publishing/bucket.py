"""A bucket of an object storage that speaks S3 as target: AWS, MinIO, Aliyun OSS and others."""

from __future__ import annotations

import hashlib
import mimetypes
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from sitegen.problems import Problem
from sitegen.publishing.folder import require_marker
from sitegen.publishing.programs import AGAIN
from sitegen.publishing.site import UNREADABLE, Plan, PublishingError, Site, compare, phase

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from sitegen.publishing.site import State, Tell

AT_ONCE = 8
"""So many files are under way at a time."""
_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/x-ndjson; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/xml; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".svg": "image/svg+xml",
    ".epub": "application/epub+zip",
}
"""Of the kinds that systems name differently, or without saying that they are UTF-8."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """The objects of a bucket below a prefix; keys come from where boto3 looks for them, never from the settings."""

    bucket: str
    prefix: str = ""
    endpoint: str = ""
    region: str = ""
    addressing: str = "auto"
    signature: str = "v4"
    keep: tuple[str, ...] = ()
    adopt: bool = False
    made: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}"

    def plan(self, site: Site) -> Plan:
        there = self._called(self._state)
        require_marker(self.name, there, self.keep, self.adopt)
        here = {path: hashlib.md5(site.read(path), usedforsecurity=False).hexdigest() for path in site.paths}
        return compare(here, there, self.keep)

    def carry_out(self, site: Site, plan: Plan, tell: Tell) -> None:
        self._called(lambda: self._send(site, plan, tell))

    def _send(self, site: Site, plan: Plan, tell: Tell) -> None:
        client = self._client()

        def put(path: str) -> str:
            client.put_object(
                Bucket=self.bucket,
                Key=self.prefix + path,
                Body=site.read(path),
                ContentType=media_type(path),
                CacheControl="public, max-age=600" if path.startswith("assets/") else "no-cache",
            )
            return path

        def delete(path: str) -> str:
            client.delete_object(Bucket=self.bucket, Key=self.prefix + path)
            return path

        # One after another and not many in one request: some storages want that with checksums of another kind.
        for _, paths in groupby(plan.sent, key=phase):
            _at_once(put, paths, tell)
        _at_once(delete, plan.deleted, tell)

    def _state(self) -> State:
        pages = self._client().get_paginator("list_objects_v2").paginate(Bucket=self.bucket, Prefix=self.prefix)
        return {
            found["Key"].removeprefix(self.prefix): found.get("ETag", "").strip('"') or UNREADABLE
            for page in pages
            for found in page.get("Contents", ())
            if found["Key"] != self.prefix
        }

    def _client(self) -> Any:
        import boto3
        from botocore.config import Config

        settings = Config(
            signature_version={"v4": "s3v4", "v2": "s3"}[self.signature],
            connect_timeout=20,
            read_timeout=60,
            max_pool_connections=AT_ONCE,
            retries={"max_attempts": 4, "mode": "standard"},
            s3={"addressing_style": self.addressing},
            # Newer checksums are unknown to many storages that speak S3.
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
        )
        client = boto3.session.Session().client(
            "s3", endpoint_url=self.endpoint or None, region_name=self.region or None, config=settings
        )
        client.meta.events.register("before-sign.s3", _sign_what_is_asked)
        return client

    def _called(self, work: Callable[[], Any]) -> Any:
        """What `work` gives; a missing library, missing keys and whatever the storage says become problems."""
        try:
            from boto3.exceptions import Boto3Error
            from botocore.exceptions import BotoCoreError, ClientError
        except ImportError:
            hint = "pip install 'sitegen[s3]'"
            raise PublishingError(Problem(self.name, "needs the library boto3", hint=hint), wrong_use=True) from None
        try:
            return work()
        except ClientError as error:
            code = error.response.get("Error", {}).get("Code", "")
            message = error.response.get("Error", {}).get("Message", "")
            raise PublishingError(Problem(self.name, f"the storage refused: {code} {message}", hint=AGAIN)) from error
        except (BotoCoreError, Boto3Error, ValueError) as error:
            raise PublishingError(Problem(self.name, f"the storage cannot be used: {error}", hint=AGAIN)) from error
        except OSError as error:
            raise PublishingError(Problem(self.name, f"broken off: {error.strerror or error}", hint=AGAIN)) from error


def _sign_what_is_asked(request: Any, **_: object) -> None:
    """Signs /bucket as /bucket: for the older signature boto3 adds a slash, which AWS overlooks and others do not."""
    asked = urlsplit(request.url).path
    if request.auth_path == f"{asked}/":
        request.auth_path = asked


def media_type(path: str) -> str:
    """What a web server is to say that a file is."""
    ending = path[path.rfind(".") :].lower() if "." in path.rpartition("/")[2] else ""
    return _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"


def _at_once(work: Callable[[str], str], paths: Iterable[str], tell: Tell) -> None:
    """All of these, some at a time; after the first that fails no further one begins."""
    pool = ThreadPoolExecutor(AT_ONCE)
    try:
        for path in pool.map(work, paths):
            tell(path)
    finally:
        pool.shutdown(cancel_futures=True)
