"""`manage.py serve`: the embedded shape, from an empty folder to a running product."""

import asyncio
import http.client
import signal
import socket
import sys
import time
from typing import Any

import redis
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections

from counselling.domain.demo import DEMO_PASSWORD, DEMO_SIGN_INS
from portal.embedded import children, free_port, redis_child
from portal.supervisor import Supervisor

READY_SECONDS = 60
# A signal ends everything within 5 s: these two at most, and the ends of the processes.
SERVED_STOP_SECONDS = 2.5
STORE_STOP_SECONDS = 0.5


class Command(BaseCommand):
    """Prepares the database and runs every process until SIGTERM or SIGINT."""

    help = "Run the embedded shape: SQLite, a private Redis, Daphne, Celery and one relay worker."

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare, start, say when it is ready, and stop everything at the end."""
        if not settings.EMBEDDED:
            raise CommandError(
                "serve is for the embedded shape; DATABASE_URL chooses the service shape, whose "
                "processes are started one by one (see README.md)."
            )
        if free_port(socket.SOCK_STREAM, wanted=settings.PORT) != settings.PORT:
            raise CommandError(
                f"Port {settings.PORT} is in use. Choose another: PORT={settings.PORT + 1} make run"
            )
        self._prepare()
        asyncio.run(self._serve())

    def _prepare(self) -> None:
        for folder in (settings.DATA_DIR, settings.STATIC_ROOT):
            folder.mkdir(parents=True, exist_ok=True)
        call_command("migrate", verbosity=0, interactive=False)
        call_command("load_catalogue", verbosity=0)
        call_command("load_demo", verbosity=0)
        connections.close_all()

    async def _serve(self) -> None:
        redis_port = free_port(socket.SOCK_STREAM)
        redis_url = f"redis://127.0.0.1:{redis_port}/0"
        store = redis_child(redis_port, data_dir=settings.DATA_DIR)
        environment = {"REDIS_URL": redis_url, "DATA": str(settings.DATA_DIR)}
        both = (socket.SOCK_DGRAM, socket.SOCK_STREAM)  # the relay listens on UDP and TCP
        relay_port = free_port(*both, wanted=settings.RELAY_PORT)
        served = [
            type(child)(child.name, child.command, {**environment, **child.environment})
            for child in children(relay_port=relay_port)
        ]
        settings.REDIS_URL_FILE.write_text(redis_url)
        await self._run(
            Supervisor([store], stop_seconds=STORE_STOP_SECONDS),
            Supervisor(served, stop_seconds=SERVED_STOP_SECONDS),
            redis_url,
        )
        settings.REDIS_URL_FILE.unlink(missing_ok=True)

    async def _run(self, store: Supervisor, served: Supervisor, redis_url: str) -> None:
        """Start Redis first and stop it last, so that the others end without complaint."""
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(number, served.stop)
        store.start()
        await asyncio.to_thread(_wait_for_redis, redis_url)
        if not served.is_stopping:
            served.start()
        announcing = asyncio.create_task(self._announce(served))
        await served.wait()
        announcing.cancel()
        store.stop()
        await store.wait()

    async def _announce(self, served: Supervisor) -> None:
        deadline = time.monotonic() + READY_SECONDS
        while not await asyncio.to_thread(_is_healthy):
            if time.monotonic() > deadline:
                self.stderr.write(f"Maju did not become ready in {READY_SECONDS} s; see above.")
                served.stop()
                return
            await asyncio.sleep(0.25)
        self.stdout.write(f"\nMaju is ready: http://localhost:{settings.PORT}/\n")
        self.stdout.write(f"Demo sign-ins, all with the password {DEMO_PASSWORD}")
        for email, purpose in DEMO_SIGN_INS.items():
            self.stdout.write(f"  {email:<24} {purpose}")
        self.stdout.write(f"Codes and notices: http://localhost:{settings.PORT}/office/messages/")
        self.stdout.write("Ctrl-C stops everything.\n")
        sys.stdout.flush()


def _wait_for_redis(url: str) -> None:
    deadline = time.monotonic() + 20
    with redis.Redis.from_url(url, socket_connect_timeout=1, socket_timeout=1) as client:
        while time.monotonic() < deadline:
            try:
                client.ping()
            except (redis.RedisError, OSError):
                time.sleep(0.05)
            else:
                return
    raise CommandError("The private Redis did not start.")


def _is_healthy() -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", settings.PORT, timeout=2)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
