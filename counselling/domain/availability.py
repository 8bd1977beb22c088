"""Free times of a service, per day, with the reason where there are none.

Eight queries, whatever the number of days, desks and appointments; three or so more for each
further resource that is needed (domain.pools).
"""

import datetime as dt

from django.utils import timezone

from counselling.domain.booking_timetable import (
    DAYS_AROUND,
    DAYS_BEFORE,
    NEAREST_COUNT,
    DayOffer,
    OfferedSlot,
    Timetable,
)
from counselling.domain.occupied import busy_by
from counselling.domain.opening import calendars_of
from counselling.domain.pools import NOTHING, Needs, load_pools
from counselling.domain.unit_settings import Settings, settings_of
from counselling.models import Appointment, Desk, Service
from counselling.timetable.days import MIDNIGHT, at, day_of, days_from, end_of
from counselling.timetable.intervals import Interval
from counselling.timetable.slots import Taken


def load_timetable(
    service: Service,
    *,
    first_day: dt.date,
    last_day: dt.date,
    needs: Needs = NOTHING,
    now: dt.datetime,
    ignoring: Appointment | None = None,
    settings: Settings | None = None,
) -> Timetable:
    """Load the timetable of some days, `ignoring` an appointment that is to be moved."""
    desks = desks_for(service)
    pks = [desk.pk for desk in desks]
    during = Interval(at(first_day, MIDNIGHT), end_of(last_day))
    busy = busy_by("desk", pks, during, now=now, ignoring=ignoring)
    return Timetable(
        service=service,
        settings=settings or settings_of(service.department),
        now=now,
        days=tuple(days_from(first_day, (last_day - first_day).days + 1)),
        desks=tuple(desks),
        calendars=calendars_of(desks, first_day=first_day, last_day=last_day),
        taken={pk: Taken(busy[pk]) for pk in pks},
        pools=tuple(load_pools(service, needs, during, now=now, ignoring=ignoring)),
    )


def offer_days(
    service: Service,
    *,
    first_day: dt.date | None = None,
    count: int = 7,
    needs: Needs = NOTHING,
    now: dt.datetime | None = None,
    ignoring: Appointment | None = None,
) -> list[DayOffer]:
    """Return what can be booked on `count` days from `first_day` (today)."""
    now = now or timezone.now()
    days = days_from(first_day or day_of(now), count)
    timetable = load_timetable(
        service, first_day=days[0], last_day=days[-1], needs=needs, now=now, ignoring=ignoring
    )
    return [timetable.offer(day) for day in days]


def bookable_timetable(
    service: Service,
    *,
    needs: Needs = NOTHING,
    now: dt.datetime | None = None,
    ignoring: Appointment | None = None,
) -> Timetable:
    """Return the timetable from today to the last day that the unit opens for booking."""
    now = now or timezone.now()
    settings = settings_of(service.department)
    days = days_from(day_of(now), settings.bookable_days)
    return load_timetable(
        service,
        first_day=days[0],
        last_day=days[-1],
        needs=needs,
        now=now,
        ignoring=ignoring,
        settings=settings,
    )


def nearest_slots(
    service: Service,
    *,
    wanted: dt.datetime,
    count: int = NEAREST_COUNT,
    needs: Needs = NOTHING,
    now: dt.datetime | None = None,
    ignoring: Appointment | None = None,
) -> list[OfferedSlot]:
    """Return the free times nearest to a wanted one that is taken: a week around it.

    Free means that every resource needed is free.
    """
    now = now or timezone.now()
    first_day = max(day_of(now), day_of(wanted) - DAYS_BEFORE)
    timetable = load_timetable(
        service,
        first_day=first_day,
        last_day=first_day + DAYS_AROUND - dt.timedelta(days=1),
        needs=needs,
        now=now,
        ignoring=ignoring,
    )
    return timetable.nearest(wanted, count=count)


def first_free_slot(service: Service, *, now: dt.datetime | None = None) -> OfferedSlot | None:
    """Return the next bookable time within two weeks."""
    for offer in offer_days(service, count=14, now=now):
        if offer.slots:
            return offer.slots[0]
    return None


def desks_for(service: Service) -> list[Desk]:
    """Return the open desks that serve the service, in a fixed order."""
    return list(
        Desk.objects.filter(services=service, is_open=True)
        .select_related("department")
        .order_by("pk")
    )


def slot_from(service: Service, starts_at: dt.datetime) -> Interval:
    """Return the slot of the service that begins at a moment."""
    return Interval(starts_at, starts_at + dt.timedelta(minutes=service.duration_minutes))
