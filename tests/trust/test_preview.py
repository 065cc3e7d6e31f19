"""The preview as a stranger on the network, or a foreign page in the same browser, would try it: by real sockets."""

from __future__ import annotations

import contextlib
import resource
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from tests.conftest import ArchiveFolder
from tests.test_serving import get, preview

if TYPE_CHECKING:
    from collections.abc import Iterator

IDLE = 1000


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[ArchiveFolder, str]]:
    """A running preview, which must still be running when all is done, and end well."""
    archive = ArchiveFolder(tmp_path_factory.mktemp("preview") / "archive")
    archive.write("sitegen.toml", 'title = "测试档案"\n')
    archive.write("seeds/a.txt", "云汀镇修好十里灌渠\n本报讯 近日，渠修好了。\n")
    archive.write("../SECRET.txt", "SECRET")
    with preview(archive) as address:
        (archive.root / "public" / "out").symlink_to(archive.root.parent)
        (archive.root / "public" / "bare").mkdir()
        yield archive, address


def raw(address: str, data: bytes) -> bytes:
    """What the server answers to these very bytes."""
    parts = urlsplit(address)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as connection:
        with contextlib.suppress(OSError):
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
        answer = b""
        with contextlib.suppress(OSError):
            while piece := connection.recv(65536):
                answer += piece
        return answer


@pytest.mark.parametrize(
    "path",
    [
        *("/../SECRET.txt", "/..%2fSECRET.txt", "/%2e%2e/%2e%2e/SECRET.txt", "/..%5cSECRET.txt", "/..\\..\\SECRET.txt"),
        *("//etc/passwd", "///../SECRET.txt", "/%2fetc%2fpasswd", "/....//SECRET.txt", "/..%252fSECRET.txt"),
        *("/assets/../../sitegen.toml", "/assets/..%c0%af..%c0%afsitegen.toml", "/%00", "/a%00/../../SECRET.txt"),
        *("/out/SECRET.txt", "/out/archive/sitegen.toml", "/" + "a" * 5000, "/" + "../" * 500 + "etc/passwd"),
        *("/bare/", "/assets/", "/C:/SECRET.txt", "/file:///etc/passwd", "/.sitegen/lastbuild", "/~root"),
    ],
)
def test_no_address_leads_out_of_the_site_or_lists_a_folder(served: tuple[ArchiveFolder, str], path: str) -> None:
    status, text = get(served[1], path)
    assert status in (400, 404, 414), (status, text[:200])
    assert "SECRET" not in text
    assert "root:" not in text
    assert "title = " not in text


@pytest.mark.parametrize(
    "host", ["attack.invalid", "127.0.0.1.attack.invalid", "localhost.attack.invalid:80", "[::2]", "", "a b"]
)
def test_a_name_that_was_made_to_lead_here_reads_nothing(served: tuple[ArchiveFolder, str], host: str) -> None:
    for path in ("/", "/feed.json", "/stories/", "/nowhere"):
        answer = raw(served[1], f"GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
        assert not answer or answer.split(b" ")[1] in (b"400", b"403"), answer[:200]
        assert "测试档案".encode() not in answer
    upgrade = "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
    upgrade += "Sec-WebSocket-Key: x3JJHMbDL1EzLkh9GBhXDw==\r\n"
    for origin in (f"http://{host}", "http://attack.invalid", "null"):
        asked = f"GET /livereload HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\n{upgrade}\r\n"
        answer = raw(served[1], asked.encode())
        assert not answer or answer.split(b" ")[1] in (b"400", b"403"), answer[:200]


@pytest.mark.parametrize(
    "data",
    [
        *(b"", b"\r\n\r\n", b"GET", b"\x16\x03\x01\x02\x00\x01\x00", b"\xff" * 4000, b"GET / HTTP/9.9\r\n\r\n"),
        *(b"GET  HTTP/1.1\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"GET /%zz HTTP/1.1\r\nHost: localhost\r\n\r\n"),
        b"GET / HTTP/1.1\r\nHost: localhost\r\n" + b"X: " + b"a" * 200_000 + b"\r\n\r\n",
        b"GET / HTTP/1.1\r\n" + b"A: b\r\n" * 50_000 + b"\r\n",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99999999999\r\n\r\nx",
        b"POST / HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nffffffffff\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nContent-Length: -1\r\nContent-Length: 5\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: attack.invalid\r\n\r\n",
        b"DELETE / HTTP/1.1\r\nHost: localhost\r\n\r\n",
        b"CONNECT attack.invalid:80 HTTP/1.1\r\nHost: attack.invalid\r\n\r\n",
        b"GET http://attack.invalid/ HTTP/1.1\r\nHost: attack.invalid\r\n\r\n",
    ],
    ids=lambda data: repr(data[:30]),
)
def test_what_is_no_request_is_refused_and_the_next_one_served(served: tuple[ArchiveFolder, str], data: bytes) -> None:
    answer = raw(served[1], data)
    assert not answer or answer.startswith(b"HTTP/1.")
    assert b"Traceback" not in answer
    assert get(served[1], "/")[0] == 200


def test_a_thousand_idle_connections_keep_nobody_out(served: tuple[ArchiveFolder, str]) -> None:
    parts = urlsplit(served[1])
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if soft < IDLE + 200:
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, IDLE + 200), hard))
    with contextlib.ExitStack() as held:
        for number in range(IDLE):
            one = held.enter_context(socket.create_connection((parts.hostname, parts.port), timeout=20))
            if number % 2:
                one.sendall(b"GET / HTTP/1.1\r\nHost: loc")
        began = time.monotonic()
        status, text = get(served[1], "/")
        assert status == 200
        assert "测试档案" in text
        assert time.monotonic() - began < 15
    assert get(served[1], "/")[0] == 200


def test_fifty_readers_at_once_are_all_served(served: tuple[ArchiveFolder, str]) -> None:
    with ThreadPoolExecutor(50) as readers:
        answers = list(readers.map(lambda number: get(served[1], "/" if number % 2 else "/feed.json"), range(500)))
    assert {status for status, _ in answers} == {200}
