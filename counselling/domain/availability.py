"""Free times of a service, per day, with the reason where there are none.

Capacity is the number of open desks that serve the service. Slots are computed, never stored.
Six queries, whatever the number of days, desks and appointments.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q, QuerySet
from django.utils import timezone

from counselling.domain.opening import calendars_of
from counselling.enums import AppointmentState, DayReason
from counselling.models import Appointment, Desk, Service
from counselling.timetable.days import at, day_of, days_from, end_of
from counselling.timetable.intervals import Interval
from counselling.timetable.opening import Calendar, open_intervals, why_shut
from counselling.timetable.slots import free_slots, nearest

BOOKABLE_DAYS = 28
# A slot that has begun is not offered; one that starts in a minute is.
LEAD_TIME = dt.timedelta(0)


@dataclass(frozen=True)
class OfferedSlot:
    """A bookable time and how many desks are free then."""

    starts_at: dt.datetime
    ends_at: dt.datetime
    free_desks: int


@dataclass(frozen=True)
class DayOffer:
    """The free times of a day; without any, `reason` says why."""

    day: dt.date
    slots: tuple[OfferedSlot, ...]
    reason: DayReason | None

    @property
    def is_free(self) -> bool:
        return bool(self.slots)


def offer_days(
    service: Service,
    *,
    first_day: dt.date | None = None,
    count: int = 7,
    now: dt.datetime | None = None,
) -> list[DayOffer]:
    """Return what can be booked on `count` days from `first_day` (today)."""
    now = now or timezone.now()
    days = days_from(first_day or day_of(now), count)
    desks = desks_for(service)
    calendars = calendars_of(desks, first_day=days[0], last_day=days[-1])
    busy = _busy_by_desk(desks, days[0], days[-1], now)
    return [_offer_day(service, day, desks, calendars, busy, now) for day in days]


def nearest_slots(
    service: Service,
    *,
    wanted: dt.datetime,
    count: int = 3,
    now: dt.datetime | None = None,
) -> list[OfferedSlot]:
    """Return the free times nearest to a wanted one that is taken: a week around it."""
    now = now or timezone.now()
    first_day = max(day_of(now), day_of(wanted) - dt.timedelta(days=2))
    offers = offer_days(service, first_day=first_day, count=9, now=now)
    by_time = {slot.starts_at: slot for offer in offers for slot in offer.slots}
    intervals = [Interval(slot.starts_at, slot.ends_at) for slot in by_time.values()]
    return [by_time[slot.starts_at] for slot in nearest(intervals, wanted=wanted, count=count)]


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


def desks_free_at(
    service: Service, slot: Interval, *, desks: Sequence[Desk], now: dt.datetime
) -> list[Desk]:
    """Return those of `desks` that are open during `slot` and hold nothing then.

    `slot` must be one of the desk's grid; anything else is free nowhere.
    """
    day = day_of(slot.starts_at)
    calendars = calendars_of(desks, first_day=day, last_day=day)
    busy = _busy_by_desk(desks, day, day, now)
    return [
        desk
        for desk in desks
        if slot in _free_at_desk(service, day, calendars[desk.pk], busy[desk.pk], now)
    ]


def is_offered(
    service: Service, slot: Interval, *, desks: Sequence[Desk], now: dt.datetime
) -> bool:
    """Say whether the slot is in the grid of any desk, taken or not."""
    day = day_of(slot.starts_at)
    calendars = calendars_of(desks, first_day=day, last_day=day)
    return any(slot in _free_at_desk(service, day, calendars[desk.pk], [], now) for desk in desks)


def _free_at_desk(
    service: Service, day: dt.date, calendar: Calendar, busy: list[Interval], now: dt.datetime
) -> list[Interval]:
    return free_slots(
        open_intervals(calendar, day),
        duration=dt.timedelta(minutes=service.duration_minutes),
        busy=busy,
        not_before=now + LEAD_TIME,
    )


def _offer_day(
    service: Service,
    day: dt.date,
    desks: Sequence[Desk],
    calendars: dict[int, Calendar],
    busy: dict[int, list[Interval]],
    now: dt.datetime,
) -> DayOffer:
    free: dict[Interval, int] = defaultdict(int)
    for desk in desks:
        for slot in _free_at_desk(service, day, calendars[desk.pk], busy[desk.pk], now):
            free[slot] += 1
    slots = tuple(
        OfferedSlot(slot.starts_at, slot.ends_at, count) for slot, count in sorted(free.items())
    )
    reason = None if slots else _reason(day, list(calendars.values()), now)
    return DayOffer(day=day, slots=slots, reason=reason)


def _reason(day: dt.date, calendars: list[Calendar], now: dt.datetime) -> DayReason:
    hours = [interval for calendar in calendars for interval in open_intervals(calendar, day)]
    if not hours:
        return DayReason(why_shut(calendars[0], day)) if calendars else DayReason.CLOSED
    is_over = all(interval.ends_at <= now for interval in hours)
    return DayReason.OVER if is_over else DayReason.FULL


def occupying(during: Interval, *, now: dt.datetime) -> QuerySet[Appointment]:
    """Return the appointments that occupy desks during an interval.

    A hold that ran out occupies nothing, even before it is tidied away.
    """
    return Appointment.objects.filter(
        Q(state__in=AppointmentState.active())
        & ~Q(state=AppointmentState.HELD, held_until__lte=now),
        starts_at__lt=during.ends_at,
        ends_at__gt=during.starts_at,
    )


def _busy_by_desk(
    desks: Sequence[Desk], first_day: dt.date, last_day: dt.date, now: dt.datetime
) -> dict[int, list[Interval]]:
    days = Interval(at(first_day, dt.time(0)), end_of(last_day))
    rows = occupying(days, now=now).filter(desk__in=[desk.pk for desk in desks])
    busy: dict[int, list[Interval]] = defaultdict(list)
    for desk_pk, starts_at, ends_at in rows.values_list("desk_id", "starts_at", "ends_at"):
        busy[desk_pk].append(Interval(starts_at, ends_at))
    return busy
