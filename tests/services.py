"""Early pytest plugin: a PostgreSQL cluster and a Redis of the tests' own, before settings load.

Used as `python -m pytest -p tests.services`. Children of xdist find the services of the first
process in the environment. SHAPE=embedded runs the suite on SQLite instead of PostgreSQL.
"""

import atexit
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path

MARK = "MAJU_TEST_SERVICES"
POSTGRES_OPTIONS = (
    "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=400"
)


def free_port() -> int:
    """Return a port of this machine that is free now, for TCP and for UDP."""
    while True:
        with socket.socket() as stream, socket.socket(type=socket.SOCK_DGRAM) as datagrams:
            stream.bind(("", 0))
            port = int(stream.getsockname()[1])
            with contextlib.suppress(OSError):
                datagrams.bind(("", port))
                return port


def start_postgres(folder: Path, port: int) -> subprocess.Popen[bytes]:
    """Make a cluster in `folder` and start it on 127.0.0.1; as user postgres when we are root."""
    binaries = _postgres_binaries()
    folder.mkdir(parents=True)
    prefix: list[str] = []
    if os.getuid() == 0:  # initdb refuses root
        shutil.chown(folder, "postgres", "postgres")
        prefix = ["setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"]
    data = str(folder / "data")
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": "/"}
    initdb = [*prefix, str(binaries / "initdb"), "-D", data, "-U", "maju", "-A", "trust"]
    subprocess.run([*initdb, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"], check=True, **quiet)
    options = ["-p", str(port), "-h", "127.0.0.1", "-k", str(folder), *POSTGRES_OPTIONS.split()]
    return subprocess.Popen([*prefix, str(binaries / "postgres"), "-D", data, *options], **quiet)


def start_redis(port: int) -> subprocess.Popen[bytes]:
    """Start a real Redis without persistence on 127.0.0.1."""
    program = shutil.which("redis-server") or shutil.which("valkey-server")
    if program is None:
        sys.exit("redis-server is missing. Install it with: apt-get install redis-server")
    options = ["--bind", "127.0.0.1", "--port", str(port), "--save", "", "--appendonly", "no"]
    return subprocess.Popen([program, *options], stdout=subprocess.DEVNULL)


def wait_for_port(port: int, *, seconds: float = 20) -> None:
    """Wait until 127.0.0.1:port takes connections."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise TimeoutError(f"nothing listens on port {port}")


def _postgres_binaries() -> Path:
    found = shutil.which("initdb") or next(
        iter(sorted(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), reverse=True)), None
    )
    if found is None:
        sys.exit("PostgreSQL is missing. Install it with: apt-get install postgresql")
    return Path(found).parent


def _start() -> None:
    folder = Path(tempfile.mkdtemp(prefix="maju-test-"))
    folder.chmod(0o755)
    (folder / "data" / "staticfiles").mkdir(parents=True)
    redis_port, postgres_port = free_port(), free_port()
    started = [start_redis(redis_port)]
    if os.environ.get("SHAPE") != "embedded":
        started.append(start_postgres(folder / "postgres", postgres_port))
        os.environ["DATABASE_URL"] = f"psql://maju@127.0.0.1:{postgres_port}/postgres"
        wait_for_port(postgres_port)
    wait_for_port(redis_port)
    os.environ.update(
        {
            MARK: str(folder),
            "DATA": str(folder / "data"),
            "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
            "SECRET_KEY": "only-for-tests-only-for-tests-only-for-tests-only-for-tests",
            "PUBLIC_URL": "http://localhost:8000",
            "RELAY_ADVERTISED_ADDRESS": "127.0.0.1",
            "EMAIL_URL": "memorymail://",
            "SMS_URL": "http://127.0.0.1:9/sms",
            # Most tests sign officials in with a password only; those about it switch it on.
            "STAFF_SECOND_FACTOR": "false",
            # Tests fill forms in faster than people can.
            "BOT_CHECK": "false",
        }
    )
    atexit.register(_stop, started, folder)


def _stop(started: list[subprocess.Popen[bytes]], folder: Path) -> None:
    for process in reversed(started):
        process.terminate()
    for process in started:
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
    shutil.rmtree(folder, ignore_errors=True)


def _own_redis_database() -> None:
    """Give each xdist worker a Redis database of its own; the first process has number 0."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "")
    if worker:
        number = int(worker.removeprefix("gw")) + 1
        os.environ["REDIS_URL"] = f"{os.environ['REDIS_URL'].rpartition('/')[0]}/{number}"


if MARK not in os.environ:
    _start()
_own_redis_database()
