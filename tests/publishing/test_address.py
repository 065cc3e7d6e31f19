"""A target is taken for what it is, and one that could do harm or give a password away is refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sitegen.publishing.address import Address, masked, parse_address
from sitegen.publishing.site import PublishingError


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("../www", Address("folder", "../www")),
        ("C:\\www", Address("folder", "C:\\www")),
        ("git:origin#gh-pages", Address("git", "origin", "gh-pages")),
        ("git:git@gitee.com:me/a.git#pages/a", Address("git", "git@gitee.com:me/a.git", "pages/a")),
        ("git:https://example.org/a.git#b", Address("git", "https://example.org/a.git", "b")),
        ("ssh://me@example.org/srv/www/a/", Address("ssh", "me@example.org", "/srv/www/a")),
        ("ssh://example.org:2222/srv/a", Address("ssh", "example.org", "/srv/a", 2222)),
        ("ssh://example.org/~/www", Address("ssh", "example.org", "www")),
        ("s3://bucket", Address("s3", "bucket")),
        ("s3://my.bucket/a/b", Address("s3", "my.bucket", "a/b/")),
    ],
)
def test_a_target_is_taken_for_what_it_is(text: str, address: Address) -> None:
    assert parse_address(text) == address


@pytest.mark.parametrize(
    "text",
    [
        "", " ", "-rf", "--delete", "ftp://example.org/a", "http://example.org/a",
        "git:origin", "git:#b", "git:-o#b", "git:origin#", "git:origin#-f", "git:origin#a..b", "git:origin#a b",
        "git:origin#+b:main", "git:ext::sh -c x#b",
        "ssh://example.org", "ssh://example.org/", "ssh://example.org/srv", "ssh://example.org/~", "ssh:///a/b",
        "ssh://example.org/a/../../etc/b", "ssh://-oProxyCommand=x/a/b", "ssh://me@-x/a/b", "ssh://a:b/c/d",
        "ssh://example.org/~root/www", "ssh://a b/c/d",
        "s3://", "s3://B", "s3://bucket/../b", "s3://bucket//b", "s3://a/b",
    ],
)  # fmt: skip
def test_what_is_none_or_could_do_harm_is_wrong_use(text: str) -> None:
    with pytest.raises(PublishingError) as refused:
        parse_address(text)
    assert refused.value.wrong_use


@pytest.mark.parametrize(
    "text",
    ["git:https://me:secret@example.org/a.git#b", "git:https://secret@example.org/a.git#b", "ssh://me:secret@h/a/b"],
)
def test_a_password_is_refused_and_not_repeated(text: str) -> None:
    with pytest.raises(PublishingError) as refused:
        parse_address(text)
    assert "secret" not in str(refused.value)
    assert "password or a token" in str(refused.value)


@given(st.text(), st.text(st.characters(exclude_characters="/@ \n", exclude_categories=["Z", "C"]), min_size=1))
def test_no_message_gives_an_address_with_a_password(before: str, secret: str) -> None:
    told = masked(f"{before} https://me:{secret}@example.org/a")
    assert told.endswith("https://***@example.org/a")


@given(st.text())
def test_any_text_is_an_address_or_refused(text: str) -> None:
    try:
        found = parse_address(text)
    except PublishingError:
        return
    assert not found.place.startswith("-")
