"""A bucket gets the site over the S3 protocol, from a server on loopback."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from sitegen.publishing.bucket import Bucket, media_type
from sitegen.publishing.site import MARKER, Plan, PublishingError, site_of
from tests.publishing.conftest import KEY, SECRET
from tests.publishing.places import PAGES, cut_wire, read, write

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def bucket(storage: str, tmp_path: Path, keys: None) -> Bucket:
    """A new bucket, with an object beside the prefix that is somebody else's."""
    target = Bucket(f"b{abs(hash(tmp_path)):x}", "www/", storage, "us-east-1", "path", keep=("CNAME",))
    client = target._client()
    client.create_bucket(Bucket=target.bucket)
    client.put_object(Bucket=target.bucket, Key="other/x", Body=b"theirs")
    return target


def objects(target: Bucket) -> dict[str, bytes]:
    client = target._client()
    listed = client.list_objects_v2(Bucket=target.bucket).get("Contents", [])
    return {one["Key"]: client.get_object(Bucket=target.bucket, Key=one["Key"])["Body"].read() for one in listed}


def publish(target: Bucket, public: Path) -> Plan:
    site = site_of(public, target)
    plan = target.plan(site)
    target.carry_out(site, plan, lambda path: None)
    assert target.plan(site).is_empty
    return plan


def test_only_what_differs_is_sent_and_nothing_beside_the_prefix_is_touched(bucket: Bucket, public: Path) -> None:
    assert len(publish(bucket, public).new) == len(PAGES) + 1
    changed = {**PAGES, "index.html": b"other", "新.txt": b"new"}
    del changed["stories/a/index.html"]
    plan = publish(bucket, write(public, changed))
    assert (plan.new, plan.changed, plan.deleted) == (("新.txt",), ("index.html",), ("stories/a/index.html",))
    found = objects(bucket)
    assert found.pop("other/x") == b"theirs"
    assert found.pop(f"www/{MARKER}")
    assert found == {f"www/{path}": content for path, content in changed.items()}


def test_every_file_is_sent_as_what_it_is(bucket: Bucket, public: Path) -> None:
    publish(bucket, public)
    head = bucket._client().head_object(Bucket=bucket.bucket, Key="www/index.html")
    assert (head["ContentType"], head["CacheControl"]) == ("text/html; charset=utf-8", "no-cache")
    assert media_type("assets/a.svg") == "image/svg+xml"
    assert media_type("data/a.csv").endswith("charset=utf-8")
    assert media_type("a/b.c/file") == "application/octet-stream"


@pytest.mark.parametrize(("signature", "begins"), [("v4", b"AWS4-HMAC-SHA256 "), ("v2", f"AWS {KEY}:".encode())])
def test_requests_are_such_as_storages_that_are_not_aws_take(
    bucket: Bucket, public: Path, signature: str, begins: bytes
) -> None:
    """Aliyun OSS refuses chunked uploads and trailing checksums, and wants the older signature."""
    sent: list[bytes] = []
    with cut_wire(int(bucket.endpoint.rpartition(":")[2]), 10**9, sent) as port:
        target = replace(bucket, endpoint=f"http://127.0.0.1:{port}", signature=signature)
        publish(target, public)
    said = b"".join(sent)
    assert said.count(b"PUT /") == len(PAGES) + 1
    assert b"Authorization: " + begins in said
    assert not [word for word in (b"aws-chunked", b"x-amz-trailer", b"x-amz-checksum") if word in said.lower()]


def test_a_prefix_with_files_of_others_is_refused(bucket: Bucket, public: Path) -> None:
    other = replace(bucket, prefix="other/")
    with pytest.raises(PublishingError, match="no site of sitegen's") as refused:
        other.plan(site_of(public, other))
    assert refused.value.wrong_use
    whole = replace(bucket, prefix="")
    with pytest.raises(PublishingError, match="other/x"):
        whole.plan(site_of(public, whole))


def test_a_connection_that_breaks_is_told_deletes_nothing_and_is_mended(bucket: Bucket, large: Path) -> None:
    bucket._client().put_object(Bucket=bucket.bucket, Key=f"www/{MARKER}", Body=b"")
    bucket._client().put_object(Bucket=bucket.bucket, Key="www/old.html", Body=b"old")
    site = site_of(large, bucket)
    plan = bucket.plan(site)
    assert plan.deleted == ("old.html",)
    with cut_wire(int(bucket.endpoint.rpartition(":")[2]), 200_000) as port:
        cut = replace(bucket, endpoint=f"http://127.0.0.1:{port}")
        with pytest.raises(PublishingError, match="publish again"):
            cut.carry_out(site, plan, lambda path: None)
    half = objects(bucket)
    assert "www/old.html" in half
    assert len(half) < len(site.paths)
    publish(bucket, large)
    assert {path: content for path, content in objects(bucket).items() if not path.endswith(("/x", MARKER))} == {
        f"www/{path}": content for path, content in read(large).items()
    }


def test_what_the_storage_says_is_passed_on_without_keys(
    bucket: Bucket, public: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = replace(bucket, bucket="no-such-bucket")
    with pytest.raises(PublishingError, match="NoSuchBucket") as broken:
        missing.plan(site_of(public, missing))
    assert KEY not in str(broken.value)
    assert SECRET not in str(broken.value)
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    monkeypatch.setenv("AWS_SHARED_CREDENTIALS_FILE", "/nonexistent")
    monkeypatch.setenv("AWS_EC2_METADATA_DISABLED", "true")
    with pytest.raises(PublishingError, match="credentials"):
        bucket.plan(site_of(public, bucket))
