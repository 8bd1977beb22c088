"""Which appointments take up a desk, an official, a booth or an interpreter, and when."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection

from django.db.models import Q, QuerySet

from counselling.enums import AppointmentState
from counselling.models import Appointment
from counselling.timetable.intervals import Interval

# A service lasts two hours at most and has an hour before and after it at most, so whatever began
# longer ago is over: the index on the start need not be read from the beginning of time.
LONGEST = dt.timedelta(hours=4)


def occupying(
    during: Interval, *, now: dt.datetime, ignoring: Appointment | None = None
) -> QuerySet[Appointment]:
    """Return the appointments that occupy their resources at some moment of an interval.

    A hold that ran out occupies nothing, even before it is tidied away.
    """
    rows = Appointment.objects.filter(
        Q(state__in=AppointmentState.active())
        & ~Q(state=AppointmentState.HELD, held_until__lte=now),
        starts_at__gt=during.starts_at - LONGEST,
        starts_at__lt=during.ends_at + LONGEST,
        reserved_from__lt=during.ends_at,
        reserved_until__gt=during.starts_at,
    )
    return rows.exclude(pk=ignoring.pk) if ignoring else rows


def busy_by(
    resource: str,
    pks: Collection[int],
    during: Interval,
    *,
    now: dt.datetime,
    ignoring: Appointment | None = None,
) -> defaultdict[int, list[Interval]]:
    """Return when each desk, official, booth or interpreter is taken, in one query."""
    rows = occupying(during, now=now, ignoring=ignoring).filter(**{f"{resource}__in": pks})
    busy: defaultdict[int, list[Interval]] = defaultdict(list)
    columns = (f"{resource}_id", "reserved_from", "reserved_until")
    for pk, reserved_from, reserved_until in rows.values_list(*columns):
        busy[pk].append(Interval(reserved_from, reserved_until))
    return busy
