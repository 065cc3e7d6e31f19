"""OpenStack Swift, whole and in small, on loopback: an object storage of the real world that speaks S3.

One proxy and one server each for accounts, containers and objects keep one copy of everything in a folder of the test.
"""

from __future__ import annotations

import contextlib
import getpass
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from tests.publishing.places import free_port, serving

if TYPE_CHECKING:
    from collections.abc import Iterator

ACCOUNT = "archive"
PARTS = ("account", "container", "object")
_SETTINGS = """\
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = {port}
workers = 0
swift_dir = {folder}
devices = {folder}/devices
mount_check = false
user = {user}
[pipeline:main]
pipeline = {pipeline}
"""
_PIPELINE = "catch_errors gatekeeper cache listing_formats s3api tempauth slo proxy-server"
_RINGS = """\
import sys
from swift.common.ring import RingBuilder
for ring in sys.argv[1:]:
    path, port = ring.rsplit(":", 1)
    builder = RingBuilder(4, 1, 0)
    place = {"region": 1, "zone": 1, "weight": 1, "device": "one", "ip": "127.0.0.1", "port": int(port)}
    builder.add_dev(place | {"replication_ip": "127.0.0.1", "replication_port": int(port)})
    builder.rebalance()
    builder.get_ring().save(path)
"""


@contextlib.contextmanager
def swift(folder: Path, user: str, secret: str) -> Iterator[str]:
    """The address of its S3; keys are those of a `user` of the account, written archive:user."""
    (folder / "devices" / "one").mkdir(parents=True)
    (folder / "swift.conf").write_text("[swift-hash]\nswift_hash_path_prefix = a\nswift_hash_path_suffix = b\n")
    ports = {part: free_port() for part in (*PARTS, "proxy")}
    rings = [f"{folder / part}.ring.gz:{ports[part]}" for part in PARTS]
    subprocess.run([sys.executable, "-W", "ignore", "-c", _RINGS, *rings], check=True, capture_output=True)
    with contextlib.ExitStack() as running:
        for part, port in ports.items():
            app = f"{part}-server"
            settings = _SETTINGS.format(
                port=port, folder=folder, user=getpass.getuser(), pipeline=app if part != "proxy" else _PIPELINE
            )
            settings += f"[app:{app}]\nuse = egg:swift#{part}\n"
            if part == "proxy":
                filters = [name for name in _PIPELINE.split() if name not in (app, "cache", "s3api", "tempauth")]
                settings += "account_autocreate = true\n"
                settings += "".join(f"[filter:{name}]\nuse = egg:swift#{name}\n" for name in filters)
                settings += "[filter:s3api]\nuse = egg:swift#s3api\nlocation = us-east-1\n"
                settings += f"[filter:tempauth]\nuse = egg:swift#tempauth\nuser_{ACCOUNT}_{user} = {secret} .admin\n"
                # Without a memcached nothing is remembered, which is slower and always right.
                settings += "[filter:cache]\nuse = egg:swift#memcache\nmemcache_servers = 127.0.0.1:9\n"
            (folder / f"{part}.conf").write_text(settings)
            program = Path(sys.executable).with_name(f"swift-{app}")
            log = folder / part
            log.mkdir()
            command = [sys.executable, "-W", "ignore", str(program), str(folder / f"{part}.conf")]
            running.enter_context(serving(command, port, log))
        yield f"http://127.0.0.1:{ports['proxy']}"
