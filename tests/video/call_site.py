"""A really started Daphne, relay and call_events on SQLite, with the pages of tests.video.site."""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from tests.prepared import copy_prepared
from tests.services import free_port, start_redis, wait_for_port

ROOT = Path(__file__).resolve().parents[2]
PYTHON = sys.executable
# Set for the tests' own Django; this site is in the embedded shape.
NOT_INHERITED = ("DATABASE_URL", "SMS_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE")


@dataclass
class CallSite:
    """One running site; `stop()` ends its processes."""

    url: str
    relay_port: int
    environment: dict[str, str]
    folder: Path
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, *command: str) -> None:
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
        )

    def start_relay(self) -> None:
        self.start("relay", PYTHON, "-m", "video.relay", "--index", "0")

    def start_daphne(self) -> None:
        port = self.environment["PORT"]
        options = ["--bind", "127.0.0.1", "--port", port, "--websocket-max-message-size", "131072"]
        self.start("daphne", PYTHON, "-m", "daphne", *options, "portal.asgi:application")
        wait_for_port(int(port), seconds=30)

    def kill(self, name: str) -> None:
        self.processes[name].send_signal(signal.SIGKILL)
        self.processes[name].wait()

    def log(self, name: str) -> str:
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def get(self, path: str) -> Any:
        with urllib.request.urlopen(f"{self.url}{path}", timeout=10) as answer:
            return json.load(answer)

    def make_call(self, *, seats: int = 2, kind: str = "counselling") -> tuple[str, list[str]]:
        """A new call: its reference and those of its seats."""
        made = self.get(f"/make-call/?seats={seats}&kind={kind}")
        return made["call"], made["seats"]

    def facts(self, call_ref: str) -> Any:
        return self.get(f"/facts/{call_ref}/")

    def stop(self) -> None:
        """Ends everything and leaves nothing behind."""
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(5)
            except subprocess.TimeoutExpired:
                process.kill()
        shutil.rmtree(self.folder, ignore_errors=True)


def start_call_site(**variables: str) -> CallSite:
    folder = Path(tempfile.mkdtemp(prefix="call-site-"))
    port, relay_port, redis_port = free_port(), free_port(), free_port()
    environment = {name: value for name, value in os.environ.items() if name not in NOT_INHERITED}
    environment |= {
        "DJANGO_SETTINGS_MODULE": "tests.video.site.settings",
        "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
        "DATA": str(folder / "data"),
        "PORT": str(port),
        "PUBLIC_URL": f"http://localhost:{port}",
        "RELAY_PORT": str(relay_port),
        "RELAY_ADVERTISED_ADDRESS": "127.0.0.1",
        "RELAY_DRAIN_SECONDS": "0",
        **variables,
    }
    copy_prepared("call-site-data", folder / "data", fill=partial(_migrate, environment))
    site = CallSite(f"http://localhost:{port}", relay_port, environment, folder)
    try:
        _start_processes(site, redis_port)
    except BaseException:
        site.stop()
        raise
    return site


def _migrate(environment: dict[str, str], data: Path) -> None:
    command = [PYTHON, "manage.py", "migrate", "--verbosity", "0"]
    subprocess.run(command, cwd=ROOT, env={**environment, "DATA": str(data)}, check=True)


def _start_processes(site: CallSite, redis_port: int) -> None:
    site.processes["redis"] = start_redis(redis_port)
    wait_for_port(redis_port)
    site.start_relay()
    site.start("call_events", PYTHON, "manage.py", "call_events")
    site.start_daphne()


def wait_until(is_so: Any, *, seconds: float = 10) -> None:
    """Waits until `is_so()` is true."""
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not become so")
        time.sleep(0.05)
