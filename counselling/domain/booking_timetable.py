"""What is free on some days: the open desks, less what they hold. domain.availability loads it.

Capacity is the number of open desks that serve the service. Slots are computed, never stored.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from counselling.domain.pools import Pool
from counselling.domain.unit_settings import Settings
from counselling.enums import DayReason
from counselling.models import Desk, Service
from counselling.timetable.days import day_of
from counselling.timetable.intervals import Interval, in_utc
from counselling.timetable.opening import Calendar, open_intervals, why_shut
from counselling.timetable.slots import Taken, around, coming_slots, nearest

# How many free times are named around a wanted one, and how far from it they may be.
NEAREST_COUNT = 3
DAYS_BEFORE, DAYS_AROUND = dt.timedelta(days=2), dt.timedelta(days=9)


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


@dataclass(frozen=True)
class Timetable:
    """All that decides what is free on some days, loaded once."""

    service: Service
    settings: Settings
    now: dt.datetime
    days: tuple[dt.date, ...]
    desks: tuple[Desk, ...]
    calendars: dict[int, Calendar]
    taken: dict[int, Taken]
    pools: tuple[Pool, ...]
    _offers: dict[dt.date, DayOffer] = field(default_factory=dict, compare=False, repr=False)

    def offer(self, day: dt.date) -> DayOffer:
        """Return what can be booked on the day; reckoned once."""
        if day not in self._offers:
            self._offers[day] = self._reckon(day)
        return self._offers[day]

    def free_days(self) -> Iterator[DayOffer]:
        """Yield the days on which something can be booked, in their order."""
        return (offer for offer in map(self.offer, self.days) if offer.is_free)

    def nearest(self, wanted: dt.datetime, *, count: int = NEAREST_COUNT) -> list[OfferedSlot]:
        """Return the free times nearest to a wanted one, of the days around it."""
        first = max(self.days[0], day_of(wanted) - DAYS_BEFORE)
        days = [day for day in self.days if first <= day < first + DAYS_AROUND]
        by_time = {slot.starts_at: slot for day in days for slot in self.offer(day).slots}
        intervals = [Interval(slot.starts_at, slot.ends_at) for slot in by_time.values()]
        return [by_time[slot.starts_at] for slot in nearest(intervals, wanted=wanted, count=count)]

    def desks_free_at(self, slot: Interval) -> list[Desk]:
        """Return the desks that are open during the slot and hold nothing then.

        `slot` must be one of the desk's grid; anything else is free nowhere.
        """
        reserved = reserved_around(self.service, slot)
        free = [
            desk
            for calendar, desks in self._desks_by_calendar.items()
            if slot in self._slots(calendar, day_of(slot.starts_at))
            for desk in desks
            if self.taken[desk.pk].is_free(reserved)
        ]
        return sorted(free, key=lambda desk: desk.pk)

    def is_offered(self, slot: Interval) -> bool:
        """Say whether the slot is in the grid of any desk, taken or not."""
        day = day_of(slot.starts_at)
        return any(slot in self._slots(calendar, day) for calendar in self._desks_by_calendar)

    def has_others_free(self, reserved: Interval) -> bool:
        """Say whether somebody of each pool is free for a slot with the time around it."""
        return all(pool.free_in(reserved) for pool in self.pools)

    @cached_property
    def _desks_by_calendar(self) -> dict[Calendar, list[Desk]]:
        """Desks of a department mostly have one calendar: its days are cut into slots once."""
        groups: dict[Calendar, list[Desk]] = defaultdict(list)
        for desk in self.desks:
            groups[self.calendars[desk.pk]].append(desk)
        return groups

    def _reckon(self, day: dt.date) -> DayOffer:
        free: dict[Interval, int] = {}
        for calendar, desks in self._desks_by_calendar.items():
            taken = [self.taken[desk.pk] for desk in desks]
            for slot in self._slots(calendar, day):
                reserved = in_utc(reserved_around(self.service, slot))
                count = sum(one.is_free(reserved) for one in taken)
                if count and self.has_others_free(reserved):
                    free[slot] = free.get(slot, 0) + count
        slots = tuple(
            OfferedSlot(slot.starts_at, slot.ends_at, count) for slot, count in sorted(free.items())
        )
        return DayOffer(day=day, slots=slots, reason=None if slots else self._reason(day))

    def _slots(self, calendar: Calendar, day: dt.date) -> list[Interval]:
        return coming_slots(
            open_intervals(calendar, day),
            duration=dt.timedelta(minutes=self.service.duration_minutes),
            not_before=self.now + dt.timedelta(minutes=self.settings.lead_minutes),
            pause=dt.timedelta(minutes=self.service.minutes_before + self.service.minutes_after),
        )

    def _reason(self, day: dt.date) -> DayReason:
        calendars = list(self._desks_by_calendar)
        hours = [interval for calendar in calendars for interval in open_intervals(calendar, day)]
        if not hours:
            return DayReason(why_shut(calendars[0], day)) if calendars else DayReason.CLOSED
        is_over = all(interval.ends_at <= self.now for interval in hours)
        return DayReason.OVER if is_over else DayReason.FULL


def reserved_around(service: Service, slot: Interval) -> Interval:
    """Return the slot with the service's time before and after it."""
    return around(
        slot,
        before=dt.timedelta(minutes=service.minutes_before),
        after=dt.timedelta(minutes=service.minutes_after),
    )
