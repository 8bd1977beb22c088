"""The working days to come, with the public holidays of the database."""

import datetime as dt

from django.utils import timezone

from counselling.models import Holiday
from counselling.timetable.days import day_of
from counselling.timetable.working_days import DAYS_OFF_AT_MOST, working_days_after

PROMISED_AT_MOST = 30
"""Working days until something that is promised has to be done."""


def days_to_promise(today: dt.date | None = None) -> list[dt.date]:
    """Return the working days that may be promised: the first is one working day from today."""
    today = today or day_of(timezone.now())
    until = today + dt.timedelta(days=2 * PROMISED_AT_MOST + DAYS_OFF_AT_MOST)
    rows = Holiday.objects.filter(day__gt=today, day__lte=until)
    holidays = frozenset(rows.values_list("day", flat=True))
    return working_days_after(today, PROMISED_AT_MOST, holidays=holidays)
