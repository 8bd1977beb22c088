"""What the embedded shape consists of: which processes, on which ports, in which order."""

import contextlib
import shutil
import socket
import sys
from pathlib import Path

from django.conf import settings

from portal.supervisor import Child

PYTHON = sys.executable
PORT_TRIES = 20
MANAGE = str(Path(settings.BASE_DIR) / "manage.py")


def free_port(*kinds: socket.SocketKind, wanted: int = 0) -> int:
    """Return `wanted` if sockets of all `kinds` can have it on this machine, else a free port."""
    for port in (wanted, *[0] * PORT_TRIES):
        with contextlib.ExitStack() as probes, contextlib.suppress(OSError):
            for kind in kinds:
                probe = probes.enter_context(socket.socket(socket.AF_INET, kind))
                if kind == socket.SOCK_STREAM:
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(("0.0.0.0", port))  # noqa: S104 - only to see whether it is free
                port = probe.getsockname()[1]
            return port
    raise OSError("no free port on this machine")


def redis_child(port: int, *, data_dir: Path) -> Child:
    """Describe the private Redis: redis-server or valkey-server from PATH, else fakeredis."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None or settings.EMBEDDED_FAKE_REDIS:
        return Child("fakeredis", [PYTHON, "-m", "portal.fake_redis", str(port)])
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    options += ["--dir", str(data_dir), "--logfile", str(data_dir / "redis.log")]
    return Child("redis", [program, *options])


def children(*, relay_port: int) -> list[Child]:
    """Describe the processes that serve people, in the order of their start."""
    relay = {
        "RELAY_PORT": str(relay_port),
        "RELAY_ADVERTISED_ADDRESS": settings.RELAY_ADVERTISED_ADDRESS,
        "RELAY_DRAIN_SECONDS": "0",  # there is no other worker, and all of it ends together
    }
    recordings = {"RECORDINGS": str(settings.RECORDINGS_DIR)}
    # The relay is started without Django; it gets its settings from the environment only.
    return [
        Child("relay", [PYTHON, "-m", "video.relay", "--index", "0"], relay),
        Child("recorder", [PYTHON, "-m", "video.relay.recorder"], recordings),
        Child("practice", [PYTHON, "-m", "video.relay.practice"]),
        Child("call_events", [PYTHON, MANAGE, "call_events"]),
        Child("celery", celery_command()),
        Child("daphne", daphne_command(settings.PORT)),
    ]


def daphne_command(port: int) -> list[str]:
    """Build Daphne's command line for a port on the loopback interface."""
    options = ["--verbosity", "0", "--no-server-name", "--websocket-max-message-size", "131072"]
    address = ["--bind", "127.0.0.1", "--port", str(port)]
    return [PYTHON, "-m", "daphne", *options, *address, "portal.asgi:application"]


def celery_command() -> list[str]:
    """Build the command line of one Celery worker that also runs beat."""
    schedule = str(settings.DATA_DIR / "celerybeat-schedule")
    options = ["--beat", "--schedule", schedule, "--pool", "threads", "--concurrency", "4"]
    quiet = ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    return [PYTHON, "-m", "celery", "--app", "portal", "--quiet", "worker", *options, *quiet]
