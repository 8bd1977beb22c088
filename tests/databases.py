"""Databases of the test run: migrated once, then copied by PostgreSQL itself, which takes 0.2 s."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import psycopg2

ROOT = Path(__file__).resolve().parents[1]
MIGRATED = "migrated"


def new_database(name: str, *, like: str = MIGRATED) -> str:
    """Make a database, a copy of a template, and return its address."""
    if like == MIGRATED:
        migrated()
    _create(name, like=like)
    return address_of(name)


def migrated() -> str:
    """Name the database that every migration was run on."""
    return template(MIGRATED, _migrate, like="template1")


def template(name: str, fill: Callable[[str], None], *, like: str = MIGRATED) -> str:
    """Make and fill a database to be copied, once for all processes of the run; return its name.

    fill: gets the address; it must leave no connection open.
    """
    folder = Path(os.environ["MAJU_TEST_SERVICES"])
    with (folder / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = folder / f"{name}.done"
        if not done.exists():
            if like == MIGRATED:
                migrated()
            _create(name, like=like)
            fill(address_of(name))
            done.touch()
    return name


def address_of(name: str) -> str:
    return f"{os.environ['DATABASE_URL'].rpartition('/')[0]}/{name}"


def run_manage(*words: str, environment: Mapping[str, str]) -> bytes:
    """Run a management command and return what it printed."""
    command = [sys.executable, "manage.py", *words]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    if done.returncode:
        raise RuntimeError(f"{' '.join(words)}:\n{done.stderr.decode()}")
    return done.stdout


def _migrate(address: str) -> None:
    run_manage("migrate", "--verbosity", "0", environment={**os.environ, "DATABASE_URL": address})


def _create(name: str, *, like: str) -> None:
    server = os.environ["DATABASE_URL"].replace("psql://", "postgresql://")
    with closing(psycopg2.connect(server)) as connection, connection.cursor() as cursor:
        connection.autocommit = True
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{like}"')
