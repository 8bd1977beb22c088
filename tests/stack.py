"""The really started product in the service shape: Daphne, relay, call_events, Celery.

Every process is a child of the test run, on ports of its own, over the PostgreSQL and Redis that
tests.services started. Only the outside world (SMTP, SMS) is a stand-in.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests.databases import ROOT, new_database, run_manage, template
from tests.outside_world import OutsideWorld
from tests.services import free_port, start_redis, wait_for_port

PYTHON = sys.executable
READY_SECONDS = 60
# The suite is also run at night, when notices would wait for the morning.
NO_QUIET_HOURS = """
import datetime as dt
from counselling.models import UnitSettings
nation = {"agency": None, "department": None, "desk": None}
midnight = {"quiet_from": dt.time(0), "quiet_until": dt.time(0)}
UnitSettings.objects.update_or_create(**nation, defaults=midnight)
"""


@dataclass
class Stack:
    """Addresses and processes of one running product; `stop` ends all of it."""

    url: str
    environment: dict[str, str]
    folder: Path
    outside: OutsideWorld
    relay_port: int
    processes: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def manage(self, *words: str, **variables: str) -> str:
        """Run a management command against this product and return what it printed."""
        return run_manage(*words, environment={**self.environment, **variables}).decode()

    def manage_json(self, *words: str) -> Any:
        """Run a management command that prints JSON."""
        return json.loads(self.manage(*words))

    def start(self, name: str, *command: str) -> None:
        """Start a process of the product; its output goes to a file in the stack's folder."""
        log = (self.folder / f"{name}.log").open("ab")
        self.processes[name] = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
        )

    def send(self, name: str, number: signal.Signals) -> None:
        """Send a signal to one of the processes, as a fault."""
        self.processes[name].send_signal(number)

    def log(self, name: str) -> str:
        """Return what a process has printed."""
        return (self.folder / f"{name}.log").read_text(errors="replace")

    def stop(self) -> None:
        """End every process, with force where it must be."""
        for process in self.processes.values():
            process.send_signal(signal.SIGCONT)
            process.terminate()
        for process in self.processes.values():
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self.outside.close()


def start_service_shape(*, relays: int = 1, **variables: str) -> Stack:
    """Start the whole product on a fresh database, with catalogue and demo data.

    variables: more of the environment, or other values.
    """
    folder = Path(tempfile.mkdtemp(prefix="stack-", dir=os.environ["MAJU_TEST_SERVICES"]))
    outside = OutsideWorld()
    port, relay_port = free_port(), free_port()
    redis_port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": new_database(f"stack_{os.getpid()}_{port}", like=_product()),
        "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
        "DATA": str(folder / "data"),
        "PORT": str(port),
        "PUBLIC_URL": f"http://localhost:{port}",
        "RELAY_PORT": str(relay_port),
        "RELAY_ADVERTISED_ADDRESS": "127.0.0.1",
        "RELAY_DRAIN_SECONDS": "0",
        "EMAIL_URL": outside.email_url,
        "SMS_URL": outside.sms_url,
        **variables,
    }
    relay_port = int(environment["RELAY_PORT"])
    stack = Stack(f"http://localhost:{port}", environment, folder, outside, relay_port)
    stack.processes["redis"] = start_redis(redis_port)
    wait_for_port(redis_port)
    shutil.copytree(_made_data(), folder / "data")
    start_processes(stack, port)
    for index in range(1, relays):
        start_relay(stack, index)
    wait_until_healthy(stack)
    return stack


def start_processes(stack: Stack, port: int) -> None:
    """Start the processes of the product in their order."""
    start_relay(stack, 0)
    stack.start("call_events", PYTHON, "manage.py", "call_events")
    celery = ["--pool", "threads", "--concurrency", "2", "--beat", "--loglevel", "WARNING"]
    schedule = str(stack.folder / "beat")
    stack.start("celery", PYTHON, "-m", "celery", "-A", "portal", "worker", *celery, "-s", schedule)
    options = ["--verbosity", "0", "--websocket-max-message-size", "131072"]
    address = ["--bind", "127.0.0.1", "--port", str(port)]
    stack.start("daphne", PYTHON, "-m", "daphne", *options, *address, "portal.asgi:application")


def start_relay(stack: Stack, index: int) -> None:
    """Start the relay worker of that index: `relay`, `relay-1`, ..."""
    name = f"relay-{index}" if index else "relay"
    stack.start(name, PYTHON, "-m", "video.relay", "--index", str(index))


def wait_until_healthy(stack: Stack) -> None:
    """Wait until /healthz says that every part answers."""
    deadline = time.monotonic() + READY_SECONDS
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{stack.url}/healthz", timeout=3) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    logs = "\n".join(f"--- {name}\n{stack.log(name)[-2000:]}" for name in ("daphne", "relay"))
    raise TimeoutError(f"the product did not become ready:\n{logs}")


def _product() -> str:
    """Name a database with catalogue and demo data, which is made once a run and then copied."""
    return template("product", _make)


def _make(database: str) -> None:
    environment = {**os.environ, "DATABASE_URL": database, "DATA": str(_made_data())}
    for words in (
        ("collectstatic", "--noinput", "--verbosity", "0"),
        ("load_catalogue", "--verbosity", "0"),
        ("load_demo", "--verbosity", "0"),
    ):
        run_manage(*words, environment={**environment, "DEBUG": "true"})
    run_manage("shell", "--no-imports", "-c", NO_QUIET_HOURS, environment=environment)


def _made_data() -> Path:
    return Path(os.environ["MAJU_TEST_SERVICES"]) / "made-data"
