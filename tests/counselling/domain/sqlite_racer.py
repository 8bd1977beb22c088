"""One process of the SQLite race: holds the time given, says what came of it.

python -m tests.counselling.domain.sqlite_racer prepare
python -m tests.counselling.domain.sqlite_racer race START_AT_UNIX_SECONDS TRIES
"""

import datetime as dt
import os
import sys
from collections import Counter

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db.models import F  # noqa: E402

from counselling.domain import reservation  # noqa: E402
from counselling.exceptions import SlotTaken  # noqa: E402
from counselling.models import Appointment, Desk, Service  # noqa: E402
from counselling.timetable.days import KST  # noqa: E402
from tests.cast import make_cast  # noqa: E402

NOW = dt.datetime(2026, 11, 24, 10, 0, tzinfo=KST)
QUARTER = dt.timedelta(minutes=15)


def prepare() -> None:
    """Make the database with one open desk."""
    call_command("migrate", verbosity=0)
    cast = make_cast()
    Desk.objects.filter(pk=cast.desk2.pk).update(is_open=False)


def race(tries: int) -> str:
    """Hold the same `tries` times as every other process, one after the other."""
    service = Service.objects.get(code="mfds-foreign-matter")
    print("ready", flush=True)
    sys.stdin.readline()
    results = Counter(_hold(service, NOW + number * QUARTER) for number in range(1, tries + 1))
    return f"{results['held']} {results['taken']}"


def count_overlaps() -> int:
    """Count pairs of active appointments that overlap; there must be none."""
    active = Appointment.objects.filter(state="held")
    return sum(
        active.filter(
            desk=one.desk, starts_at__lt=one.ends_at, ends_at__gt=one.starts_at, pk__gt=one.pk
        ).count()
        for one in active.annotate(desk_pk=F("desk"))
    )


def _hold(service: Service, starts_at: dt.datetime) -> str:
    try:
        reservation.hold_slot(service, starts_at=starts_at, now=NOW)
    except SlotTaken:
        return "taken"
    return "held"


if __name__ == "__main__":
    act, *numbers = sys.argv[1:]
    if act == "prepare":
        prepare()
    elif act == "race":
        print(race(int(numbers[0])))
    else:
        print(count_overlaps())
