"""The part of the product that sends: database, Redis, real Celery workers and beats.

Its own database and Redis, so that both may be taken away; the outside world is a stand-in.
"""

import os
import subprocess
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psycopg2

from tests.databases import new_database
from tests.outside_world import OutsideWorld
from tests.services import free_port, start_redis, wait_for_port
from tests.stack import NO_QUIET_HOURS, PYTHON, Stack

CELERY = (PYTHON, "-m", "celery", "-A", "tests.hurried")
PREPARE = "from tests.cast import make_cast; make_cast()"
# An appointment per address; its second reminder is due a moment later.
REMIND = """
import datetime as dt
from django.db import transaction
from django.utils import timezone
from counselling.domain import reminders
from counselling.models import Desk, Service
from tests.factories.appointments import make_appointment
service = Service.objects.get(code="mfds-foreign-matter")
starts_at = timezone.now() + dt.timedelta(minutes=10, seconds={seconds})
for number, address in enumerate({addresses}):
    desk = Desk.objects.create(
        department=service.department, number=Desk.objects.count() + 10, name_ko="", name_en=""
    )
    field = "email" if "@" in address else "phone"
    with transaction.atomic():
        appointment = make_appointment(service, desk, starts_at=starts_at, **{{field: address}})
        reminders.plan(appointment)
"""
CANCEL = """
from django.db import transaction
from counselling.domain import notices
from counselling.models import Appointment
for appointment in Appointment.objects.filter(phone__in={addresses}):
    with transaction.atomic():
        notices.tell_cancelled(appointment)
"""
STATES = "SELECT address, state FROM counselling_notice WHERE kind = %s"
POLL = """
import time
from celery import current_app
time.sleep({after_seconds})
for _number in range({times}):
    current_app.send_task("counselling.tasks.send_due_notices")
"""


class NoticeSite(Stack):
    """A Stack of which only the sending part runs."""

    def run(self, script: str, **values: object) -> str:
        """Run a piece of the product's own code against this site."""
        return self.manage("shell", "--no-imports", "-c", script.format(**values))

    def states(self, kind: str) -> dict[str, str]:
        """Return the state of each notice of a kind by address."""
        address = self.environment["DATABASE_URL"].replace("psql://", "postgresql://")
        with closing(psycopg2.connect(address)) as database, database.cursor() as cursor:
            cursor.execute(STATES, [kind])
            return dict(cursor.fetchall())

    def start_worker(self, name: str, *, pool: str = "threads") -> None:
        words = ["worker", "--pool", pool, "--concurrency", "4", "--loglevel", "WARNING"]
        self.start(
            name, PYTHON, "-m", "celery", "-A", "tests.hurried", *words, "-n", f"{name}@test"
        )

    def start_beat(self, name: str) -> None:
        schedule = str(self.folder / f"{name}.schedule")
        words = ["beat", "--loglevel", "WARNING", "-s", schedule, "--pidfile="]
        self.start(name, *CELERY, *words)


def start_site() -> NoticeSite:
    """Make the database with the cast in it, and start Redis; workers are started by the test."""
    folder = Path(tempfile.mkdtemp(prefix="notices-", dir=os.environ["MAJU_TEST_SERVICES"]))
    outside = OutsideWorld()
    redis_port = free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": new_database(f"notices_{os.getpid()}_{redis_port}"),
        "REDIS_URL": f"redis://127.0.0.1:{redis_port}/0",
        "DATA": str(folder / "data"),
        "EMAIL_URL": outside.email_url,
        "SMS_URL": outside.sms_url,
    }
    site = NoticeSite("", environment, folder, outside, relay_port=0)
    site.processes["redis"] = start_redis(redis_port)
    wait_for_port(redis_port)
    site.run(PREPARE)
    site.manage("shell", "--no-imports", "-c", NO_QUIET_HOURS)
    return site


def wait_until(holds: Callable[[], bool], *, seconds: float, what: str) -> float:
    """Wait until something holds; return after how many seconds it did."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if holds():
            return time.monotonic() - began
        time.sleep(0.1)
    raise TimeoutError(f"{what}: not in {seconds} s")


def children_of(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    found = subprocess.run(
        ["ps", "-o", "pid=", "--ppid", str(pid)], capture_output=True, check=False
    )
    return [int(line) for line in found.stdout.decode().split()]
