"""Real places to publish to, on this machine alone: an ssh server, an object storage, and a wire that can be cut."""

from __future__ import annotations

import contextlib
import os
import select
import shutil
import socket
import subprocess
import sys
import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PAGES = {
    "index.html": b"home",
    "assets/style.css": b"p{}",
    "stories/a/index.html": b"a",
    "stories/b/index.html": b"b \xe6\xb8\xa0",
    "sub folder/c.txt": b"c",
}


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder with just these files."""
    if folder.exists():
        shutil.rmtree(folder)
    for path, content in files.items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
    return folder


def read(folder: Path) -> dict[str, bytes]:
    """Every file below a folder; git's own left out."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file() and ".git" not in path.relative_to(folder).parts
    }


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Until something listens there."""
    ends = time.monotonic() + 30
    while time.monotonic() < ends and process.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
            return
        time.sleep(0.05)
    raise AssertionError(f"nothing listens on {port}; the server ended with {process.poll()}")


@contextlib.contextmanager
def serving(command: list[str], port: int, folder: Path) -> Iterator[int]:
    """A server for as long as it is needed."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(10)


@dataclass(frozen=True, slots=True)
class Ssh:
    """An ssh server of the test's own; `config` is what a client needs to know of it."""

    port: int
    config: Path


@contextlib.contextmanager
def ssh_server(folder: Path) -> Iterator[Ssh]:
    """An sshd on loopback that knows one key, made for the test."""
    for name in ("host", "key"):
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(folder / name)], check=True)
    shutil.copy(folder / "key.pub", folder / "known")
    port = free_port()
    (folder / "sshd_config").write_text(
        f"ListenAddress 127.0.0.1:{port}\nHostKey {folder}/host\nAuthorizedKeysFile {folder}/known\n"
        f"PidFile {folder}/pid\nStrictModes no\nUsePAM no\nPasswordAuthentication no\nPermitRootLogin yes\n"
    )
    (folder / "ssh_config").write_text(
        f"Host *\nIdentityFile {folder}/key\nIdentitiesOnly yes\nUserKnownHostsFile /dev/null\n"
        "StrictHostKeyChecking no\nLogLevel ERROR\nBatchMode yes\n"
    )
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)
    sshd = shutil.which("sshd") or "/usr/sbin/sshd"
    with serving([sshd, "-D", "-e", "-f", str(folder / "sshd_config")], port, folder):
        yield Ssh(port, folder / "ssh_config")


@contextlib.contextmanager
def object_storage(folder: Path) -> Iterator[str]:
    """The address of a server that speaks S3."""
    port = free_port()
    serve = "import sys; from moto.server import main; main(sys.argv[1:])"
    command = [sys.executable, "-W", "ignore", "-c", serve, "-H", "127.0.0.1", "-p", str(port)]
    with serving(command, port, folder):
        yield f"http://127.0.0.1:{port}"


@contextlib.contextmanager
def cut_wire(port: int, after: int, sent: list[bytes] | None = None) -> Iterator[int]:
    """A port that leads to another until so many bytes were sent to it; then the wire is cut for good.

    What is sent to it is noted in `sent`.
    """
    left = [after]
    listener = socket.create_server(("127.0.0.1", 0))
    ended = threading.Event()

    def carry(here: socket.socket) -> None:
        with contextlib.suppress(OSError), here, socket.create_connection(("127.0.0.1", port)) as there:
            while left[0] > 0 and not ended.is_set():
                for ready in select.select([here, there], [], [], 0.2)[0]:
                    data = ready.recv(4096)
                    if not data:
                        return
                    if ready is here:
                        left[0] -= len(data)
                        if sent is not None:
                            sent.append(data)
                    (there if ready is here else here).sendall(data)

    def accept() -> None:
        with contextlib.suppress(OSError):
            while True:
                here, _ = listener.accept()
                threading.Thread(target=carry, args=(here,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        ended.set()
        listener.close()
