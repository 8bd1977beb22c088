"""A real coturn on loopback, as the service shape uses one where UDP is blocked."""

import contextlib
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.services import free_port, wait_for_port

SECRET = "only-for-tests"


@dataclass(frozen=True)
class Coturn:
    """Where it listens, as TURN_URL and TURN_SECRET want it."""

    url: str
    secret: str
    log: Path


@contextlib.contextmanager
def started_coturn(folder: Path) -> Iterator[Coturn]:
    """Relays to loopback peers too, which coturn refuses unless told; that needs a CLI password."""
    port = free_port()
    log = folder / "coturn.log"
    program = shutil.which("turnserver") or "turnserver"
    options = {
        "listening-ip": "127.0.0.1",
        "relay-ip": "127.0.0.1",
        "listening-port": str(port),
        "realm": "maju.test",
        "static-auth-secret": SECRET,
        "cli-password": SECRET,
        "cli-port": str(free_port()),
        "userdb": str(folder / "turndb"),
        "pidfile": str(folder / "coturn.pid"),
        "log-file": str(log),
    }
    flags = ["-n", "--use-auth-secret", "--allow-loopback-peers", "--no-tls", "--no-dtls"]
    words = [f"--{name}={value}" for name, value in options.items()]
    process = subprocess.Popen(
        [program, *flags, "--simple-log", *words],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        wait_for_port(port)
        url = f"turn:127.0.0.1:{port}?transport=udp,turn:127.0.0.1:{port}?transport=tcp"
        yield Coturn(url, SECRET, log)
    finally:
        process.terminate()
        process.wait(10)
