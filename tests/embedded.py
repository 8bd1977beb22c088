"""The embedded shape, started by the very command that `make run` ends in."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.databases import run_manage
from tests.prepared import copy_prepared
from tests.services import free_port

ROOT = Path(__file__).resolve().parents[1]
SERVICE_VARIABLES = {"DATABASE_URL", "REDIS_URL", "SECRET_KEY", "PUBLIC_URL", "EMAIL_URL"} | {
    "SMS_URL",
    "RELAY_ADVERTISED_ADDRESS",
    "RELAY_PORT",
}
READY_SECONDS = 90


@dataclass
class EmbeddedProduct:
    """A running `manage.py serve`."""

    url: str
    process: subprocess.Popen[bytes]
    folder: Path

    @property
    def output(self) -> str:
        return (self.folder / "serve.log").read_text(errors="replace")

    def stop(self, number: signal.Signals = signal.SIGTERM) -> float:
        """Send the signal and return how many seconds the end took."""
        started = time.monotonic()
        self.process.send_signal(number)
        self.process.wait(20)
        return time.monotonic() - started


@contextmanager
def embedded_product(
    folder: Path, *, is_new: bool = False, **variables: str
) -> Iterator[EmbeddedProduct]:
    """Start the embedded shape in `folder`, wait until it says it is ready, stop it at the end.

    is_new: begin with nothing, as a newcomer does; else with what an earlier start has left.
    """
    port, relay_port = free_port(), free_port()
    environment = _environment(DATA=str(folder / "data"), PORT=str(port))
    environment |= {"RELAY_PORT": str(relay_port), **variables}
    if not is_new:
        copy_prepared("embedded-data", folder / "data", fill=_fill)
    with (folder / "serve.log").open("ab") as log:
        process = subprocess.Popen(
            [sys.executable, "manage.py", "serve"],
            cwd=ROOT,
            env=environment,
            stdout=log,
            stderr=subprocess.STDOUT,
        )
    product = EmbeddedProduct(f"http://localhost:{port}", process, folder)
    try:
        _wait_until_ready(product)
        yield product
    finally:
        if process.poll() is None:
            product.stop()


def _environment(**variables: str) -> dict[str, str]:
    ours = {k: v for k, v in os.environ.items() if k not in SERVICE_VARIABLES}
    return ours | variables


def _fill(data: Path) -> None:
    """Do what the first start does with an empty folder."""
    for command in ("migrate", "load_catalogue", "load_demo"):
        run_manage(command, "--verbosity", "0", environment=_environment(DATA=str(data)))


def _wait_until_ready(product: EmbeddedProduct) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while "Maju is ready" not in product.output:
        if product.process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"the embedded shape did not start:\n{product.output}")
        time.sleep(0.1)
