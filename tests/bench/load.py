"""What the site of seeds/ bears on this machine's own loopback: under nginx, and in the preview.

    python -m tests.bench.load [--seconds 10] [--clients 50]

Needs nginx and wrk (Debian: nginx-light and wrk), and says so where they are not here. A sanity figure: the site is
plain files, and what it bears anywhere is what the host bears.
"""

from __future__ import annotations

import argparse
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.conftest import REPOSITORY, ArchiveFolder
from tests.test_serving import preview

SETTINGS = """\
daemon off; master_process on; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{
    access_log off; sendfile on; default_type text/plain;
    types {{ text/html html; text/css css; text/javascript js; application/json json; image/svg+xml svg; }}
    client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
    uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
    server {{ listen 127.0.0.1:{port}; root {root}; }}
}}
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=int, default=10, help="for each page")
    parser.add_argument("--clients", type=int, default=50)
    given = parser.parse_args(arguments)
    nginx = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if nginx is None or shutil.which("wrk") is None:
        print("nginx and wrk are needed (Debian: apt-get install nginx-light wrk)", file=sys.stderr)
        return 2
    print(f"| server | page | KB | requests a second | half within | 99 of 100 within |\n|---|---|{'---:|' * 4}")
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)  # nginx's workers are not root
        archive = ArchiveFolder(Path(folder) / "archive")
        shutil.copytree(REPOSITORY / "seeds", archive.root / "seeds")
        shutil.copy(REPOSITORY / "sitegen.toml", archive.root)
        assert archive.run("build").code == 0
        public = archive.root / "public"
        kinds = ("stories/*/index.html", "clippings/*/index.html", "search/data/**/*.js", "assets/style.css")
        paths = [Path("index.html"), *(max(public.glob(kind), key=_size).relative_to(public) for kind in kinds)]
        _nginx(nginx, Path(folder), public, [path.as_posix() for path in paths], given)
        with preview(archive) as address:
            for path in paths[:2]:
                print(_row("preview", address, path.as_posix(), _size(public / path), given), flush=True)
    return 0


def _nginx(nginx: str, folder: Path, root: Path, paths: list[str], given: argparse.Namespace) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    settings = folder / "nginx.conf"
    settings.write_text(SETTINGS.format(folder=folder, port=port, root=root), "utf-8")
    server = subprocess.Popen([nginx, "-p", folder, "-c", settings], stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            time.sleep(0.05)
            with socket.socket() as knock:
                if not knock.connect_ex(("127.0.0.1", port)):
                    break
        for path in paths:
            print(_row("nginx", f"http://127.0.0.1:{port}/", path, _size(root / path), given), flush=True)
    finally:
        server.terminate()
        server.wait()


def _row(server: str, address: str, path: str, size: int, given: argparse.Namespace) -> str:
    command = ["wrk", "-t1", f"-c{given.clients}", f"-d{given.seconds}s", "--latency", address + path]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    wrong = re.search(r"Non-2xx.*|Socket errors: (?!connect 0, read 0, write 0, timeout 0).*", said)
    assert wrong is None, said
    found = {name: re.search(rf"{name}\s+([\d.]+\w+)", said) for name in ("50%", "99%", "Requests/sec:")}
    half, most, rate = (found[name][1] if found[name] else "?" for name in ("50%", "99%", "Requests/sec:"))  # type: ignore[index]
    return f"| {server} | {path.partition('/')[0]} | {size / 1000:.0f} | {float(rate):,.0f} | {half} | {most} |"


def _size(path: Path) -> int:
    return path.stat().st_size


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
